import { Failure } from "../../base/failure";
import type { TokenRefusal } from "./mechanism";
import { refusalText } from "./token-refusal";

/**
 * A server's text without whatever repeats a secret, whole or in part: some servers echo the command they refuse.
 * @param secrets passwords, tokens and their encodings
 */
export function redact(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) if (secret) clean = clean.split(secret).join("***");
	return clean.replace(/[A-Za-z0-9+/=_.~-]{8,}/g, (word) =>
		secrets.some((secret) => secret.includes(word)) ? "***" : word,
	);
}

/** A failure with a detail that repeats no secret; anything that is no Failure as it is. */
export function redactFailure(error: unknown, secrets: readonly string[]): unknown {
	if (!(error instanceof Failure) || error.detail === undefined) return error;
	return error.but({ detail: redact(error.detail, secrets) });
}

/**
 * The failure of a sign-in with what the server said of the token. A token for something else (RFC 6750 section 3.1,
 * `insufficient_scope`) becomes oauth.scope-missing.
 */
export function withRefusal(failure: Failure, refusal: TokenRefusal | undefined): Failure {
	if (refusal === undefined) return failure;
	const wrongScope = refusal.status === "insufficient_scope" && failure.code.endsWith(".auth-failed");
	const code = wrongScope ? "oauth.scope-missing" : failure.code;
	return failure.but({ code, detail: `${failure.detail ?? ""} (${refusalText(refusal)})` });
}
