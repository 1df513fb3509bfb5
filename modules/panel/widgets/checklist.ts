import type { Box } from "../../graphics/box";
import type { Canvas } from "../canvas";
import { MARGIN } from "../layout";
import { Widget } from "../widget";

/** Height of a line, in pixels: nine of them fit below a title. */
const LINE_HEIGHT = 22;

/** Diameter of a mark, in pixels. */
const MARK = 14;

/** Steps that are ticked off one after the other. */
export class Checklist extends Widget {
	readonly #steps: readonly string[];
	#current = 0;

	/** @param steps what is done, in this order */
	constructor(box: Box, steps: readonly string[]) {
		super(box);
		this.#steps = steps;
	}

	/**
	 * @param current the step under way; those before it are ticked
	 * @returns the lines that changed; undefined when all look as before
	 */
	show(current: number): Box | undefined {
		const before = this.#current;
		this.#current = current;
		if (before === current) return undefined;
		const first = Math.min(before, current);
		return { ...this.#line(first), height: (Math.abs(before - current) + 1) * LINE_HEIGHT };
	}

	override draw(canvas: Canvas): void {
		this.#steps.forEach((step, index) => {
			const line = this.#line(index);
			if (canvas.shows(line)) this.#drawStep(canvas, step, index, line);
		});
	}

	#drawStep(canvas: Canvas, step: string, index: number, { x, y, height }: Box): void {
		const mark = { x: x + MARGIN, y: y + ((height - MARK) >> 1), width: MARK, height: MARK };
		if (index < this.#current) canvas.centeredIcon("check", "success", { ...mark, width: MARK + 2 });
		else if (index === this.#current) canvas.round("accent", mark, MARK / 2);
		else
			canvas.round("line", { x: mark.x + 3, y: mark.y + 3, width: MARK - 6, height: MARK - 6 }, MARK / 2 - 3);
		const top = y + ((height - canvas.lineHeight("body")) >> 1);
		const font = index === this.#current ? "strong" : "body";
		canvas.text(step, font, index > this.#current ? "quiet" : "ink", mark.x + MARK + MARGIN, top);
	}

	#line(index: number): Box {
		const { x, y, width } = this.box;
		return { x, y: y + 1 + index * LINE_HEIGHT, width, height: LINE_HEIGHT };
	}
}
