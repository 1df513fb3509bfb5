import type { PocoPrototype } from "commodetto/Poco";
import type qrcode from "qrcode";

/** Modules of white that a reader needs on each side (ISO/IEC 18004, quiet zone). */
export const QUIET_ZONE = 4;

/** What `qrcode` answers for each module. */
const LIGHT = 0;
const DARK = 1;

/** The side of a code without quiet zone, in pixels. */
export function qrCodeSide(code: ReturnType<typeof qrcode>, scale: number): number {
	return code.size * scale;
}

/**
 * Draws the dark modules of a code, each row's neighbours as one rectangle. The ground must be light already.
 *
 * @param scale pixels of a module's side
 */
export function drawQRCode(
	poco: Pick<PocoPrototype, "fillRectangle">,
	code: ReturnType<typeof qrcode>,
	color: number,
	x: number,
	y: number,
	scale: number,
): void {
	const modules = new Uint8Array(code);
	const { size } = code;
	for (let start = modules.indexOf(DARK); start >= 0; ) {
		const row = Math.floor(start / size);
		const light = modules.indexOf(LIGHT, start);
		const rowEnd = (row + 1) * size;
		const end = light < 0 || light > rowEnd ? rowEnd : light;
		poco.fillRectangle(color, x + (start % size) * scale, y + row * scale, (end - start) * scale, scale);
		start = modules.indexOf(DARK, end);
	}
}
