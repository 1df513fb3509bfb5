import fc from "fast-check";
import { PNG } from "pngjs";
import { decodePNG, encodePNG } from "../../../hosts/virtual/board/png";

/** Red, green, blue and alpha of each pixel of a PNG. */
function pixels(file: Buffer): number[][] {
	const { data } = PNG.sync.read(file);
	return Array.from({ length: data.length / 4 }, (_, index) => [...data.subarray(index * 4, index * 4 + 4)]);
}

test("Black is black, white is white, and the primary colors are pure", () => {
	const picture = { width: 5, height: 1, pixels: Uint16Array.of(0, 0xffff, 0xf800, 0x07e0, 0x001f) };
	expect(pixels(encodePNG(picture))).toEqual([
		[0, 0, 0, 255],
		[255, 255, 255, 255],
		[255, 0, 0, 255],
		[0, 255, 0, 255],
		[0, 0, 255, 255],
	]);
});

test("A scaled picture has a square for each pixel", () => {
	const picture = { width: 2, height: 1, pixels: Uint16Array.of(0, 0xffff) };
	const black = [0, 0, 0, 255];
	const white = [255, 255, 255, 255];
	expect(pixels(encodePNG(picture, 2))).toEqual([black, black, white, white, black, black, white, white]);
});

test("What was written is read again", () => {
	fc.assert(
		fc.property(
			fc.uint16Array({ minLength: 6, maxLength: 6 }),
			fc.constantFrom([6, 1], [3, 2], [1, 6]),
			(values, [width = 0, height = 0]) => {
				expect(decodePNG(encodePNG({ width, height, pixels: values }))).toEqual({
					width,
					height,
					pixels: values,
				});
			},
		),
	);
});
