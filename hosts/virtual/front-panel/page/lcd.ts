import type { LCDFrame } from "../lcd-frame";
import { find } from "./dom";
import type { PanelLink } from "./panel-link";

type Touch = { readonly x: number; readonly y: number };

/** The LCD: shows frames, and turns the pointer into touches. */
export class LCD {
	readonly #canvas = find("lcd", HTMLCanvasElement);
	readonly #context: CanvasRenderingContext2D;
	readonly #link: PanelLink;
	/** The pointer that is down. */
	#pointer: number | undefined;
	/** Where it has gone since the last move was sent: one move for each picture is enough. */
	#moved: Touch | undefined;

	constructor(link: PanelLink) {
		this.#link = link;
		const context = this.#canvas.getContext("2d", { alpha: false });
		if (!context) throw new Error("the browser has no canvas");
		this.#context = context;
		this.#canvas.addEventListener("pointerdown", (event) => this.#down(event));
		this.#canvas.addEventListener("pointermove", (event) => this.#move(event));
		this.#canvas.addEventListener("pointerup", (event) => this.#up(event));
		this.#canvas.addEventListener("pointercancel", (event) => this.#cancel(event));
	}

	/** Puts a frame onto the canvas. */
	show({ x, y, width, height, pixels }: LCDFrame): void {
		const image = this.#context.createImageData(width, height);
		const words = new DataView(image.data.buffer);
		pixels.forEach((pixel, index) => {
			words.setUint32(index * 4, toRGBA(pixel));
		});
		this.#context.putImageData(image, x, y);
	}

	#down(event: PointerEvent): void {
		if (this.#pointer !== undefined || event.button !== 0) return;
		this.#pointer = event.pointerId;
		this.#canvas.setPointerCapture(event.pointerId);
		this.#link.send({ touch: { phase: "began", ...this.#locate(event, 0) } });
	}

	#move(event: PointerEvent): void {
		if (event.pointerId !== this.#pointer) return;
		if (!this.#moved) requestAnimationFrame(() => this.#sendMove());
		this.#moved = this.#locate(event, 1);
	}

	#up(event: PointerEvent): void {
		if (event.pointerId === this.#pointer) this.#end(this.#locate(event, 1));
	}

	/** The browser took the finger for something else: it ends beside the LCD, where it presses nothing. */
	#cancel(event: PointerEvent): void {
		if (event.pointerId === this.#pointer) this.#end({ x: -1, y: -1 });
	}

	#end(touch: Touch): void {
		this.#sendMove();
		this.#pointer = undefined;
		this.#link.send({ touch: { phase: "ended", ...touch } });
	}

	#sendMove(): void {
		if (this.#moved) this.#link.send({ touch: { phase: "moved", ...this.#moved } });
		this.#moved = undefined;
	}

	/** The LCD's pixel under the pointer. @param beyond how many LCDs beside the edges still count */
	#locate({ clientX, clientY }: PointerEvent, beyond: 0 | 1): Touch {
		const { left, top, width, height } = this.#canvas.getBoundingClientRect();
		return {
			x: clamp(((clientX - left) / width) * this.#canvas.width, this.#canvas.width, beyond),
			y: clamp(((clientY - top) / height) * this.#canvas.height, this.#canvas.height, beyond),
		};
	}
}

function clamp(value: number, size: number, beyond: number): number {
	return Math.max(-beyond * size, Math.min((1 + beyond) * size - 1, Math.floor(value)));
}

/** RGB565 as red, green, blue and opaque, so that black stays black and white white. */
function toRGBA(pixel: number): number {
	const red = pixel >> 11;
	const green = (pixel >> 5) & 0x3f;
	const blue = pixel & 0x1f;
	const wide = [(red << 3) | (red >> 2), (green << 2) | (green >> 4), (blue << 3) | (blue >> 2)];
	return (((wide[0] ?? 0) << 24) | ((wide[1] ?? 0) << 16) | ((wide[2] ?? 0) << 8) | 0xff) >>> 0;
}
