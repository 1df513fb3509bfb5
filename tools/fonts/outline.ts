import type { Font, Glyph, PathCommand } from "opentype.js";

/** A closed contour in pixels, y upward from the baseline: x and y of each corner in turn. */
export type Contour = readonly number[];

/** Straight pieces that one curve becomes: at 28 pixels an em none is longer than half a pixel. */
const PIECES = 16;

/** A height of the design that all letters share, with the overshoot of its round letters, in font units. */
interface AlignmentZone {
	readonly flat: number;
	readonly overshoot: number;
}

/**
 * Fits outlines into the pixel grid of one size. Baseline, x-height, capitals and ascenders come to lie on pixel edges
 * and lose their overshoot, so that the letters of a line have sharp tops and feet; in between, heights are stretched
 * evenly. Widths stay as designed.
 */
export class Outlines {
	readonly #scale: number;
	/** Knots of the height's map: font units, ascending, and the pixels they become. */
	readonly #knots: readonly (readonly [units: number, pixels: number])[];

	/** @param size pixels of the em square */
	constructor(font: Font, size: number) {
		const scale = size / font.unitsPerEm;
		this.#scale = scale;
		this.#knots = zonesOf(font).flatMap(({ flat, overshoot }) => {
			const pixels = Math.round(flat * scale);
			return [flat, overshoot].sort((a, b) => a - b).map((units) => [units, pixels] as const);
		});
	}

	/** How far a glyph is moved to the right, in pixels, so that its left edge lies on a pixel edge. */
	shift(glyph: Glyph): number {
		const left = glyph.getBoundingBox().x1 * this.#scale;
		return Math.round(left) - left;
	}

	/** The contours of a glyph in its place after `shift`. */
	contours(glyph: Glyph): readonly Contour[] {
		const shift = this.shift(glyph);
		return flatten(glyph.path.commands).map((points) =>
			points.map((value, index) => (index % 2 === 0 ? value * this.#scale + shift : this.#height(value))),
		);
	}

	#height(units: number): number {
		const above = this.#knots.findIndex(([knot]) => units <= knot);
		const [lowUnits, lowPixels] = this.#knots[above < 0 ? this.#knots.length - 1 : above - 1] ?? [];
		const [highUnits, highPixels] = (above < 0 ? undefined : this.#knots[above]) ?? [];
		if (lowUnits === undefined || lowPixels === undefined) {
			return (highPixels ?? 0) + (units - (highUnits ?? 0)) * this.#scale;
		}
		if (highUnits === undefined || highPixels === undefined) {
			return lowPixels + (units - lowUnits) * this.#scale;
		}
		return lowPixels + ((units - lowUnits) / (highUnits - lowUnits)) * (highPixels - lowPixels);
	}
}

/** The zones as the font's own letters show them. */
function zonesOf(font: Font): AlignmentZone[] {
	const box = (character: string) => font.charToGlyph(character).getBoundingBox();
	return [
		{ flat: 0, overshoot: box("o").y1 },
		{ flat: box("x").y2, overshoot: box("o").y2 },
		{ flat: box("H").y2, overshoot: box("O").y2 },
		{ flat: box("d").y2, overshoot: box("d").y2 },
	].filter(({ flat }, index, zones) => index === 0 || flat > (zones[index - 1]?.flat ?? 0));
}

/** Turns a path's curves into corners. */
function flatten(commands: readonly PathCommand[]): number[][] {
	const contours: number[][] = [];
	let contour: number[] = [];
	let x = 0;
	let y = 0;
	for (const command of commands) {
		if (command.type === "Z") continue;
		if (command.type === "M") {
			contour = [];
			contours.push(contour);
		}
		if (command.type === "Q") {
			for (let piece = 1; piece < PIECES; piece++) {
				const t = piece / PIECES;
				contour.push(quadratic(x, command.x1, command.x, t), quadratic(y, command.y1, command.y, t));
			}
		}
		if (command.type === "C") {
			for (let piece = 1; piece < PIECES; piece++) {
				const t = piece / PIECES;
				contour.push(
					cubic(x, command.x1, command.x2, command.x, t),
					cubic(y, command.y1, command.y2, command.y, t),
				);
			}
		}
		x = command.x;
		y = command.y;
		contour.push(x, y);
	}
	return contours;
}

function quadratic(from: number, control: number, to: number, t: number): number {
	const rest = 1 - t;
	return rest * rest * from + 2 * rest * t * control + t * t * to;
}

function cubic(from: number, first: number, second: number, to: number, t: number): number {
	const rest = 1 - t;
	return quadratic(from, first, second, t) * rest + quadratic(first, second, to, t) * t;
}
