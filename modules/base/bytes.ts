import TextDecoder from "text/decoder";
import TextEncoder from "text/encoder";

/** Base64 with padding and without line breaks (RFC 4648 section 4), encoded natively. */
export function toBase64(bytes: Uint8Array): string {
	return bytes.toBase64 ? bytes.toBase64() : Base64.encode(bytes);
}

/**
 * The bytes of a base64 text with padding (RFC 4648 section 4). Throws a SyntaxError for anything else, white space and
 * line breaks included: engines differ in what they would let pass.
 */
export function fromBase64(text: string): Uint8Array {
	if (text.length % 4 !== 0) throw new SyntaxError("not base64");
	const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : new Uint8Array(Base64.decode(text));
	// Compared with what the bytes encode to, natively: a regular expression over a token would keep a state for each of
	// its characters, tens of kilobytes in all.
	if (toBase64(bytes) !== text) throw new SyntaxError("not base64");
	return bytes;
}

/** The bytes of a base64url text without padding (RFC 4648 section 5), as tokens use it. Throws a SyntaxError for anything else. */
export function fromBase64URL(text: string): Uint8Array {
	if (/[^A-Za-z0-9_-]/.test(text)) throw new SyntaxError("not base64url");
	const standard = text.replace(/-/g, "+").replace(/_/g, "/");
	return fromBase64(standard + "=".repeat((4 - (standard.length % 4)) % 4));
}

/** U+FFFD in UTF-8. */
const REPLACEMENT = [0xef, 0xbf, 0xbd] as const;

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
	const bytes = new TextEncoder().encode(text);
	// XS's native encoder lets a lone surrogate through, as 0xED and a byte that never follows it in UTF-8.
	for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
		if ((bytes[at + 1] ?? 0) >= 0xa0) bytes.set(REPLACEMENT, at);
	}
	return bytes;
}

/** Text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
export function text(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}

/** All parts in one new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
	let byteLength = 0;
	for (const part of parts) byteLength += part.byteLength;
	const whole = new Uint8Array(byteLength);
	let offset = 0;
	for (const part of parts) {
		whole.set(part, offset);
		offset += part.byteLength;
	}
	return whole;
}

/** Whether two secrets are the same, in a time that depends on their lengths only. */
export function equalsConstantTime(a: Uint8Array, b: Uint8Array): boolean {
	let difference = a.byteLength ^ b.byteLength;
	for (let i = 0; i < a.byteLength; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
	return difference === 0;
}

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
	let digits = "";
	for (const byte of bytes) digits += (byte < 16 ? "0" : "") + byte.toString(16);
	return digits;
}
