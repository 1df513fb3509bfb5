import { createHash, type Hash } from "node:crypto";
import type { Calls } from "./calls";

/** The message digests of the firmware, native code on the device too. */
export class Digests {
	readonly #streams = new Map<string, Hash>();

	constructor(calls: Calls) {
		calls.add({
			"digest.add": ([type = "", stream = ""], body) => {
				const hash = this.#streams.get(stream) ?? createHash(type);
				this.#streams.set(stream, hash.update(body));
				return undefined;
			},
			"digest.finish": ([type = "", stream = ""], body) => {
				const hash = this.#streams.get(stream) ?? createHash(type);
				this.#streams.delete(stream);
				return hash.update(body).digest();
			},
			"digest.drop": ([stream = ""]) => {
				this.#streams.delete(stream);
			},
		});
	}

	/** Forgets digests that were not finished. */
	clear(): void {
		this.#streams.clear();
	}
}
