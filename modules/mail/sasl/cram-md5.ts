import { fromBase64, toHex, utf8 } from "../../base/bytes";
import { Failure } from "../../base/failure";
import { HMAC } from "../../base/hmac";
import { checkIdentity, encode, type Mechanism, passwordForms } from "./mechanism";

/** Longest challenge, in characters of base64: servers send one msg-id of less than 100. */
const CHALLENGE_LIMIT = 1024;

/**
 * CRAM-MD5 (RFC 2195): the password does not pass, only a keyed hash of what the server asks. Who hears it can still
 * guess at the password, so it is better than PLAIN without TLS, not a stand-in for TLS.
 */
export class CRAMMD5 implements Mechanism {
	readonly name = "CRAM-MD5";
	readonly #account: string;
	readonly #password: string;
	#response: string | undefined;

	/** Throws settings.invalid (`mail.account` or `mail.password`) for control characters. */
	constructor(account: string, password: string) {
		checkIdentity("mail.account", account);
		checkIdentity("mail.password", password);
		this.#account = account;
		this.#password = password;
	}

	get secrets(): readonly string[] {
		const forms = passwordForms(this.#account, this.#password);
		return this.#response === undefined ? forms : [...forms, this.#response];
	}

	/**
	 * Account and keyed hash. A second challenge is not answered: one exchange proves one thing.
	 *
	 * Throws mail.challenge-malformed for one that is no base64, or empty: its answer would be the same every time.
	 */
	respond(challenge: string): string | undefined {
		if (this.#response !== undefined) return undefined;
		const digest = new HMAC("MD5", utf8(this.#password)).of(decode(challenge));
		this.#response = encode(`${this.#account} ${toHex(digest)}`);
		return this.#response;
	}
}

function decode(challenge: string): Uint8Array {
	try {
		if (challenge !== "" && challenge.length <= CHALLENGE_LIMIT) return fromBase64(challenge);
	} catch {
		// Reported below, like one that is empty.
	}
	throw new Failure("mail.challenge-malformed", { detail: `CRAM-MD5 ${challenge}` });
}
