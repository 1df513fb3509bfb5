/**
 * Bytes held back for a reader of lines: most lines of SMTP, POP3 and HTTP fit whole, longer ones pass through in
 * parts. In bytes.
 */
const CAPACITY = 2048;

const LF = 0x0a;

/** A first-in first-out buffer of fixed size that takes its memory when bytes arrive and gives it back when they are gone. */
export class ReceiveBuffer {
	#bytes: Uint8Array | undefined;
	#start = 0;
	#end = 0;

	/** Bytes held. */
	get byteLength(): number {
		return this.#end - this.#start;
	}

	/** Bytes it can still take. */
	get room(): number {
		return CAPACITY - this.byteLength;
	}

	/**
	 * Takes in what `fill` puts into the space it is given.
	 * @param limit longest space to give, in bytes; at least 1
	 * @param fill answers how many bytes it put at the start of the space
	 */
	fill(limit: number, fill: (space: Uint8Array) => number): void {
		this.#bytes ??= new Uint8Array(CAPACITY);
		if (this.#start > 0) {
			this.#bytes.copyWithin(0, this.#start, this.#end);
			this.#end -= this.#start;
			this.#start = 0;
		}
		this.#end += fill(this.#bytes.subarray(this.#end, Math.min(CAPACITY, this.#end + limit)));
		if (this.#end === 0) this.#bytes = undefined;
	}

	/** Moves bytes to the start of `into`; answers how many. */
	read(into: Uint8Array): number {
		const part = this.take(Math.min(into.byteLength, this.byteLength));
		into.set(part);
		return part.byteLength;
	}

	/** Bytes up to and with the first line feed; 0 where there is none. */
	get lineLength(): number {
		if (!this.#bytes || this.#start === this.#end) return 0;
		const at = this.#bytes.indexOf(LF, this.#start);
		return at < 0 || at >= this.#end ? 0 : at + 1 - this.#start;
	}

	/** Takes out the first `count` bytes; a view that holds until the next `fill`. */
	take(count: number): Uint8Array {
		if (!this.#bytes) return new Uint8Array(0);
		const part = this.#bytes.subarray(this.#start, this.#start + count);
		this.#start += part.byteLength;
		if (this.#start === this.#end) {
			this.#bytes = undefined;
			this.#start = this.#end = 0;
		}
		return part;
	}
}
