import type { SocketErrorCode } from "timbre/base/sockets";

/** TLS alert `protocol_version` (RFC 5246 section 7.2). */
const PROTOCOL_VERSION_ALERT = 70;

/** Why a TLS connection ended, as `onError` hands it over. */
export class TLSError extends Error {
	readonly code: SocketErrorCode;

	/** @param alert description of the TLS alert that was sent or received, where there was one */
	constructor(message: string, alert?: number) {
		super(message);
		this.code = alert === PROTOCOL_VERSION_ALERT ? "tls-too-old" : "tls";
	}

	/** What the SDK threw, as a TLSError. */
	static from(error: unknown, alert?: number): TLSError {
		if (error instanceof TLSError) return error;
		return new TLSError(error instanceof Error ? error.message : String(error), alert);
	}
}
