import fc from "fast-check";
import { darkRuns } from "../../modules/graphics/qr-code";

/** Modules as `qrcode` answers them: a byte each, 1 for dark, with the side's length. */
function code(size: number, modules: readonly number[]): ArrayBuffer & { size: number } {
	return Object.assign(new Uint8Array(modules).buffer, { size });
}

test("Every dark module is in one run, at its place, and no light one", () => {
	const square = fc
		.integer({ min: 1, max: 12 })
		.chain((size) =>
			fc.tuple(
				fc.constant(size),
				fc.array(fc.constantFrom(0, 1), { minLength: size * size, maxLength: size * size }),
			),
		);
	fc.assert(
		fc.property(square, ([size, modules]) => {
			const seen = new Array<number>(size * size).fill(0);
			for (const { x, y, length } of darkRuns(code(size, modules))) {
				expect(x + length).toBeLessThanOrEqual(size);
				for (let column = x; column < x + length; column++) {
					const index = y * size + column;
					seen[index] = (seen[index] ?? Number.NaN) + 1;
				}
			}
			expect(seen).toEqual(modules);
		}),
	);
});
