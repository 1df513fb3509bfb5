import type { Contour } from "./outline";

const { ceil, floor, max, min, round } = Math;

/** Lines through each row of pixels at which the outline is looked at. */
const LINES = 16;

/** Steps of ink: what four bits hold (`Gray16` of the SDK). */
const LEVELS = 15;

/** A glyph as ink. */
export interface InkBitmap {
	/** Column of its left edge, in pixels from the pen. */
	readonly left: number;
	/** Row edge above it, in pixels above the baseline. */
	readonly top: number;
	readonly width: number;
	readonly height: number;
	/** Ink of each pixel, row by row: 0 (none) to 15 (full). */
	readonly levels: Uint8Array;
}

/** Where a line crosses the outline, and in which direction. */
interface Crossing {
	readonly x: number;
	readonly winding: number;
}

/** Fills contours by the non-zero rule: ink is the part of each pixel that the outline covers. */
export function fill(contours: readonly Contour[]): InkBitmap {
	const box = boundsOf(contours);
	const { left, top, width, height } = box;
	const covered = new Float64Array(width);
	const levels = new Uint8Array(width * height);
	for (let row = 0; row < height; row++) {
		covered.fill(0);
		for (let line = 0; line < LINES; line++) {
			const y = top - row - (line + 0.5) / LINES;
			coverLine(covered, left, crossingsAt(contours, y));
		}
		for (let column = 0; column < width; column++) {
			levels[row * width + column] = round(((covered[column] ?? 0) / LINES) * LEVELS);
		}
	}
	return { ...box, levels };
}

function boundsOf(contours: readonly Contour[]): Omit<InkBitmap, "levels"> {
	const points = contours.flat();
	if (points.length === 0) return { left: 0, top: 0, width: 0, height: 0 };
	const xs = points.filter((_, index) => index % 2 === 0);
	const ys = points.filter((_, index) => index % 2 === 1);
	// Rounding errors of a millionth must not cost a row or column of empty pixels.
	const left = floor(min(...xs) + 1e-6);
	const top = ceil(max(...ys) - 1e-6);
	const width = ceil(max(...xs) - 1e-6) - left;
	return { left, top, width, height: top - floor(min(...ys) + 1e-6) };
}

function crossingsAt(contours: readonly Contour[], y: number): Crossing[] {
	const crossings: Crossing[] = [];
	for (const contour of contours) {
		let fromX = contour.at(-2) ?? 0;
		let fromY = contour.at(-1) ?? 0;
		for (let index = 0; index < contour.length; index += 2) {
			const toX = contour[index] ?? 0;
			const toY = contour[index + 1] ?? 0;
			if (fromY <= y !== toY <= y) {
				const x = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
				crossings.push({ x, winding: toY > fromY ? 1 : -1 });
			}
			fromX = toX;
			fromY = toY;
		}
	}
	return crossings.sort((a, b) => a.x - b.x);
}

function coverLine(covered: Float64Array, left: number, crossings: readonly Crossing[]): void {
	let winding = 0;
	let start = 0;
	for (const crossing of crossings) {
		const before = winding;
		winding += crossing.winding;
		if (before === 0) start = crossing.x;
		else if (winding === 0) coverSpan(covered, start - left, crossing.x - left);
	}
}

function coverSpan(covered: Float64Array, from: number, to: number): void {
	for (let column = floor(from); column < to; column++) {
		const part = min(to, column + 1) - max(from, column);
		covered[column] = (covered[column] ?? 0) + part;
	}
}
