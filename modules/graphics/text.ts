import type { PocoPrototype } from "commodetto/Poco";
import type { Font } from "./fonts";

/** What measures text: a Poco. */
export type TextMeter = Pick<PocoPrototype, "getTextWidth">;

const ELLIPSIS = "…";

/**
 * The lines of a text that fit into a width. It breaks at spaces and after hyphens, and where a word alone is too long
 * (an address, a URL) within the word; a line feed ends a line. No-break spaces hold what they join together.
 *
 * @param width in pixels; each line has at least one character, also where not even that fits
 */
export function wrap(meter: TextMeter, text: string, font: Font, width: number): string[] {
	const fitting = new Fitting(meter, font);
	const lines: string[] = [];
	for (const paragraph of text.split("\n")) {
		let start = 0;
		do {
			const end = fitting.lineEnd(paragraph, start, width);
			lines.push(withoutSpaces(paragraph.slice(start, end)));
			start = end;
			while (paragraph.startsWith(" ", start)) start += 1;
		} while (start < paragraph.length);
	}
	return lines;
}

/** The text if it fits into a width, otherwise its beginning and an ellipsis that fit. */
export function ellipsis(meter: TextMeter, text: string, font: Font, width: number): string {
	if (meter.getTextWidth(text, font) <= width) return text;
	const room = width - meter.getTextWidth(ELLIPSIS, font);
	const end = new Fitting(meter, font).fittingEnd(text, 0, text.length, room);
	return withoutSpaces(text.slice(0, end)) + ELLIPSIS;
}

/** Finds out how much of a text fits. */
class Fitting {
	readonly #meter: TextMeter;
	readonly #font: Font;
	readonly #space: number;

	constructor(meter: TextMeter, font: Font) {
		this.#meter = meter;
		this.#font = font;
		this.#space = meter.getTextWidth(" ", font);
	}

	/** Where the line that begins at `start` ends. Each word is measured once, by itself. */
	lineEnd(text: string, start: number, width: number): number {
		let end = start;
		let room = width;
		for (;;) {
			const next = nextBreak(text, end);
			const piece = text.slice(end, next);
			const word = withoutSpaces(piece);
			room -= this.#meter.getTextWidth(word, this.#font);
			if (room < 0) {
				return end > start ? end : Math.max(this.fittingEnd(text, start, next, width), start + 1);
			}
			if (next === text.length) return next;
			room -= (piece.length - word.length) * this.#space;
			end = next;
		}
	}

	/** The last place up to `end` to which the text from `start` on fits; `start` where nothing does. */
	fittingEnd(text: string, start: number, end: number, width: number): number {
		let fits = start;
		let tooLong = end + 1;
		while (tooLong - fits > 1) {
			const middle = (fits + tooLong) >> 1;
			if (this.#meter.getTextWidth(text.slice(start, middle), this.#font) <= width) fits = middle;
			else tooLong = middle;
		}
		return splitsSurrogates(text, fits) ? fits - 1 : fits;
	}
}

/** The next place after `from` where a line may end: past a space or a hyphen, or the end of the text. */
function nextBreak(text: string, from: number): number {
	const space = text.indexOf(" ", from);
	const hyphen = text.indexOf("-", from + 1);
	if (space < 0 && hyphen < 0) return text.length;
	return (hyphen < 0 || (space >= 0 && space < hyphen) ? space : hyphen) + 1;
}

function splitsSurrogates(text: string, index: number): boolean {
	const unit = text.charCodeAt(index);
	return index > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}

function withoutSpaces(line: string): string {
	let end = line.length;
	while (end > 0 && line.endsWith(" ", end)) end -= 1;
	return end === line.length ? line : line.slice(0, end);
}
