import {
	BIT_STRING,
	CONTEXT,
	DERReader,
	GENERALIZED_TIME,
	INTEGER,
	OCTET_STRING,
	SEQUENCE,
	toHex,
	UTC_TIME,
} from "./der";

/** X.509 extensions that are understood, by object identifier (RFC 5280 section 4.2.1). */
const KEY_USAGE = "551d0f";
const SUBJECT_ALT_NAME = "551d11";
const BASIC_CONSTRAINTS = "551d13";
const EXTENDED_KEY_USAGE = "551d25";

/** Purposes of an extended key usage: any, and that of a TLS server (RFC 5280 section 4.2.1.12). */
const ANY_PURPOSE = "551d2500";
const SERVER_AUTH = "2b06010505070301";

/** Bits of the first byte of a key usage (RFC 5280 section 4.2.1.3). */
const DIGITAL_SIGNATURE = 0x80;
const KEY_CERT_SIGN = 0x04;

/** Tags of two identifiers that nobody uses any more. */
const ISSUER_UNIQUE_ID = 0x81;
const SUBJECT_UNIQUE_ID = 0x82;

/** Tag of a dNSName among the alternative names. */
const DNS_NAME = 0x82;

/** What of an X.509 certificate (RFC 5280 section 4.1) decides whether it holds. */
export class Certificate {
	/** The whole certificate, DER. */
	readonly der: Uint8Array;
	/** What is signed. */
	readonly signed: Uint8Array;
	/** Object identifier of the signature's algorithm, hexadecimal. */
	readonly algorithm: string;
	readonly signature: Uint8Array;
	/** Names of issuer and subject, hexadecimal DER, to be compared as they are. */
	readonly issuer: string;
	readonly subject: string;
	/** First and last moment of its validity, milliseconds since 1970. */
	readonly notBefore: number;
	readonly notAfter: number;
	/** Is it an authority's? */
	authority = false;
	/** Authorities that may follow below it. */
	pathLength = Infinity;
	/** May its key sign certificates, or a TLS handshake? True where the certificate does not limit it. */
	maySignCertificates = true;
	maySignHandshakes = true;
	/** Is it good for a TLS server, as far as it says? */
	forServers = true;
	/** DNS names of its subject, lower case. */
	names: readonly string[] = [];
	/** Does it have a critical extension that is not understood here? */
	hasUnknownCritical = false;

	/** Throws an Error for anything that is not a certificate of version 3. */
	constructor(der: Uint8Array) {
		this.der = der;
		const outer = new DERReader(der);
		const certificate = outer.within(SEQUENCE);
		outer.end();
		this.signed = certificate.element(SEQUENCE);
		this.algorithm = certificate.within(SEQUENCE).identifier();
		this.signature = certificate.bits();
		certificate.end();

		const signed = new DERReader(this.signed).within(SEQUENCE);
		const version = signed.within(CONTEXT).content(INTEGER);
		if (version.length !== 1 || version[0] !== 2) throw new Error("not a certificate of version 3");
		signed.content(INTEGER);
		if (signed.within(SEQUENCE).identifier() !== this.algorithm) throw new Error("two algorithms");
		this.issuer = toHex(signed.element(SEQUENCE));
		const validity = signed.within(SEQUENCE);
		this.notBefore = readTime(validity);
		this.notAfter = readTime(validity);
		this.subject = toHex(signed.element(SEQUENCE));
		signed.content(SEQUENCE);
		signed.optional(ISSUER_UNIQUE_ID);
		signed.optional(SUBJECT_UNIQUE_ID);
		if (!signed.atEnd) this.#readExtensions(signed.within(CONTEXT + 3).within(SEQUENCE));
		signed.end();
	}

	#readExtensions(extensions: DERReader): void {
		const seen = new Set<string>();
		while (!extensions.atEnd) {
			const extension = extensions.within(SEQUENCE);
			const identifier = extension.identifier();
			const critical = extension.flag();
			const value = new DERReader(extension.content(OCTET_STRING));
			extension.end();
			if (seen.has(identifier)) throw new Error("an extension twice");
			seen.add(identifier);
			if (!this.#readExtension(identifier, value) && critical) this.hasUnknownCritical = true;
		}
	}

	/** Answers whether the extension is understood. */
	#readExtension(identifier: string, value: DERReader): boolean {
		switch (identifier) {
			case BASIC_CONSTRAINTS: {
				const constraints = value.within(SEQUENCE);
				this.authority = constraints.flag();
				if (!constraints.atEnd) this.pathLength = readPathLength(constraints.content(INTEGER));
				return true;
			}
			case KEY_USAGE: {
				const usage = value.content(BIT_STRING)[1] ?? 0;
				this.maySignCertificates = (usage & KEY_CERT_SIGN) !== 0;
				this.maySignHandshakes = (usage & DIGITAL_SIGNATURE) !== 0;
				return true;
			}
			case EXTENDED_KEY_USAGE: {
				const purposes = value.within(SEQUENCE);
				this.forServers = false;
				while (!purposes.atEnd) {
					const purpose = purposes.identifier();
					if (purpose === SERVER_AUTH || purpose === ANY_PURPOSE) this.forServers = true;
				}
				return true;
			}
			case SUBJECT_ALT_NAME:
				this.names = readNames(value.within(SEQUENCE));
				return true;
			default:
				return false;
		}
	}
}

function readPathLength(content: Uint8Array): number {
	const [length] = content;
	if (content.length !== 1 || length === undefined || length > 0x7f) throw new Error("path length");
	return length;
}

function readNames(names: DERReader): string[] {
	const found: string[] = [];
	while (!names.atEnd) {
		const { tag = 0 } = names;
		const content = names.content(tag);
		if (tag === DNS_NAME) found.push(ascii(content).toLowerCase());
	}
	return found;
}

/** A UTCTime or GeneralizedTime as RFC 5280 section 4.1.2.5 wants it: to the second, in UTC. */
function readTime(validity: DERReader): number {
	const utc = validity.optional(UTC_TIME);
	const text = ascii(utc ?? validity.content(GENERALIZED_TIME));
	if (!/^\d+Z$/.test(text) || text.length !== (utc ? 13 : 15)) throw new Error("not a time");
	const start = text.length - 11;
	const year = Number(text.slice(0, start));
	const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((offset) =>
		Number(text.slice(start + offset, start + offset + 2)),
	) as [number, number, number, number, number];
	// Two digits stand for 1950 to 2049.
	const century = utc ? (year < 50 ? 2000 : 1900) : 0;
	return Date.UTC(century + year, month - 1, day, hour, minute, second);
}

function ascii(bytes: Uint8Array): string {
	return String.fromCharCode(...bytes);
}
