import Timer from "timer";

/** Milliseconds by which a timer and the clock may differ. */
const CLOCK_SLACK = 5;

/**
 * The time-out of waits that follow each other by the thousand, as those of a document's writes: one timer that runs on
 * from wait to wait, where a timer for each would be as much work as the write itself.
 */
export class StallTimer {
	readonly #expired: () => void;
	#timer: Timer | undefined;
	/** Milliseconds that the timer was set to. */
	#interval = 0;
	/** When it will call, by a clock that may be set meanwhile. */
	#due = 0;
	/** When the wait under way began, by the same clock; undefined while there is none. */
	#begun: number | undefined;
	#timeout = 0;

	/** @param expired called when a wait has lasted for its time-out */
	constructor(expired: () => void) {
		this.#expired = expired;
	}

	/** A wait begins that may last for `timeout` milliseconds. */
	begin(timeout: number): void {
		const now = Date.now();
		this.#begun = now;
		this.#timeout = timeout;
		if (!this.#timer || now + timeout < this.#due) this.#set(timeout, now);
	}

	/** The wait is over. */
	end(): void {
		this.#begun = undefined;
	}

	/** Lets go of the timer, with the wait if there is one. */
	stop(): void {
		this.#begun = undefined;
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	#set(interval: number, now: number): void {
		Timer.clear(this.#timer);
		this.#interval = interval;
		this.#due = now + interval;
		this.#timer = Timer.set(() => this.#look(), interval);
	}

	#look(): void {
		this.#timer = undefined;
		if (this.#begun === undefined) return;
		const now = Date.now();
		const elapsed = now - this.#begun;
		// A wait that seems older than the timer, or not begun yet, tells that the clock was set: it gets its whole time again.
		const clockWasSet = elapsed < 0 || elapsed > this.#interval + CLOCK_SLACK;
		if (clockWasSet) this.#begun = now;
		const rest = clockWasSet ? this.#timeout : this.#timeout - elapsed;
		if (rest > CLOCK_SLACK) this.#set(rest, now);
		else this.#expired();
	}
}
