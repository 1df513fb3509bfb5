import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";

/** Longest local part, in octets (RFC 5321 section 4.5.3.1.1). */
const LOCAL_PART_LIMIT = 64;
/** Longest domain, in octets (RFC 5321 section 4.5.3.1.2). */
const DOMAIN_LIMIT = 255;
/** Longest address, in octets: a path of 256 with its angle brackets (RFC 5321 section 4.5.3.1.3). */
const ADDRESS_LIMIT = 254;

/** Spaces, line separators and marks that hide or turn the text around them: an address with one is not what it seems. */
const HARMFUL: readonly (readonly [first: number, last: number])[] = [
	[0x80, 0xa0],
	[0xad, 0xad],
	[0x1680, 0x1680],
	[0x180e, 0x180e],
	[0x2000, 0x200f],
	[0x2028, 0x202f],
	[0x205f, 0x206f],
	[0x3000, 0x3000],
	[0xd800, 0xdfff],
	[0xfeff, 0xfeff],
	[0xfff0, 0xffff],
];

/** RFC 5321 section 4.1.2, Dot-string. */
function isDotString(text: string): boolean {
	return /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/.test(text);
}
/** RFC 5321 section 4.1.2, Quoted-string. */
function isQuotedString(text: string): boolean {
	return /^"([\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/.test(text);
}
/** One label of a domain name (RFC 1123 section 2.1). */
function isLabel(text: string): boolean {
	return /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(text);
}

/**
 * Checks that a text is one addr-spec that SMTP can carry (RFC 5321 section 4.1.2): no comment, no line end, no control
 * character, within the lengths of section 4.5.3.1. Letters beyond ASCII pass (RFC 6531 section 3.3) and need a server
 * with SMTPUTF8; {@link isASCII} tells.
 *
 * Throws mail.address-invalid with the address as detail.
 */
export function checkAddress(address: string): void {
	const at = address.lastIndexOf("@");
	const local = foldToASCII(address.slice(0, Math.max(at, 0)));
	const domain = foldToASCII(address.slice(at + 1));
	const valid =
		address.length <= ADDRESS_LIMIT &&
		utf8(address).byteLength <= ADDRESS_LIMIT &&
		utf8(address.slice(0, Math.max(at, 0))).byteLength <= LOCAL_PART_LIMIT &&
		(isDotString(local) || isQuotedString(local)) &&
		(isDomainName(domain) || isAddressLiteral(domain));
	if (!valid) throw new Failure("mail.address-invalid", { detail: address });
}

/** The text with an ordinary letter for each character beyond ASCII that may stand where letters do, so that one rule fits. */
export function foldToASCII(text: string): string {
	let folded = "";
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		const letter = code > 0x7f && !HARMFUL.some(([first, last]) => code >= first && code <= last);
		folded += letter ? "x" : character;
	}
	return folded;
}

/** Does a text hold nothing beyond ASCII? An address that does needs SMTPUTF8 (RFC 6531). */
export function isASCII(text: string): boolean {
	return !/[^\x00-\x7f]/.test(text);
}

/** Is this a domain name as SMTP takes it: letters, digits and hyphens, labels of 1 to 63 (RFC 5321 section 4.1.2)? */
export function isDomainName(name: string): boolean {
	return name.length <= DOMAIN_LIMIT && name.split(".").every(isLabel);
}

/** Is this an IP address in brackets, as SMTP takes it in place of a name (RFC 5321 section 4.1.3)? */
export function isAddressLiteral(text: string): boolean {
	return /^\[([0-9]{1,3}(\.[0-9]{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\]$/.test(text);
}
