import type { Display } from "../../../../modules/base/device";
import * as board from "../board";
import { DisplayList } from "./display-list";
import { type Clip, NO_CLIP, View } from "./view";

/** Bytes of a pixel in RGB565. */
const PIXEL = 2;

/** What `new Poco` may be told, as in the SDK. */
export interface PocoOptions {
	/** Pixels that are sent at once; at least one row, two rows without it. */
	readonly pixels?: number;
	/** Bytes that the display list of a frame may take on a device. */
	readonly displayListLength?: number;
	/** Only 0: this build is not configured for another. */
	readonly rotation?: number;
}

/** What of Poco is not drawing: its output, its frames, clip and origin. */
export default class PocoCore {
	readonly pixelsOut: Display;
	readonly width: number;
	readonly height: number;
	protected readonly list: DisplayList;
	protected readonly view = new View();
	readonly #id: string;
	/** Two rows or more, for an output that takes pixels; none for the LCD, which the board serves. */
	readonly #pixels: Uint8Array | undefined;
	/** The area between `begin` and `end`. */
	#area: Clip | undefined;

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
		this.list = new DisplayList(this.#id);
	}

	/** Lets go of the board's part; the Poco is of no use after it. */
	close(): void {
		board.closePoco(this.#id);
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
		this.view.begin(area);
		this.list.begin(area.left, area.top, area.right - area.left, area.bottom - area.top);
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
		const { view } = this;
		if (x === undefined) view.popClip();
		else view.pushClip(x, y, width, height);
		if (view.hidden) return undefined;
		const { left, top, right, bottom } = view.clip;
		this.list.clip(left, top, right - left, bottom - top);
		return x === undefined ? undefined : true;
	}

	/** Moves the origin by x and y; without arguments goes back to where it was. */
	origin(x?: number, y = 0): void {
		if (x === undefined) this.view.popOrigin();
		else this.view.pushOrigin(x, y);
	}

	/** Has the frame drawn and answers its area. */
	#finish(): Clip {
		const area = this.#area;
		if (!area) throw new Error("inactive");
		this.#area = undefined;
		if (!this.view.settled) throw new Error("clip/origin stack not cleared");
		this.list.end();
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
