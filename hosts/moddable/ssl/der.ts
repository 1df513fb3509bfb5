/** Tags of the types that certificates are made of (X.690 section 8). */
export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;

/** Constructed, context-specific tag `[number]`. */
export const CONTEXT = 0xa0;

/** Longest length field: three bytes count 16 MB, more than any certificate has. */
const LENGTH_BYTES = 3;

/**
 * Reads DER (X.690), one element after the other; whatever is not exactly DER is refused, and nothing outside the bytes
 * it was given is read. Every method throws an Error for anything else than what it is asked for.
 */
export class DERReader {
	readonly #bytes: Uint8Array;
	#position = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get atEnd(): boolean {
		return this.#position === this.#bytes.length;
	}

	/** Tag of the next element, undefined at the end. */
	get tag(): number | undefined {
		return this.#bytes[this.#position];
	}

	/** The content of the next element, which must have this tag. */
	content(tag: number): Uint8Array {
		if (this.tag !== tag) throw new Error(`DER: tag ${tag} expected, ${this.tag} found`);
		this.#position += 1;
		const length = this.#length();
		const start = this.#position;
		if (length > this.#bytes.length - start) throw new Error("DER: longer than what holds it");
		this.#position += length;
		return this.#bytes.subarray(start, this.#position);
	}

	/** A reader of the next element's content. */
	within(tag: number): DERReader {
		return new DERReader(this.content(tag));
	}

	/** The next element with its tag and length. */
	element(tag: number): Uint8Array {
		const start = this.#position;
		this.content(tag);
		return this.#bytes.subarray(start, this.#position);
	}

	/** The next element's content where it has this tag; otherwise undefined, and it is still the next. */
	optional(tag: number): Uint8Array | undefined {
		return this.tag === tag ? this.content(tag) : undefined;
	}

	/** A BOOLEAN that is left out where it is false. */
	flag(): boolean {
		const content = this.optional(BOOLEAN);
		if (!content) return false;
		if (content.length !== 1 || content[0] !== 0xff) throw new Error("DER: not a BOOLEAN of true");
		return true;
	}

	/** An OBJECT IDENTIFIER, as its bytes in hexadecimal. */
	identifier(): string {
		return toHex(this.content(OBJECT_IDENTIFIER));
	}

	/** A BIT STRING of whole bytes. */
	bits(): Uint8Array {
		const content = this.content(BIT_STRING);
		if (content[0] !== 0) throw new Error("DER: not a BIT STRING of whole bytes");
		return content.subarray(1);
	}

	/** Nothing may follow. */
	end(): void {
		if (!this.atEnd) throw new Error("DER: more than expected");
	}

	#length(): number {
		const first = this.#byte();
		if (first < 0x80) return first;
		const count = first - 0x80;
		if (count === 0 || count > LENGTH_BYTES) throw new Error("DER: length");
		let length = 0;
		for (let i = 0; i < count; i++) length = length * 256 + this.#byte();
		if (length < 0x80 || length < 256 ** (count - 1)) throw new Error("DER: length not in its shortest form");
		return length;
	}

	#byte(): number {
		const byte = this.#bytes[this.#position++];
		if (byte === undefined) throw new Error("DER: ends too early");
		return byte;
	}
}

/** The bytes in hexadecimal, lower case. */
export function toHex(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
	return text;
}
