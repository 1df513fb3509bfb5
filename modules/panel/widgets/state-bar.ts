import { inset } from "../../graphics/box";
import type { FontName } from "../../graphics/fonts";
import type { Canvas, TextMeasure } from "../canvas";
import type { IconName } from "../icons";
import { DISPLAY, MARGIN, TITLE_HEIGHT } from "../layout";
import type { MailReadiness } from "../mail-readiness";
import type { Color } from "../palette";
import { Pressable } from "./pressable";

/** Diameter of the mark beside an icon, in pixels. */
const MARK = 12;

/** The distance from one state's icon to the next, in pixels. */
const STATE_WIDTH = 38;

/** Width of the lock, a touch target. */
const LOCK_WIDTH = 44;

/** Width for the printer's name, in pixels. */
const NAME_WIDTH = DISPLAY.width - 2 * MARGIN - 2 * STATE_WIDTH - LOCK_WIDTH;

/** Colours of the marks. */
const MARKS: Readonly<Record<MailReadiness, Color>> = {
	ready: "success",
	warning: "warning",
	failed: "error",
};

/**
 * The bar at the top of the home screen: the printer's name, how its network and its mail service stand, and the lock, by
 * which the administrator logs in and out.
 */
export class StateBar extends Pressable {
	readonly #unlocked: boolean;
	readonly #name: readonly string[];
	readonly #font: FontName;
	#network = false;
	#mail: MailReadiness = "failed";

	/**
	 * @param name one that is too long for a line stands in two small ones
	 * @param unlocked is the administrator logged in?
	 * @param lock what choosing the lock does
	 */
	constructor(name: string, unlocked: boolean, lock: () => void, measure: TextMeasure) {
		super({ ...DISPLAY, height: TITLE_HEIGHT }, lock);
		this.#unlocked = unlocked;
		this.#font = measure.width(name, "title") <= NAME_WIDTH ? "title" : "small-strong";
		const [first = "", ...others] = measure.wrap(name, this.#font, NAME_WIDTH);
		const rest = others.join("");
		this.#name = rest === "" ? [first] : [first, measure.ellipsis(rest, this.#font, NAME_WIDTH)];
	}

	/**
	 * @param network is it connected?
	 * @param mail can messages be sent, and for how long?
	 * @returns false when it looks as before
	 */
	show(network: boolean, mail: MailReadiness): boolean {
		const changed = network !== this.#network || mail !== this.#mail;
		this.#network = network;
		this.#mail = mail;
		return changed;
	}

	override target() {
		const { x, y, width, height } = this.box;
		return { x: x + width - MARGIN / 2 - LOCK_WIDTH, y, width: LOCK_WIDTH, height };
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		const { x, y, width, height } = this.box;
		canvas.fill("surface", x, y, width, height - 1);
		canvas.fill("line", x, y + height - 1, width, 1);
		const lineHeight = canvas.lineHeight(this.#font);
		let line = y + Math.floor((height - 1 - lineHeight * this.#name.length) / 2);
		for (const text of this.#name) {
			canvas.text(text, this.#font, "ink", x + MARGIN, line);
			line += lineHeight;
		}
		const lock = inset(this.target(), 2);
		if (focused === 0) canvas.plate("tint", lock, 8, true);
		else if (pressed === 0) canvas.round("tint", lock, 8);
		canvas.centeredIcon(this.#unlocked ? "unlock" : "lock", this.#unlocked ? "accent" : "quiet", lock);
		const right = lock.x - 2;
		this.#drawState(canvas, "network", right - 2 * STATE_WIDTH + 8, this.#network ? "ready" : "failed");
		this.#drawState(canvas, "account", right - STATE_WIDTH + 6, this.#mail);
	}

	/** An icon with a mark at its lower right corner: green where all is well, else amber or red with an exclamation mark. */
	#drawState(canvas: Canvas, icon: IconName, x: number, state: MailReadiness): void {
		const { y } = this.box;
		canvas.centeredIcon(icon, "ink", { x, y, width: 24, height: TITLE_HEIGHT - 1 });
		const mark = { x: x + 15, y: y + TITLE_HEIGHT / 2 + 1, width: MARK, height: MARK };
		canvas.round(
			"surface",
			{ x: mark.x - 2, y: mark.y - 2, width: MARK + 4, height: MARK + 4 },
			MARK / 2 + 2,
		);
		canvas.round(MARKS[state], mark, MARK / 2);
		if (state === "ready") return;
		canvas.fill("surface", mark.x + 5, mark.y + 3, 2, 4);
		canvas.fill("surface", mark.x + 5, mark.y + 8, 2, 2);
	}
}
