import type { PocoPrototype } from "commodetto/Poco";
import * as board from "../board";
import Bitmap from "./bitmap";
import { requireFormat, sourceOf } from "./bitmap-source";
import type { BoardFont } from "./parse-bmf";
import PocoCore from "./poco-core";

/** Blend level that leaves nothing of what was there. */
const OPAQUE = 255;

/** What `drawBitmap` takes for a monochrome bitmap. */
const BLACK = 0;
const WHITE = 0xffff;

/**
 * The SDK's Poco, as far as Timbre draws. There it is native code; here it notes what is drawn, and the board draws it
 * when the frame ends. Semantics are the SDK's: coordinates have 16 bits, each `begin` starts with no clip and origin
 * 0, what a frame does not paint is undefined, and a display list that would overflow on a device fails here too.
 *
 * What draws a bitmap draws all of it, or the part at `sx`, `sy` that is `sw` by `sh` pixels. It throws RangeError for a
 * part that is not in the bitmap, and Error for a format that Poco cannot draw in this way.
 */
export default class Poco
	extends PocoCore
	implements
		Pick<
			PocoPrototype,
			| "begin"
			| "blendRectangle"
			| "clip"
			| "close"
			| "continue"
			| "drawBitmap"
			| "drawGray"
			| "drawMasked"
			| "drawMonochrome"
			| "drawPixel"
			| "drawText"
			| "end"
			| "fillPattern"
			| "fillRectangle"
			| "getTextWidth"
			| "height"
			| "makeColor"
			| "origin"
			| "pixelsOut"
			| "width"
		>
{
	readonly #textWidth = new Uint8Array(4);

	/** A color in the output's pixel format, of red, green and blue from 0 to 255. */
	makeColor(red: number, green: number, blue: number): number {
		return ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
	}

	/** Fills a rectangle. */
	fillRectangle(color: number, x: number, y: number, width: number, height: number): void {
		if (this.view.hidden) return;
		this.list.fill(color, this.view.left(x), this.view.top(y), width, height);
	}

	/** Fills a rectangle with a color that lets through what is below: 0 all of it, 255 none. */
	blendRectangle(color: number, blend: number, x: number, y: number, width: number, height: number): void {
		if (this.view.hidden || blend === 0) return;
		if (blend === OPAQUE) {
			this.fillRectangle(color, x, y, width, height);
			return;
		}
		this.list.blend(color, blend, this.view.left(x), this.view.top(y), width, height);
	}

	/** Sets one pixel. */
	drawPixel(color: number, x: number, y: number): void {
		this.fillRectangle(color, x, y, 1, 1);
	}

	/** Draws a bitmap of the output's format in its colors; of a monochrome one, set bits black and others white. */
	drawBitmap(bits: Bitmap, x: number, y: number, sx?: number, sy?: number, sw?: number, sh?: number): void {
		if (bits.pixelFormat === Bitmap.Monochrome) {
			this.drawMonochrome(bits, BLACK, WHITE, x, y, sx, sy, sw, sh);
			return;
		}
		requireFormat(bits, Bitmap.RGB565LE);
		const part = this.view.visible({ x, y, ...sourceOf(bits, sx, sy, sw, sh) });
		if (part) this.list.bitmap(bits, part);
	}

	/** Draws a monochrome bitmap: set bits in one color, others in another, and neither where it is undefined. */
	drawMonochrome(
		monochrome: Bitmap,
		fore: number | undefined,
		back: number | undefined,
		x: number,
		y: number,
		sx?: number,
		sy?: number,
		sw?: number,
		sh?: number,
	): void {
		requireFormat(monochrome, Bitmap.Monochrome);
		const part = this.view.visible({ x, y, ...sourceOf(monochrome, sx, sy, sw, sh) });
		if (part) this.list.monochrome(monochrome, fore, back, part);
	}

	/** Draws a Gray16 bitmap as ink of one color, thinned by `blend` as a whole; of a monochrome one, the set bits. */
	drawGray(
		bits: Bitmap,
		color: number,
		x: number,
		y: number,
		sx?: number,
		sy?: number,
		sw?: number,
		sh?: number,
		blend = OPAQUE,
	): void {
		if (bits.pixelFormat === Bitmap.Monochrome) {
			this.drawMonochrome(bits, color, undefined, x, y, sx, sy, sw, sh);
			return;
		}
		requireFormat(bits, Bitmap.Gray16);
		const part = this.view.visible({ x, y, ...sourceOf(bits, sx, sy, sw, sh) });
		const level = blend & 0xff;
		if (part && level !== 0) this.list.gray(bits, color, level, part);
	}

	/**
	 * Draws a part of a bitmap where a Gray16 mask has ink, thinned by `blend` as a whole.
	 *
	 * @throws Error where one of `sx` and `maskX` is odd and the other even: on a device the mask is a pixel off then
	 */
	drawMasked(
		bits: Bitmap,
		x: number,
		y: number,
		sx: number,
		sy: number,
		sw: number,
		sh: number,
		mask: Bitmap,
		maskX: number,
		maskY: number,
		blend = OPAQUE,
	): void {
		requireFormat(bits, Bitmap.RGB565LE);
		requireFormat(mask, Bitmap.Gray16);
		const source = sourceOf(bits, sx, sy, sw, sh);
		const ink = sourceOf(mask, maskX, maskY, sw, sh, "invalid mask src");
		if ((source.sx ^ ink.sx) & 1)
			throw new Error("drawMasked takes bits and mask from columns of one parity");
		const part = this.view.visible({ x, y, ...source });
		const level = blend & 0xff;
		if (!part || level === 0) return;
		const [left, top] = [ink.sx + part.sx - source.sx, ink.sy + part.sy - source.sy];
		this.list.masked(bits, part, mask, left, top, level);
	}

	/** Fills a rectangle with copies of a bitmap side by side, the first one at its top left. */
	fillPattern(
		bits: Bitmap,
		x: number,
		y: number,
		width: number,
		height: number,
		sx?: number,
		sy?: number,
		sw?: number,
		sh?: number,
	): void {
		requireFormat(bits, Bitmap.RGB565LE);
		const source = sourceOf(bits, sx, sy, sw, sh);
		// A device never gets to the end of such a row.
		if (source.width === 0 || source.height === 0) throw new RangeError("invalid src");
		if (this.view.hidden) return;
		this.list.pattern(bits, { x: this.view.left(x), y: this.view.top(y), ...source }, width, height);
	}

	/** Draws a text of one line, its top left at x and y. One that is wider than `width` ends with an ellipsis. */
	drawText(text: string, font: BoardFont, color: number, x: number, y: number, width?: number): void {
		const left = this.view.left(x);
		const top = this.view.top(y);
		if (this.view.hidden || this.view.missesText(left, top, font.height)) return;
		this.list.text(text, font.boardFont, color, left, top, width);
	}

	/** Width of a text of one line in pixels. */
	getTextWidth(text: string, font: BoardFont): number {
		const width = this.#textWidth;
		board.measureText(font.boardFont, text, width);
		const [low = 0, middle = 0, high = 0] = width;
		return low | (middle << 8) | (high << 16);
	}
}
