import type { Failure } from "../base/failure";
import { COMMAND_TIMEOUT } from "./command-channel";
import { diagnose } from "./diagnosis";
import type { Refusal } from "./refusal";
import type { SMTPChannel } from "./smtp-channel";

/** Milliseconds for the reply after the message's end, when the server delivers (RFC 5321 section 4.5.3.2.6). */
const DELIVERY_TIMEOUT = 600_000;

/**
 * The replies of one transaction, matched in order to what was sent (RFC 2920): to MAIL, to each RCPT, then to DATA and the
 * message, or to its chunks.
 */
export class TransactionReplies {
	readonly #channel: SMTPChannel;
	readonly #recipients: readonly string[];
	readonly #refused: Refusal[] = [];
	/** Commands and chunks sent, MAIL first. */
	#sent = 0;
	/** Replies read. */
	#answered = 0;
	#accepted = 0;
	#failure: Failure | undefined;
	/** The message's last byte has gone. */
	#complete = false;
	/** The server took the message. */
	#delivered = false;

	constructor(channel: SMTPChannel, recipients: readonly string[]) {
		this.#channel = channel;
		this.#recipients = recipients;
	}

	/** Why the message goes to nobody, as far as it is known by now. */
	get verdict(): Failure | undefined {
		const asked = this.#recipients.length;
		if (this.#answered > asked && this.#accepted === 0) return this.#failure ?? this.#refused[0]?.failure;
		return this.#failure;
	}

	/** Recipients refused so far. */
	get refused(): readonly Refusal[] {
		return this.#refused;
	}

	/** True once the server took the message. */
	get isDelivered(): boolean {
		return this.#delivered;
	}

	/** Replies that are missing. */
	get due(): number {
		return this.#sent - this.#answered;
	}

	/** Replies to chunks that are missing. */
	get chunksDue(): number {
		return this.#sent - Math.max(this.#answered, 1 + this.#recipients.length);
	}

	/** A command or a chunk has been sent. */
	expect(): void {
		this.#sent += 1;
	}

	/** The message's last byte has gone: from now on only the server's reply decides. */
	complete(): void {
		this.#complete = true;
	}

	/** Sends what is gathered, then reads replies until no more than `due` are missing. */
	async settle(due: number): Promise<void> {
		await this.#channel.flush();
		while (this.#sent - this.#answered > due) await this.take();
	}

	/** Reads the replies that have come. */
	async takeArrived(): Promise<void> {
		while (this.#channel.hasArrived) await this.take();
	}

	/** Reads the reply to DATA, the only one that is missing; false where the server does not want the message. */
	async takeGoAhead(): Promise<boolean> {
		this.#channel.stage = "data";
		const reply = await this.#channel.reply();
		this.#answered += 1;
		if (reply.code === 354) return true;
		if (!this.verdict) this.#failure = diagnose(reply, "data");
		return false;
	}

	/** Reads the next reply, which belongs to the first command or chunk that has none yet. */
	async take(): Promise<void> {
		const index = this.#answered;
		const address = this.#recipients[index - 1];
		const { stage } = this.#channel;
		this.#channel.stage = index === 0 ? "sender" : address === undefined ? "data" : "recipient";
		// The last reply comes once the server has delivered; the others, of a pipelined envelope say, are due before.
		const last = this.#complete && index === this.#sent - 1;
		this.#channel.timeout = last ? DELIVERY_TIMEOUT : COMMAND_TIMEOUT;
		const reply = await this.#channel.reply();
		this.#channel.stage = stage;
		this.#answered += 1;
		if (index >= this.#sent) throw diagnose(reply, "data");
		const accepted = Math.trunc(reply.code / 100) === 2;
		if (index === 0) {
			if (!accepted) this.#failure = diagnose(reply, "sender");
		} else if (address !== undefined) {
			if (accepted) this.#accepted += 1;
			else this.#refused.push({ address, failure: diagnose(reply, "recipient") });
		} else if (accepted) {
			this.#delivered = this.#complete && this.#answered === this.#sent;
		} else if (!this.verdict) {
			this.#failure = diagnose(reply, "data");
		}
	}
}
