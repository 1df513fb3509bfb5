import Timer from "timer";

/** Looks in a time-out: a wait ends after its time-out and at most a quarter of it more. */
const LOOKS = 4;

/**
 * The time-out of waits that follow each other by the thousand, as those of a document's writes: one timer that looks now
 * and then whether the same wait is still under way. A timer for each wait would be as much work as the write itself. It
 * asks no clock, which may be set meanwhile.
 */
export class StallTimer {
	readonly #expired: () => void;
	#timer: Timer | undefined;
	#timeout = 0;
	#waiting = false;
	/** How often the wait under way was seen; the first look may come right after its beginning. */
	#seen = 0;

	/** @param expired called when a wait has lasted for its time-out */
	constructor(expired: () => void) {
		this.#expired = expired;
	}

	/** A wait begins that may last for `timeout` milliseconds, at least 1. */
	begin(timeout: number): void {
		this.#waiting = true;
		this.#seen = 0;
		if (this.#timer && timeout === this.#timeout) return;
		this.stop();
		this.#waiting = true;
		this.#timeout = timeout;
		this.#timer = Timer.repeat(() => this.#look(), Math.ceil(timeout / LOOKS));
	}

	/** The wait is over. */
	end(): void {
		this.#waiting = false;
	}

	/** Lets go of the timer, with the wait if there is one. */
	stop(): void {
		this.#waiting = false;
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	#look(): void {
		if (!this.#waiting) {
			// Nobody waits any more: an idle connection costs no timer.
			this.stop();
			return;
		}
		this.#seen += 1;
		if (this.#seen <= LOOKS) return;
		this.stop();
		this.#expired();
	}
}
