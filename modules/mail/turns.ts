import { Failure } from "../base/failure";
import type { SendControl } from "./send-control";

/** Lets one at a time through, in the order in which they came. */
export class Turns {
	#taken = false;
	readonly #waiting: (() => void)[] = [];

	/** Is somebody waiting for a turn? */
	get awaited(): boolean {
		return this.#waiting.length > 0;
	}

	/**
	 * Waits for a turn, which lasts until `leave`. Throws job.cancelled once `control` says so, without a turn then.
	 */
	enter(control: SendControl): Promise<void> | undefined {
		if (!this.#taken) {
			this.#taken = true;
			return undefined;
		}
		return new Promise((resolve, reject) => {
			this.#waiting.push(resolve);
			control.onCancel?.(() => {
				const at = this.#waiting.indexOf(resolve);
				if (at < 0) return;
				this.#waiting.splice(at, 1);
				reject(new Failure("job.cancelled"));
			});
		});
	}

	/** Ends the turn. */
	leave(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#taken = false;
	}
}
