import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodePNG, encodePNG, type Picture } from "../../../hosts/virtual/board/png";

/** Set to draw the golden pictures anew: `GOLDEN=renew npm test -- tests/virtual/drawing`. Look at them before they stay. */
const RENEW = process.env.GOLDEN === "renew";

/**
 * Compares a picture with the one that a person has looked at and found good.
 * @param folder URL of the folder of the golden pictures, with a slash at the end
 * @throws Error that says how many pixels differ and where the picture is to look at
 */
export function expectGolden(picture: Picture, name: string, folder: URL): void {
	const path = fileURLToPath(new URL(`${name}.png`, folder));
	if (RENEW) {
		writeFileSync(path, encodePNG(picture));
		return;
	}
	const golden = existsSync(path) ? decodePNG(readFileSync(path)) : undefined;
	const different = golden ? differences(picture, golden) : picture.pixels.length;
	if (different === 0) return;
	const drawn = join(tmpdir(), `timbre-${name}.png`);
	writeFileSync(drawn, encodePNG(picture, 2));
	throw new Error(`${name}: ${different} pixels differ from the golden picture; drawn is ${drawn}`);
}

function differences(picture: Picture, golden: Picture): number {
	if (picture.width !== golden.width || picture.height !== golden.height) return picture.pixels.length;
	return picture.pixels.reduce((count, pixel, index) => count + (pixel === golden.pixels[index] ? 0 : 1), 0);
}
