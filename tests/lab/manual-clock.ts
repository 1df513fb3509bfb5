/** A clock that moves only when a test says so. */
export class ManualClock {
	#now: number;

	/** Starts at the computer's time: certificates are checked against that. */
	constructor() {
		this.#now = Date.now();
	}

	now(): number {
		return this.#now;
	}

	/** @param seconds how far to move, ahead or back */
	advance(seconds: number): void {
		this.#now += seconds * 1000;
	}
}

export const MINUTE = 60;
export const DAY = 24 * 3600;
