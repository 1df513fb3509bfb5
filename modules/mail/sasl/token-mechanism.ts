import { checkIdentity, checkToken, type Mechanism, type TokenRefusal } from "./mechanism";
import { readTokenRefusal } from "./token-refusal";

/** What the mechanisms for OAuth 2.0 access tokens share: one response, and an acknowledgement where it is refused. */
export abstract class TokenMechanism implements Mechanism {
	abstract readonly name: string;
	/** Made anew each time: tokens have kilobytes, and two forms of one are enough in a small heap. */
	abstract readonly initialResponse: string;
	protected readonly login: string;
	protected readonly token: string;
	/** In base64; the reply that says why follows it. */
	readonly #acknowledgement: string;
	#refusal: TokenRefusal | undefined;

	/**
	 * @param login the account's `preferred_username`
	 * @param token an access token
	 * @param acknowledgement answers the server's error, in base64
	 *
	 * Throws settings.invalid (`login`) or oauth.answer-malformed for what would change the message's fields.
	 */
	constructor(login: string, token: string, acknowledgement: string) {
		checkIdentity("login", login);
		checkToken(token);
		this.login = login;
		this.token = token;
		this.#acknowledgement = acknowledgement;
	}

	get secrets(): readonly string[] {
		return [this.token, this.initialResponse];
	}

	get refusal(): TokenRefusal | undefined {
		return this.#refusal;
	}

	respond(challenge: string): string {
		this.#refusal ??= readTokenRefusal(challenge);
		return this.#acknowledgement;
	}
}
