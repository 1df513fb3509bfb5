import { type Account, acceptsMail } from "../accounts";
import type { Faults } from "../faults";
import { type Meter, readChunk, readDotted } from "./content";
import { Envelope } from "./envelope";
import { Hangup, type Input } from "./input";
import type { SendingLimits } from "./limits";
import type { Mailboxes } from "./mailboxes";
import type { POP3SignIns } from "./pop3-sign-ins";
import { accepted, chunkTaken, REPLIES, SIZE_LIMIT, sendAsDenied } from "./replies";
import { takeReplyFault } from "./reply-faults";
import type { Transcript } from "./transcript";

/** Content longer than this is cut off without a reply: twice what EHLO announces, in octets. */
const CONTENT_LIMIT = 2 * SIZE_LIMIT;

/** What transactions share. */
export interface TransactionParts {
	readonly faults: Faults;
	readonly mailboxes: Mailboxes;
	readonly limits: SendingLimits;
	readonly signIns: POP3SignIns;
}

/** The argument of BDAT. */
export interface Chunk {
	/** Octets. */
	readonly size: number;
	readonly last: boolean;
}

/** Reads the argument of BDAT: `<size>[ LAST]`. */
export function parseChunk(argument: string): Chunk | undefined {
	const match = /^(\d{1,9})( LAST)?$/i.exec(argument);
	return match === null ? undefined : { size: Number(match[1]), last: match[2] !== undefined };
}

/** The mail transactions of one connection: MAIL, RCPT, then DATA or BDAT; each answers with the reply to send. */
export class Transaction {
	/** Who has signed in. */
	account: Account | undefined;
	readonly #parts: TransactionParts;
	readonly #transcript: Transcript;
	#envelope = new Envelope();

	constructor(parts: TransactionParts, transcript: Transcript) {
		this.#parts = parts;
		this.#transcript = transcript;
	}

	/** Forgets the message under way. */
	reset(): void {
		this.#envelope = new Envelope();
	}

	/** MAIL. @param binary whether BINARYMIME is offered. @param from the client's IP address */
	takeSender(argument: string, binary: boolean, from = ""): string {
		this.account ??= this.#recognize(from);
		if (this.account === undefined) return REPLIES.notAuthenticated;
		if (this.#envelope.sender !== undefined) return REPLIES.badSequence;
		return takeReplyFault(this.#parts.faults, "MAIL") ?? this.#envelope.takeSender(argument, binary);
	}

	/** RCPT. */
	takeRecipient(argument: string): string {
		if (this.#envelope.sender === undefined || this.#envelope.chunks.length > 0) return REPLIES.badSequence;
		return takeReplyFault(this.#parts.faults, "RCPT") ?? this.#envelope.takeRecipient(argument, acceptsMail);
	}

	/** DATA, before the content: why it may not come; undefined when it may. */
	refuseData(): string | undefined {
		const { recipients, chunks, body } = this.#envelope;
		if (recipients.length === 0 || chunks.length > 0) return REPLIES.badSequence;
		return body === "BINARYMIME" ? REPLIES.binaryNeedsChunks : undefined;
	}

	/** DATA, the content. @throws Hangup, InputEnd */
	async readData(input: Input): Promise<string> {
		const meter = this.#meter();
		let octets = 0;
		const content = await readDotted(input, (count) => {
			octets += count;
			meter(count);
		});
		this.#transcript.add("client", `<${content.length} octets of content>`, octets);
		return this.#finish(content);
	}

	/** BDAT with its octets, which are read even where they cannot be used. @throws Hangup, InputEnd */
	async readChunk(input: Input, chunk: Chunk): Promise<string> {
		const content = await readChunk(input, chunk.size, this.#meter());
		this.#transcript.add("client", `<${chunk.size} octets of content>`, chunk.size);
		if (this.#envelope.recipients.length === 0) return REPLIES.badSequence;
		if (this.#envelope.size + chunk.size > SIZE_LIMIT) {
			this.reset();
			return REPLIES.tooLarge;
		}
		this.#envelope.chunks.push(content);
		return chunk.last ? this.#finish(Buffer.concat(this.#envelope.chunks)) : chunkTaken(chunk.size);
	}

	/** Counts content against the fault `drop-mid-data`, and against the size nobody may pass. */
	#meter(): Meter {
		let left = this.#parts.faults.number("drop-mid-data") ?? CONTENT_LIMIT;
		if (left === 0) throw new Hangup();
		return (octets) => {
			left -= octets;
			if (left <= 0) throw new Hangup();
		};
	}

	#finish(content: Buffer): string {
		const { sender, recipients, body } = this.#envelope;
		this.reset();
		const login = this.account?.address;
		if (sender === undefined || login === undefined) return REPLIES.badSequence;
		const refusal = this.#refuseContent(content.length, login, sender);
		if (refusal !== undefined) return refusal;
		const id = this.#parts.mailboxes.deliver({ sender, recipients, login, body, raw: content });
		if (this.#parts.faults.take("drop-after-data")) throw new Hangup();
		return accepted(id);
	}

	/** POP before SMTP: who has just signed in to POP3 from this address may send without AUTH. */
	#recognize(address: string): Account | undefined {
		const { faults, limits, signIns } = this.#parts;
		const account = faults.peek("pop-before-smtp") ? signIns.find(address) : undefined;
		return account && limits.enter(account.address) ? account : undefined;
	}

	#refuseContent(size: number, login: string, sender: string): string | undefined {
		const { faults, limits } = this.#parts;
		const reply = takeReplyFault(faults, "DATA");
		if (reply !== undefined) return reply;
		if (faults.peek("smtp-432") === "threads" && faults.take("smtp-432")) return REPLIES.threads;
		if (size > Number(faults.peek("message-limit") ?? SIZE_LIMIT)) return REPLIES.tooLarge;
		const allowed = [login, ...(this.account?.sendAs ?? [])];
		if (!allowed.includes(sender.toLowerCase())) return sendAsDenied(login, sender);
		return limits.submit(login) ? undefined : REPLIES.rateExceeded;
	}
}
