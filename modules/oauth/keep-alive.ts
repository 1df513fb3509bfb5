import Timer from "timer";
import { Failure } from "../base/failure";
import type { Settings } from "../settings/settings";
import type { Accounts, Renewable } from "./accounts";

const DAY = 24 * 3600 * 1000;

/** How long a walk over all accounts takes, in milliseconds, however many there are. */
const ROUND = DAY / 4;

/** Shortest time between two accounts, in milliseconds: the printer has other things to do. */
const LEAST_PAUSE = 5000;

/** Printers that get their power back together begin within this time, in milliseconds. */
const FIRST_WAIT = 15 * 60_000;

/** By how much of the interval printers differ, so that they do not all ask at once. */
const JITTER = 1 / 7;

/** What keeping accounts alive works with. */
export interface KeepAliveParts {
	readonly accounts: Pick<Accounts, "places" | "visit">;
	readonly settings: Pick<Settings, "get">;
	/** Does something while nothing is being sent: two TLS sessions at once do not fit into a small heap. */
	readonly exclusively: (use: () => Promise<void>) => Promise<void>;
	/** Random bytes from the hardware, for the jitter. */
	readonly random: (byteLength: number) => Uint8Array;
}

/**
 * Refreshes accounts that nobody uses, so that an idle printer never has to sign in again. It walks over all of them four
 * times a day, one at a time, and remembers nothing but where it is. A failure keeps nothing from the next account; a
 * server that asks for patience (Retry-After) gets it, and the account one more try. The mail server's account comes
 * first after power on, then the others from anywhere, so that a printer that is on for some hours a day reaches all.
 */
export class KeepAlive {
	readonly #parts: KeepAliveParts;
	/** From 0 to 1; drawn at each start. */
	readonly #share: number;
	#timer: Timer | undefined;
	#place: number | undefined;
	#retried = false;

	constructor(parts: KeepAliveParts) {
		this.#parts = parts;
		this.#share = this.#draw();
		this.#wait(FIRST_WAIT * this.#share);
	}

	/** Ends it. */
	close(): void {
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	/** A number from 0 to below 1. */
	#draw(): number {
		const [high = 0, low = 0] = this.#parts.random(2);
		return (high * 256 + low) / 65536;
	}

	#wait(milliseconds: number): void {
		this.#timer = Timer.set(() => void this.#visit(), milliseconds);
	}

	async #visit(): Promise<void> {
		const timer = this.#timer;
		const { accounts } = this.#parts;
		const place = this.#place ?? 0;
		let retryAfter: number | undefined;
		try {
			await accounts.visit(place, (account) => this.#renew(account));
		} catch (error) {
			// The account's state says what went wrong, and what a person must do.
			retryAfter = Failure.from(error).retryAfter;
		}
		if (this.#timer !== timer) return;
		const { places } = accounts;
		this.#retried = retryAfter !== undefined && !this.#retried;
		if (!this.#retried) {
			this.#place =
				this.#place === undefined ? 1 + Math.floor(this.#draw() * (places - 1)) : (place + 1) % places;
		}
		this.#wait(Math.max(LEAST_PAUSE, ROUND / places, (retryAfter ?? 0) * 1000));
	}

	/** Refreshes the account where it is due; while it waited for its turn, a job may have done so. */
	async #renew(account: Renewable): Promise<void> {
		if (!this.#isDue(account)) return;
		await this.#parts.exclusively(async () => {
			if (this.#isDue(account)) await account.renew();
		});
	}

	/** Has the account not been refreshed for as long as is set, or did that fail? */
	#isDue({ refreshedAt, state }: Renewable): boolean {
		const { settings } = this.#parts;
		if (refreshedAt === undefined || !settings.get("account.self-refresh")) return false;
		if (state.kind === "signed-in" && state.failing) return true;
		const interval = settings.get("account.refresh-interval") * DAY;
		const age = Date.now() - refreshedAt;
		// One that was refreshed in the future was so by a clock that has been put right since.
		return age < 0 || age >= interval * (1 - this.#share * JITTER);
	}
}
