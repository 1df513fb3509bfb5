import type { Box } from "../../graphics/box";
import type { FontName } from "../../graphics/fonts";
import type { Canvas } from "../canvas";
import type { Color } from "../palette";
import { Widget } from "../widget";

/** One line of text, which may change. */
export class Label extends Widget {
	readonly #font: FontName;
	readonly #color: Color;
	readonly #align: "left" | "right";
	#text: string;

	constructor(box: Box, text: string, font: FontName, color: Color, align: "left" | "right" = "left") {
		super(box);
		this.#text = text;
		this.#font = font;
		this.#color = color;
		this.#align = align;
	}

	/** Takes another text; false when it is the same. */
	show(text: string): boolean {
		const changed = text !== this.#text;
		this.#text = text;
		return changed;
	}

	override draw(canvas: Canvas): void {
		if (!canvas.shows(this.box)) return;
		const { x, y, width } = this.box;
		const left = this.#align === "left" ? x : x + width - canvas.width(this.#text, this.#font);
		canvas.text(this.#text, this.#font, this.#color, left, y);
	}
}
