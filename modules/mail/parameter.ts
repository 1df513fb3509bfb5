import { utf8 } from "../base/bytes";
import { isLoneSurrogate } from "./encoded-word";
import { checkHeaderText, isPrintable, quotedString } from "./header";

/** Longest quoted value, in characters, so that the parameter fits on a folded line. */
const QUOTED_LIMIT = 60;
/** Longest value in one section, in characters: with `filename*10*=UTF-8''` it fits on a folded line. */
const SECTION_LIMIT = 48;
/** What stands for itself in an extended value (RFC 2231 section 7, attribute-char). */
const ATTRIBUTE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`{|}~";
/** What needs quoting in a quoted value, or could be taken for a part of an encoded word. */
const HARMFUL = '"=?\\';

/**
 * A file name as header parameters: quoted where it is short and ASCII; else in both forms, an ASCII look-alike for old
 * readers and the name itself as RFC 2231 says, in sections where it is long.
 * @param field the header's name, for the Failure
 * @param parameter `name` or `filename`
 *
 * Throws mail.header-invalid with `field`.
 */
export function fileNameTokens(field: string, parameter: string, fileName: string): string[] {
	checkHeaderText(field, fileName);
	const quoted = quotedString(fileName);
	const simple = isPrintable(fileName) && !fileName.includes("=?") && quoted.length <= QUOTED_LIMIT;
	if (simple) return [`${parameter}=${quoted}`];
	const tokens = [`${parameter}="${lookAlike(fileName)}"`];
	const sections = extendedSections(fileName);
	if (sections.length === 1) tokens.push(`${parameter}*=UTF-8''${sections[0]}`);
	else {
		for (const [index, section] of sections.entries()) {
			tokens.push(`${parameter}*${index}*=${index === 0 ? "UTF-8''" : ""}${section}`);
		}
	}
	return tokens;
}

/** The name in ASCII and short enough for one line; its extension stays, since readers choose a program by it. */
function lookAlike(fileName: string): string {
	let ascii = "";
	for (const character of fileName)
		ascii += isPrintable(character) && !HARMFUL.includes(character) ? character : "_";
	if (ascii.length <= QUOTED_LIMIT) return ascii;
	const dot = ascii.lastIndexOf(".");
	const extension = dot >= 0 && ascii.length - dot <= 10 ? ascii.slice(dot) : "";
	return ascii.slice(0, QUOTED_LIMIT - extension.length) + extension;
}

/** The name percent-encoded in sections that hold whole characters. */
function extendedSections(fileName: string): string[] {
	const sections: string[] = [];
	let section = "";
	for (const character of fileName) {
		const encoded = percentEncode(isLoneSurrogate(character) ? "\ufffd" : character);
		if (section.length + encoded.length > SECTION_LIMIT) {
			sections.push(section);
			section = "";
		}
		section += encoded;
	}
	sections.push(section);
	return sections;
}

function percentEncode(character: string): string {
	if (ATTRIBUTE_CHARACTERS.includes(character)) return character;
	let encoded = "";
	for (const byte of utf8(character)) encoded += `%${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
	return encoded;
}
