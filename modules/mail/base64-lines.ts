import TextEncoder from "text/encoder";
import { toBase64 } from "../base/bytes";
import type { Source } from "../base/source";

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
 * A source as lines of base64. It encodes natively within the reader's own buffer: what is read, its encoding and the
 * encoding cut into lines follow each other there, so that no second buffer is needed.
 */
export class Base64Lines implements Source {
	readonly byteLength?: number;
	readonly #source: Source;
	/** What of a line did not fit into a reader's last few bytes. */
	#rest: Uint8Array | undefined;
	#ended = false;

	constructor(source: Source) {
		this.#source = source;
		if (source.byteLength !== undefined) this.byteLength = base64LinesLength(source.byteLength);
	}

	/** Puts whole lines into `into` where at least one fits; parts of one where not. */
	async read(into: Uint8Array): Promise<number> {
		if (!this.#rest) {
			if (into.byteLength >= WHOLE_LINE) return this.#readLines(into);
			const line = new Uint8Array(WHOLE_LINE);
			this.#rest = line.subarray(0, await this.#readLines(line));
		}
		const part = this.#rest.subarray(0, into.byteLength);
		into.set(part);
		this.#rest = part.byteLength < this.#rest.byteLength ? this.#rest.subarray(part.byteLength) : undefined;
		return part.byteLength;
	}

	async #readLines(into: Uint8Array): Promise<number> {
		const content = Math.min(Math.floor(into.byteLength / WHOLE_LINE), LINES_AT_ONCE) * LINE_CONTENT;
		let length = 0;
		while (length < content && !this.#ended) {
			const count = await this.#source.read(into.subarray(length, content));
			if (count === 0) this.#ended = true;
			length += count;
		}
		return length === 0 ? 0 : layOutLines(toBase64(into.subarray(0, length)), into);
	}
}

/** Length in bytes of `byteLength` bytes as lines of base64. */
export function base64LinesLength(byteLength: number): number {
	const characters = Math.ceil(byteLength / 3) * 4;
	return characters + Math.ceil(characters / LINE) * 2;
}

/** Puts base64 into `into` as lines; they are cut in place, from behind, where nothing is overwritten unread. */
function layOutLines(base64: string, into: Uint8Array): number {
	const lines = Math.ceil(base64.length / LINE);
	const length = base64.length + lines * 2;
	let from = lines * 2;
	new TextEncoder().encodeInto(base64, into.subarray(from, length));
	for (let to = 0; to < length; to += 2) {
		const end = Math.min(from + LINE, length);
		into.copyWithin(to, from, end);
		to += end - from;
		from = end;
		into[to] = CR;
		into[to + 1] = LF;
	}
	return length;
}
