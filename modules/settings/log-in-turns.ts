import type { LogIn } from "./lock-out";

/** Log-ins that may wait for the one being checked; one more is turned away at once. */
const WAITING_LIMIT = 4;

/** Log-ins one after the other, so that many at once are no way around a lock-out. */
export class LogInTurns {
	#turn: Promise<unknown> = Promise.resolve();
	#waiting = 0;

	/** Checks a log-in when it is its turn. Rejects with what `check` rejects with. */
	async take(check: () => Promise<LogIn>): Promise<LogIn> {
		if (this.#waiting > WAITING_LIMIT) return { kind: "locked-out", retryAfter: 1 };
		this.#waiting += 1;
		const result = this.#turn.then(check);
		this.#turn = result.catch(() => undefined);
		try {
			return await result;
		} finally {
			this.#waiting -= 1;
		}
	}
}
