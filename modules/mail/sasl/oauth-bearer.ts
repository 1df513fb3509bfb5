import { checkIdentity, checkToken, encode, type Mechanism, type TokenRefusal } from "./mechanism";
import { readTokenRefusal } from "./token-refusal";

/** 0x01 in base64: gives the error message back, whereupon the server ends the exchange (RFC 7628 section 3.2.3). */
const ACKNOWLEDGED = "AQ==";

/** OAUTHBEARER (RFC 7628), the IETF's mechanism for OAuth 2.0 access tokens. */
export class OAuthBearer implements Mechanism {
	readonly name = "OAUTHBEARER";
	readonly #message: readonly string[];
	readonly #token: string;
	#refusal: TokenRefusal | undefined;

	/**
	 * @param login the account's `preferred_username`
	 * @param token an access token
	 * @param server the server's name and port, as the printer connects to it
	 *
	 * Throws settings.invalid (`login` or `mail.smtp-server`) or oauth.answer-malformed for what would change the message's
	 * fields.
	 */
	constructor(login: string, token: string, server: { readonly host: string; readonly port: number }) {
		checkIdentity("login", login);
		checkIdentity("mail.smtp-server", server.host);
		checkToken(token);
		this.#message = [`n,a=${saslName(login)},`, `host=${server.host}`, `port=${server.port}`];
		this.#token = token;
	}

	/** Made anew each time: tokens have kilobytes, and two forms of one are enough in a small heap. */
	get initialResponse(): string {
		return encode([...this.#message, `auth=Bearer ${this.#token}`, "\u0001"].join("\u0001"));
	}

	get secrets(): readonly string[] {
		return [this.#token, this.initialResponse];
	}

	get refusal(): TokenRefusal | undefined {
		return this.#refusal;
	}

	respond(challenge: string): string {
		this.#refusal ??= readTokenRefusal(challenge);
		return ACKNOWLEDGED;
	}
}

/** A name in a GS2 header (RFC 5801 section 4, saslname). */
function saslName(name: string): string {
	return name.replace(/=/g, "=3D").replace(/,/g, "=2C");
}
