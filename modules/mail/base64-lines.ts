import TextEncoder from "text/encoder";
import { toBase64 } from "../base/bytes";
import type { Source } from "../base/source";
import type { MessageBody } from "./message-body";

/** Characters on a line of base64 (RFC 2045 section 6.8). */
const LINE = 76;
/** A line with its CRLF, in bytes. */
const WHOLE_LINE = LINE + 2;
/** Bytes that one line holds. */
const LINE_CONTENT = 57;
/** Most lines encoded at once: the encoding passes through a string, and this one has 3 KB. */
const LINES_AT_ONCE = 40;
const CR = 13;
const LF = 10;

/**
 * A source as lines of base64. It encodes natively within the reader's own buffer: the bytes are read to the buffer's end,
 * and their lines grow from its start towards them without ever reaching what is not encoded yet.
 */
export class Base64Lines implements MessageBody {
	/** There is no dot in base64. */
	readonly dotless = true;
	readonly byteLength?: number;
	readonly estimatedByteLength?: number;
	readonly #source: Source;
	readonly #encoder = new TextEncoder();
	/** What of a line did not fit into a reader's last few bytes. */
	#rest: Uint8Array | undefined;
	#ended = false;

	constructor(source: Source) {
		this.#source = source;
		const { byteLength, estimatedByteLength } = source;
		if (byteLength !== undefined) this.byteLength = base64LinesLength(byteLength);
		if (estimatedByteLength !== undefined) this.estimatedByteLength = base64LinesLength(estimatedByteLength);
	}

	/** Puts whole lines into `into` where at least one fits; parts of one where not. A promise only where the source's is. */
	read(into: Uint8Array): number | Promise<number> {
		if (this.#rest) return this.#readRest(this.#rest, into);
		if (into.byteLength >= WHOLE_LINE) return this.#readLines(into);
		const line = new Uint8Array(WHOLE_LINE);
		const count = this.#readLines(line);
		return typeof count === "number"
			? this.#readRest(line.subarray(0, count), into)
			: this.#restOf(count, line, into);
	}

	async #restOf(reading: Promise<number>, line: Uint8Array, into: Uint8Array): Promise<number> {
		return this.#readRest(line.subarray(0, await reading), into);
	}

	#readRest(rest: Uint8Array, into: Uint8Array): number {
		const part = rest.byteLength > into.byteLength ? rest.subarray(0, into.byteLength) : rest;
		into.set(part);
		this.#rest = part.byteLength < rest.byteLength ? rest.subarray(part.byteLength) : undefined;
		return part.byteLength;
	}

	#readLines(into: Uint8Array): number | Promise<number> {
		const content = into.subarray(into.byteLength - Math.floor(into.byteLength / WHOLE_LINE) * LINE_CONTENT);
		let length = 0;
		while (length < content.byteLength && !this.#ended) {
			const count = this.#source.read(length > 0 ? content.subarray(length) : content);
			if (typeof count !== "number") return this.#readSlowly(count, length, content, into);
			length = this.#taken(length, count);
		}
		return this.#encode(content, length, into);
	}

	/** Goes on where a source answers by a promise. */
	async #readSlowly(
		reading: Promise<number>,
		before: number,
		content: Uint8Array,
		into: Uint8Array,
	): Promise<number> {
		let length = this.#taken(before, await reading);
		while (length < content.byteLength && !this.#ended) {
			length = this.#taken(length, await this.#source.read(content.subarray(length)));
		}
		return this.#encode(content, length, into);
	}

	/** @returns the bytes read so far with those just read, none of which ends the source */
	#taken(length: number, count: number): number {
		if (count === 0) this.#ended = true;
		return length + count;
	}

	/** Lays out the first bytes of `content`, which lies at the end of `into`, as lines from the start of `into`. */
	#encode(content: Uint8Array, length: number, into: Uint8Array): number {
		// A short read, at the source's end only, is moved to where it stands as far from its lines as a whole one.
		if (length < content.byteLength) content.copyWithin(content.byteLength - length, 0, length);
		let to = 0;
		for (let from = content.byteLength - length; from < content.byteLength; ) {
			const end = Math.min(from + LINES_AT_ONCE * LINE_CONTENT, content.byteLength);
			to = this.#layOut(content.subarray(from, end), into, to);
			from = end;
		}
		return to;
	}

	/** Puts bytes into `into` as lines from `start` on; they are cut in place, from behind. Answers where they end. */
	#layOut(bytes: Uint8Array, into: Uint8Array, start: number): number {
		const end = start + base64LinesLength(bytes.byteLength);
		let from = start + Math.ceil(bytes.byteLength / LINE_CONTENT) * 2;
		this.#encoder.encodeInto(toBase64(bytes), into.subarray(from, end));
		let to = start;
		// Once for each 57 bytes of a document: few steps of the engine count more here than anywhere else.
		for (let next = from + LINE; next <= end; next += LINE) {
			into.copyWithin(to, from, next);
			into[to + LINE] = CR;
			into[to + LINE + 1] = LF;
			to += WHOLE_LINE;
			from = next;
		}
		if (from === end) return to;
		into.copyWithin(to, from, end);
		to += end - from;
		into[to] = CR;
		into[to + 1] = LF;
		return to + 2;
	}
}

/** Length in bytes of `byteLength` bytes as lines of base64. */
export function base64LinesLength(byteLength: number): number {
	const characters = Math.ceil(byteLength / 3) * 4;
	return characters + Math.ceil(characters / LINE) * 2;
}
