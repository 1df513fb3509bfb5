import type { Box } from "../../graphics/box";
import type { Canvas, TextMeasure } from "../canvas";
import { ICONS, type IconName } from "../icons";
import { Pressable } from "./pressable";

const RADIUS = 10;

/** Space at the sides of the name, in pixels. */
const PADDING = 6;

/** The distance between icon and name, in pixels; the small one where the name has no room else. */
const GAP = 12;
const SMALL_GAP = 8;

/** Width for the icon where it stands beside the name, in pixels. */
const ICON_WIDTH = 52;

/** A function of the printer on the home screen: an icon over its name, or beside it where the tile is low. */
export class Tile extends Pressable {
	readonly #name: readonly string[];
	readonly #icon: IconName;
	/** Of the lines of the name, in pixels. */
	readonly #nameHeight: number;
	readonly #low: boolean;
	readonly #gap: number;

	constructor(box: Box, name: string, icon: IconName, action: () => void, measure: TextMeasure) {
		super(box, action);
		this.#icon = icon;
		const lineHeight = measure.lineHeight("strong");
		const over = measure.wrap(name, "strong", box.width - 2 * PADDING);
		const room = box.height - ICONS[icon].height - over.length * lineHeight - PADDING;
		this.#low = room < SMALL_GAP;
		this.#gap = room < GAP ? SMALL_GAP : GAP;
		this.#name = this.#low ? measure.wrap(name, "strong", box.width - ICON_WIDTH - PADDING) : over;
		this.#nameHeight = this.#name.length * lineHeight;
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		if (!canvas.shows(this.box)) return;
		const { x, y, width, height } = this.box;
		canvas.plate(focused === 0 || pressed === 0 ? "tint" : "surface", this.box, RADIUS, focused === 0);
		const icon = ICONS[this.#icon].height;
		if (this.#low) {
			canvas.centeredIcon(this.#icon, "accent", { x, y, width: ICON_WIDTH, height });
			this.#drawName(canvas, x + ICON_WIDTH, y + ((height - this.#nameHeight) >> 1), undefined);
		} else {
			const top = y + ((height - icon - this.#gap - this.#nameHeight) >> 1);
			canvas.centeredIcon(this.#icon, "accent", { x, y: top, width, height: icon });
			this.#drawName(canvas, x, top + icon + this.#gap, width);
		}
	}

	/** @param width centres the lines in it */
	#drawName(canvas: Canvas, x: number, y: number, width: number | undefined): void {
		const height = canvas.lineHeight("strong");
		this.#name.forEach((text, index) => {
			const line = y + index * height;
			if (width === undefined) canvas.text(text, "strong", "ink", x, line);
			else canvas.centered(text, "strong", "ink", { x, y: line, width, height });
		});
	}
}
