import { checkIdentity, checkToken, encode, type Mechanism, type TokenRefusal } from "./mechanism";
import { readTokenRefusal } from "./token-refusal";

/** XOAUTH2, Google's and Microsoft's mechanism for OAuth 2.0 access tokens. */
export class XOAUTH2 implements Mechanism {
	readonly name = "XOAUTH2";
	readonly #login: string;
	readonly #token: string;
	#refusal: TokenRefusal | undefined;

	/**
	 * @param login the account's `preferred_username`
	 * @param token an access token for SMTP.Send, or for POP.AccessAsUser.All
	 *
	 * Throws settings.invalid (`login`) or oauth.answer-malformed for what would change the message's fields.
	 */
	constructor(login: string, token: string) {
		checkIdentity("login", login);
		checkToken(token);
		this.#login = login;
		this.#token = token;
	}

	/** Made anew each time: tokens have kilobytes, and two forms of one are enough in a small heap. */
	get initialResponse(): string {
		return encode(`user=${this.#login}\u0001auth=Bearer ${this.#token}\u0001\u0001`);
	}

	get secrets(): readonly string[] {
		return [this.#token, this.initialResponse];
	}

	get refusal(): TokenRefusal | undefined {
		return this.#refusal;
	}

	/** The server's error as JSON is answered with an empty line; the reply that says why follows. */
	respond(challenge: string): string {
		this.#refusal ??= readTokenRefusal(challenge);
		return "";
	}
}
