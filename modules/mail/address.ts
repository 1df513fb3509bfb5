import { Failure } from "../base/failure";

/** Longest local part, in octets (RFC 5321 section 4.5.3.1.1). */
const LOCAL_PART_LIMIT = 64;
/** Longest domain, in octets (RFC 5321 section 4.5.3.1.2). */
const DOMAIN_LIMIT = 255;
/** Longest address, in octets: a path of 256 with its angle brackets (RFC 5321 section 4.5.3.1.3). */
const ADDRESS_LIMIT = 254;

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
 * Checks that a text is one addr-spec that SMTP can carry (RFC 5321 section 4.1.2): ASCII, no comment, no line end, no
 * control character, within the lengths of section 4.5.3.1.
 *
 * Throws mail.address-invalid with the address as detail.
 */
export function checkAddress(address: string): void {
	const at = address.lastIndexOf("@");
	const local = address.slice(0, Math.max(at, 0));
	const domain = address.slice(at + 1);
	const valid =
		address.length <= ADDRESS_LIMIT &&
		local.length <= LOCAL_PART_LIMIT &&
		domain.length <= DOMAIN_LIMIT &&
		(isDotString(local) || isQuotedString(local)) &&
		(isDomainName(domain) || isAddressLiteral(domain));
	if (!valid) throw new Failure("mail.address-invalid", { detail: address });
}

/** Is this a domain name as SMTP takes it: letters, digits and hyphens, labels of 1 to 63 (RFC 5321 section 4.1.2)? */
export function isDomainName(name: string): boolean {
	return name.length <= DOMAIN_LIMIT && name.split(".").every(isLabel);
}

/** Is this an IP address in brackets, as SMTP takes it in place of a name (RFC 5321 section 4.1.3)? */
export function isAddressLiteral(text: string): boolean {
	return /^\[([0-9]{1,3}(\.[0-9]{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\]$/.test(text);
}
