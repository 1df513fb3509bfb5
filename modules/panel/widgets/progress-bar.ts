import type { Box } from "../../graphics/box";
import type { Canvas } from "../canvas";
import { Widget } from "../widget";

/** How far something has come, from nothing to all. */
export class ProgressBar extends Widget {
	#filled = 0;

	/**
	 * @param done 0 to 1
	 * @returns the part of the bar that changed; undefined when it looks as before
	 */
	show(done: number): Box | undefined {
		const { x, y, width, height } = this.box;
		const filled = Math.round(Math.min(1, Math.max(0, done)) * width);
		const before = this.#filled;
		if (filled === before) return undefined;
		this.#filled = filled;
		const from = Math.max(0, Math.min(before, filled) - height);
		return { x: x + from, y, width: Math.max(before, filled) - from, height };
	}

	override draw(canvas: Canvas): void {
		if (!canvas.shows(this.box)) return;
		const { height } = this.box;
		canvas.round("line", this.box, height / 2);
		const filled = { ...this.box, width: this.#filled };
		if (this.#filled >= height) canvas.round("accent", filled, height / 2);
	}
}
