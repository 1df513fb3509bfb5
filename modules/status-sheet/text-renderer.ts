import Poco, { type PocoPrototype } from "commodetto/Poco";
import type { Display } from "../base/device";
import { DOTS_TOGETHER, type PageRaster } from "./page-raster";
import type { TextRun } from "./strip";

/** Bytes of Poco's display list: a record of 24 for each of the characters that fit on a line of paper, with room. */
const DISPLAY_LIST_LENGTH = 6144;

/** Highest strip of text in dots. */
const HEIGHT_LIMIT = 256;

/** Dots that are looked at in one turn, at least a line: a few milliseconds on a board, while the network waits. */
const DOTS_AT_ONCE = 8192;

/** Dots by which a glyph may reach beyond its text on either side. */
const OVERHANG = 8;

/** `Bitmap.RGB565LE` of the SDK: Poco has one pixel format a build, the display's. */
const RGB565LE = 7;

/** Bytes of a pixel. */
const PIXEL = 2;

/** A stretch of a line, in dots; both are multiples of eight. */
interface Span {
	readonly x: number;
	readonly width: number;
}

/**
 * Draws text onto a page's raster. Poco draws some lines at a time and hands over each in turn, so nothing holds more of
 * the page than a line; of a line, only what lies under text is looked at.
 */
export class TextRenderer {
	readonly #width: number;
	readonly #raster: PageRaster;
	readonly #poco: PocoPrototype;
	readonly #black: number;
	readonly #white: number;
	#runs: readonly TextRun[] = [];
	#spans: Span[] = [];
	#area: Span = { x: 0, width: 0 };

	/** @param width of the paper in dots */
	constructor(raster: PageRaster, width: number) {
		this.#width = width;
		this.#raster = raster;
		const output = pixelsOut(width, (pixels, offset, byteLength) => this.#take(pixels, offset, byteLength));
		this.#poco = new Poco(output, { displayListLength: DISPLAY_LIST_LENGTH, pixels: width });
		this.#black = this.#poco.makeColor(0, 0, 0);
		this.#white = this.#poco.makeColor(255, 255, 255);
	}

	/** What measures text. */
	get meter(): Pick<PocoPrototype, "getTextWidth"> {
		return this.#poco;
	}

	/**
	 * Begins a strip of texts.
	 *
	 * @returns how many of its lines may be drawn at once; 0 where there is nothing to draw
	 */
	begin(runs: readonly TextRun[]): number {
		this.#runs = runs;
		this.#spans = spansOf(runs, this.#width);
		const first = this.#spans[0];
		const last = this.#spans.at(-1);
		if (!first || !last) return 0;
		const width = last.x + last.width - first.x;
		this.#area = { x: first.x, width };
		return Math.min(this.#raster.linesAtOnce, Math.max(1, Math.floor(DOTS_AT_ONCE / width)));
	}

	/** Draws `count` lines of the strip from its line `top` on. */
	draw(top: number, count: number): void {
		const poco = this.#poco;
		const { x, width } = this.#area;
		poco.begin(x, top, width, count);
		poco.fillRectangle(this.#white, x, top, width, count);
		for (const { text, font, x: left, y } of this.#runs) poco.drawText(text, font, this.#black, left, y);
		poco.end();
	}

	/** Ends a strip. */
	end(): void {
		this.#raster.clear(this.#area.x, this.#area.width);
	}

	/** Lets go of Poco's memory. */
	close(): void {
		this.#poco.close();
	}

	/** Takes Poco's pixels: whole lines of the area. */
	#take(pixels: ArrayBuffer | HostBuffer, offset: number, byteLength: number): void {
		const { x: left, width: stride } = this.#area;
		const raster = this.#raster;
		const view = new Uint16Array(pixels as ArrayBuffer, offset, byteLength / PIXEL);
		for (let start = 0; start < view.length; start += stride) {
			for (const { x, width } of this.#spans) raster.draw(view, start + x - left, x, width);
			raster.endLine(left, stride);
		}
	}
}

/** An output for Poco's pixels. */
function pixelsOut(width: number, send: Display["send"]): Display {
	const nothing = () => {};
	return {
		...{
			width,
			height: HEIGHT_LIMIT,
			pixelFormat: RGB565LE,
			c_dispatch: undefined,
			async: false,
			clut: null,
		},
		...{ begin: nothing, continue: nothing, send, end: nothing, adaptInvalid: nothing },
		pixelsToBytes: (count) => count * PIXEL,
	};
}

/** Where ink may be, from left to right; texts that nearly touch share a span. */
function spansOf(runs: readonly TextRun[], limit: number): Span[] {
	const spans: Span[] = [];
	for (const { x, width } of runs) {
		if (width === 0) continue;
		const left = Math.max(0, down(x - OVERHANG));
		const right = Math.min(down(limit), down(x + width + OVERHANG + DOTS_TOGETHER - 1));
		const last = spans.at(-1);
		if (last && left <= last.x + last.width) {
			spans[spans.length - 1] = { x: last.x, width: right - last.x };
		} else spans.push({ x: left, width: right - left });
	}
	return spans;
}

function down(dots: number): number {
	return dots - (dots % DOTS_TOGETHER);
}
