import { Failure, type FailureOptions } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";
import type { SocketErrorCode } from "../base/sockets";

/** What a socket hands to `onError`. */
export type SocketError = (Error & { readonly code?: string }) | undefined;

const CODES: Readonly<Record<SocketErrorCode, FailureCode>> = {
	closed: "network.closed",
	refused: "connect.failed",
	unreachable: "connect.failed",
	tls: "tls.failed",
	"certificate-expired": "tls.certificate-expired",
	"certificate-not-yet-valid": "tls.certificate-not-yet-valid",
	"wrong-host": "tls.wrong-host",
	"unknown-issuer": "tls.unknown-issuer",
	"tls-too-old": "tls.too-old",
	"plaintext-buffered": "tls.plaintext-injected",
};

/** True for the plain end of a connection, which the SDK reports without an argument. */
export function isOrderlyEnd(error: SocketError): boolean {
	return error === undefined || error.code === "closed";
}

/**
 * The end of a socket as a Failure.
 * @param error what `onError` got, or what a socket's constructor or method threw
 * @param usual the code where the host does not say the reason
 * @param stage where the connection was; TLS failures keep their own stage
 */
export function socketFailure(error: unknown, usual: FailureCode, stage: Stage): Failure {
	const known = error instanceof Error ? codeOf(error) : undefined;
	const code = known === undefined || known === "network.closed" ? usual : known;
	const options: FailureOptions = error instanceof Error ? { detail: error.message, cause: error } : {};
	return new Failure(code, code.startsWith("network.") ? { ...options, stage } : options);
}

function codeOf(error: Error & { readonly code?: unknown }): FailureCode | undefined {
	return typeof error.code === "string" && Object.hasOwn(CODES, error.code)
		? CODES[error.code as SocketErrorCode]
		: undefined;
}
