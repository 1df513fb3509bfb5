import type { Font } from "../graphics/fonts";

/** A piece of text on one line. */
export interface TextRun {
	readonly text: string;
	readonly font: Font;
	/** Left edge in dots from the paper's. */
	readonly x: number;
	/** Top of its line in dots from the strip's. */
	readonly y: number;
	/** In dots. */
	readonly width: number;
}

/** A part of a page over its whole width; the strips of a page, one below the other, are the page. */
export type Strip =
	/** White paper. */
	| { readonly kind: "blank"; readonly height: number }
	/** A black line; `x` and `width` are multiples of eight. */
	| { readonly kind: "rule"; readonly x: number; readonly width: number; readonly height: number }
	/** Texts beside each other, the first one leftmost. */
	| { readonly kind: "text"; readonly runs: readonly TextRun[]; readonly height: number };
