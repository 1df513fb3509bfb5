import type { Canvas } from "../canvas";
import { DISPLAY, MARGIN, TITLE_HEIGHT } from "../layout";
import { Widget } from "../widget";

/** Width of Back, a touch target. */
const BACK_WIDTH = 46;

/** The bar at the top of a screen: Back, and what the screen is. */
export class TitleBar extends Widget {
	readonly #title: string;
	readonly #back: () => void;

	constructor(title: string, back: () => void) {
		super({ ...DISPLAY, height: TITLE_HEIGHT });
		this.#title = title;
		this.#back = back;
	}

	override get targets(): number {
		return 1;
	}

	override target() {
		return { ...this.box, width: BACK_WIDTH };
	}

	override choose(): void {
		this.#back();
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		const { x, y, width, height } = this.box;
		canvas.fill("surface", x, y, width, height - 1);
		canvas.fill("line", x, y + height - 1, width, 1);
		const back = { x: x + 2, y: y + 1, width: BACK_WIDTH - 4, height: height - 3 };
		if (focused === 0) canvas.plate("tint", back, 8, true);
		else if (pressed === 0) canvas.round("tint", back, 8);
		canvas.centeredIcon("back", "accent", { ...back, width: back.width - 2 });
		const left = x + BACK_WIDTH + 4;
		const font = canvas.width(this.#title, "title") <= width - MARGIN - left ? "title" : "strong";
		const top = y + Math.floor((height - 1 - canvas.lineHeight(font)) / 2);
		canvas.text(this.#title, font, "ink", left, top);
	}
}
