import { Failure } from "../base/failure";
import type { FailureCode } from "../base/failure-codes";
import { encodeRecord, type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";
import { ACCOUNT_RECORD, type AccountRecord, accountOwner, accountSchema } from "./account-record";
import { allowsSending, type Service } from "./microsoft";
import type { PostForm } from "./post";
import { refresh } from "./refresh";
import type { Tokens } from "./token-response";

/** An access token is renewed this long before its end, in seconds, or at half its life where that is shorter. */
const RENEWAL_MARGIN = 300;

/** An access token in memory. */
export interface AccessToken {
	readonly token: string;
	/** Milliseconds since 1970 at which it is renewed. */
	readonly renewAt: number;
}

/** What stays in memory of the record: nothing secret. */
type Summary = Pick<AccountRecord, "login" | "refreshedAt" | "expired">;

/** What a saved account works with. */
export interface SavedAccountOptions {
	readonly post: PostForm;
	readonly vault: Vault;
	/** Undefined until the clock was set: certificates cannot be checked before. */
	readonly clock: { now(): number | undefined };
	/** `mail`, `fax` or the id of a To My Email user. */
	readonly name: string;
}

/**
 * The account that the flash keeps, if any, and its access token. The access token lives in memory only; the refresh
 * token is unsealed for each refresh.
 */
export class SavedAccount {
	readonly #options: SavedAccountOptions;
	readonly #schema: RecordSchema<AccountRecord>;
	readonly #onEnded: (failure: Failure) => void;
	#summary: Summary | undefined;
	#access: AccessToken | undefined;
	#refreshing: Promise<string> | undefined;

	/** @param onEnded called when the account expired, or its record was found damaged */
	constructor(options: SavedAccountOptions, onEnded: (failure: Failure) => void) {
		this.#options = options;
		this.#onEnded = onEnded;
		this.#schema = accountSchema(options.name);
		this.#summary = summaryOf(readRecord(options.vault, this.#schema));
	}

	/** `preferred_username`; undefined where no account is saved. */
	get login(): string | undefined {
		return this.#summary?.login;
	}

	/** Why it must sign in again; undefined while it works. */
	get expired(): FailureCode | undefined {
		return this.#summary?.expired;
	}

	/** Milliseconds since 1970; undefined where no account is saved. */
	get refreshedAt(): number | undefined {
		return this.#summary?.refreshedAt;
	}

	/**
	 * Stores an account; the one before is destroyed in the same step.
	 *
	 * @throws Failure `storage.*`; the one before then stays
	 */
	replace(record: AccountRecord, access: AccessToken): void {
		const { vault, name } = this.#options;
		vault.replace(accountOwner(name), [[ACCOUNT_RECORD, encodeRecord(this.#schema, record)]]);
		this.#hold(record, access);
	}

	/**
	 * Destroys what opens the record, whatever the flash still holds of it.
	 *
	 * @throws Failure `storage.*`
	 */
	destroy(): void {
		this.#options.vault.destroy(accountOwner(this.#options.name));
		this.#hold(undefined, undefined);
	}

	/**
	 * An access token, fresh for some minutes. Callers at the same time share one refresh; a new refresh token is in the
	 * flash before the access token is given out.
	 *
	 * @throws Failure `oauth.not-signed-in`; the reason of `expired`; `tls.clock-not-set`; what the refresh throws. One
	 *   whose action is `sign-in` makes the account expire; after any other it is as it was
	 */
	async accessToken(): Promise<string> {
		if (!this.#summary) throw new Failure("oauth.not-signed-in");
		if (this.#summary.expired) throw new Failure(this.#summary.expired);
		if (this.#access && Date.now() < this.#access.renewAt) return this.#access.token;
		this.#refreshing ??= this.#refresh();
		const refreshing = this.#refreshing;
		try {
			return await refreshing;
		} finally {
			if (this.#refreshing === refreshing) this.#refreshing = undefined;
		}
	}

	/** Lets go of the access token; the next one is asked for anew. */
	invalidateAccessToken(): void {
		this.#access = undefined;
	}

	async #refresh(): Promise<string> {
		assertClock(this.#options.clock);
		const before = this.#summary;
		const record = readRecord(this.#options.vault, this.#schema);
		if (!record) throw this.#lost();
		let tokens: Tokens;
		try {
			tokens = await refresh(this.#options.post, record);
		} catch (error) {
			const failure = Failure.from(error);
			if (this.#summary === before && failure.action === "sign-in") this.#expire(record, failure);
			throw failure;
		}
		if (this.#summary !== before)
			throw new Failure("oauth.not-signed-in", { detail: "signed out meanwhile" });
		const refreshToken = tokens.refreshToken ?? record.refreshToken;
		const renewed: AccountRecord = { ...record, refreshToken, refreshedAt: Date.now() };
		writeRecord(this.#options.vault, this.#schema, renewed);
		assertScope(record.service, tokens);
		this.#hold(renewed, accessTokenOf(tokens));
		return tokens.accessToken;
	}

	#expire(record: AccountRecord, failure: Failure): void {
		const expired: AccountRecord = { ...record, expired: failure.code };
		this.#hold(expired, undefined);
		try {
			writeRecord(this.#options.vault, this.#schema, expired);
		} catch {
			// Stored for the next start only, whose first refresh would find the reason again.
		}
		this.#onEnded(failure);
	}

	/** The record was readable at the start and no longer is. */
	#lost(): Failure {
		const failure = new Failure("storage.corrupt", { detail: this.#schema.name });
		this.#hold(undefined, undefined);
		this.#onEnded(failure);
		return new Failure("oauth.not-signed-in", { cause: failure });
	}

	#hold(record: AccountRecord | undefined, access: AccessToken | undefined): void {
		this.#summary = summaryOf(record);
		this.#access = access;
		this.#refreshing = undefined;
	}
}

/** @throws Failure `tls.clock-not-set` */
export function assertClock(clock: { now(): number | undefined }): void {
	if (clock.now() === undefined) throw new Failure("tls.clock-not-set");
}

/**
 * Do the tokens of a service allow sending mail?
 *
 * @throws Failure `oauth.scope-missing`
 */
export function assertScope(service: Service, { scope }: Tokens): void {
	if (scope !== undefined && !allowsSending(service, scope))
		throw new Failure("oauth.scope-missing", { detail: scope });
}

/** The access token among the tokens just received. */
export function accessTokenOf({ accessToken, expiresIn }: Tokens): AccessToken {
	const life = Math.max(expiresIn - RENEWAL_MARGIN, expiresIn / 2);
	return { token: accessToken, renewAt: Date.now() + life * 1000 };
}

function summaryOf(record: AccountRecord | undefined): Summary | undefined {
	if (!record) return undefined;
	const { login, refreshedAt, expired } = record;
	return expired ? { login, refreshedAt, expired } : { login, refreshedAt };
}
