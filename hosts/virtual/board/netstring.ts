import type { Writable } from "node:stream";

/**
 * Netstrings, `<length>:<payload>,`: the frames of the pipes between board and engine.
 */

/** Longest payload taken, in bytes: more than any heap the engine is given. */
const PAYLOAD_LIMIT = 16 * 1024 * 1024;

/** Longest length field: the digits of {@link PAYLOAD_LIMIT} and the colon. */
const LENGTH_LIMIT = 9;

const COLON = 0x3a;
const COMMA = 0x2c;

/** One netstring around the parts, in order. */
export function encodeNetstring(...parts: readonly (string | Uint8Array)[]): Buffer {
	const buffers = parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part));
	const byteLength = buffers.reduce((sum, part) => sum + part.byteLength, 0);
	return Buffer.concat([Buffer.from(`${byteLength}:`), ...buffers, Buffer.from(",")]);
}

/** Payloads up to this length are copied into one buffer, in bytes; of longer ones the parts are written as they are. */
const COPY_LIMIT = 2048;

/** Writes one netstring around a kind and its content. */
export function writeNetstring(stream: Writable, kind: string, content: string | Uint8Array): void {
	if (content.length <= COPY_LIMIT) {
		stream.write(encodeNetstring(kind, content));
		return;
	}
	const bytes = typeof content === "string" ? Buffer.from(content) : content;
	stream.cork();
	stream.write(`${bytes.byteLength + Buffer.byteLength(kind)}:${kind}`);
	stream.write(bytes);
	stream.write(",");
	stream.uncork();
}

/** Takes netstrings out of a byte stream, however it was cut into chunks. */
export class NetstringParser {
	#chunks: Buffer[] = [];
	#byteLength = 0;
	/** Payload of the netstring under way and its comma; undefined while its length is not complete. */
	#needed: number | undefined;

	/**
	 * Adds bytes and answers the payloads that are complete.
	 * @throws Error when the bytes are no netstrings
	 */
	push(chunk: Buffer): Buffer[] {
		this.#chunks.push(chunk);
		this.#byteLength += chunk.byteLength;
		const payloads: Buffer[] = [];
		for (let payload = this.#next(); payload; payload = this.#next()) payloads.push(payload);
		return payloads;
	}

	#next(): Buffer | undefined {
		this.#needed ??= this.#takeLength();
		if (this.#needed === undefined || this.#byteLength < this.#needed) return undefined;
		const frame = this.#take(this.#needed);
		this.#needed = undefined;
		if (frame[frame.byteLength - 1] !== COMMA) throw new Error("netstring without its comma");
		return frame.subarray(0, -1);
	}

	#takeLength(): number | undefined {
		if (this.#byteLength === 0) return undefined;
		const bytes = this.#joined();
		const colon = bytes.subarray(0, LENGTH_LIMIT).indexOf(COLON);
		if (colon < 0 && bytes.byteLength < LENGTH_LIMIT) return undefined;
		const digits = bytes.toString("latin1", 0, Math.max(colon, 0));
		if (!/^(0|[1-9][0-9]*)$/.test(digits) || Number(digits) > PAYLOAD_LIMIT) {
			throw new Error("netstring without a length");
		}
		this.#take(colon + 1);
		return Number(digits) + 1;
	}

	#joined(): Buffer {
		const [first] = this.#chunks;
		if (this.#chunks.length === 1 && first) return first;
		const joined = Buffer.concat(this.#chunks);
		this.#chunks = [joined];
		return joined;
	}

	#take(byteLength: number): Buffer {
		const bytes = this.#joined();
		const rest = bytes.subarray(byteLength);
		this.#chunks = rest.byteLength > 0 ? [rest] : [];
		this.#byteLength = rest.byteLength;
		return bytes.subarray(0, byteLength);
	}
}
