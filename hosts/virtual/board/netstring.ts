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

/** Takes netstrings out of a byte stream, however it was cut into chunks; only a payload that was cut is copied. */
export class NetstringParser {
	/** The length field as far as it has come. */
	#length = "";
	/** Payload and comma of the netstring under way, once its length is known. */
	#frame: Buffer | undefined;
	/** Bytes of it that have come. */
	#filled = 0;

	/**
	 * Adds bytes and answers the payloads that are complete.
	 * @throws Error when the bytes are no netstrings
	 */
	push(chunk: Buffer): Buffer[] {
		const payloads: Buffer[] = [];
		let rest = chunk;
		while (rest.byteLength > 0) {
			if (!this.#frame) {
				rest = this.#takeLength(rest);
				if (!this.#length.endsWith(":")) break;
				const needed = Number(this.#length.slice(0, -1)) + 1;
				this.#length = "";
				if (rest.byteLength >= needed) {
					payloads.push(payloadOf(rest.subarray(0, needed)));
					rest = rest.subarray(needed);
					continue;
				}
				this.#frame = Buffer.allocUnsafe(needed);
				this.#filled = 0;
			}
			const count = rest.copy(this.#frame, this.#filled);
			this.#filled += count;
			rest = rest.subarray(count);
			if (this.#filled === this.#frame.byteLength) {
				payloads.push(payloadOf(this.#frame));
				this.#frame = undefined;
			}
		}
		return payloads;
	}

	/** Adds to the length field, up to its colon; answers what follows. */
	#takeLength(bytes: Buffer): Buffer {
		const colon = bytes.subarray(0, LENGTH_LIMIT).indexOf(COLON);
		const end = colon < 0 ? Math.min(bytes.byteLength, LENGTH_LIMIT) : colon + 1;
		this.#length += bytes.toString("latin1", 0, end);
		const digits = colon < 0 ? this.#length : this.#length.slice(0, -1);
		const complete = colon >= 0;
		const wrong = complete ? !/^(0|[1-9][0-9]*)$/.test(digits) : this.#length.length >= LENGTH_LIMIT;
		if (wrong || Number(digits) > PAYLOAD_LIMIT) throw new Error("netstring without a length");
		return bytes.subarray(end);
	}
}

function payloadOf(frame: Buffer): Buffer {
	if (frame[frame.byteLength - 1] !== COMMA) throw new Error("netstring without its comma");
	return frame.subarray(0, -1);
}
