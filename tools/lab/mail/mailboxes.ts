import type { Clock } from "../clock";

/** How the client said the body is encoded (`BODY=`). */
export type BodyType = "7BIT" | "8BITMIME" | "BINARYMIME";

/** A message as it came. */
export interface StoredMessage {
	readonly id: string;
	/** Milliseconds since 1970, by the lab's clock. */
	readonly at: number;
	/** MAIL FROM. */
	readonly sender: string;
	/** RCPT TO, in order. */
	readonly recipients: readonly string[];
	/** The account that signed in. */
	readonly login: string;
	readonly body: BodyType;
	/** Octet for octet what the client sent, dots unstuffed. */
	readonly raw: Buffer;
}

/** Messages that are kept; the oldest go first. */
const KEPT = 500;
/** Octets that are kept in all: a bench may send 50 MiB again and again. The newest message is kept in any case. */
const KEPT_OCTETS = 512 << 20;

/** Every mailbox of the lab. */
export class Mailboxes {
	readonly #clock: Clock;
	readonly #messages = new Map<string, StoredMessage>();
	readonly #deleted = new Map<string, Set<string>>();
	#watchers: (() => void)[] = [];
	#next = 1;
	#octets = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Puts a message into its recipients' mailboxes. @returns its id */
	deliver(message: Omit<StoredMessage, "id" | "at">): string {
		const id = String(this.#next++);
		this.#messages.set(id, { ...message, id, at: this.#clock.now() });
		this.#octets += message.raw.length;
		this.#forgetOldest();
		for (const watcher of this.#watchers.splice(0)) watcher();
		return id;
	}

	/** The addresses that have mail, in alphabetical order. */
	addresses(): readonly string[] {
		const all = [...this.#messages.values()].flatMap((message) => message.recipients.map(lower));
		return [...new Set(all)].filter((address) => this.list(address).length > 0).sort();
	}

	/** The messages of a mailbox, the oldest first. */
	list(address: string): readonly StoredMessage[] {
		const wanted = lower(address);
		return [...this.#messages.values()].filter(
			(message) =>
				message.recipients.map(lower).includes(wanted) && !this.#deleted.get(wanted)?.has(message.id),
		);
	}

	/** A message by its id. */
	get(id: string): StoredMessage | undefined {
		return this.#messages.get(id);
	}

	/** Empties a mailbox. The same message stays in those of its other recipients. */
	clear(address: string): void {
		const deleted = this.#deleted.get(lower(address)) ?? new Set();
		for (const message of this.list(address)) deleted.add(message.id);
		this.#deleted.set(lower(address), deleted);
	}

	/**
	 * Waits until a mailbox has at least `count` messages.
	 * @param timeLimit milliseconds by the computer's clock
	 * @throws Error when they do not come in time
	 */
	async waitFor(address: string, count = 1, timeLimit = 10000): Promise<readonly StoredMessage[]> {
		const deadline = Date.now() + timeLimit;
		while (this.list(address).length < count) {
			const left = deadline - Date.now();
			if (left <= 0) throw new Error(`${address} has ${this.list(address).length} messages, not ${count}`);
			await this.#nextDelivery(left);
		}
		return this.list(address);
	}

	#forgetOldest(): void {
		for (const [id, { raw }] of this.#messages) {
			const few = this.#messages.size <= KEPT && this.#octets <= KEPT_OCTETS;
			if (few || this.#messages.size === 1) break;
			this.#messages.delete(id);
			this.#octets -= raw.length;
		}
	}

	#nextDelivery(timeLimit: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, timeLimit);
			this.#watchers.push(() => {
				clearTimeout(timer);
				resolve();
			});
		});
	}
}

function lower(address: string): string {
	return address.toLowerCase();
}
