import fc from "fast-check";
import { drawQRCode, qrCodeSide } from "../../modules/graphics/qr-code";

/** Modules as `qrcode` answers them: a byte each, 1 for dark, with the side's length. */
function code(size: number, modules: readonly number[]): ArrayBuffer & { size: number } {
	return Object.assign(new Uint8Array(modules).buffer, { size });
}

test("Every dark module is drawn once, at its place, and no light one", () => {
	const square = fc
		.integer({ min: 1, max: 12 })
		.chain((size) =>
			fc.tuple(
				fc.constant(size),
				fc.array(fc.constantFrom(0, 1), { minLength: size * size, maxLength: size * size }),
			),
		);
	fc.assert(
		fc.property(square, fc.integer({ min: 1, max: 4 }), ([size, modules], scale) => {
			const drawn = new Array<number>(size * size).fill(0);
			const poco = {
				fillRectangle(color: number, x: number, y: number, width: number, height: number): void {
					expect([color, height]).toEqual([7, scale]);
					const row = (y - 20) / scale;
					for (let column = 0; column < width / scale; column++) {
						const index = row * size + (x - 10) / scale + column;
						drawn[index] = (drawn[index] ?? Number.NaN) + 1;
					}
				},
			};
			drawQRCode(poco, code(size, modules), 7, 10, 20, scale);
			expect(drawn).toEqual(modules);
		}),
	);
});

test("Its side is what its modules take", () => {
	expect(qrCodeSide(code(29, []), 6)).toBe(174);
});
