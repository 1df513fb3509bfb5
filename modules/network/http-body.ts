import { Failure } from "../base/failure";
import type { Source } from "../base/source";
import type { Connection } from "./connection";
import { type HeaderLimits, type HTTPHeaders, readHeaders } from "./http-headers";

/** Longest line with a chunk's size, in bytes: eight digits and an extension that nobody reads. */
const CHUNK_LINE_LIMIT = 256;

/** Space for a body of unknown length to begin with, in bytes; it doubles as the body grows. */
const FIRST_SPACE = 1024;

/** How a body's end is found: its length in bytes, chunks, or the close of the connection. */
export type Framing = number | "chunked" | "close";

/**
 * How a message's body is framed (RFC 9112 section 6.3).
 * @param otherwise what holds when the header says nothing: no body for a request, up to the close for an answer
 *
 * Throws http.malformed where two readers could understand two different ends (request smuggling): a length and
 * chunks at once, more than one length, a length that is not all digits, any coding other than one "chunked".
 */
export function framingOf(headers: HTTPHeaders, otherwise: Framing): Framing {
	const codings = headers.all("transfer-encoding");
	const lengths = headers.all("content-length");
	if (codings.length > 0) {
		if (lengths.length > 0 || codings.length > 1 || codings[0]?.toLowerCase() !== "chunked") {
			throw new Failure("http.malformed", { field: "transfer-encoding" });
		}
		return "chunked";
	}
	const [length] = lengths;
	if (length === undefined) return otherwise;
	if (lengths.length > 1 || !/^\d{1,15}$/.test(length))
		throw new Failure("http.malformed", { field: "content-length" });
	return Number(length);
}

/** A message's body, read piece by piece from the connection. */
export class HTTPBody implements Source {
	readonly #connection: Connection;
	readonly #framing: Framing;
	readonly #trailerLimits: HeaderLimits;
	/** Bytes left of the body, or of the chunk. */
	#left: number;
	#begun = false;
	#over = false;

	constructor(connection: Connection, framing: Framing, trailerLimits: HeaderLimits) {
		this.#connection = connection;
		this.#framing = framing;
		this.#trailerLimits = trailerLimits;
		this.#left = typeof framing === "number" ? framing : framing === "close" ? Number.POSITIVE_INFINITY : 0;
	}

	/**
	 * Throws http.malformed for a chunk that is none, network.closed when the connection ends before the body.
	 * @param into at least one byte long
	 */
	async read(into: Uint8Array): Promise<number> {
		if (this.#left === 0 && !this.#over) await this.#nextChunk();
		if (this.#over) return 0;
		const count = await this.#connection.read(
			into.byteLength > this.#left ? into.subarray(0, this.#left) : into,
		);
		if (count === 0 && this.#framing !== "close") throw new Failure("network.closed", { stage: "http" });
		this.#over = count === 0;
		this.#left -= count;
		return count;
	}

	/** The whole body. Throws http.too-large for more than `limit` bytes, before it reads them. */
	async readAll(limit: number): Promise<Uint8Array> {
		const known = typeof this.#framing === "number" ? this.#framing : undefined;
		if (known !== undefined && known > limit) throw new Failure("http.too-large", { field: "body" });
		let space = new Uint8Array(known ?? Math.min(limit, FIRST_SPACE));
		let length = 0;
		while (length < limit) {
			if (length === known) return space;
			if (length === space.byteLength) {
				const larger = new Uint8Array(Math.min(limit, 2 * length));
				larger.set(space);
				space = larger;
			}
			const count = await this.read(space.subarray(length));
			if (count === 0) return space.subarray(0, length);
			length += count;
		}
		if ((await this.read(new Uint8Array(1))) > 0) throw new Failure("http.too-large", { field: "body" });
		return space;
	}

	/** To the start of the next chunk's data, past the end of the one before (RFC 9112 section 7.1). */
	async #nextChunk(): Promise<void> {
		if (this.#framing !== "chunked") {
			this.#over = true;
			return;
		}
		if (this.#begun && (await this.#connection.readLine(CHUNK_LINE_LIMIT)) !== "") throw malformedChunk();
		this.#begun = true;
		const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(
			await this.#connection.readLine(CHUNK_LINE_LIMIT),
		)?.[1];
		if (size === undefined) throw malformedChunk();
		this.#left = Number.parseInt(size, 16);
		if (this.#left > 0) return;
		await readHeaders(this.#connection, this.#trailerLimits);
		this.#over = true;
	}
}

function malformedChunk(): Failure {
	return new Failure("http.malformed", { field: "chunk" });
}
