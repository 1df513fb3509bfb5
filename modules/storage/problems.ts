import { Failure } from "../base/failure";

/** A record that could not be read and was set aside, or a flash key that is none of the vault's. */
export interface Problem {
	readonly name: string;
	readonly failure: Failure;
}

/** The names of the problems that the keys of some owners, or of all, are lost. */
export const KEY_RING = "key ring";
export const ROOT_KEY = "root key";

/** Problems that are listed at most, beside those of the keys: a domain full of others' keys must not fill the memory. */
const LIMIT = 32;

/** What was found damaged or foreign in the flash since the start; each name once. */
export class Problems {
	readonly #failures = new Map<string, Failure>();
	readonly #listeners = new Set<(problem: Problem) => void>();

	/** All of them: lost keys, and some dozens of others. */
	get list(): readonly Problem[] {
		return [...this.#failures].map(([name, failure]) => ({ name, failure }));
	}

	/** Are keys lost, so that records without an owner may be those of an owner whose key is among them? */
	get keysLost(): boolean {
		return this.#failures.has(KEY_RING) || this.#failures.has(ROOT_KEY);
	}

	/** Calls `listener` for each further problem; answers a function that ends this. */
	observe(listener: (problem: Problem) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Adds a problem. @param detail what is wrong; never a secret */
	report(name: string, detail: string): void {
		if (this.#failures.has(name)) return;
		if (this.#failures.size >= LIMIT && name !== KEY_RING && name !== ROOT_KEY) return;
		const failure = new Failure("storage.corrupt", { detail: `${name}: ${detail}` });
		this.#failures.set(name, failure);
		for (const listener of [...this.#listeners]) listener({ name, failure });
	}

	/** Forgets them: what they were about is there no more. */
	clear(): void {
		this.#failures.clear();
	}
}
