import { Failure } from "../base/failure";
import { COMMAND_TIMEOUT } from "./command-channel";
import { diagnose } from "./diagnosis";
import { DotStuffing } from "./dot-stuffing";
import type { Refusal } from "./refusal";
import type { Capabilities } from "./smtp-capabilities";
import type { SMTPChannel } from "./smtp-channel";
import { type Delivery, mailCommand, recipientCommand } from "./smtp-envelope";
import { TransactionReplies } from "./smtp-transaction-replies";

/** Longest BDAT chunk, in bytes: a refusal costs no more than this; the replies cost 1 byte in 1500. */
const CHUNK_LIMIT = 65_536;
/** Most chunks sent ahead of their replies: 1 MiB is under way, more than a printer's network ever holds. */
const CHUNKS_AHEAD = 16;
/**
 * Most commands of the envelope sent ahead of their replies; half of these are read then. A server whose buffer is full of
 * replies takes no more commands, and a write that waits reads none (RFC 2920 section 3.1).
 */
const COMMANDS_AHEAD = 100;

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
	readonly #replies: TransactionReplies;
	#bytesSent = 0;
	/** The server takes what comes for the message: nothing else can be said to it now. */
	#withinMessage = false;

	constructor(channel: SMTPChannel, capabilities: Capabilities, delivery: Delivery, progress: Progress) {
		this.#channel = channel;
		this.#capabilities = capabilities;
		this.#delivery = delivery;
		this.#progress = progress;
		this.#replies = new TransactionReplies(channel, delivery.to);
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
			if (!this.#replies.verdict)
				await (this.#capabilities.has("CHUNKING") ? this.#sendChunks() : this.#sendData());
			await this.#replies.settle(0);
		} catch (error) {
			throw await this.#lastWords(error);
		} finally {
			this.#channel.timeout = COMMAND_TIMEOUT;
		}
		if (this.#replies.verdict) throw this.#replies.verdict;
		return this.#replies.refused;
	}

	/**
	 * Makes the session ready for another message after a refusal. False where the server's replies contradict each
	 * other or RSET fails: the connection must be closed then.
	 */
	async reset(): Promise<boolean> {
		if (this.#replies.isDelivered || this.#withinMessage || this.#replies.due !== 0) return false;
		return (await this.#channel.command("RSET")).code === 250;
	}

	get #pipelined(): boolean {
		return this.#capabilities.has("PIPELINING");
	}

	async #sendEnvelope(): Promise<void> {
		this.#channel.stage = "sender";
		const delivery = this.#delivery;
		await this.#issue(mailCommand(delivery, this.#capabilities));
		for (const address of delivery.to) {
			if (this.#replies.verdict) return;
			await this.#issue(recipientCommand(address, delivery, this.#capabilities));
		}
	}

	/** Sends a command of the envelope, and waits for its reply where the server takes one command at a time. */
	async #issue(command: string): Promise<void> {
		await this.#channel.put(command);
		this.#replies.expect();
		if (!this.#pipelined) await this.#replies.settle(0);
		else if (this.#replies.due > COMMANDS_AHEAD) await this.#replies.settle(COMMANDS_AHEAD / 2);
	}

	/** The message by BDAT (RFC 3030). A chunk once begun is finished, whatever the server says meanwhile. */
	async #sendChunks(): Promise<void> {
		this.#channel.stage = "data";
		const { byteLength } = this.#delivery.body;
		let last = false;
		while (!last && !this.#replies.verdict) {
			this.#withinMessage = true;
			last = byteLength === undefined ? await this.#sendBlock() : await this.#sendChunk(byteLength);
			this.#withinMessage = false;
			this.#replies.expect();
			if (!this.#pipelined) await this.#replies.settle(0);
			// Those chunks have gone: what the block holds can wait.
			else while (this.#replies.chunksDue > CHUNKS_AHEAD) await this.#replies.take();
		}
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
			if (channel.hasArrived) await this.#replies.takeArrived();
		}
		if (last) await this.#commit();
		return last;
	}

	/** A chunk as long as the channel's block holds, of a message whose length is not known; true for the last. */
	async #sendBlock(): Promise<boolean> {
		const { count, last } = await this.#channel.sendBlock(this.#delivery.body, bdat);
		this.#advance(count);
		if (last) await this.#commit();
		await this.#replies.takeArrived();
		return last;
	}

	/** The message by DATA (RFC 5321 section 4.1.1.4). */
	async #sendData(): Promise<void> {
		await this.#channel.put("DATA");
		this.#replies.expect();
		await this.#replies.settle(1);
		if (!(await this.#replies.takeGoAhead())) return;
		this.#withinMessage = true;
		const stuffing = new DotStuffing();
		// A server that asks for a message nobody may get is given an empty one (RFC 2920 section 3.1).
		for (let count = 1; count > 0 && !this.#replies.verdict; ) {
			count = await this.#channel.sendLines(this.#delivery.body, stuffing);
			this.#advance(count);
			// Before the message's end a server speaks only to give up.
			if (this.#channel.hasArrived) throw diagnose(await this.#channel.reply(), "data");
		}
		if (!stuffing.atLineStart) await this.#channel.put("");
		await this.#channel.put(".");
		this.#withinMessage = false;
		this.#replies.expect();
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
		this.#replies.complete();
		this.#progress.onCommitted?.();
	}

	/** The failure to report for one that was thrown: of a server that hangs up, what it said before it did. */
	async #lastWords(error: unknown): Promise<unknown> {
		if (!(error instanceof Failure) || error.code !== "network.closed") return error;
		try {
			await this.#replies.takeArrived();
		} catch {
			// It said nothing more that makes sense; the end of the connection is what there is to report.
		}
		return this.#replies.verdict ?? error;
	}
}

function bdat(byteLength: number, last: boolean): string {
	return last ? `BDAT ${byteLength} LAST` : `BDAT ${byteLength}`;
}
