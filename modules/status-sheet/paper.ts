import type { PaperSize } from "../base/device";

/** Dots per inch of the sheet, in both directions. */
export const RESOLUTION = 300;

/** A size of paper, upright. */
export interface Paper {
	/** Its self-describing name (PWG 5101.1). */
	readonly name: PaperSize;
	/** Width and height in points, 72 to the inch. */
	readonly points: readonly [number, number];
	/** Size in dots. */
	readonly width: number;
	readonly height: number;
}

/** The sizes that the sheet is laid out for. */
export const PAPERS: Readonly<Record<PaperSize, Paper>> = {
	iso_a4_210x297mm: { name: "iso_a4_210x297mm", points: [595, 842], width: 2480, height: 3508 },
	"na_letter_8.5x11in": { name: "na_letter_8.5x11in", points: [612, 792], width: 2550, height: 3300 },
};
