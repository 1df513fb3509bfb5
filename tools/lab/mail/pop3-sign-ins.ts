import type { Account } from "../accounts";
import type { Clock } from "../clock";

/** Milliseconds for which a sign-in to POP3 lets its address send. */
const LIFETIME = 10 * 60_000;

/** Who has signed in to POP3 from where: what POP before SMTP goes by. */
export class POP3SignIns {
	readonly #clock: Clock;
	readonly #byAddress = new Map<string, { account: Account; until: number }>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Someone has signed in from an IP address. */
	mark(address: string, account: Account): void {
		this.#byAddress.set(address, { account, until: this.#clock.now() + LIFETIME });
	}

	/** Who signed in from an IP address last, and not too long ago. */
	find(address: string): Account | undefined {
		const entry = this.#byAddress.get(address);
		return entry && entry.until > this.#clock.now() ? entry.account : undefined;
	}
}
