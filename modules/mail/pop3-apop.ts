import { Digest } from "crypt";
import { toHex, utf8 } from "../base/bytes";

/** Characters of a greeting among which a timestamp may stand: its longest line (RFC 1939 section 3). */
const GREETING_LIMIT = 512;

/**
 * The timestamp in a POP3 server's greeting, with its angle brackets (RFC 1939 section 7); undefined where there is none.
 * Only a well-formed msg-id of printable ASCII counts (RFC 5322 section 3.6.4): a server in the middle that may choose
 * any bytes makes MD5 collide and learns the password's first letters (CVE-2007-1558).
 * @param greeting the greeting's text
 */
export function apopTimestamp(greeting: string): string | undefined {
	const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
	const dotted = `${atom}(?:\\.${atom})*`;
	const messageId = new RegExp(`<${dotted}@(?:${dotted}|\\[[!-Z^-~]*\\])>`);
	return messageId.exec(greeting.slice(0, GREETING_LIMIT))?.[0];
}

/** What APOP says in place of a password: the MD5 of timestamp and password, in hexadecimal (RFC 1939 section 7). */
export function apopDigest(timestamp: string, password: string): string {
	const digest = new Digest("MD5");
	digest.write(utf8(timestamp));
	digest.write(utf8(password));
	return toHex(new Uint8Array(digest.close()));
}
