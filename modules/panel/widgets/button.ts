import type { Box } from "../../graphics/box";
import type { Canvas } from "../canvas";
import { Pressable } from "./pressable";

/** `primary` is what the screen is for; `plain` anything else. */
export type ButtonKind = "primary" | "plain";

const RADIUS = 8;

/** A button with a word or two on it. */
export class Button extends Pressable {
	readonly #label: string;
	readonly #kind: ButtonKind;

	constructor(box: Box, label: string, kind: ButtonKind, action: () => void) {
		super(box, action);
		this.#label = label;
		this.#kind = kind;
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		const primary = this.#kind === "primary";
		const resting = primary ? "accent" : focused === 0 ? "tint" : "surface";
		const color = pressed === 0 ? (primary ? "accentPressed" : "tint") : resting;
		canvas.plate(color, this.box, RADIUS, focused === 0);
		canvas.centered(this.#label, "strong", primary ? "surface" : "ink", this.box);
	}
}
