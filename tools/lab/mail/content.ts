import type { Input } from "./input";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const DOT = 0x2e;

/** Octets looked at in one go. */
const BLOCK = 1 << 16;

/** Told of octets of content as they come; throws to end the reading. */
export type Meter = (octets: number) => void;

/**
 * Reads the content after DATA up to CRLF "." CRLF, without the dots that were stuffed (RFC 5321 section 4.5.2).
 * The CRLF before the final dot belongs to the content.
 */
export async function readDotted(input: Input, meter: Meter): Promise<Buffer> {
	const pieces: Buffer[] = [];
	const scanner = new DotScanner();
	while (!scanner.finished) {
		const bytes = await input.some(BLOCK);
		const { piece, used } = scanner.take(bytes);
		input.restore(bytes.subarray(used));
		meter(used);
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

/** Reads one BDAT chunk of exactly `size` octets (RFC 3030). */
export async function readChunk(input: Input, size: number, meter: Meter): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for (let left = size; left > 0; ) {
		const bytes = await input.some(left);
		meter(bytes.length);
		pieces.push(bytes);
		left -= bytes.length;
	}
	return Buffer.concat(pieces, size);
}

/** What the octets just read could be the beginning of. */
type Place = "line-start" | "line" | "cr" | "dot" | "dot-cr" | "end";

/** Takes the stuffed dots out and finds the end, wherever the blocks are cut. */
class DotScanner {
	#place: Place = "line-start";

	get finished(): boolean {
		return this.#place === "end";
	}

	/** @returns the content in these octets, and how many of them were looked at: fewer than all at the end only */
	take(bytes: Buffer): { piece: Buffer; used: number } {
		const out = Buffer.allocUnsafe(bytes.length + 1);
		let length = 0;
		let used = 0;
		while (used < bytes.length && !this.finished) {
			if (this.#place === "line") {
				const found = bytes.indexOf(CARRIAGE_RETURN, used);
				const end = found < 0 ? bytes.length : found;
				length += bytes.copy(out, length, used, end);
				used = end;
				if (used === bytes.length) break;
			}
			const octet = bytes[used++] as number;
			const next = follow(this.#place, octet);
			if (this.#place === "dot-cr" && next !== "end") out[length++] = CARRIAGE_RETURN;
			if (next !== "dot" && next !== "dot-cr" && next !== "end") out[length++] = octet;
			this.#place = next;
		}
		return { piece: out.subarray(0, length), used };
	}
}

function follow(place: Place, octet: number): Place {
	if (place === "line-start" && octet === DOT) return "dot";
	if (place === "dot" && octet === CARRIAGE_RETURN) return "dot-cr";
	if (place === "dot-cr" && octet === LINE_FEED) return "end";
	if (octet === CARRIAGE_RETURN) return "cr";
	return place === "cr" && octet === LINE_FEED ? "line-start" : "line";
}
