/** A timer of the board's clock. */
export interface ClockTimer {
	/** Milliseconds since 1970. */
	readonly due: number;
	readonly callback: () => void;
}

/** Longest wait that Node's setTimeout takes, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * The one clock of a virtual printer and of its lab: real time plus what it was advanced by. `Date` and the timers of the
 * firmware follow it.
 */
export class Clock {
	#offset = 0;
	#timers: ClockTimer[] = [];
	#wake: NodeJS.Timeout | undefined;
	readonly #settlers: (() => Promise<void>)[] = [];

	/** Milliseconds since 1970-01-01T00:00:00Z. */
	now(): number {
		return Math.floor(Date.now() + this.#offset);
	}

	/** Calls back once, `delay` milliseconds from now. */
	set(callback: () => void, delay: number): ClockTimer {
		return this.setAt(callback, this.now() + Math.max(0, delay));
	}

	/** Calls back once at `due`; timers that are due together keep the order in which they were set. */
	setAt(callback: () => void, due: number): ClockTimer {
		const timer = { due, callback };
		const index = this.#timers.findIndex((other) => other.due > due);
		this.#timers.splice(index < 0 ? this.#timers.length : index, 0, timer);
		this.#plan();
		return timer;
	}

	/** Ends a timer; nothing happens with one that has called back. */
	clear(timer: ClockTimer | undefined): void {
		const index = timer ? this.#timers.indexOf(timer) : -1;
		if (index >= 0) this.#timers.splice(index, 1);
		this.#plan();
	}

	/** Lets `advance` wait until what a timer set going has come to rest. */
	onAdvance(settle: () => Promise<void>): void {
		this.#settlers.push(settle);
	}

	/**
	 * Moves time on, calling each timer that comes due on the way at its own time and letting the firmware run in
	 * between, new timers included.
	 * @param duration milliseconds, not negative
	 */
	async advance(duration: number): Promise<void> {
		if (!(duration >= 0)) throw new RangeError("the clock only goes forward");
		const goal = this.now() + duration;
		await this.#settle();
		for (let next = this.#timers[0]; next && next.due <= goal; next = this.#timers[0]) {
			this.#moveTo(next.due);
			this.#timers.shift();
			next.callback();
			await this.#settle();
		}
		this.#moveTo(goal);
		this.#plan();
	}

	#moveTo(time: number): void {
		this.#offset = Math.max(this.#offset, time - Date.now());
	}

	async #settle(): Promise<void> {
		for (const settle of this.#settlers) await settle();
	}

	#plan(): void {
		clearTimeout(this.#wake);
		const [next] = this.#timers;
		if (!next) return;
		this.#wake = setTimeout(() => this.#fire(), Math.min(LONGEST_WAIT, Math.max(0, next.due - this.now())));
	}

	#fire(): void {
		const now = this.now();
		for (let next = this.#timers[0]; next && next.due <= now; next = this.#timers[0]) {
			this.#timers.shift();
			next.callback();
		}
		this.#plan();
	}
}
