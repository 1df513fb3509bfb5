import Timer from "timer";
import type { Account } from "./account";

/** Age at which an account is refreshed by itself, in milliseconds: a week, far below Microsoft's 90 idle days. */
const REFRESH_AGE = 7 * 24 * 3600 * 1000;

/** How much the age differs between printers, in milliseconds, so that they do not all ask at once. */
const JITTER = 24 * 3600 * 1000;

/** Time between two looks at the accounts, in milliseconds. */
const PERIOD = 3600 * 1000;

/** Refreshes accounts that nobody uses, so that an idle printer never has to sign in again. */
export class KeepAlive {
	readonly #accounts: () => Iterable<Account>;
	readonly #age: number;
	readonly #timer: Timer;
	#working = false;

	/**
	 * @param accounts the accounts there are now
	 * @param random random bytes from the hardware, for the jitter
	 */
	constructor(accounts: () => Iterable<Account>, random: (byteLength: number) => Uint8Array) {
		this.#accounts = accounts;
		this.#age = REFRESH_AGE - ((random(1)[0] ?? 0) / 256) * JITTER;
		this.#timer = Timer.repeat(() => void this.#look(), PERIOD);
	}

	/** Ends it. */
	close(): void {
		Timer.clear(this.#timer);
	}

	async #look(): Promise<void> {
		if (this.#working) return;
		this.#working = true;
		for (const account of this.#accounts()) {
			const { refreshedAt } = account;
			if (refreshedAt === undefined || Date.now() - refreshedAt < this.#age) continue;
			account.invalidateAccessToken();
			try {
				await account.accessToken();
			} catch {
				// The account's state says what a person must do; anything else is tried again in an hour.
			}
		}
		this.#working = false;
	}
}
