import fc from "fast-check";
import { inkWeight, Raster, UNPAINTED } from "../../../hosts/virtual/board/raster";

const WHITE = 0xffff;
const RED = 0xf800;

const pixel = fc.integer({ min: 0, max: 0xffff });

/** The raster's rows, a letter a pixel. */
function rows({ area, pixels }: Raster, letters: Readonly<Record<number, string>>): string[] {
	return Array.from({ length: area.height }, (_, row) =>
		Array.from(
			pixels.subarray(row * area.width, (row + 1) * area.width),
			(value) => letters[value] ?? "?",
		).join(""),
	);
}

/** One field of a mixed pixel, as Poco rounds it: a quotient by 31 without a division. */
function mixedField(from: number, to: number, weight: number): number {
	const sum = weight * to + (31 - weight) * from + 16;
	return (sum + (sum >> 5)) >> 5;
}

function mixed(from: number, to: number, weight: number): number {
	const field = (shift: number, mask: number) =>
		mixedField((from >> shift) & mask, (to >> shift) & mask, weight) << shift;
	return field(11, 31) | field(5, 63) | field(0, 31);
}

describe("Filling", () => {
	test("fills just the pixels of the rectangle", () => {
		const raster = new Raster({ x: 0, y: 0, width: 5, height: 4 });
		raster.fill(WHITE, { x: 1, y: 1, width: 3, height: 2 });
		expect(rows(raster, { [WHITE]: "#", [UNPAINTED]: "." })).toEqual([".....", ".###.", ".###.", "....."]);
	});

	test("leaves out what lies beyond the area, which need not begin at 0", () => {
		const raster = new Raster({ x: 10, y: 20, width: 3, height: 3 });
		raster.fill(WHITE, { x: -1000, y: 21, width: 1012, height: 1 });
		raster.fill(RED, { x: 12, y: -5, width: 90, height: 26 });
		expect(rows(raster, { [WHITE]: "w", [RED]: "r", [UNPAINTED]: "." })).toEqual(["..r", "ww.", "..."]);
	});

	test("stays within the clip, until another is set", () => {
		const raster = new Raster({ x: 0, y: 0, width: 4, height: 2 });
		raster.clip = { x: 1, y: 0, width: 2, height: 1 };
		raster.fill(WHITE, raster.area);
		raster.clip = { x: 3, y: -3, width: 9, height: 9 };
		raster.fill(RED, raster.area);
		expect(rows(raster, { [WHITE]: "w", [RED]: "r", [UNPAINTED]: "." })).toEqual([".wwr", "...r"]);
	});
});

describe("Blending", () => {
	test("mixes each color by itself, at every level and over every color", () => {
		fc.assert(
			fc.property(pixel, pixel, fc.integer({ min: 0, max: 254 }), (from, to, blend) => {
				const raster = new Raster({ x: 0, y: 0, width: 1, height: 1 });
				raster.fill(from, raster.area);
				raster.blend(to, blend, raster.area);
				expect(raster.pixels[0]).toBe(mixed(from, to, blend >> 3));
			}),
			{ numRuns: 2000 },
		);
	});

	test("at 0 leaves what is there, at 255 replaces it", () => {
		const raster = new Raster({ x: 0, y: 0, width: 1, height: 1 });
		raster.fill(0x1234, raster.area);
		raster.blend(WHITE, 0, raster.area);
		expect(raster.pixels[0]).toBe(0x1234);
		raster.blend(RED, 255, raster.area);
		expect(raster.pixels[0]).toBe(RED);
	});
});

describe("Ink", () => {
	const mask = { width: 2, height: 2, levels: Uint8Array.of(0, 5, 10, 15) };

	test("is as opaque as the mask says", () => {
		const raster = new Raster({ x: 0, y: 0, width: 2, height: 2 });
		raster.fill(WHITE, raster.area);
		raster.ink(RED, mask, 0, 0);
		expect(Array.from(raster.pixels)).toEqual([WHITE, mixed(WHITE, RED, 10), mixed(WHITE, RED, 21), RED]);
	});

	test("is cut at every edge of the clip, and shows the right part of the mask", () => {
		for (const [x, y, left] of [
			[-1, -1, 15],
			[0, -1, 10],
			[-1, 0, 5],
			[0, 0, 0],
		] as const) {
			const raster = new Raster({ x: 0, y: 0, width: 1, height: 1 });
			raster.fill(WHITE, raster.area);
			raster.ink(0, mask, x, y);
			expect(raster.pixels[0]).toBe(mixed(WHITE, 0, (left << 1) | (left >> 3)));
		}
	});
});

describe("Shading", () => {
	test("mixes each pixel's own color by its own weight, and leaves out what is beyond the clip", () => {
		const raster = new Raster({ x: 10, y: 0, width: 4, height: 1 });
		raster.fill(WHITE, raster.area);
		raster.clip = { x: 10, y: 0, width: 3, height: 9 };
		const weights = [99, 0, 12, 31, 31];
		const visible = raster.shade(
			{ x: 9, y: 0, width: 5, height: 1 },
			(column) => weights[column] ?? 0,
			(column) => column,
		);
		expect(Array.from(raster.pixels)).toEqual([WHITE, mixed(WHITE, 2, 12), 3, WHITE]);
		expect(visible).toEqual({ x: 10, y: 0, width: 3, height: 1 });
	});

	test.each([
		[0xff, [0, 2, 14, 17, 31]],
		[0x80, [0, 1, 8, 9, 17]],
		[0x10, [0, 0, 1, 1, 2]],
		[0x0f, [0, 0, 0, 0, 0]],
	])("weighs ink at the blend %d as Poco's table does", (blend, weights) => {
		expect([0, 1, 7, 8, 15].map((level) => inkWeight(level, blend))).toEqual(weights);
	});
});
