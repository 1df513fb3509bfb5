import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import { encodeWords } from "./encoded-word";
import type { Address } from "./message";

/** Column at which a line is folded: what RFC 2047 section 2 allows a line with encoded words, 2 less than RFC 5322 asks. */
const FOLD_AT = 76;
/** Longest line without its CRLF, in octets (RFC 5322 section 2.1.1). */
const LINE_LIMIT = 998;
/** Longest subject, name or file name, in UTF-16 units: far more than a reader shows, little enough to keep in memory. */
export const HEADER_TEXT_LIMIT = 1000;
/** Longest name that goes as a quoted string, in characters; longer ones become encoded words, which can be folded. */
const QUOTED_LIMIT = 60;

function isAtoms(text: string): boolean {
	return /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+( [A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/.test(text);
}
/**
 * Is this printable ASCII, which every reader understands without any encoding? The opposite is looked for, since matching
 * would take memory for each character.
 */
export function isPrintable(text: string): boolean {
	return !/[^\x20-\x7e]/.test(text);
}

/**
 * Refuses what no header may bear: CR, LF and NUL, which would end it and begin another, and endless text.
 * @param field the header's name, or that of its part, for the Failure
 *
 * Throws mail.header-invalid with `field`.
 */
export function checkHeaderText(field: string, text: string): void {
	if (/[\r\n\0]/.test(text)) throw new Failure("mail.header-invalid", { field, detail: "line break or NUL" });
	if (text.length > HEADER_TEXT_LIMIT) {
		throw new Failure("mail.header-invalid", {
			field,
			detail: `longer than ${HEADER_TEXT_LIMIT} characters`,
		});
	}
}

/**
 * A header as its lines, CRLF included, folded between tokens (RFC 5322 section 2.2.3). A line with an address beyond
 * ASCII comes as UTF-8 (RFC 6532 section 3.2).
 * @param field the header's name
 * @param tokens what must not be broken; one space, or a fold, goes before each
 *
 * Throws mail.header-invalid with `field` for a token that could end the line or cannot fit on one.
 */
export function* headerLines(field: string, tokens: Iterable<string>): Generator<string | Uint8Array> {
	let line = `${field}:`;
	for (const token of tokens) {
		if (/[\x00-\x1f\x7f]/.test(token) || token.length >= LINE_LIMIT)
			throw new Failure("mail.header-invalid", { field });
		if (line.length + 1 + token.length > FOLD_AT) {
			yield encodedLine(line);
			line = "";
		}
		line += ` ${token}`;
	}
	yield encodedLine(line);
}

function encodedLine(line: string): string | Uint8Array {
	return isPrintable(line) ? `${line}\r\n` : utf8(`${line}\r\n`);
}

/**
 * The tokens of an unstructured header (RFC 5322 section 3.6.5): the words as they are where they come back unchanged
 * from any reader, encoded words else. Throws mail.header-invalid with `field`.
 */
export function textTokens(field: string, text: string): string[] {
	checkHeaderText(field, text);
	const words = text.split(" ");
	const plain =
		isPrintable(text) && !text.includes("=?") && words.every((word) => word && word.length < FOLD_AT);
	return plain ? words : encodeWords(text, field.length + 1);
}

/**
 * The tokens of an address list (RFC 5322 section 3.4), one address at a time so that a long list needs no long text.
 * Throws mail.header-invalid with `field`. The addresses were checked before.
 */
export function* addressTokens(field: string, addresses: readonly Address[]): Generator<string> {
	for (const [index, { address, name }] of addresses.entries()) {
		if (name) yield* nameTokens(field, name);
		const path = name ? `<${address}>` : address;
		yield index < addresses.length - 1 ? `${path},` : path;
	}
}

function nameTokens(field: string, name: string): string[] {
	checkHeaderText(field, name);
	const quoted = quotedString(name);
	if (!isPrintable(name) || name.includes("=?") || quoted.length > QUOTED_LIMIT) return encodeWords(name);
	return isAtoms(name) ? name.split(" ") : [quoted];
}

/** Printable ASCII as a quoted string (RFC 5322 section 3.2.4). */
export function quotedString(text: string): string {
	return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
