import type { Input, InputListener, Key } from "../../../modules/base/device";
import * as board from "./board";
import type { EventHandler } from "./events";

/** The board's touch screen and keys: events `touch <phase> <x> <y>`, `key <name>` and `character <character>`. */
export class PanelInput implements Input, EventHandler {
	#listener: InputListener | undefined;

	listen(listener: InputListener): void {
		if (!this.#listener) board.listenToInput(events.add(this));
		this.#listener = listener;
	}

	/** The board's news. */
	onEvent(name: string, argument: string): void {
		if (name === "touch") this.#touch(argument);
		else if (name === "key") this.#listener?.onKey(argument as Key);
		else this.#listener?.onCharacter?.(argument);
	}

	#touch(argument: string): void {
		const [phase, x, y] = argument.split(" ");
		this.#listener?.onTouch(phase as "began" | "moved" | "ended", Number(x), Number(y));
	}
}
