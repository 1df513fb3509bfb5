import { checkIdentity, encode, type Mechanism, passwordForms } from "./mechanism";

/**
 * LOGIN, obsolete and still the only one that some servers offer: account, then password, each when asked. The password
 * passes as it is.
 */
export class Login implements Mechanism {
	readonly name = "LOGIN";
	readonly secrets: readonly string[];
	readonly #responses: string[];

	/** Throws settings.invalid (`mail.account` or `mail.password`) for control characters. */
	constructor(account: string, password: string) {
		checkIdentity("mail.account", account);
		checkIdentity("mail.password", password);
		this.#responses = [encode(account), encode(password)];
		this.secrets = passwordForms(account, password);
	}

	respond(): string | undefined {
		return this.#responses.shift();
	}
}
