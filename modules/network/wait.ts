import Timer from "timer";
import type { Failure } from "../base/failure";

/** A promise that someone settles from outside. It settles once; later calls do nothing. */
export class Deferred<Value = void> {
	readonly promise: Promise<Value>;
	#resolve!: (value: Value) => void;
	#reject!: (failure: Failure) => void;

	constructor() {
		this.promise = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
	}

	/** Ends the wait well. */
	resolve(value: Value): void {
		this.#resolve(value);
	}

	/** Ends the wait with a Failure. */
	reject(failure: Failure): void {
		this.#reject(failure);
	}
}

/** A promise that someone settles from outside, or that a time-out rejects. */
export class Wait<Value = void> extends Deferred<Value> {
	#timer: Timer | undefined;

	/**
	 * @param timeout milliseconds until the promise is rejected
	 * @param expired makes the Failure of the time-out; called only when it happens
	 */
	constructor(timeout: number, expired: () => Failure) {
		super();
		this.#timer = Timer.set(() => {
			this.#timer = undefined;
			super.reject(expired());
		}, timeout);
	}

	override resolve(value: Value): void {
		this.#stop();
		super.resolve(value);
	}

	override reject(failure: Failure): void {
		this.#stop();
		super.reject(failure);
	}

	#stop(): void {
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}
}
