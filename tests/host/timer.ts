/** The SDK's `timer` on Node's timers, for tests of `modules/` outside XS. */
export interface Timer {
	handle: NodeJS.Timeout | undefined;
	readonly callback: (timer: Timer) => void;
}

/** Timers that have not been cleared. */
const started = new Set<Timer>();

function start(timer: Timer, interval: number, repeat: number | undefined): void {
	started.add(timer);
	clearTimeout(timer.handle);
	timer.handle = setTimeout(() => {
		if (repeat) start(timer, repeat, repeat);
		else started.delete(timer);
		timer.callback(timer);
	}, interval).unref();
}

const Timer = {
	set(callback: (timer: Timer) => void, interval = 0, repeat?: number): Timer {
		const timer: Timer = { callback, handle: undefined };
		start(timer, interval, repeat);
		return timer;
	},
	repeat(callback: (timer: Timer) => void, interval: number): Timer {
		return Timer.set(callback, interval, interval);
	},
	schedule(timer: Timer, interval = 0, repeat?: number): void {
		start(timer, interval, repeat);
	},
	clear(timer: Timer | undefined | null): void {
		if (!timer) return;
		started.delete(timer);
		clearTimeout(timer.handle);
	},
};

/** Ends every timer, as a power cut does. */
export function stopTimers(): void {
	for (const timer of started) Timer.clear(timer);
}

// What a test file leaves running would run on in the next one of its worker.
afterAll(stopTimers);

export default Timer;
