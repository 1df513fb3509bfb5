import type { Box } from "../graphics/box";
import type { Canvas } from "./canvas";

/** Width of the bar, and its distance from the right edge, in pixels. */
const BAR_WIDTH = 4;
const BAR_MARGIN = 3;
/** Shortest thumb, in pixels. */
const SHORTEST_THUMB = 20;

/** How far content is scrolled within a view, and the bar that shows it. */
export class Scroll {
	readonly #view: Box;
	readonly #contentHeight: number;
	#offset = 0;

	/** @param contentHeight in pixels; the bar shows only where that is more than the view's height */
	constructor(view: Box, contentHeight: number) {
		this.#view = view;
		this.#contentHeight = contentHeight;
	}

	/** Pixels of the content that lie above the view. */
	get offset(): number {
		return this.#offset;
	}

	/** Is the content higher than the view? */
	get needed(): boolean {
		return this.#contentHeight > this.#view.height;
	}

	/** Is a stretch of the content in the view as a whole? Text that is not is left out rather than cut. */
	holds(top: number, height: number): boolean {
		return top >= this.#offset && top + height <= this.#offset + this.#view.height;
	}

	/** Moves the content up (or down, where negative); false when it stands at that end already. */
	by(pixels: number): boolean {
		const end = Math.max(0, this.#contentHeight - this.#view.height);
		const offset = Math.min(end, Math.max(0, this.#offset + pixels));
		const moved = offset !== this.#offset;
		this.#offset = offset;
		return moved;
	}

	/** Brings a stretch of the content into the view; its start where it is higher than the view. */
	reveal(top: number, height: number): void {
		const below = top + height - this.#view.height - this.#offset;
		if (below > 0) this.by(below);
		if (top < this.#offset) this.by(top - this.#offset);
	}

	/** Draws the bar where there is something to scroll. */
	draw(canvas: Canvas): void {
		if (!this.needed) return;
		const { x, y, width, height } = this.#view;
		const track = height - 2 * BAR_MARGIN;
		const thumb = Math.max(SHORTEST_THUMB, Math.round((track * height) / this.#contentHeight));
		const way = this.#contentHeight - height;
		const top = y + BAR_MARGIN + Math.round(((track - thumb) * this.#offset) / way);
		const left = x + width - BAR_MARGIN - BAR_WIDTH;
		canvas.fill("line", left, y + BAR_MARGIN, BAR_WIDTH, track);
		canvas.fill("quiet", left, top, BAR_WIDTH, thumb);
	}
}

/** Pixels at the right edge that a scrolling widget keeps free for the bar. */
export const SCROLL_BAR_SPACE = BAR_WIDTH + 2 * BAR_MARGIN;
