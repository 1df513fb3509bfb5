import { Failure } from "../../base/failure";
import type { TokenRefusal } from "./mechanism";
import { refusalText } from "./token-refusal";

/** What stands for a secret, or for a part of one. */
const MASK = "***";
/** Letters of a secret, in a row, that tell something of it. */
const PART = 8;

/**
 * A server's text without whatever repeats a secret, whole or in part: some servers echo the command they refuse, or as
 * much of it as they read.
 * @param secrets passwords, tokens and their encodings
 */
export function redact(text: string, secrets: readonly string[]): string {
	let whole = text;
	for (const secret of secrets) if (secret) whole = whole.split(secret).join(MASK);
	const repeats = (part: string) => secrets.some((secret) => secret.includes(part));
	let clean = "";
	let begin = 0;
	for (let at = 0; at + PART <= whole.length; ) {
		if (!repeats(whole.slice(at, at + PART))) {
			at += 1;
			continue;
		}
		let end = at + PART;
		while (end < whole.length && repeats(whole.slice(end + 1 - PART, end + 1))) end += 1;
		clean += whole.slice(begin, at) + MASK;
		begin = at = end;
	}
	return clean + whole.slice(begin);
}

/** A failure with a detail that repeats no secret; anything that is no Failure as it is. */
export function redactFailure<Thrown>(error: Thrown, secrets: readonly string[]): Thrown | Failure {
	if (!(error instanceof Failure) || error.detail === undefined) return error;
	const detail = redact(error.detail, secrets);
	return detail === error.detail ? error : error.but({ detail });
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
