import { Failure } from "../base/failure";
import { diagnose } from "./diagnosis";
import { DotStuffing } from "./dot-stuffing";
import type { Capabilities } from "./smtp-capabilities";
import { COMMAND_TIMEOUT, type SMTPChannel } from "./smtp-channel";
import { type Delivery, mailCommand, recipientCommand } from "./smtp-envelope";

/** Longest BDAT chunk, in bytes: a refusal costs no more than this; the replies cost 1 byte in 1500. */
const CHUNK_LIMIT = 65_536;
/** Most chunks sent ahead of their replies: 1 MiB is under way, more than a printer's network ever holds. */
const CHUNKS_AHEAD = 16;
/**
 * Most commands of the envelope sent ahead of their replies; half of these are read then. A server whose buffer is full of
 * replies takes no more commands, and a write that waits reads none (RFC 2920 section 3.1).
 */
const COMMANDS_AHEAD = 100;
/** Milliseconds for the reply after the message's end, when the server delivers (RFC 5321 section 4.5.3.2.6). */
const DELIVERY_TIMEOUT = 600_000;

/** A recipient that the server refused while it may have taken the message for others. */
export interface Refusal {
	readonly address: string;
	readonly failure: Failure;
}

/** How a sender follows what it sends. */
export interface Progress {
	/** @param sent bytes of the message so far @param total all bytes, where known */
	onProgress?(sent: number, total: number | undefined): void;
	/** Called when the last byte has gone: from then on only the server's reply decides. */
	onCommitted?(): void;
}

/**
 * One mail transaction (RFC 5321 section 3.3). With PIPELINING, MAIL, every RCPT and the message's first chunk (CHUNKING)
 * or DATA go out in one write (RFC 2920, RFC 3030); replies are read as they come and matched to what was sent in order.
 */
export class Transaction {
	readonly #channel: SMTPChannel;
	readonly #capabilities: Capabilities;
	readonly #delivery: Delivery;
	readonly #progress: Progress;
	readonly #refused: Refusal[] = [];
	/** Commands and chunks sent, MAIL first. */
	#sent = 0;
	/** Replies read. */
	#answered = 0;
	#accepted = 0;
	#bytesSent = 0;
	#failure: Failure | undefined;
	/** The server takes what comes for the message: nothing else can be said to it now. */
	#withinMessage = false;
	/** The message's last byte has gone. */
	#complete = false;
	/** The server took the message. */
	#delivered = false;

	constructor(channel: SMTPChannel, capabilities: Capabilities, delivery: Delivery, progress: Progress) {
		this.#channel = channel;
		this.#capabilities = capabilities;
		this.#delivery = delivery;
		this.#progress = progress;
	}

