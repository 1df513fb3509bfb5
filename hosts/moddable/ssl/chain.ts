import { Certificate } from "./certificate";

/** Most certificates that a server may send; Microsoft's send two or three. */
const CHAIN_LIMIT = 6;

/** Is this certificate signed with the key of that one? */
export type SignatureCheck = (certificate: Certificate, issuer: Certificate) => boolean;

/** What a chain is checked against. */
export interface Expectation {
	/** Name of the server that was asked for. */
	readonly host: string;
	/** Roots to trust, DER. */
	readonly roots: readonly Uint8Array[];
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly isSigned: SignatureCheck;
}

/** Codes of a ChainError, a part of `SocketErrorCode`. */
export type ChainErrorCode =
	| "certificate-expired"
	| "certificate-not-yet-valid"
	| "wrong-host"
	| "unknown-issuer"
	| "tls";

/** Why a chain does not hold. */
export class ChainError extends Error {
	readonly code: ChainErrorCode;

	constructor(code: ChainErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}

/**
 * Checks a server's certificates (RFC 5280 section 6, RFC 9525): each is followed by its issuer's, up to a trusted root;
 * every one above the server's own is an authority's that may sign and whose path length suffices; all hold now; the
 * server's own bears its name and is good for a server. The order is the server's, nothing is searched for; what follows
 * the certificate that a trusted root signed is not looked at.
 * @param chain as it was sent, the server's own first, DER; the root may be among them
 * @returns the server's own
 * @throws ChainError
 */
export function verifyChain(chain: readonly Uint8Array[], expectation: Expectation): Certificate {
	if (chain.length === 0 || chain.length > CHAIN_LIMIT) throw new ChainError("tls", "length of the chain");
	const own = read(chain[0]);
	let certificate = own;
	for (let below = 0; ; below++) {
		checkItself(certificate, expectation.now);
		if (below > 0) checkAuthority(certificate, below - 1);
		if (endsAtRoot(certificate, below, expectation)) break;
		const next = chain[below + 1];
		if (!next) throw new ChainError("unknown-issuer", "the chain ends at no trusted root");
		const issuer = read(next);
		if (issuer.subject !== certificate.issuer || !expectation.isSigned(certificate, issuer)) {
			throw new ChainError("unknown-issuer", "not signed by the next certificate of the chain");
		}
		certificate = issuer;
	}
	checkServer(own, expectation.host);
	return own;
}

function read(der: Uint8Array | undefined): Certificate {
	try {
		return new Certificate(der ?? new Uint8Array(0));
	} catch (error) {
		throw new ChainError("tls", `certificate: ${(error as Error).message}`);
	}
}

/** Did a trusted root sign this certificate, which stands over `below` others? */
function endsAtRoot(certificate: Certificate, below: number, expectation: Expectation): boolean {
	for (const der of expectation.roots) {
		const root = read(der);
		if (root.subject !== certificate.issuer || !expectation.isSigned(certificate, root)) continue;
		checkItself(root, expectation.now);
		checkAuthority(root, below);
		return true;
	}
	return false;
}

/** What holds for every certificate. */
function checkItself(certificate: Certificate, now: number): void {
	if (now < certificate.notBefore)
		throw new ChainError("certificate-not-yet-valid", "a certificate is not yet valid");
	if (now > certificate.notAfter) throw new ChainError("certificate-expired", "a certificate has expired");
	if (certificate.hasUnknownCritical)
		throw new ChainError("tls", "a certificate has an unknown critical extension");
}

/** @param below how many authorities stand between this one and the server's certificate */
function checkAuthority(certificate: Certificate, below: number): void {
	const { authority, maySignCertificates, forServers, pathLength } = certificate;
	if (!authority || !maySignCertificates || !forServers || pathLength < below) {
		throw new ChainError("unknown-issuer", "a certificate of the chain may not issue the one below it");
	}
}

function checkServer(certificate: Certificate, host: string): void {
	if (!certificate.maySignHandshakes || !certificate.forServers) {
		throw new ChainError("tls", "the certificate is not for a server");
	}
	if (!certificate.names.some((name) => matches(name, host.toLowerCase()))) {
		throw new ChainError("wrong-host", "the certificate is another host's");
	}
}

/** A wildcard stands for exactly one label, the first, of a name of three or more (RFC 9525 section 6.3). */
function matches(name: string, host: string): boolean {
	if (!name.startsWith("*.")) return name === host;
	const dot = host.indexOf(".");
	return dot > 0 && host.slice(dot) === name.slice(1) && name.indexOf(".", 2) > 0;
}
