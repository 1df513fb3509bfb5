import { checkIdentity, type Mechanism, passwordForms, plainMessage } from "./mechanism";

/** PLAIN (RFC 4616): the password as it is, so for use within TLS. */
export class Plain implements Mechanism {
	readonly name = "PLAIN";
	readonly initialResponse: string;
	readonly secrets: readonly string[];

	/** Throws settings.invalid (`mail.account` or `mail.password`) for control characters, NUL above all. */
	constructor(account: string, password: string) {
		checkIdentity("mail.account", account);
		checkIdentity("mail.password", password);
		this.initialResponse = plainMessage(account, password);
		this.secrets = passwordForms(account, password);
	}

	respond(): undefined {
		return undefined;
	}
}
