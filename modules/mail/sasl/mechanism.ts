import { toBase64, utf8 } from "../../base/bytes";
import { Failure } from "../../base/failure";

/** A SASL mechanism (RFC 4422) for one exchange with a mail server; everything it answers is base64. */
export interface Mechanism {
	/** The name in AUTH and in the server's list. */
	readonly name: string;
	/** What the client says first, where the mechanism lets it begin. */
	readonly initialResponse?: string;
	/** What must never show: no text of the server that repeats part of it is passed on. */
	readonly secrets: readonly string[];
	/** Why the server refused a token, where it said so in a challenge. */
	readonly refusal?: TokenRefusal | undefined;
	/**
	 * The answer to a challenge that does not ask for the initial response; undefined where the mechanism has no more to
	 * say and the exchange must be cancelled (`*`, RFC 4954 section 4).
	 * @param challenge in base64, as the server sent it
	 *
	 * Throws mail.challenge-malformed.
	 */
	respond(challenge: string): string | undefined;
}

/** What a server says of a token that it refuses (RFC 7628 section 3.2.2); each in printable ASCII. */
export interface TokenRefusal {
	/** A number as HTTP has it, or an error of RFC 6750 section 3.1, e.g. `invalid_token`. */
	readonly status?: string | undefined;
	/** What a token must be good for. */
	readonly scope?: string | undefined;
}

/** Throws settings.invalid with that field for an empty text and for control characters, which would end or add fields. */
export function checkIdentity(field: string, text: string): void {
	if (text === "" || /[\u0000-\u001f\u007f]/.test(text))
		throw new Failure("settings.invalid", { field, stage: "auth" });
}

/** Throws oauth.answer-malformed for what is no bearer token (RFC 6750 section 2.1) and could change the fields of a message. */
export function checkToken(token: string): void {
	if (token === "" || /[^\x21-\x7e]/.test(token))
		throw new Failure("oauth.answer-malformed", { stage: "auth" });
}

/** A password in every form in which a mechanism says it, and a server could repeat it. */
export function passwordForms(account: string, password: string): readonly string[] {
	return [password, encode(password), plainMessage(account, password)];
}

/** The one message of PLAIN (RFC 4616 section 2). */
export function plainMessage(account: string, password: string): string {
	return encode(`\0${account}\0${password}`);
}

/** Base64 of a text in UTF-8. */
export function encode(text: string): string {
	return toBase64(utf8(text));
}
