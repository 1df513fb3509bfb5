import { Failure } from "../base/failure";
import { StallTimer } from "./stall-timer";
import { Deferred } from "./wait";

/** What an owner waits for at a socket again and again: one wait at a time, each with a time-out. */
export class SocketWait<Value = void> extends StallTimer {
	#waiting: Deferred<Value> | undefined;

	/** @param timedOut makes the Failure of a wait that has lasted for its time-out */
	constructor(timedOut: () => Failure) {
		super(() => this.fail(timedOut()));
	}

	/** Is somebody waiting? */
	get isWaiting(): boolean {
		return this.#waiting !== undefined;
	}

	/**
	 * Waits until `done` or `fail` is called, `timeout` milliseconds at most.
	 *
	 * Rejects with what `fail` was given, or the Failure of the time-out; throws internal while another wait is under way.
	 */
	wait(timeout: number): Promise<Value> {
		if (this.#waiting) throw new Failure("internal", { detail: "two reads or two writes at once" });
		this.#waiting = new Deferred<Value>();
		this.begin(timeout);
		return this.#waiting.promise;
	}

	/** What the wait under way was for is there. */
	done(value: Value): void {
		this.#settle()?.resolve(value);
	}

	/** It will not come. */
	fail(failure: Failure): void {
		this.#settle()?.reject(failure);
	}

	#settle(): Deferred<Value> | undefined {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		this.end();
		return waiting;
	}
}
