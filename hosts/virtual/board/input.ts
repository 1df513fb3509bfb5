import type { Key } from "../../../modules/base/device";
import type { Calls, PostEvent } from "./calls";

/** What a finger does. */
export type TouchPhase = "began" | "moved" | "ended";

/** The touch screen and the keys beside it. */
export class Input {
	readonly #post: PostEvent;
	/** The firmware's id for what listens; undefined while nothing does. */
	#listener: string | undefined;

	constructor(post: PostEvent, calls: Calls) {
		this.#post = post;
		calls.add({
			"input.listen": ([id]) => {
				this.#listener = id;
				return undefined;
			},
		});
	}

	/** Touches the LCD at a pixel. */
	touch(phase: TouchPhase, x: number, y: number): void {
		this.#send(`touch ${phase} ${Math.floor(x)} ${Math.floor(y)}`);
	}

	/** Presses a hard key. */
	key(key: Key): void {
		this.#send(`key ${key}`);
	}

	/** Types on a keyboard that the person at the front panel has; a printer without one never sends this. */
	character(character: string): void {
		this.#send(`character ${character}`);
	}

	/** Nothing listens any more. */
	clear(): void {
		this.#listener = undefined;
	}

	#send(event: string): void {
		this.#post(() => (this.#listener === undefined ? undefined : `${this.#listener} ${event}`));
	}
}
