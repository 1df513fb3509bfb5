import { Digest } from "crypt";
import ECDSA from "ecdsa";
import RSA from "rsa";
import X509, { type ECKey, type RSAKey } from "x509";
import type { Certificate } from "./certificate";
import { DERReader, INTEGER, SEQUENCE, toHex } from "./der";

/** A kind of key, and what it signs a digest of. */
export type SignatureAlgorithm = readonly [kind: "rsa" | "ecdsa", hash: "SHA256" | "SHA384" | "SHA512"];

/** Signature algorithms by object identifier, hexadecimal (RFC 8017 appendix C, RFC 5758 section 3.2). */
const ALGORITHMS: Readonly<Record<string, SignatureAlgorithm>> = {
	"2a864886f70d01010b": ["rsa", "SHA256"],
	"2a864886f70d01010c": ["rsa", "SHA384"],
	"2a864886f70d01010d": ["rsa", "SHA512"],
	"2a8648ce3d040302": ["ecdsa", "SHA256"],
	"2a8648ce3d040303": ["ecdsa", "SHA384"],
	"2a8648ce3d040304": ["ecdsa", "SHA512"],
};

/** DER before a digest in a `DigestInfo`, hexadecimal (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO = {
	SHA256: "3031300d060960864801650304020105000420",
	SHA384: "3041300d060960864801650304020205000430",
	SHA512: "3051300d060960864801650304020305000440",
} as const;

/** Shortest RSA modulus that is trusted, bytes (CA/Browser Forum Baseline Requirements, section 6.1.5). */
const RSA_BYTES = 256;

/** Is this certificate signed with the key of that one? Unknown algorithms, MD5 and SHA-1 among them, answer false. */
export function isSigned({ algorithm, signed, signature }: Certificate, issuer: Certificate): boolean {
	const known = ALGORITHMS[algorithm];
	return known !== undefined && isSignedWith(issuer.der, known, signed, signature);
}

/**
 * Is this the signature of the bytes by the key of the certificate, and is that key of the algorithm's kind? The arithmetic
 * is the SDK's; padding and ranges, on which it is lenient, are checked here.
 * @param certificate DER
 */
export function isSignedWith(
	certificate: Uint8Array,
	[kind, hash]: SignatureAlgorithm,
	signed: Uint8Array,
	signature: Uint8Array,
): boolean {
	const digest = new Digest(hash);
	digest.write(signed);
	const hashed = new Uint8Array(digest.close());
	const key = X509.decodeSPKI(certificate);
	if (kind === "rsa") {
		return "modulus" in key && isRSASigned(key, DIGEST_INFO[hash] + toHex(hashed), signature);
	}
	return "curve" in key && isECDSASigned(key, hashed, signature);
}

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2): the encoded message must be the only one that the digest can have.
 * @param info the `DigestInfo`, hexadecimal
 */
function isRSASigned({ modulus, exponent }: RSAKey, info: string, signature: Uint8Array): boolean {
	const rsa = new RSA(exponent, modulus);
	const { length } = signature;
	if (length < RSA_BYTES || length !== rsa.modulusSize) return false;
	const number = integer(signature);
	if (number >= modulus) return false;
	const padding = "ff".repeat(length - 3 - info.length / 2);
	return rsa.process(number) === BigInt(`0x0001${padding}00${info}`);
}

function isECDSASigned({ pub, curve }: ECKey, digest: Uint8Array, signature: Uint8Array): boolean {
	const reader = new DERReader(signature);
	const pair = reader.within(SEQUENCE);
	const [r, s] = [integer(pair.content(INTEGER)), integer(pair.content(INTEGER))];
	pair.end();
	reader.end();
	if (r <= 0n || s <= 0n || r >= curve.n || s >= curve.n) return false;
	// Of a digest longer than the curve's order only the first bits count (FIPS 186-5 section 6.4.2).
	return new ECDSA(pub, curve)._verify(digest.slice(0, curve.orderSize).buffer, r, s);
}

function integer(bytes: Uint8Array): bigint {
	return BigInt(`0x${toHex(bytes)}`);
}
