import TextEncoder from "text/encoder";
import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { Source } from "../base/source";
import type { Connection } from "../network/connection";
import { DotStuffing } from "./dot-stuffing";
import { type Reply, readReply } from "./smtp-reply";

/** Bytes written at once: little enough for the heap, more than two full segments of TCP. */
export const BLOCK_LENGTH = 4096;
/** Bytes of a block below which it is written rather than filled on: less than a line of base64. */
const LEAST_ROOM = 78;
/** Bytes of a block below which it is written before a chunk of unknown length begins in it. */
const LEAST_CHUNK = 1024;
/** Room for the command before such a chunk, in bytes. */
const COMMAND_ROOM = 32;
/** Milliseconds for one reply or one write. RFC 5321 section 4.5.3.2 allows 5 minutes; nobody stands at a printer so long. */
export const COMMAND_TIMEOUT = 60_000;

/**
 * One SMTP connection as commands and replies. Commands and message bytes gather in one block and go out together, so
 * that pipelined commands and the first bytes of the message share one write.
 */
export class SMTPChannel {
	readonly #connection: Connection;
	readonly #block = new Uint8Array(BLOCK_LENGTH);
	readonly #encoder = new TextEncoder();
	#length = 0;

	constructor(connection: Connection) {
		this.#connection = connection;
		connection.timeout = COMMAND_TIMEOUT;
	}

	/** Where the exchange is; failures of the connection say so. */
	get stage(): Stage {
		return this.#connection.stage;
	}
	set stage(stage: Stage) {
		this.#connection.stage = stage;
	}

	/** Milliseconds for one reply or one write. */
	set timeout(timeout: number) {
		this.#connection.timeout = timeout;
	}

	/** True while something the server sent is unread. */
	get hasArrived(): boolean {
		return this.#connection.buffered > 0;
	}

	/** Sends a command and reads its reply. */
	async command(line: string): Promise<Reply> {
		await this.put(line);
		await this.flush();
		return this.reply();
	}

	/**
	 * Adds a command to the block, which goes out when it is full or flushed.
	 * @param line the command in ASCII, without CRLF
	 */
	async put(line: string): Promise<void> {
		if (/[\r\n\0]/.test(line)) throw new Failure("internal", { detail: "line break in an SMTP command" });
		await this.#append(line);
		await this.#append("\r\n");
	}

	/** Writes what the block holds. */
	async flush(): Promise<void> {
		const length = this.#length;
		this.#length = 0;
		if (length > 0) await this.#connection.write(this.#block.subarray(0, length));
	}

	/** Reads one reply. Throws as {@link readReply}. */
	reply(): Promise<Reply> {
		return readReply(this.#connection);
	}

	/**
	 * Sends bytes of a message behind what the block holds already; answers how many, 0 only at the message's end.
	 * @param limit most bytes to send
	 */
	async sendBytes(body: Source, limit: number): Promise<number> {
		if (BLOCK_LENGTH - this.#length < LEAST_ROOM) await this.flush();
		const count = await body.read(
			this.#block.subarray(this.#length, Math.min(BLOCK_LENGTH, this.#length + limit)),
		);
		this.#length += count;
		await this.flush();
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
		if (BLOCK_LENGTH - this.#length < LEAST_CHUNK) await this.flush();
		const start = this.#length + COMMAND_ROOM;
		let end = start;
		let last = false;
		while (!last && BLOCK_LENGTH - end >= LEAST_ROOM) {
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
	async sendLines(body: Source, stuffing: DotStuffing): Promise<number> {
		await this.flush();
		const from = BLOCK_LENGTH - DotStuffing.contentLimit(BLOCK_LENGTH);
		const count = await body.read(this.#block.subarray(from));
		this.#length = stuffing.stuff(this.#block, from, from + count);
		await this.flush();
		return count;
	}

	/** Closes at once. */
	close(): void {
		this.#connection.close();
	}

	async #append(text: string): Promise<void> {
		let rest = text;
		while (rest) {
			if (this.#length === BLOCK_LENGTH) await this.flush();
			const { read, written } = this.#encoder.encodeInto(rest, this.#block.subarray(this.#length));
			this.#length += written;
			rest = rest.slice(read);
		}
	}
}
