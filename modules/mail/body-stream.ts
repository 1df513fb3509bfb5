import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import type { Source } from "../base/source";

/** Room, in bytes, below which a source is not asked for more: less than a line of base64. */
const LEAST_ROOM = 78;

/** A piece of a message body: ASCII text, bytes, or a source read through to its end. */
export type BodyPiece = string | Uint8Array | Source;

/** Length of all pieces in bytes; undefined where a source does not know its own. Reads no source. */
export function measure(pieces: Iterable<BodyPiece>): number | undefined {
	let total: number | undefined = 0;
	for (const piece of pieces) {
		const length = typeof piece === "string" ? piece.length : piece.byteLength;
		total = total === undefined || length === undefined ? undefined : total + length;
	}
	return total;
}

/** Pieces, made one after another, read as one body. Holds one piece of text at most, and of a source nothing. */
export class BodyStream implements Source {
	/** The whole length in bytes, where it is known. */
	readonly byteLength?: number;
	readonly #pieces: Iterator<BodyPiece>;
	/** What is left of a piece of text. */
	#bytes: Uint8Array | undefined;
	#source: Source | undefined;
	/** Bytes that the source still owes. */
	#owed: number | undefined;

	constructor(pieces: Iterator<BodyPiece>, byteLength: number | undefined) {
		this.#pieces = pieces;
		if (byteLength !== undefined) this.byteLength = byteLength;
	}

	/**
	 * Fills `into` but for a last few bytes too short for a line of base64. 0 only at the end.
	 * Throws scan.failed when a source gives more or less than it announced, and what the source throws.
	 */
	async read(into: Uint8Array): Promise<number> {
		let length = 0;
		while (length < into.byteLength) {
			if (this.#source) {
				if (length > 0 && into.byteLength - length < LEAST_ROOM) break;
				length += await this.#readSource(this.#source, into.subarray(length));
			} else if (this.#bytes) {
				length += this.#readBytes(this.#bytes, into.subarray(length));
			} else if (!this.#nextPiece()) break;
		}
		return length;
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

	async #readSource(source: Source, into: Uint8Array): Promise<number> {
		const count = await source.read(into);
		if (this.#owed !== undefined) {
			this.#owed -= count;
			if (this.#owed < 0 || (count === 0 && this.#owed > 0)) {
				throw new Failure("scan.failed", { detail: "a document is not as long as announced" });
			}
		}
		if (count === 0) this.#source = undefined;
		return count;
	}
}
