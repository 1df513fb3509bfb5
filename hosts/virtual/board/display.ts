import { intersect, isEmpty, type Rectangle } from "./rectangle";

/** Size of the LCD in pixels. */
const WIDTH = 320;
const HEIGHT = 240;

/** Hears of each change on the LCD. */
export type DisplayListener = (changed: Rectangle) => void;

/** The LCD: what stands on it now. */
export class Display {
	readonly width = WIDTH;
	readonly height = HEIGHT;
	/** RGB565, row by row. */
	readonly pixels = new Uint16Array(WIDTH * HEIGHT);
	readonly #listeners = new Set<DisplayListener>();
	#pixelsDrawn = 0;
	#framesDrawn = 0;

	/** Calls back after each change; the answer ends that. */
	onChange(listener: DisplayListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Pixels and frames that were sent to the LCD since the last reset. */
	get drawn(): { readonly pixels: number; readonly frames: number } {
		return { pixels: this.#pixelsDrawn, frames: this.#framesDrawn };
	}

	/** Begins to count anew. */
	resetDrawn(): void {
		this.#pixelsDrawn = 0;
		this.#framesDrawn = 0;
	}

	/** Puts a drawn area onto the LCD. */
	show(area: Rectangle, pixels: Uint16Array): void {
		const visible = intersect(area, { x: 0, y: 0, width: WIDTH, height: HEIGHT });
		if (isEmpty(visible)) return;
		for (let row = 0; row < visible.height; row++) {
			const from = (visible.y - area.y + row) * area.width + visible.x - area.x;
			const to = (visible.y + row) * WIDTH + visible.x;
			this.pixels.set(pixels.subarray(from, from + visible.width), to);
		}
		this.#pixelsDrawn += visible.width * visible.height;
		this.#framesDrawn += 1;
		for (const listener of this.#listeners) listener(visible);
	}

	/** Goes dark, as at power on. */
	clear(): void {
		this.pixels.fill(0);
		for (const listener of this.#listeners) listener({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
	}
}
