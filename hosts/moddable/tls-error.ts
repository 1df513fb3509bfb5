import type { SocketErrorCode } from "timbre/base/sockets";
import type { ChainError } from "./ssl/chain";

/** TLS alert `protocol_version` (RFC 5246 section 7.2). */
const PROTOCOL_VERSION_ALERT = 70;

/** Why a TLS connection ended, as `onError` hands it over. */
export class TLSError extends Error {
	readonly code: SocketErrorCode;

	/**
	 * @param alert description of the TLS alert that was sent or received, where there was one
	 * @param code the reason, where it is known better than by the alert
	 */
	constructor(message: string, alert?: number, code?: SocketErrorCode) {
		super(message);
		this.code = code ?? (alert === PROTOCOL_VERSION_ALERT ? "tls-too-old" : "tls");
	}

	/** What the SDK threw, or the check of the certificates, as a TLSError. */
	static from(error: unknown, alert?: number): TLSError {
		if (error instanceof TLSError) return error;
		if (!(error instanceof Error)) return new TLSError(String(error), alert);
		// Of all that is thrown here, only a ChainError has a code.
		return new TLSError(error.message, alert, (error as Partial<ChainError>).code);
	}
}
