import { utf8 } from "../base/bytes";
import type { Source } from "../base/source";
import { Base64Lines, base64LinesLength } from "./base64-lines";

/** Longest line of quoted-printable without its CRLF, in characters (RFC 2045 section 6.7, rule 5). */
const QUOTED_LINE = 76;
/** Longest line of 7bit text without its CRLF, in octets (RFC 5322 section 2.1.1). */
const LINE_LIMIT = 998;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const EQUALS = 0x3d;

/** How a text travels (RFC 2045 section 6). */
export interface EncodedText {
	readonly encoding: "7bit" | "8bit" | "quoted-printable" | "base64";
	/** The encoded body in pieces. */
	readonly pieces: Iterable<string | Uint8Array | Source>;
}

/**
 * A text in UTF-8 as a body that every mail server on its way passes unchanged: as it is where its lines are short and it is
 * ASCII or may go as 8bit, else the shorter of quoted-printable and base64. Line ends become CRLF.
 * @param eightBit bytes above 127 may pass (8BITMIME)
 */
export function encodeText(text: string, eightBit: boolean): EncodedText {
	const bytes = utf8(text.replace(/\r\n?|\n/g, "\r\n"));
	let lineLength = 0;
	let longest = 0;
	let special = 0;
	let nul = false;
	for (const byte of bytes) {
		lineLength = byte === LF ? 0 : lineLength + 1;
		if (lineLength > longest) longest = lineLength;
		if (byte === 0) nul = true;
		if (!isPlain(byte) && byte !== CR && byte !== LF) special += 1;
	}
	// The CR counts into the line here.
	if (special === 0 && longest <= LINE_LIMIT + 1) return { encoding: "7bit", pieces: [bytes] };
	if (eightBit && !nul && longest <= LINE_LIMIT + 1) return { encoding: "8bit", pieces: [bytes] };
	if (bytes.byteLength + special * 2 <= base64LinesLength(bytes.byteLength)) {
		return { encoding: "quoted-printable", pieces: quotedLines(bytes) };
	}
	return { encoding: "base64", pieces: [new Base64Lines(new BytesSource(bytes))] };
}

/** Stands for itself in quoted-printable (RFC 2045 section 6.7); white space only within a line. */
function isPlain(byte: number): boolean {
	return (byte >= SPACE && byte <= 0x7e) || byte === TAB;
}

/** Quoted-printable, a line at a time (RFC 2045 section 6.7). */
function* quotedLines(bytes: Uint8Array): Generator<string> {
	let line = "";
	for (let i = 0; i < bytes.byteLength; i++) {
		const byte = bytes[i] ?? 0;
		if (byte === CR && bytes[i + 1] === LF) {
			yield `${line}\r\n`;
			line = "";
			i += 1;
			continue;
		}
		const quoted = quote(byte, bytes[i + 1] === CR || i + 1 === bytes.byteLength);
		// One column stays free for the "=" of a soft line break.
		if (line.length + quoted.length >= QUOTED_LINE) {
			yield `${line}=\r\n`;
			line = "";
		}
		line += quoted;
	}
	yield line;
}

function quote(byte: number, last: boolean): string {
	const blank = byte === SPACE || byte === TAB;
	if (isPlain(byte) && byte !== EQUALS && !(blank && last)) return String.fromCharCode(byte);
	return `=${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
}

/** Bytes in memory as a source. */
class BytesSource implements Source {
	readonly byteLength: number;
	readonly #bytes: Uint8Array;
	#offset = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.byteLength = bytes.byteLength;
	}

	read(into: Uint8Array): number {
		const part = this.#bytes.subarray(this.#offset, this.#offset + into.byteLength);
		into.set(part);
		this.#offset += part.byteLength;
		return part.byteLength;
	}
}
