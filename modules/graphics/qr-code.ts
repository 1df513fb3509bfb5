import type qrcode from "qrcode";

/** Modules of white that a reader needs on each side (ISO/IEC 18004, quiet zone). */
export const QUIET_ZONE = 4;

/** What `qrcode` answers for each module. */
const LIGHT = 0;
const DARK = 1;

/** Dark modules side by side, in modules from the code's upper left. */
export interface DarkRun {
	readonly x: number;
	readonly y: number;
	readonly length: number;
}

/** The dark modules of a code, row by row, each row's neighbours together. */
export function* darkRuns(code: ReturnType<typeof qrcode>): Generator<DarkRun, void> {
	const modules = new Uint8Array(code);
	const { size } = code;
	for (let start = modules.indexOf(DARK); start >= 0; ) {
		const y = Math.floor(start / size);
		const light = modules.indexOf(LIGHT, start);
		const rowEnd = (y + 1) * size;
		const end = light < 0 || light > rowEnd ? rowEnd : light;
		yield { x: start % size, y, length: end - start };
		start = modules.indexOf(DARK, end);
	}
}
