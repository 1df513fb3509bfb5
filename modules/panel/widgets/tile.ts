import type { Box } from "../../graphics/box";
import type { Canvas, TextMeasure } from "../canvas";
import type { IconName } from "../icons";
import { Pressable } from "./pressable";

const RADIUS = 10;

/** Space at the sides of the name, in pixels. */
const PADDING = 6;

/** The distance between icon and name, in pixels. */
const GAP = 12;

/** A function of the printer on the home screen: an icon over its name. */
export class Tile extends Pressable {
	readonly #name: readonly string[];
	readonly #icon: IconName;

	constructor(box: Box, name: string, icon: IconName, action: () => void, measure: TextMeasure) {
		super(box, action);
		this.#name = measure.wrap(name, "strong", box.width - 2 * PADDING);
		this.#icon = icon;
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		if (!canvas.shows(this.box)) return;
		const { x, y, width, height } = this.box;
		canvas.plate(focused === 0 || pressed === 0 ? "tint" : "surface", this.box, RADIUS, focused === 0);
		const half = Math.floor(height / 2);
		canvas.centeredIcon(this.#icon, "accent", { x, y: y + 12, width, height: half - 12 });
		let line = y + half + GAP;
		for (const text of this.#name) {
			canvas.centered(text, "strong", "ink", { x, y: line, width, height: canvas.lineHeight("strong") });
			line += canvas.lineHeight("strong");
		}
	}
}
