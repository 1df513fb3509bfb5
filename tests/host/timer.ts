/** The SDK's `timer` on Node's timers, for tests of `modules/` outside XS. */
export interface Timer {
	handle: NodeJS.Timeout | undefined;
	readonly callback: (timer: Timer) => void;
}

function start(timer: Timer, interval: number, repeat: number | undefined): void {
	clearTimeout(timer.handle);
	timer.handle = setTimeout(() => {
		if (repeat) start(timer, repeat, repeat);
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
		if (timer) clearTimeout(timer.handle);
	},
};

export default Timer;
