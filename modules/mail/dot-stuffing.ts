const DOT = 0x2e;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Transparency of the DATA command (RFC 5321 section 4.5.2): a line that begins with a dot gets a second one. Takes a
 * message block by block; lines may lie across blocks.
 */
export class DotStuffing {
	/** The last two bytes seen; a message begins as if after a line's end. */
	#beforeLast = CR;
	#last = LF;

	/** True where the next byte begins a line. */
	get atLineStart(): boolean {
		return this.#beforeLast === CR && this.#last === LF;
	}

	/** Bytes that may lie at the end of a block of `byteLength` so that their stuffed form fits into the block. */
	static contentLimit(byteLength: number): number {
		// At worst every line is a lone dot: 3 bytes become 4, and one more where a line began in the block before.
		return Math.floor(((byteLength - 1) * 3) / 4);
	}

	/**
	 * Stuffs the bytes from `from` to `end` and moves them to the start of `block`; answers their number then. No more
	 * bytes than {@link contentLimit}, and as near to the block's end as they can be.
	 */
	stuff(block: Uint8Array, from: number, end: number): number {
		let to = 0;
		let moved = from;
		for (let dot = block.indexOf(DOT, from); dot >= 0 && dot < end; dot = block.indexOf(DOT, dot + 1)) {
			if (!this.#beginsLine(block, from, dot)) continue;
			block.copyWithin(to, moved, dot);
			to += dot - moved;
			block[to] = DOT;
			to += 1;
			moved = dot;
		}
		block.copyWithin(to, moved, end);
		to += end - moved;
		this.pass(block, 0, to);
		return to;
	}

	/** Takes note of the bytes from `from` to `end` that go as they are, because none of their lines begins with a dot. */
	pass(block: Uint8Array, from: number, end: number): void {
		if (end === from) return;
		this.#beforeLast = end > from + 1 ? (block[end - 2] ?? 0) : this.#last;
		this.#last = block[end - 1] ?? 0;
	}

	/** Does the byte at `at` follow CRLF? What was moved lies before the last dot and is not looked at. */
	#beginsLine(block: Uint8Array, from: number, at: number): boolean {
		const last = at > from ? block[at - 1] : this.#last;
		if (last !== LF) return false;
		const beforeLast = at > from + 1 ? block[at - 2] : at > from ? this.#last : this.#beforeLast;
		return beforeLast === CR;
	}
}
