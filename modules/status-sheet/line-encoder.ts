/** Most bytes that one control byte stands for. */
const RUN_LIMIT = 128;

/** Most lines that one repeat count stands for. */
const REPEAT_LIMIT = 256;

/** A control byte for bytes that follow as they are is this less their number. */
const LITERAL_BASE = 257;

/** Longest that a compressed line of so many bytes can get: its count, its control bytes, and a lone byte at three places. */
export function encodedLimit(lineLength: number): number {
	return 4 + lineLength + Math.ceil(lineLength / RUN_LIMIT);
}

/**
 * Compresses lines of a raster (PWG 5102.4 section 4.4): a line is a count of repetitions less one, then control bytes:
 * 0 to 127 for the byte after it, 1 to 128 times; 129 to 255 for 128 to 2 bytes as they follow. Equal lines one after the
 * other become one, so the encoder always holds one back. It takes all its memory when it is made.
 */
export class LineEncoder {
	readonly #length: number;
	readonly #white: number;
	readonly #output: Uint8Array;
	#written = 0;
	/** The line held back: compressed, without its count. */
	#held: Uint8Array;
	#heldLength = 0;
	#repeats = 0;
	/** Where a line is compressed before it is known to differ from the held one. */
	#spare: Uint8Array;

	/**
	 * @param length bytes of a line
	 * @param white a byte of white paper
	 * @param lines that are added between two `take`s, at most; of equal ones 256 count as one
	 */
	constructor(length: number, white: number, lines: number) {
		const limit = encodedLimit(length);
		this.#length = length;
		this.#white = white;
		this.#output = new Uint8Array((lines + 1) * limit);
		this.#held = new Uint8Array(limit);
		this.#spare = new Uint8Array(limit);
	}

	/** Compresses a number of equal lines that are white outside of the bytes from `from` up to `to`. */
	add(line: Uint8Array, from: number, to: number, count = 1): void {
		const length = this.#compress(line, from, to);
		let rest = count;
		while (rest > 0) {
			if (this.#repeats === REPEAT_LIMIT || !this.#isHeld(length)) this.#release();
			if (this.#repeats === 0) this.#hold(length);
			const more = Math.min(rest, REPEAT_LIMIT - this.#repeats);
			this.#repeats += more;
			rest -= more;
		}
	}

	/** What was compressed since the last `take`; its bytes hold until the next `add`. */
	take(): Uint8Array {
		const taken = this.#output.subarray(0, this.#written);
		this.#written = 0;
		return taken;
	}

	/** Ends a page: the line held back goes out too. */
	end(): void {
		this.#release();
	}

	/** Is what lies in `#spare` the line held back? */
	#isHeld(length: number): boolean {
		if (length !== this.#heldLength) return false;
		const held = this.#held;
		const spare = this.#spare;
		for (let index = 0; index < length; index++) if (held[index] !== spare[index]) return false;
		return true;
	}

	#hold(length: number): void {
		if (this.#isHeld(length)) return;
		const line = this.#spare;
		this.#spare = this.#held;
		this.#held = line;
		this.#heldLength = length;
		// A stretch of more than 256 lines goes on to compare itself with what is held.
		for (let index = 0; index < length; index++) this.#spare[index] = line[index] ?? 0;
	}

	#release(): void {
		if (this.#repeats === 0) return;
		this.#output[this.#written] = this.#repeats - 1;
		this.#output.set(this.#held.subarray(0, this.#heldLength), this.#written + 1);
		this.#written += 1 + this.#heldLength;
		this.#repeats = 0;
	}

	/** Compresses a line into `#spare`; answers its length there. */
	#compress(line: Uint8Array, from: number, to: number): number {
		const white = this.#white;
		let first = from;
		let end = to;
		while (first < end && line[first] === white) first++;
		while (end > first && line[end - 1] === white) end--;
		if (first === end) return this.#run(0, white, this.#length);
		let at = this.#run(0, white, first);
		at = this.#pack(line, first, end, at);
		return this.#run(at, white, this.#length - end);
	}

	/** Writes a run of any length. */
	#run(at: number, value: number, count: number): number {
		const spare = this.#spare;
		let written = at;
		for (let rest = count; rest > 0; rest -= RUN_LIMIT) {
			spare[written++] = Math.min(rest, RUN_LIMIT) - 1;
			spare[written++] = value;
		}
		return written;
	}

	#pack(line: Uint8Array, first: number, end: number, at: number): number {
		const spare = this.#spare;
		let written = at;
		let index = first;
		while (index < end) {
			const value = line[index];
			const limit = Math.min(end, index + RUN_LIMIT);
			let next = index + 1;
			while (next < limit && line[next] === value) next++;
			if (next - index > 1 || next === end) {
				spare[written++] = next - index - 1;
				spare[written++] = value ?? 0;
				index = next;
				continue;
			}
			// Three equal bytes are worth ending a literal for; two are not, but where it starts.
			while (next < limit && !(line[next] === line[next + 1] && line[next] === line[next + 2])) next++;
			if (next - index === 1) {
				spare[written++] = 0;
				spare[written++] = value ?? 0;
			} else {
				spare[written++] = LITERAL_BASE - (next - index);
				spare.set(line.subarray(index, next), written);
				written += next - index;
			}
			index = next;
		}
		return written;
	}
}
