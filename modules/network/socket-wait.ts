import { Failure } from "../base/failure";
import type { FailureCode } from "../base/failure-codes";
import { StallTimer } from "./stall-timer";
import { Deferred } from "./wait";

/** Who waits: a promise, or a listener that takes a tenth of its memory. */
export interface Waiting<Value> {
	resolve(value: Value): void;
	reject(failure: Failure): void;
}

/** Whose waits they are. */
export interface WaitOwner {
	/** A Failure of the owner, where it is now. */
	failure(code: FailureCode): Failure;
}

/** What an owner waits for at a socket again and again: one wait at a time, each with a time-out. */
export class SocketWait<Value = void> extends StallTimer {
	readonly #owner: WaitOwner;
	#waiting: Waiting<Value> | undefined;

	constructor(owner: WaitOwner) {
		super();
		this.#owner = owner;
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
		const waiting = new Deferred<Value>();
		this.watch(timeout, waiting);
		return waiting.promise;
	}

	/**
	 * As `wait`, for a listener; one of its two methods is called, once.
	 *
	 * Throws internal while another wait is under way.
	 */
	watch(timeout: number, waiting: Waiting<Value>): void {
		if (this.#waiting) throw new Failure("internal", { detail: "two reads or two writes at once" });
		this.#waiting = waiting;
		this.begin(timeout);
	}

	/** What the wait under way was for is there. */
	done(value: Value): void {
		this.#settle()?.resolve(value);
	}

	/** It will not come. */
	fail(failure: Failure): void {
		this.#settle()?.reject(failure);
	}

	protected override expired(): void {
		this.fail(this.#owner.failure("network.timeout"));
	}

	#settle(): Waiting<Value> | undefined {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		this.end();
		return waiting;
	}
}
