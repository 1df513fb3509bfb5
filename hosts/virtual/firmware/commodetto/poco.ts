import type { PocoPrototype } from "commodetto/Poco";
import type { Display } from "../../../../modules/base/device";
import * as board from "../board";
import { DisplayList } from "./display-list";
import type { BoardFont } from "./parse-bmf";

/** Bytes of a pixel in RGB565. */
const PIXEL = 2;

/** Blend level that leaves nothing of what was there. */
const OPAQUE = 255;

/** What `new Poco` may be told, as in the SDK. */
interface PocoOptions {
	/** Pixels that are sent at once; at least one row, two rows without it. */
	readonly pixels?: number;
	/** Bytes that the display list of a frame may take on a device. */
	readonly displayListLength?: number;
	/** Only 0: this build is not configured for another. */
	readonly rotation?: number;
}

/** A part of the output, by its edges. */
interface Clip {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

const NO_CLIP: Clip = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * The SDK's Poco, as far as Timbre draws. There it is native code; here it notes what is drawn, and the board draws it
 * when the frame ends. Semantics are the SDK's: coordinates have 16 bits, each `begin` starts with no clip and origin
 * 0, what a frame does not paint is undefined, and a display list that would overflow on a device fails here too.
 */
export default class Poco
	implements
		Pick<
			PocoPrototype,
			| "begin"
			| "blendRectangle"
			| "clip"
			| "close"
			| "continue"
			| "drawPixel"
			| "drawText"
			| "end"
			| "fillRectangle"
			| "getTextWidth"
			| "height"
			| "makeColor"
			| "origin"
			| "pixelsOut"
			| "width"
		>
{
	readonly pixelsOut: Display;
	readonly width: number;
	readonly height: number;
	readonly #id: string;
	readonly #list: DisplayList;
	/** Two rows or more, for an output that takes pixels; none for the LCD, which the board serves. */
	readonly #pixels: Uint8Array | undefined;
	readonly #textWidth = new Uint8Array(4);
	/** The area between `begin` and `end`. */
	#area: Clip | undefined;
	#clip = NO_CLIP;
	readonly #clips: Clip[] = [];
	#x = 0;
	#y = 0;
	readonly #origins: number[] = [];

	constructor(pixelsOut: Display, options: PocoOptions = {}) {
		const { pixels = 0, displayListLength = 1024, rotation = 0 } = options;
		const { width, height } = pixelsOut;
		if (rotation !== 0) throw new Error("not configured for requested rotation");
		this.pixelsOut = pixelsOut;
		this.width = width;
		this.height = height;
		if (!pixelsOut.c_dispatch) {
			this.#pixels = new Uint8Array((pixels >= width ? pixels : 2 * width) * PIXEL);
		}
		this.#id = board.openPoco(this.#pixels ? "band" : "lcd", width, height, displayListLength);
		this.#list = new DisplayList(this.#id);
	}

	/** Lets go of the board's part; the Poco is of no use after it. */
	close(): void {
		board.closePoco(this.#id);
	}

	/** A color in the output's pixel format, of red, green and blue from 0 to 255. */
	makeColor(red: number, green: number, blue: number): number {
		return ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
	}

	/**
	 * Begins a frame that updates an area of the output: all of it without arguments.
	 *
	 * @throws TypeError for a rectangle: of one, the SDK reads `w` and `h`, not what its typings promise
	 */
	begin(x: number | object = 0, y = 0, width?: number, height?: number): void {
		if (typeof x === "object") throw new TypeError("begin takes numbers");
		const left = Math.max(0, x);
		const top = Math.max(0, y);
		const right = Math.min(this.width, width === undefined ? this.width : x + width);
		const bottom = Math.min(this.height, height === undefined ? this.height : y + height);
		const area = left < right && top < bottom ? { left, top, right, bottom } : NO_CLIP;
		this.#area = area;
		this.#clip = area;
		this.#clips.length = 0;
		this.#origins.length = 0;
		this.#x = 0;
		this.#y = 0;
		this.#list.begin(area.left, area.top, area.right - area.left, area.bottom - area.top);
	}

	/** Draws the frame and hands it to the output. Throws what is wrong with it: overflow, a stack not cleared. */
	end(): void {
		const area = this.#finish();
		this.#send(area);
		this.pixelsOut.end();
	}

	/** Ends the frame's part so far, and begins another part of the same frame. */
	continue(x: number, y: number, width: number, height: number): void {
		const area = this.#finish();
		this.#send(area);
		this.pixelsOut.continue(x, y, width, height);
		this.begin(x, y, width, height);
	}

	/** Restricts drawing to a rectangle, within the restriction so far; without arguments goes back to that. */
	clip(x?: number, y = 0, width = 0, height = 0): boolean | undefined {
		if (x === undefined) {
			const former = this.#clips.pop();
			if (!former) throw new Error("clip/origin stack under/overflow");
			this.#setClip(former);
			return undefined;
		}
		const { left, top, right, bottom } = this.#clip;
		const clip = {
			left: Math.max(left, x + this.#x),
			top: Math.max(top, y + this.#y),
			right: Math.min(right, x + this.#x + width),
			bottom: Math.min(bottom, y + this.#y + height),
		};
		this.#clips.push(this.#clip);
		const visible = clip.left < clip.right && clip.top < clip.bottom;
		this.#setClip(visible ? clip : NO_CLIP);
		return visible || undefined;
	}

	/** Moves the origin by x and y; without arguments goes back to where it was. */
	origin(x?: number, y = 0): void {
		if (x === undefined) {
			if (this.#origins.length === 0) throw new Error("clip/origin stack under/overflow");
			this.#y = this.#origins.pop() ?? 0;
			this.#x = this.#origins.pop() ?? 0;
			return;
		}
		this.#origins.push(this.#x, this.#y);
		this.#x += x;
		this.#y += y;
	}

	/** Fills a rectangle. */
	fillRectangle(color: number, x: number, y: number, width: number, height: number): void {
		if (this.#hidden) return;
		this.#list.fill(color, x + this.#x, y + this.#y, width, height);
	}

	/** Fills a rectangle with a color that lets through what is below: 0 all of it, 255 none. */
	blendRectangle(color: number, blend: number, x: number, y: number, width: number, height: number): void {
		if (this.#hidden || blend === 0) return;
		if (blend === OPAQUE) {
			this.fillRectangle(color, x, y, width, height);
			return;
		}
		this.#list.blend(color, blend, x + this.#x, y + this.#y, width, height);
	}

	/** Sets one pixel. */
	drawPixel(color: number, x: number, y: number): void {
		this.fillRectangle(color, x, y, 1, 1);
	}

	/** Draws a text of one line, its top left at x and y. One that is wider than `width` ends with an ellipsis. */
	drawText(text: string, font: BoardFont, color: number, x: number, y: number, width?: number): void {
		const left = x + this.#x;
		const top = y + this.#y;
		if (this.#hidden || this.#outside(left, top, font.height)) return;
		this.#list.text(text, font.boardFont, color, left, top, width);
	}

	/** Width of a text of one line in pixels. */
	getTextWidth(text: string, font: BoardFont): number {
		const width = this.#textWidth;
		board.measureText(font.boardFont, text, width);
		const [low = 0, middle = 0, high = 0] = width;
		return low | (middle << 8) | (high << 16);
	}

	get #hidden(): boolean {
		return this.#clip.left === this.#clip.right;
	}

	/** Is a line of text far enough from the clip that no pixel of it, which may leave its line, can be visible? */
	#outside(left: number, top: number, lineHeight: number): boolean {
		const clip = this.#clip;
		return (
			left >= clip.right + lineHeight || top >= clip.bottom + lineHeight || top + 2 * lineHeight <= clip.top
		);
	}

	#setClip(clip: Clip): void {
		this.#clip = clip;
		if (clip === NO_CLIP) return;
		this.#list.clip(clip.left, clip.top, clip.right - clip.left, clip.bottom - clip.top);
	}

	/** Has the frame drawn and answers its area. */
	#finish(): Clip {
		const area = this.#area;
		if (!area) throw new Error("inactive");
		this.#area = undefined;
		if (this.#clips.length + this.#origins.length > 0) {
			throw new Error("clip/origin stack not cleared");
		}
		this.#list.end();
		return area;
	}

	/** Hands the drawn pixels to an output that takes them, some rows at a time. */
	#send({ left, top, right, bottom }: Clip): void {
		const pixels = this.#pixels;
		if (!pixels) return;
		const rowLength = (right - left) * PIXEL;
		this.pixelsOut.begin(left, top, right - left, bottom - top);
		if (rowLength === 0) return;
		const rows = new Uint8Array(pixels.buffer, 0, pixels.byteLength - (pixels.byteLength % rowLength));
		for (let count = board.readPoco(this.#id, rows); count > 0; count = board.readPoco(this.#id, rows)) {
			this.pixelsOut.send(pixels.buffer as ArrayBuffer, 0, count);
		}
	}
}
