import { toBase64, utf8 } from "../base/bytes";
import { Failure } from "../base/failure";

/** A SASL mechanism (RFC 4422) for one exchange with a mail server; everything it answers is base64. */
export interface Mechanism {
	/** The name in AUTH and in the server's list. */
	readonly name: string;
	/** What the client says first, where the mechanism lets it begin. */
	readonly initialResponse?: string;
	/** What must never show: no text of the server that repeats part of it is passed on. */
	readonly secrets: readonly string[];
	/**
	 * The answer to a challenge that does not ask for the initial response; undefined where the mechanism has no more to
	 * say and the exchange must be cancelled (`*`, RFC 4954 section 4).
	 */
	respond(challenge: string): string | undefined;
}

/** XOAUTH2, Google's and Microsoft's mechanism for OAuth 2.0 access tokens. */
export class XOAUTH2 implements Mechanism {
	readonly name = "XOAUTH2";
	readonly initialResponse: string;
	readonly secrets: readonly string[];

	/**
	 * @param login the account's `preferred_username`
	 * @param token an access token for SMTP.Send
	 *
	 * Throws settings.invalid (`login`) or oauth.answer-malformed for what would change the message's fields.
	 */
	constructor(login: string, token: string) {
		checkIdentity("login", login);
		if (token === "" || /[^\x21-\x7e]/.test(token))
			throw new Failure("oauth.answer-malformed", { stage: "auth" });
		this.initialResponse = encode(`user=${login}\u0001auth=Bearer ${token}\u0001\u0001`);
		this.secrets = [token, this.initialResponse];
	}

	/** The server's error as JSON is answered with an empty line; the reply that says why follows. */
	respond(): string {
		return "";
	}
}

/** PLAIN (RFC 4616). */
export class Plain implements Mechanism {
	readonly name = "PLAIN";
	readonly initialResponse: string;
	readonly secrets: readonly string[];

	/** Throws settings.invalid (`mail.account` or `mail.password`) for control characters, NUL above all. */
	constructor(account: string, password: string) {
		checkIdentity("mail.account", account);
		checkIdentity("mail.password", password);
		this.initialResponse = encode(`\0${account}\0${password}`);
		this.secrets = [password, this.initialResponse];
	}

	respond(): undefined {
		return undefined;
	}
}

/** LOGIN, obsolete and still the only one that some servers offer: account, then password, each when asked. */
export class Login implements Mechanism {
	readonly name = "LOGIN";
	readonly secrets: readonly string[];
	readonly #responses: string[];

	/** Throws settings.invalid (`mail.account` or `mail.password`) for control characters. */
	constructor(account: string, password: string) {
		checkIdentity("mail.account", account);
		checkIdentity("mail.password", password);
		this.#responses = [encode(account), encode(password)];
		this.secrets = [password, encode(password)];
	}

	respond(): string | undefined {
		return this.#responses.shift();
	}
}

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

function checkIdentity(field: string, text: string): void {
	if (text === "" || /[\u0000-\u001f\u007f]/.test(text))
		throw new Failure("settings.invalid", { field, stage: "auth" });
}

function encode(text: string): string {
	return toBase64(utf8(text));
}
