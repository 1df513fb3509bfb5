import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import type { Source } from "../base/source";
import type { MessageBody } from "./message-body";

/** Room, in bytes, below which a source is not asked for more: less than a line of base64. */
const LEAST_ROOM = 78;

/** A piece of a message body: ASCII text, bytes, or a source read through to its end. */
export type BodyPiece = string | Uint8Array | MessageBody;

/** What is known of a body's length before it is read, in bytes. */
export type BodyLength = Pick<Source, "byteLength" | "estimatedByteLength">;

/** Length of all pieces; an estimate where a source does not know its own. Reads no source. */
export function measure(pieces: Iterable<BodyPiece>): BodyLength {
	let total = 0;
	let exact = true;
	for (const piece of pieces) {
		const length = typeof piece === "string" ? piece.length : piece.byteLength;
		if (length === undefined) {
			exact = false;
			const { estimatedByteLength } = piece as Source;
			if (estimatedByteLength === undefined) return {};
			total += estimatedByteLength;
		} else total += length;
	}
	return exact ? { byteLength: total } : { estimatedByteLength: total };
}

/** Pieces, made one after another, read as one body. Holds one piece of text at most, and of a source nothing. */
export class BodyStream implements MessageBody {
	/** The whole length in bytes, where it is known. */
	readonly byteLength?: number;
	readonly estimatedByteLength?: number;
	readonly #pieces: Iterator<BodyPiece>;
	/** What is left of a piece of text. */
	#bytes: Uint8Array | undefined;
	#source: MessageBody | undefined;
	#dotless = false;
	/** Bytes that the source still owes. */
	#owed: number | undefined;

	constructor(pieces: Iterator<BodyPiece>, { byteLength, estimatedByteLength }: BodyLength = {}) {
		this.#pieces = pieces;
		if (byteLength !== undefined) this.byteLength = byteLength;
		if (estimatedByteLength !== undefined) this.estimatedByteLength = estimatedByteLength;
	}

	get dotless(): boolean {
		return this.#dotless;
	}

	/**
	 * Fills `into` but for a last few bytes too short for a line of base64, or as far as a slow source has come. 0 only at
	 * the end. A promise only where a source answers by one: a document has thousands of blocks, and promises are garbage.
	 *
	 * Throws scan.failed when a source gives more or less than it announced, and what the source throws.
	 */
	read(into: Uint8Array): number | Promise<number> {
		let length = 0;
		// All of it, or nothing: what else the read gives is text, which may have such lines.
		this.#dotless = this.#source?.dotless === true;
		while (length < into.byteLength) {
			if (this.#source) {
				if (length > 0 && into.byteLength - length < LEAST_ROOM) break;
				const count = this.#source.read(length > 0 ? into.subarray(length) : into);
				if (typeof count !== "number") return this.#readSlowly(count, length, into);
				this.#account(count);
				length += count;
			} else if (this.#bytes) {
				this.#dotless = false;
				length += this.#readBytes(this.#bytes, into.subarray(length));
			} else if (!this.#nextPiece()) break;
		}
		return length;
	}

	/** Goes on where the source answers by a promise: with what it brings, or with what follows where it has ended. */
	async #readSlowly(reading: Promise<number>, before: number, into: Uint8Array): Promise<number> {
		const count = await reading;
		this.#account(count);
		const length = before + count;
		return length > 0 ? length : this.read(into);
	}

	#nextPiece(): boolean {
		const { value, done } = this.#pieces.next();
		if (done) return false;
		if (typeof value === "string") this.#bytes = utf8(value);
		else if (value instanceof Uint8Array) this.#bytes = value;
		else {
			this.#source = value;
			this.#owed = value.byteLength;
		}
		return true;
	}

	#readBytes(bytes: Uint8Array, into: Uint8Array): number {
		const part = bytes.byteLength > into.byteLength ? bytes.subarray(0, into.byteLength) : bytes;
		into.set(part);
		this.#bytes = part.byteLength < bytes.byteLength ? bytes.subarray(part.byteLength) : undefined;
		return part.byteLength;
	}

	/** Takes note of what the source brought: it must be as long as it announced. */
	#account(count: number): void {
		if (this.#owed !== undefined) {
			this.#owed -= count;
			if (this.#owed < 0 || (count === 0 && this.#owed > 0)) {
				throw new Failure("scan.failed", { detail: "a document is not as long as announced" });
			}
		}
		if (count === 0) this.#source = undefined;
	}
}
