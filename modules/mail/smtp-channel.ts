import TextEncoder from "text/encoder";
import type { Source } from "../base/source";
import { CommandChannel } from "./command-channel";
import { DotStuffing } from "./dot-stuffing";
import type { MessageBody } from "./message-body";
import { type Reply, readReply } from "./smtp-reply";

/** Bytes gathered for one write where the socket's window is not larger, and of commands always. */
const LEAST_BLOCK = 4096;
/** Bytes of a block below which it is written rather than filled on: less than a line of base64. */
const LEAST_ROOM = 78;
/** Bytes of a block below which it is written before a chunk of unknown length begins in it. */
const LEAST_CHUNK = 1024;
/** Room for the command before such a chunk, in bytes. */
const COMMAND_ROOM = 32;
/**
 * One SMTP connection as commands and replies. Commands and message bytes gather in one block and go out together, so
 * that pipelined commands and the first bytes of the message share one write.
 */
export class SMTPChannel extends CommandChannel {
	#block = new Uint8Array(LEAST_BLOCK);
	readonly #encoder = new TextEncoder();
	#length = 0;

	/** True while something the server sent is unread. */
	get hasArrived(): boolean {
		return this.connection.buffered > 0;
	}

	/** True while the server waits for a command: it has neither hung up nor said something that nobody asked for. */
	get isIdle(): boolean {
		return this.connection.isOpen && !this.hasArrived;
	}

	/** Sends a command and reads its reply. */
	async command(line: string): Promise<Reply> {
		await this.put(line);
		await this.flush();
		return this.reply();
	}

	/**
	 * Adds a command to the block, which goes out when it is full or flushed.
	 * @param line the command without CRLF; ASCII but for addresses with SMTPUTF8
	 */
	async put(line: string): Promise<void> {
		await this.#append(this.commandLine(line));
	}

	/**
	 * Makes the block as long as the socket's window, for a message that fills it: so it loses the least to TLS records and
	 * to waiting. Nothing may be left in the block.
	 * @param byteLength length of the message, where it is known
	 */
	widen(byteLength = Number.POSITIVE_INFINITY): void {
		const { window } = this.connection;
		if (byteLength > window && window > this.#block.byteLength) this.#block = new Uint8Array(window);
	}

	/** Writes what the block holds; undefined where the socket took it at once. */
	flush(): Promise<void> | undefined {
		const length = this.#length;
		this.#length = 0;
		return length > 0 ? this.connection.write(this.#block.subarray(0, length)) : undefined;
	}

	/** Reads one reply. Throws as {@link readReply}. */
	reply(): Promise<Reply> {
		return readReply(this.connection);
	}

	/**
	 * Takes bytes of a message into the block, behind what it holds already, which goes out first where it is full. Answers
	 * how many, 0 only at the message's end; a promise only where the socket or the body makes it wait.
	 * @param limit most bytes to take, at least 1
	 */
	fill(body: Source, limit: number): number | Promise<number> {
		if (this.#room < LEAST_ROOM) {
			const writing = this.flush();
			if (writing) return this.#fillAfter(writing, body, limit);
		}
		const end = Math.min(this.#block.byteLength, this.#length + limit);
		const count = body.read(this.#block.subarray(this.#length, end));
		if (typeof count !== "number") return this.#filled(count);
		this.#length += count;
		return count;
	}

	/**
	 * Sends as many bytes of a message as the block still holds, behind a command that says how many they are.
	 * @param command the command for so many bytes, at most 30 characters
	 * @returns how many bytes, and whether the message's end is reached
	 */
	async sendBlock(
		body: Source,
		command: (byteLength: number, last: boolean) => string,
	): Promise<{ count: number; last: boolean }> {
		if (this.#room < LEAST_CHUNK) await this.flush();
		const start = this.#length + COMMAND_ROOM;
		let end = start;
		let last = false;
		while (!last && this.#block.byteLength - end >= LEAST_ROOM) {
			const count = await body.read(this.#block.subarray(end));
			last = count === 0;
			end += count;
		}
		await this.put(command(end - start, last));
		this.#block.copyWithin(this.#length, start, end);
		this.#length += end - start;
		await this.flush();
		return { count: end - start, last };
	}

	/** Sends bytes of a message as DATA wants them; answers how many were read, 0 only at the message's end. */
	async sendLines(body: MessageBody, stuffing: DotStuffing): Promise<number> {
		if (this.#length > 0) await this.flush();
		const { byteLength } = this.#block;
		const from = byteLength - DotStuffing.contentLimit(byteLength);
		const reading = body.read(this.#block.subarray(from));
		const count = typeof reading === "number" ? reading : await reading;
		if (body.dotless) stuffing.pass(this.#block, from, from + count);
		const start = body.dotless ? from : 0;
		const length = body.dotless ? count : stuffing.stuff(this.#block, from, from + count);
		const writing = this.connection.write(this.#block.subarray(start, start + length));
		if (writing) await writing;
		return count;
	}

	/** Bytes that the block can still take. */
	get #room(): number {
		return this.#block.byteLength - this.#length;
	}

	async #fillAfter(writing: Promise<void>, body: Source, limit: number): Promise<number> {
		await writing;
		return this.fill(body, limit);
	}

	async #filled(reading: Promise<number>): Promise<number> {
		const count = await reading;
		this.#length += count;
		return count;
	}

	async #append(text: string): Promise<void> {
		let rest = text;
		while (rest) {
			if (this.#room === 0) await this.flush();
			const { read, written } = this.#encoder.encodeInto(rest, this.#block.subarray(this.#length));
			// A character of several bytes that does not fit any more begins the next block.
			if (read === 0) await this.flush();
			this.#length += written;
			rest = rest.slice(read);
		}
	}
}
