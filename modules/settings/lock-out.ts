import Timer from "timer";

/** Wrong secrets in a row before the first lock-out. */
const FREE_ATTEMPTS = 5;

/** The first lock-out, in seconds; each further wrong secret doubles it. */
const FIRST_LOCK_OUT = 60;

/** The longest lock-out, in seconds. */
const LONGEST_LOCK_OUT = 3600;

/** What came of a log-in. */
export type LogIn =
	| { readonly kind: "accepted" }
	/** @property attemptsLeft wrong secrets that are still free */
	| { readonly kind: "wrong"; readonly attemptsLeft: number }
	/** @property retryAfter seconds */
	| { readonly kind: "locked-out"; readonly retryAfter: number };

/** A secret whose wrong answers are counted where a power cut does not forget them. */
export interface Guarded {
	/** Wrong ones in a row so far. */
	readonly failures: number;
	/** Was the right one typed? */
	matches(): Promise<boolean>;
	/** Stores the count. Throws Failure `storage.*`. */
	count(failures: number): void;
}

/**
 * The lock-out after wrong secrets. The count comes out of the flash and is stored there before it is answered, so that
 * switching the printer off and on gives no new attempts; a lock-out then starts anew.
 */
export class LockOut {
	#running: { readonly seconds: number; readonly since: number } | undefined;
	#timer: Timer | undefined;

	/** @param failures wrong ones in a row, as the flash has them */
	constructor(failures: number) {
		this.#begin(failures);
	}

	/**
	 * Checks what was typed, and counts it where it is wrong. One check at a time: the caller sees to that.
	 *
	 * @throws Failure `storage.*` when a wrong one cannot be counted
	 */
	async check({ failures, matches, count }: Guarded): Promise<LogIn> {
		if (this.#running) return { kind: "locked-out", retryAfter: this.#retryAfter() };
		if (await matches()) {
			if (failures > 0) count(0);
			return { kind: "accepted" };
		}
		count(failures + 1);
		this.#begin(failures + 1);
		if (this.#running) return { kind: "locked-out", retryAfter: this.#retryAfter() };
		return { kind: "wrong", attemptsLeft: FREE_ATTEMPTS - failures - 1 };
	}

	/** Lets go of the timer. */
	close(): void {
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	/** By a timer, not by the time of day, which can be set meanwhile. */
	#begin(failures: number): void {
		const excess = failures - FREE_ATTEMPTS;
		if (excess < 0) return;
		const seconds = Math.min(LONGEST_LOCK_OUT, FIRST_LOCK_OUT * 2 ** Math.min(excess, 16));
		this.#running = { seconds, since: Date.now() };
		this.#timer = Timer.set(() => {
			this.#running = undefined;
			this.#timer = undefined;
		}, seconds * 1000);
	}

	#retryAfter(): number {
		if (!this.#running) return 0;
		const { seconds, since } = this.#running;
		const left = seconds - Math.floor((Date.now() - since) / 1000);
		return Math.min(seconds, Math.max(1, left));
	}
}
