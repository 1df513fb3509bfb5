import type { Canvas } from "../canvas";
import type { IconName } from "../icons";
import { CONTENT, MARGIN } from "../layout";
import type { Color } from "../palette";
import { Widget } from "../widget";

/** How something ended. */
export type OutcomeKind = "success" | "partial" | "failed" | "cancelled";

/** Height of the widget, in pixels. */
export const OUTCOME_HEIGHT = 48;

/** Diameter of the sign, in pixels. */
const SIGN = 32;

const SIGNS: Readonly<Record<OutcomeKind, { readonly color: Color; readonly icon: IconName }>> = {
	success: { color: "success", icon: "bigCheck" },
	partial: { color: "warning", icon: "exclamation" },
	failed: { color: "error", icon: "exclamation" },
	cancelled: { color: "quiet", icon: "bigCross" },
};

/** How something ended, at the top of a screen: a sign and a few words. */
export class Outcome extends Widget {
	readonly #kind: OutcomeKind;
	readonly #heading: string;

	constructor(kind: OutcomeKind, heading: string) {
		super({ ...CONTENT, height: OUTCOME_HEIGHT });
		this.#kind = kind;
		this.#heading = heading;
	}

	override draw(canvas: Canvas): void {
		const { x, y, height } = this.box;
		const sign = { x: x + MARGIN, y: y + (height - SIGN) / 2, width: SIGN, height: SIGN };
		const { color, icon } = SIGNS[this.#kind];
		canvas.round(color, sign, SIGN / 2);
		canvas.centeredIcon(icon, "surface", sign);
		const top = y + Math.floor((height - canvas.lineHeight("title")) / 2);
		canvas.text(this.#heading, "title", "ink", sign.x + SIGN + MARGIN, top);
	}
}
