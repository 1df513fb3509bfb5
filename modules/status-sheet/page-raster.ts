import { LineEncoder } from "./line-encoder";
import { pageHeader } from "./page-header";
import type { Paper } from "./paper";
import { bytesPerLine, RASTER_FORMATS, type RasterFormat, type RasterType } from "./raster-type";

/** Bytes of compressed lines that are collected before they go to the print engine. */
const OUTPUT_LENGTH = 4096;

/** Shift and mask that find the six bits of green in RGB565LE, what Poco draws. */
const GREEN_SHIFT = 5;
const GREEN = 0x3f;

/** Dots that are coded together where a byte holds eight of them; stretches begin and end at multiples of it. */
export const DOTS_TOGETHER = 8;

/**
 * The raster of one page after the other: takes drawn pixels, white and black, a line at a time, and makes compressed
 * lines of them. Two lines and the output are all it keeps.
 */
export class PageRaster {
	/** Lines that may be added between two `take`s. */
	readonly linesAtOnce: number;
	readonly #paper: Paper;
	readonly #type: RasterType;
	readonly #format: RasterFormat;
	readonly #line: Uint8Array;
	readonly #encoder: LineEncoder;

	constructor(paper: Paper, type: RasterType) {
		const format = RASTER_FORMATS[type];
		const length = bytesPerLine(paper.width, format);
		this.linesAtOnce = Math.max(1, Math.floor(OUTPUT_LENGTH / length));
		this.#paper = paper;
		this.#type = type;
		this.#format = format;
		this.#line = new Uint8Array(length).fill(format.white);
		// One line more: the one that the encoder held back.
		this.#encoder = new LineEncoder(length, format.white, this.linesAtOnce + 1);
	}

	/** The header of the next page. @param pages how many the document has */
	header(pages: number): Uint8Array {
		return pageHeader(this.#paper, this.#type, pages);
	}

	/** Adds white lines. */
	blank(count: number): void {
		this.#encoder.add(this.#line, 0, 0, count);
	}

	/** Adds lines that are black from `x` on for `width` dots, multiples of eight. */
	rule(x: number, width: number, count: number): void {
		const from = this.#bytes(x);
		const to = this.#bytes(x + width);
		this.#line.fill(this.#format.black, from, to);
		this.#encoder.add(this.#line, from, to, count);
		this.#line.fill(this.#format.white, from, to);
	}

	/**
	 * Puts drawn pixels into the line under way.
	 *
	 * @param pixels RGB565LE
	 * @param start index of the first of them
	 * @param x where on the line it goes, a multiple of eight, as `width` is
	 */
	draw(pixels: Uint16Array, start: number, x: number, width: number): void {
		if (this.#format.bitsPerPixel === 1) this.#drawBits(pixels, start, x, width);
		else this.#drawGray(pixels, start, x, width);
	}

	/** Adds the line under way, which is white but from `x` on for `width` dots, and begins another there. */
	endLine(x: number, width: number): void {
		this.#encoder.add(this.#line, this.#bytes(x), this.#bytes(x + width));
	}

	/** Makes a stretch of the line under way white again. */
	clear(x: number, width: number): void {
		this.#line.fill(this.#format.white, this.#bytes(x), this.#bytes(x + width));
	}

	/** Ends the page's lines. */
	endPage(): void {
		this.#encoder.end();
	}

	/** The compressed lines since the last `take`; its bytes hold until more is added. */
	take(): Uint8Array {
		return this.#encoder.take();
	}

	#bytes(dots: number): number {
		return this.#format.bitsPerPixel === 1 ? dots >> 3 : dots;
	}

	/**
	 * Pixels at least half as bright as white have the upper bit of green, 0x0400, which is moved to the place of its dot.
	 * Written out, since a page has millions of dots.
	 */
	#drawBits(pixels: Uint16Array, start: number, x: number, width: number): void {
		const line = this.#line;
		const end = (x + width) >> 3;
		let at = start;
		for (let byte = x >> 3; byte < end; byte++) {
			const white =
				(((pixels[at] as number) >> 3) & 0x80) |
				(((pixels[at + 1] as number) >> 4) & 0x40) |
				(((pixels[at + 2] as number) >> 5) & 0x20) |
				(((pixels[at + 3] as number) >> 6) & 0x10) |
				(((pixels[at + 4] as number) >> 7) & 0x08) |
				(((pixels[at + 5] as number) >> 8) & 0x04) |
				(((pixels[at + 6] as number) >> 9) & 0x02) |
				(((pixels[at + 7] as number) >> 10) & 0x01);
			line[byte] = white ^ 0xff;
			at += DOTS_TOGETHER;
		}
	}

	#drawGray(pixels: Uint16Array, start: number, x: number, width: number): void {
		const line = this.#line;
		const end = x + width;
		let at = start;
		for (let dot = x; dot < end; dot++) {
			const green = ((pixels[at++] as number) >> GREEN_SHIFT) & GREEN;
			// Six bits widened to eight so that white stays white.
			line[dot] = (green << 2) | (green >> 4);
		}
	}
}
