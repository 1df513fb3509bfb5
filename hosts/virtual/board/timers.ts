import type { Calls, PostEvent } from "./calls";
import type { Clock, ClockTimer } from "./clock";

/** The firmware's timers and its `Date`, on the board's clock. */
export class Timers {
	readonly #clock: Clock;
	readonly #post: PostEvent;
	readonly #running = new Map<string, ClockTimer>();

	constructor(clock: Clock, post: PostEvent, calls: Calls) {
		this.#clock = clock;
		this.#post = post;
		calls.add({
			clock: () => this.#clock.now(),
			"timer.start": ([id = "", interval, repeat]) =>
				this.#start(id, toMilliseconds(interval), toMilliseconds(repeat)),
			"timer.stop": ([id = ""]) => this.#stop(id),
		});
	}

	/** Ends them all, as a power cut does. */
	clear(): void {
		for (const timer of this.#running.values()) this.#clock.clear(timer);
		this.#running.clear();
	}

	#start(id: string, interval: number, repeat: number): undefined {
		this.#stop(id);
		this.#run(id, this.#clock.now() + interval, repeat);
	}

	#run(id: string, due: number, repeat: number): void {
		const callback = (): void => {
			this.#post(() => (this.#running.get(id) === timer ? this.#fired(id, due, repeat) : undefined));
		};
		// What is due at once only waits for its turn: a timeout of Node's would make a millisecond of it.
		const now = due <= this.#clock.now();
		const timer: ClockTimer = now ? { due, callback } : this.#clock.setAt(callback, due);
		this.#running.set(id, timer);
		if (now) callback();
	}

	/** The event, made as it leaves: a timer that was stopped or started anew in the meantime never fires late. */
	#fired(id: string, due: number, repeat: number): string {
		this.#running.delete(id);
		if (repeat > 0) this.#run(id, Math.max(due + repeat, this.#clock.now()), repeat);
		return `${id} timer`;
	}

	#stop(id: string): undefined {
		this.#clock.clear(this.#running.get(id));
		this.#running.delete(id);
	}
}

function toMilliseconds(text: string | undefined): number {
	return Math.max(0, Number(text) || 0);
}
