import type { Box } from "../../graphics/box";
import { Widget } from "../widget";

/** A widget that is one target and does one thing when it is chosen. */
export abstract class Pressable extends Widget {
	readonly #action: () => void;

	constructor(box: Box, action: () => void) {
		super(box);
		this.#action = action;
	}

	override get targets(): number {
		return 1;
	}

	override choose(): void {
		this.#action();
	}
}
