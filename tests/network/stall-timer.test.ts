import { jest } from "@jest/globals";
import { StallTimer } from "../../modules/network/stall-timer";

const HOUR = 3_600_000;

let expired: number;
let timer: StallTimer;

class CountingTimer extends StallTimer {
	protected override expired(): void {
		expired += 1;
	}
}

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2025, 0, 5) });
	expired = 0;
	timer = new CountingTimer();
});
afterEach(() => {
	timer.stop();
	jest.useRealTimers();
});

/** The clock is set, as by SNTP; what is waited for does not take any longer or shorter. */
function setClock(by: number): void {
	jest.setSystemTime(Date.now() + by);
}

/** Milliseconds until it calls, from now; undefined where it does not within `limit`. */
function timeToExpiry(limit: number): number | undefined {
	for (let elapsed = 1; elapsed <= limit; elapsed++) {
		jest.advanceTimersByTime(1);
		if (expired > 0) return elapsed;
	}
	return undefined;
}

describe("A wait", () => {
	test.each([1, 20, 1000, 60_000])(
		"of its own is given up after its %i ms, once, and not before",
		(timeout) => {
			timer.begin(timeout);
			jest.advanceTimersByTime(timeout - 1);
			expect(expired).toBe(0);
			// A timer cannot tell parts of a millisecond.
			jest.advanceTimersByTime(4);
			expect(expired).toBe(1);
			jest.advanceTimersByTime(10 * timeout);
			expect(expired).toBe(1);
		},
	);

	test("that ended is not given up, however long nothing follows", () => {
		timer.begin(1000);
		timer.end();
		jest.advanceTimersByTime(HOUR);
		expect(expired).toBe(0);
	});

	test("that is stopped is not given up, and leaves no timer behind", () => {
		timer.begin(1000);
		timer.stop();
		expect(jest.getTimerCount()).toBe(0);
		jest.advanceTimersByTime(HOUR);
		expect(expired).toBe(0);
		timer.begin(1000);
		expect(timeToExpiry(2000)).toBeGreaterThanOrEqual(1000);
	});

	test("after one that was given up has a time-out again", () => {
		timer.begin(1000);
		jest.advanceTimersByTime(2000);
		expect(expired).toBe(1);
		timer.end();
		expired = 0;
		timer.begin(1000);
		expect(timeToExpiry(2000)).toBeGreaterThanOrEqual(1000);
	});
});

describe("Waits that follow each other", () => {
	test("share one timer, by the thousand", () => {
		const set = jest.spyOn(globalThis, "setTimeout");
		for (let wait = 0; wait < 1000; wait++) {
			timer.begin(60_000);
			jest.advanceTimersByTime(10);
			timer.end();
		}
		expect(set.mock.calls.length).toBeLessThan(20);
		expect(expired).toBe(0);
		set.mockRestore();
	});

	// From just after the timer was set to just before it calls.
	test.each([1, 100, 250, 251, 500, 749, 900, 999])(
		"each get their whole time and no more than a tenth more: one that begins %i ms after the first",
		(begun) => {
			timer.begin(1000);
			jest.advanceTimersByTime(begun);
			timer.end();
			timer.begin(1000);
			const elapsed = timeToExpiry(3000);
			expect(elapsed).toBeGreaterThanOrEqual(1000);
			expect(elapsed).toBeLessThanOrEqual(1100);
		},
	);

	test("a shorter one is given up after its own time, though a long one came before", () => {
		timer.begin(600_000);
		jest.advanceTimersByTime(300);
		timer.end();
		timer.begin(2000);
		const elapsed = timeToExpiry(4000);
		expect(elapsed).toBeGreaterThanOrEqual(2000);
		expect(elapsed).toBeLessThanOrEqual(2200);
	});

	test("a longer one gets its longer time, though the timer of a short one runs", () => {
		timer.begin(2000);
		jest.advanceTimersByTime(300);
		timer.end();
		timer.begin(60_000);
		const elapsed = timeToExpiry(120_000);
		expect(elapsed).toBeGreaterThanOrEqual(60_000);
		expect(elapsed).toBeLessThanOrEqual(66_000);
	});
});

describe("The clock that is set during a wait", () => {
	const moments = [1, 400, 999];
	const changes = [-10 * 365 * 24 * HOUR, -HOUR, -700, -100, 100, 700, 990, HOUR, 10 * 365 * 24 * HOUR];
	const cases = moments.flatMap((moment) => changes.map((change) => [moment, change] as const));

	test.each(cases)("after %i ms by %i ms neither ends it early nor keeps it for ever", (moment, change) => {
		timer.begin(1000);
		jest.advanceTimersByTime(moment);
		setClock(change);
		const elapsed = timeToExpiry(3000);
		expect(elapsed).toBeDefined();
		expect(moment + (elapsed ?? 0)).toBeGreaterThanOrEqual(1000);
	});

	test.each(cases)(
		"after %i ms by %i ms does neither to one that began while the timer ran",
		(moment, change) => {
			timer.begin(1000);
			jest.advanceTimersByTime(500);
			timer.end();
			timer.begin(1000);
			jest.advanceTimersByTime(moment);
			expect(expired).toBe(0);
			setClock(change);
			const elapsed = timeToExpiry(3000);
			expect(elapsed).toBeDefined();
			expect(moment + (elapsed ?? 0)).toBeGreaterThanOrEqual(1000);
		},
	);

	test("again and again cannot keep a wait for ever", () => {
		timer.begin(1000);
		for (let change = 0; change < 100 && expired === 0; change++) {
			setClock(change % 2 ? HOUR : -HOUR);
			jest.advanceTimersByTime(90);
		}
		expect(expired).toBe(1);
	});
});
