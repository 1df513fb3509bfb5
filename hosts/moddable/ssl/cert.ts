import Resource from "Resource";
import type { SessionOptions } from "ssl/session";
import X509, { type ECKey, type RSAKey } from "x509";
import { verifyChain } from "./chain";
import { ROOTS } from "./roots";
import { isSigned } from "./signature";

/**
 * In place of the SDK's `ssl/cert`, which takes certificates for authorities that are none, and refuses a chain without an
 * intermediate authority: one session's view on certificates, with the methods that the SDK's handshake calls.
 */
export default class CertificateManager {
	readonly #verify: boolean;
	readonly #root: ArrayBuffer | undefined;

	constructor({ verify, certificate }: SessionOptions) {
		this.#verify = verify ?? true;
		this.#root = certificate;
	}

	/**
	 * Checks what a server sent.
	 * @throws ChainError where it does not hold
	 */
	verify(certificates: readonly Uint8Array[], options: { readonly tls_server_name?: string }): boolean {
		if (!this.#verify) return true;
		verifyChain(certificates, {
			host: options.tls_server_name ?? "",
			roots: this.#roots(),
			now: Date.now(),
			isSigned,
		});
		return true;
	}

	/** The handshake hands in the server's certificate after `verify`; there is nothing to remember. */
	register(): void {}

	/** The public key of the server's certificate. */
	getKey(certificate: ArrayBuffer): RSAKey | ECKey | object {
		return X509.decodeSPKI(certificate);
	}

	/** Client certificates: none. */
	findPreferredCert(): readonly ArrayBuffer[] {
		return [];
	}

	#roots(): Uint8Array[] {
		const resources = ROOTS.map(({ resource }) => new Uint8Array(new Resource(resource)));
		return this.#root ? [new Uint8Array(this.#root), ...resources] : resources;
	}
}
