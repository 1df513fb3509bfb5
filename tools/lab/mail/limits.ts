import type { Clock } from "../clock";

/** Connections one mailbox may hold at a time. */
const CONNECTIONS = 3;
/** Messages one mailbox may send in a minute. */
const MESSAGES = 30;
const MINUTE = 60000;

/** Exchange Online's sending limits, by mailbox. */
export class SendingLimits {
	readonly #clock: Clock;
	readonly #enforced: boolean;
	readonly #connections = new Map<string, number>();
	readonly #messages = new Map<string, number[]>();

	/** @param enforced false: everything is counted, and nothing too many */
	constructor(clock: Clock, enforced = true) {
		this.#clock = clock;
		this.#enforced = enforced;
	}

	/** Counts a connection that has signed in. @returns false when the mailbox has too many */
	enter(login: string): boolean {
		const count = this.#connections.get(login) ?? 0;
		if (this.#enforced && count >= CONNECTIONS) return false;
		this.#connections.set(login, count + 1);
		return true;
	}

	/** A connection that had entered is over. */
	leave(login: string): void {
		this.#connections.set(login, (this.#connections.get(login) ?? 1) - 1);
	}

	/** Counts a message. @returns false when the mailbox has sent too many in the last minute */
	submit(login: string): boolean {
		const now = this.#clock.now();
		const recent = (this.#messages.get(login) ?? []).filter((at) => now - at < MINUTE);
		this.#messages.set(login, recent);
		if (this.#enforced && recent.length >= MESSAGES) return false;
		recent.push(now);
		return true;
	}
}
