/**
 * Reads the fields of a TLS message (RFC 5246 section 4), one after the other. Every method throws an Error where the
 * message ends too early.
 */
export class FieldReader {
	readonly #bytes: Uint8Array<ArrayBuffer>;
	#position = 0;

	constructor(bytes: Uint8Array<ArrayBuffer>) {
		this.#bytes = bytes;
	}

	get atEnd(): boolean {
		return this.#position === this.#bytes.length;
	}

	/** All that has been read so far. */
	get taken(): Uint8Array<ArrayBuffer> {
		return this.#bytes.subarray(0, this.#position);
	}

	bytes(length: number): Uint8Array<ArrayBuffer> {
		const start = this.#position;
		if (length > this.#bytes.length - start) throw new Error("TLS: a message ends too early");
		this.#position += length;
		return this.#bytes.subarray(start, this.#position);
	}

	/** A number of so many bytes, three at most. */
	number(byteLength: number): number {
		return this.bytes(byteLength).reduce((number, byte) => number * 256 + byte, 0);
	}

	/** What follows its own length, a number of so many bytes. */
	vector(lengthBytes: number): Uint8Array<ArrayBuffer> {
		return this.bytes(this.number(lengthBytes));
	}

	/** Nothing may follow. */
	end(): void {
		if (!this.atEnd) throw new Error("TLS: more in a message than expected");
	}
}
