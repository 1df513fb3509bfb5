import Timer from "timer";
import type { Failure } from "../base/failure";

/** A promise that someone settles from outside, or that a time-out rejects. It settles once; later calls do nothing. */
export class Wait<Value = void> {
	readonly promise: Promise<Value>;
	#resolve!: (value: Value) => void;
	#reject!: (failure: Failure) => void;
	#timer: Timer | undefined;

	/**
	 * @param timeout milliseconds until the promise is rejected
	 * @param expired makes the Failure of the time-out; called only when it happens
	 */
	constructor(timeout: number, expired: () => Failure) {
		this.promise = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
		this.#timer = Timer.set(() => {
			this.#timer = undefined;
			this.#reject(expired());
		}, timeout);
	}

	/** Ends the wait well. */
	resolve(value: Value): void {
		this.#stop();
		this.#resolve(value);
	}

	/** Ends the wait with a Failure. */
	reject(failure: Failure): void {
		this.#stop();
		this.#reject(failure);
	}

	#stop(): void {
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}
}
