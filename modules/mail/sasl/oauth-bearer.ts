import { checkIdentity, encode } from "./mechanism";
import { TokenMechanism } from "./token-mechanism";

/** 0x01 in base64: gives the error message back, whereupon the server ends the exchange (RFC 7628 section 3.2.3). */
const ACKNOWLEDGED = "AQ==";

/** OAUTHBEARER (RFC 7628), the IETF's mechanism for OAuth 2.0 access tokens. */
export class OAuthBearer extends TokenMechanism {
	readonly name = "OAUTHBEARER";
	readonly #fields: readonly string[];

	/**
	 * @param login the account's `preferred_username`
	 * @param token an access token
	 * @param server the server's name and port, as the printer connects to it
	 *
	 * Throws settings.invalid (`login` or `mail.smtp-server`) or oauth.answer-malformed for what would change the message's
	 * fields.
	 */
	constructor(login: string, token: string, server: { readonly host: string; readonly port: number }) {
		super(login, token, ACKNOWLEDGED);
		checkIdentity("mail.smtp-server", server.host);
		this.#fields = [`n,a=${saslName(login)},`, `host=${server.host}`, `port=${server.port}`];
	}

	get initialResponse(): string {
		return encode([...this.#fields, `auth=Bearer ${this.token}`, "\u0001"].join("\u0001"));
	}
}

/** A name in a GS2 header (RFC 5801 section 4, saslname). */
function saslName(name: string): string {
	return name.replace(/=/g, "=3D").replace(/,/g, "=2C");
}
