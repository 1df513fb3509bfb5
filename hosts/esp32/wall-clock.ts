import SNTP from "sntp";
import { EARLIEST_TIME } from "timbre/base/clock";
import Time from "time";
import Timer from "timer";

/** A clock that was never set counts from 1970, and shows less: 2001-01-01 in milliseconds since 1970. */
const EARLIEST = 978_307_200_000;

/** Milliseconds until the next question, by a clock that is not set and by one that is and drifts. */
const RETRY = 60_000;
const REFRESH = 24 * 3_600_000;

/** The time of day, set by SNTP and kept right by it. */
export class WallClock {
	readonly #server: string;

	/** @param server name of an NTP server */
	constructor(server: string) {
		this.#server = server;
		if (Date.now() < EARLIEST_TIME) this.#ask();
		else Timer.set(() => this.#ask(), REFRESH);
	}

	/** Milliseconds since 1970, UTC; undefined until the clock was set. */
	now(): number | undefined {
		const now = Date.now();
		return now < EARLIEST ? undefined : now;
	}

	#ask(): void {
		try {
			new SNTP({ host: this.#server }, (message, seconds) => {
				if (message === SNTP.time && seconds !== undefined) {
					Time.set(seconds);
					Timer.set(() => this.#ask(), REFRESH);
				} else if (message === SNTP.error) Timer.set(() => this.#ask(), RETRY);
			});
		} catch {
			// No socket is free, or there is no network yet.
			Timer.set(() => this.#ask(), RETRY);
		}
	}
}