	/**
	 * Runs the transaction and answers the recipients that were refused; the message went to the others.
	 *
	 * Throws what the server's refusal means. The session can go on after such a Failure when `reset` answers true.
	 */
	async run(): Promise<readonly Refusal[]> {
		try {
			this.#channel.widen(this.#delivery.body.byteLength);
			await this.#sendEnvelope();
			if (!this.#verdict) await (this.#capabilities.has("CHUNKING") ? this.#sendChunks() : this.#sendData());
			await this.#settle(0);
		} catch (error) {
			throw await this.#lastWords(error);
		} finally {
			this.#channel.timeout = COMMAND_TIMEOUT;
		}
		if (this.#verdict) throw this.#verdict;
		return this.#refused;
	}

	/**
	 * Makes the session ready for another message after a refusal. False where the server's replies contradict each
	 * other or RSET fails: the connection must be closed then.
	 */
	async reset(): Promise<boolean> {
		if (this.#delivered || this.#withinMessage || this.#sent !== this.#answered) return false;
		return (await this.#channel.command("RSET")).code === 250;
	}

	/** Why the message goes to nobody, as far as it is known by now. */
	get #verdict(): Failure | undefined {
		const asked = this.#delivery.to.length;
		if (this.#answered > asked && this.#accepted === 0) return this.#failure ?? this.#refused[0]?.failure;
		return this.#failure;
	}

	get #pipelined(): boolean {
		return this.#capabilities.has("PIPELINING");
	}

	/** Commands of the envelope. */
	get #envelopeLength(): number {
		return 1 + this.#delivery.to.length;
	}

	async #sendEnvelope(): Promise<void> {
		this.#channel.stage = "sender";
		const delivery = this.#delivery;
		await this.#issue(mailCommand(delivery, this.#capabilities));
		for (const address of delivery.to) {
			if (this.#failure) return;
			await this.#issue(recipientCommand(address, delivery, this.#capabilities));
		}
	}

	/** Sends a command of the envelope, and waits for its reply where the server takes one command at a time. */
	async #issue(command: string): Promise<void> {
		await this.#channel.put(command);
		this.#sent += 1;
		if (!this.#pipelined) await this.#settle(0);
		else if (this.#sent - this.#answered > COMMANDS_AHEAD) await this.#settle(COMMANDS_AHEAD / 2);
	}

	/** The message by BDAT (RFC 3030). A chunk once begun is finished, whatever the server says meanwhile. */
	async #sendChunks(): Promise<void> {
		this.#channel.stage = "data";
		const { byteLength } = this.#delivery.body;
		let last = false;
		while (!last && !this.#verdict) {
			this.#withinMessage = true;
			last = byteLength === undefined ? await this.#sendBlock() : await this.#sendChunk(byteLength);
			this.#withinMessage = false;
			this.#sent += 1;
			if (!this.#pipelined) await this.#settle(0);
			else await this.#limitAhead();
		}
	}

	/** Reads replies while too many chunks are without one. What the block holds can wait: those chunks have gone. */
	async #limitAhead(): Promise<void> {
		while (this.#sent - Math.max(this.#answered, this.#envelopeLength) > CHUNKS_AHEAD) await this.#take();
	}

	/** A chunk of a message whose length is known; true for the last. The next chunk goes on in the same block. */
	async #sendChunk(total: number): Promise<boolean> {
		const channel = this.#channel;
		const { body } = this.#delivery;
		const rest = total - this.#bytesSent;
		const last = rest <= CHUNK_LIMIT;
		let owed = last ? rest : CHUNK_LIMIT;
		await channel.put(bdat(owed, last));
		while (owed > 0) {
			const filling = channel.fill(body, owed);
			const count = typeof filling === "number" ? filling : await filling;
			if (count === 0) throw new Failure("scan.failed", { stage: "data", detail: "the message ended early" });
			owed -= count;
			this.#advance(count);
			if (channel.hasArrived) await this.#takeArrived();
		}
		if (last) await this.#commit();
		return last;
	}

	/** A chunk as long as the channel's block holds, of a message whose length is not known; true for the last. */
	async #sendBlock(): Promise<boolean> {
		const { count, last } = await this.#channel.sendBlock(this.#delivery.body, bdat);
		this.#advance(count);
		if (last) await this.#commit();
		await this.#takeArrived();
		return last;
	}

	/** The message by DATA (RFC 5321 section 4.1.1.4). */
	async #sendData(): Promise<void> {
		await this.#channel.put("DATA");
		this.#sent += 1;
		await this.#settle(1);
		this.#channel.stage = "data";
		const reply = await this.#channel.reply();
		this.#answered += 1;
		if (reply.code !== 354) {
			if (!this.#verdict) this.#failure = diagnose(reply, "data");
			return;
		}
		this.#withinMessage = true;
		const stuffing = new DotStuffing();
		// A server that asks for a message nobody may get is given an empty one (RFC 2920 section 3.1).
		for (let count = 1; count > 0 && !this.#verdict; ) {
			count = await this.#channel.sendLines(this.#delivery.body, stuffing);
			this.#advance(count);
			// Before the message's end a server speaks only to give up.
			if (this.#channel.hasArrived) throw diagnose(await this.#channel.reply(), "data");
		}
		if (!stuffing.atLineStart) await this.#channel.put("");
		await this.#channel.put(".");
		this.#withinMessage = false;
		this.#sent += 1;
		await this.#commit();
	}

	/** So many bytes more are on their way. */
	#advance(count: number): void {
		this.#bytesSent += count;
		if (count > 0) this.#progress.onProgress?.(this.#bytesSent, this.#delivery.body.byteLength);
	}

	/** Sends the message's last byte. */
	async #commit(): Promise<void> {
		await this.#channel.flush();
		this.#complete = true;
		this.#progress.onCommitted?.();
	}

	/** Reads replies until no more than `outstanding` are missing. */
	async #settle(outstanding: number): Promise<void> {
		await this.#channel.flush();
		while (this.#sent - this.#answered > outstanding) await this.#take();
	}

	/** Reads the replies that have come. */
	async #takeArrived(): Promise<void> {
		while (this.#channel.hasArrived) await this.#take();
	}

	/** Reads the next reply, which belongs to the first command or chunk that has none yet. */
	async #take(): Promise<void> {
		const index = this.#answered;
		const address = this.#delivery.to[index - 1];
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
		} else if (!this.#verdict) {
			this.#failure = diagnose(reply, "data");
		}
	}

	/** The failure to report for one that was thrown: of a server that hangs up, what it said before it did. */
	async #lastWords(error: unknown): Promise<unknown> {
		if (!(error instanceof Failure) || error.code !== "network.closed") return error;
		try {
			await this.#takeArrived();
		} catch {
			// It said nothing more that makes sense; the end of the connection is what there is to report.
		}
		return this.#verdict ?? error;
	}
}

function bdat(byteLength: number, last: boolean): string {
	return last ? `BDAT ${byteLength} LAST` : `BDAT ${byteLength}`;
}
