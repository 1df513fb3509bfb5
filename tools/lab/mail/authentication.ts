import type { Account } from "../accounts";
import { permission } from "../authority/scopes";
import type { Faults } from "../faults";
import { REPLIES } from "./replies";

/** Finds out whose access token this is. */
export type TokenReader = (token: string) => Promise<{ account: Account; scope: string } | undefined>;

/** What the SASL exchange needs of the conversation. */
export interface Exchange {
	/** Sends a challenge line and reads the client's answer. */
	ask(challenge: string): Promise<string>;
}

/** How an AUTH command ended. */
export interface AuthResult {
	readonly reply: string;
	/** Set when the client is signed in. */
	readonly account?: Account;
}

/** What Exchange sends, base64 encoded, before it refuses a token. */
const XOAUTH2_FAILURE = Buffer.from(
	'{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/"}',
);

/** XOAUTH2, and the refusal of passwords. */
export class Authentication {
	readonly #faults: Faults;
	readonly #readToken: TokenReader;

	constructor(faults: Faults, readToken: TokenReader) {
		this.#faults = faults;
		this.#readToken = readToken;
	}

	/** Runs AUTH. @param argument the mechanism and, where the client sent one, the initial response */
	async run(argument: string, exchange: Exchange): Promise<AuthResult> {
		const [mechanism = "", initial] = argument.split(" ");
		switch (mechanism.toUpperCase()) {
			case "XOAUTH2":
				return this.#xoauth2(initial ?? (await exchange.ask(REPLIES.emptyChallenge)), exchange);
			case "PLAIN":
				if (initial === undefined) await exchange.ask(REPLIES.emptyChallenge);
				return { reply: REPLIES.basicDisabled };
			case "LOGIN":
				if (initial === undefined) await exchange.ask(REPLIES.userNameChallenge);
				await exchange.ask(REPLIES.passwordChallenge);
				return { reply: REPLIES.basicDisabled };
			default:
				return { reply: REPLIES.unknownAuthentication };
		}
	}

	async #xoauth2(response: string, exchange: Exchange): Promise<AuthResult> {
		if (response === "*") return { reply: REPLIES.cancelled };
		if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(response)) {
			return { reply: REPLIES.badBase64 };
		}
		const text = Buffer.from(response, "base64").toString("utf8");
		const match = /^user=([^\x01]+)\x01auth=Bearer ([^\x01]+)\x01\x01$/.exec(text);
		const account = match === null ? undefined : await this.#check(match[1] as string, match[2] as string);
		if (account === undefined) {
			await exchange.ask(`334 ${XOAUTH2_FAILURE.toString("base64")}`);
			return { reply: REPLIES.authenticationFailed };
		}
		const refusal = this.#refusal(account);
		return refusal === undefined ? { reply: REPLIES.authenticated, account } : { reply: refusal };
	}

	async #check(login: string, token: string): Promise<Account | undefined> {
		const found = await this.#readToken(token);
		if (found === undefined || found.account.address !== login.toLowerCase()) return undefined;
		if (!found.scope.split(" ").some((scope) => permission(scope) === "SMTP.Send")) return undefined;
		return this.#faults.hits("token-rejected", found.account.address) ? undefined : found.account;
	}

	/** Why a good token does not help. */
	#refusal(account: Account): string | undefined {
		const disabled = this.#faults.peek("smtp-auth-disabled");
		if (disabled === "tenant") {
			this.#faults.take("smtp-auth-disabled");
			return REPLIES.disabledForTenant;
		}
		if (this.#faults.hits("smtp-auth-disabled", account.address)) return REPLIES.disabledForMailbox;
		if (this.#faults.take("security-defaults")) return REPLIES.securityDefaults;
		if (this.#faults.take("smtp-conditional-access")) return REPLIES.criteria;
		return undefined;
	}
}
