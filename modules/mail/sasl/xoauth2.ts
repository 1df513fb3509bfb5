import { encode } from "./mechanism";
import { TokenMechanism } from "./token-mechanism";

/** XOAUTH2, Google's and Microsoft's mechanism for OAuth 2.0 access tokens. */
export class XOAUTH2 extends TokenMechanism {
	readonly name = "XOAUTH2";

	/**
	 * @param login the account's `preferred_username`
	 * @param token an access token for SMTP.Send, or for POP.AccessAsUser.All
	 *
	 * Throws settings.invalid (`login`) or oauth.answer-malformed for what would change the message's fields.
	 */
	constructor(login: string, token: string) {
		// The server's error as JSON is answered with an empty line.
		super(login, token, "");
	}

	get initialResponse(): string {
		return encode(`user=${this.login}\u0001auth=Bearer ${this.token}\u0001\u0001`);
	}
}
