import { toBase64, utf8 } from "../base/bytes";

/** Longest encoded word, in characters (RFC 2047 section 2). */
const WORD_LIMIT = 75;
/** `=?UTF-8?Q?` and `?=`. */
const OVERHEAD = 12;
/** What stands for itself in the Q encoding everywhere, in a phrase too (RFC 2047 section 5, rule 3). */
const PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/";

/**
 * A text as encoded words (RFC 2047) in UTF-8, in the shorter of the two encodings. A word holds whole characters only
 * and a lone surrogate becomes U+FFFD.
 * @param used columns that stand before the first word on its line
 */
export function encodeWords(text: string, used = 0): string[] {
	const characters: Uint8Array[] = [];
	let byteLength = 0;
	let quotedLength = 0;
	for (const character of text) {
		const bytes = utf8(isLoneSurrogate(character) ? "\ufffd" : character);
		characters.push(bytes);
		byteLength += bytes.byteLength;
		quotedLength += quote(bytes).length;
	}
	if (byteLength === 0) return [];
	return quotedLength <= Math.ceil(byteLength / 3) * 4
		? quotedWords(characters, used)
		: base64Words(characters, used);
}

/** True for one half of a surrogate pair: no character, and nothing that UTF-8 can hold. */
export function isLoneSurrogate(character: string): boolean {
	const code = character.codePointAt(0) ?? 0;
	return code >= 0xd800 && code <= 0xdfff;
}

/** Characters of encoded text that the next word may hold. */
function roomOf(words: readonly string[], used: number): number {
	return WORD_LIMIT - OVERHEAD - (words.length === 0 ? used : 0);
}

function quotedWords(characters: readonly Uint8Array[], used: number): string[] {
	const words: string[] = [];
	let content = "";
	for (const bytes of characters) {
		const quoted = quote(bytes);
		if (content && content.length + quoted.length > roomOf(words, used)) {
			words.push(`=?UTF-8?Q?${content}?=`);
			content = "";
		}
		content += quoted;
	}
	words.push(`=?UTF-8?Q?${content}?=`);
	return words;
}

function base64Words(characters: readonly Uint8Array[], used: number): string[] {
	const words: string[] = [];
	const held = new Uint8Array(WORD_LIMIT);
	let length = 0;
	for (const bytes of characters) {
		if (length > 0 && Math.ceil((length + bytes.byteLength) / 3) * 4 > roomOf(words, used)) {
			words.push(`=?UTF-8?B?${toBase64(held.subarray(0, length))}?=`);
			length = 0;
		}
		held.set(bytes, length);
		length += bytes.byteLength;
	}
	words.push(`=?UTF-8?B?${toBase64(held.subarray(0, length))}?=`);
	return words;
}

/** One character in the Q encoding (RFC 2047 section 4.2). */
function quote(bytes: Uint8Array): string {
	let quoted = "";
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		if (PLAIN.includes(character)) quoted += character;
		else if (character === " ") quoted += "_";
		else quoted += `=${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
	}
	return quoted;
}
