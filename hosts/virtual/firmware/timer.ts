import * as board from "./board";
import type { EventHandler } from "./events";

type TimerCallback = (timer: Timer) => void;

/** The SDK's `timer`, on the board's clock. Intervals are milliseconds. */
export default class Timer implements EventHandler {
	readonly #callback: TimerCallback;
	#repeat = 0;
	/** 0 while it does not run. */
	#id = 0;

	private constructor(callback: TimerCallback) {
		this.#callback = callback;
	}

	/** Calls back after `interval`, then every `repeat` where that is given. */
	static set(callback: TimerCallback, interval = 0, repeat = 0): Timer {
		const timer = new Timer(callback);
		timer.#start(interval, repeat);
		return timer;
	}

	/** Calls back every `interval`. */
	static repeat(callback: TimerCallback, interval: number): Timer {
		return Timer.set(callback, interval, interval);
	}

	/** Starts a timer anew, whether it still runs or not. */
	static schedule(timer: Timer, interval = 0, repeat = 0): void {
		timer.#start(interval, repeat);
	}

	/** Ends a timer; nothing happens with one that has ended. */
	static clear(timer: Timer | undefined | null): void {
		if (timer) timer.#stop();
	}

	#start(interval: number, repeat: number): void {
		if (this.#id === 0) this.#id = events.add(this);
		this.#repeat = repeat;
		board.startTimer(this.#id, interval, repeat);
	}

	#stop(): void {
		if (this.#id === 0) return;
		events.remove(this.#id);
		board.stopTimer(this.#id);
		this.#id = 0;
	}

	/** The board's news: the time has come. */
	onEvent(): void {
		if (this.#repeat === 0) {
			events.remove(this.#id);
			this.#id = 0;
		}
		this.#callback(this);
	}
}
