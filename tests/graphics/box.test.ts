import fc from "fast-check";
import { type Box, contains, inset, intersects, union } from "../../modules/graphics/box";

const box: fc.Arbitrary<Box> = fc.record({
	x: fc.integer({ min: -5, max: 8 }),
	y: fc.integer({ min: -5, max: 8 }),
	width: fc.integer({ min: 1, max: 8 }),
	height: fc.integer({ min: 1, max: 8 }),
});

/** Every pixel of a box as `x,y`. */
function pixels({ x, y, width, height }: Box): Set<string> {
	const all = new Set<string>();
	for (let row = 0; row < height; row++) {
		for (let column = 0; column < width; column++) all.add(`${x + column},${y + row}`);
	}
	return all;
}

test("A box contains its pixels and no other", () => {
	fc.assert(
		fc.property(box, fc.integer({ min: -7, max: 18 }), fc.integer({ min: -7, max: 18 }), (one, x, y) => {
			expect(contains(one, x, y)).toBe(pixels(one).has(`${x},${y}`));
		}),
	);
});

test("Boxes intersect when they share a pixel; touching edges share none", () => {
	fc.assert(
		fc.property(box, box, (one, other) => {
			const shared = [...pixels(one)].some((pixel) => pixels(other).has(pixel));
			expect(intersects(one, other)).toBe(shared);
		}),
	);
});

test("The union holds both and nothing smaller does", () => {
	fc.assert(
		fc.property(box, box, (one, other) => {
			const both = union(one, other);
			for (const part of [one, other])
				for (const pixel of pixels(part)) expect(pixels(both)).toContain(pixel);
			const edges = [one, other].map(({ x, width }) => x + width);
			expect(both.x + both.width).toBe(Math.max(...edges));
			expect(both.y).toBe(Math.min(one.y, other.y));
		}),
	);
});

test("The inset leaves a margin on each side, and no pixel where there is no room for it", () => {
	expect(inset({ x: 10, y: 20, width: 100, height: 8 }, 3)).toEqual({ x: 13, y: 23, width: 94, height: 2 });
	expect(inset({ x: 0, y: 0, width: 5, height: 5 }, 3)).toMatchObject({ width: 0, height: 0 });
});
