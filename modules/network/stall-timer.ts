import Timer from "timer";

/** Looks at a wait until it is given up: a wait that begins between two of them gets this part of its time more. */
const LOOKS = 12;

/**
 * The time-out of waits that follow each other by the thousand, as those of a document's writes: one timer that runs on
 * from wait to wait, where a timer for each would be as much work as the write itself. It looks at no clock, since that
 * may be set meanwhile. A wait gets its whole time, and a twelfth more where the timer ran already when it began.
 */
export abstract class StallTimer {
	#timer: Timer | undefined;
	/** Milliseconds that the timer was set to. */
	#interval = 0;
	/** Milliseconds that the wait under way may last; undefined while there is none. */
	#timeout: number | undefined;
	/** Milliseconds that the wait under way has lasted for sure. */
	#waited = 0;
	/** The wait under way began while the timer ran. */
	#joined = false;

	/** A wait has lasted for its time-out. */
	protected abstract expired(): void;

	/** A wait begins that may last for `timeout` milliseconds. */
	begin(timeout: number): void {
		this.#timeout = timeout;
		this.#waited = 0;
		this.#joined = this.#timer !== undefined && this.#interval <= intervalFor(timeout);
		if (!this.#joined) this.#set(intervalFor(timeout));
	}

	/** The wait is over. */
	end(): void {
		this.#timeout = undefined;
	}

	/** Lets go of the timer, with the wait if there is one. */
	stop(): void {
		this.#timeout = undefined;
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	#set(interval: number): void {
		Timer.clear(this.#timer);
		this.#interval = interval;
		this.#timer = Timer.set(() => this.#look(), interval);
	}

	#look(): void {
		this.#timer = undefined;
		if (this.#timeout === undefined) return;
		if (!this.#joined) this.#waited += this.#interval;
		this.#joined = false;
		const rest = this.#timeout - this.#waited;
		if (rest > 0) this.#set(Math.min(rest, intervalFor(this.#timeout)));
		else this.expired();
	}
}

/** Milliseconds between two looks at a wait. */
function intervalFor(timeout: number): number {
	return Math.ceil(timeout / LOOKS);
}
