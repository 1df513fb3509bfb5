import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHARACTERS, FACES } from "../../tools/fonts/faces";
import { packageFile, renderFace } from "../../tools/fonts/render";

const FOLDER = fileURLToPath(new URL("../../modules/graphics/resources", import.meta.url));
const committed = (file: string): Buffer => readFileSync(join(FOLDER, file));

/** The characters' entries of a BMFont, the last block. */
function entries(fnt: Buffer): Buffer[] {
	const table = fnt.subarray(fnt.byteLength - CHARACTERS.length * 20);
	return CHARACTERS.map((_, index) => table.subarray(index * 20, index * 20 + 20));
}

describe("The font resources", () => {
	test.each(FACES)("of $name are what tools/fonts makes, byte for byte", (face) => {
		const { fnt, png } = renderFace(face);
		expect(committed(`${face.name}.fnt`).equals(fnt)).toBe(true);
		expect(committed(`${face.name}.png`).equals(png)).toBe(true);
	});

	test.each(FACES)("of $name keep every glyph within its line", ({ name }) => {
		const fnt = committed(`${name}.fnt`);
		const common = fnt.indexOf(Buffer.from([2, 15, 0, 0, 0]));
		const lineHeight = fnt.readUInt16LE(common + 5);
		for (const entry of entries(fnt)) {
			const top = entry.readInt16LE(14);
			expect(top).toBeGreaterThanOrEqual(0);
			expect(top + entry.readUInt16LE(10)).toBeLessThanOrEqual(lineHeight);
		}
	});

	test.each(FACES)(
		"of $name list their characters in ascending order, as the SDK searches them",
		({ name }) => {
			const codes = entries(committed(`${name}.fnt`)).map((entry) => entry.readUInt32LE(0));
			expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
		},
	);

	test("come with their license, and nothing else lies there", () => {
		expect(committed("TimbreSans-OFL.txt").equals(readFileSync(packageFile("LICENSE_FONT")))).toBe(true);
		const files = FACES.flatMap(({ name }) => [`${name}.fnt`, `${name}.png`]);
		expect(readdirSync(FOLDER).sort()).toEqual([...files, "TimbreSans-OFL.txt"].sort());
	});

	test("do not bear the family's reserved name", () => {
		for (const { name } of FACES) expect(committed(`${name}.fnt`).includes("Plex")).toBe(false);
	});
});
