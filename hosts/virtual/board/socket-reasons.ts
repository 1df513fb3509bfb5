import type { SocketErrorCode } from "../../../modules/base/sockets";

/** Node's and OpenSSL's error codes whose meaning does not depend on the moment. */
const REASONS: Readonly<Record<string, SocketErrorCode>> = {
	ECONNREFUSED: "refused",
	EHOSTUNREACH: "unreachable",
	ENETUNREACH: "unreachable",
	EHOSTDOWN: "unreachable",
	EADDRNOTAVAIL: "unreachable",
	ETIMEDOUT: "unreachable",
	ECONNRESET: "closed",
	EPIPE: "closed",
	CERT_HAS_EXPIRED: "certificate-expired",
	CERT_NOT_YET_VALID: "certificate-not-yet-valid",
	ERR_TLS_CERT_ALTNAME_INVALID: "wrong-host",
	HOSTNAME_MISMATCH: "wrong-host",
	UNABLE_TO_GET_ISSUER_CERT: "unknown-issuer",
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown-issuer",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown-issuer",
	DEPTH_ZERO_SELF_SIGNED_CERT: "unknown-issuer",
	SELF_SIGNED_CERT_IN_CHAIN: "unknown-issuer",
	CERT_UNTRUSTED: "unknown-issuer",
	CERT_SIGNATURE_FAILURE: "unknown-issuer",
	INVALID_CA: "unknown-issuer",
	ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "tls-too-old",
	ERR_SSL_UNSUPPORTED_PROTOCOL: "tls-too-old",
};

/**
 * Why a socket ended, in the words of the firmware.
 * @param securing whether the TLS handshake was under way: what has no name of its own is then a TLS failure
 */
export function socketReason(error: NodeJS.ErrnoException, securing: boolean): SocketErrorCode {
	return REASONS[error.code ?? ""] ?? (securing ? "tls" : "closed");
}
