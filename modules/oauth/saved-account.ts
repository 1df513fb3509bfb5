import { assertClock, type DeviceClock } from "../base/clock";
import { Failure } from "../base/failure";
import type { FailureCode } from "../base/failure-codes";
import { encodeRecord, type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";
import {
	ACCOUNT_RECORD,
	type AccountRecord,
	accountOwner,
	accountSchema,
	type StoredFailing,
	type Warned,
} from "./account-record";
import { allowsSending, type Service } from "./microsoft";
import type { PostForm } from "./post";
import { refresh } from "./refresh";
import type { Tokens } from "./token-response";

/** An access token is renewed this long before its end, in seconds, or at half its life where that is shorter. */
const RENEWAL_MARGIN = 300;

/** A token that cannot be renewed is used until this long before its end, in seconds: a message may take that long. */
const LAST_MARGIN = 30;

/** Refreshes that fail for this long, in milliseconds, are noted in the flash, so that a restart does not forget them. */
const NOTED_AFTER = 3600 * 1000;

/** An access token in memory. */
export interface AccessToken {
	readonly token: string;
	/** Milliseconds since 1970 at which it is renewed. */
	readonly renewAt: number;
	/** Milliseconds since 1970 until which it is used where it cannot be renewed. */
	readonly useUntil: number;
}

/** Refreshes that have failed one after the other, for reasons that may pass: the sign-in holds, but will run out. */
export interface Failing {
	/** When the first of them failed, in milliseconds since 1970. */
	readonly since: number;
	/** Why the last of them failed. */
	readonly failure: Failure;
}

/** What stays in memory of the record: nothing secret. */
type Summary = Pick<AccountRecord, "login" | "refreshedAt" | "expired">;

/** What a saved account works with. */
export interface SavedAccountOptions {
	readonly post: PostForm;
	readonly vault: Vault;
	/** Certificates cannot be checked by a clock that was not set, or is wrong. */
	readonly clock: DeviceClock;
	/** `mail`, `fax` or `user/` and the id of a To My Email user. */
	readonly name: string;
}

/** Who wants to know what becomes of a saved account by itself. */
export interface SavedAccountListener {
	/** It expired, or its record was found damaged. */
	onEnded(failure: Failure): void;
	/** A refresh failed for a reason that may pass, or one worked after others had failed. */
	onFailing(): void;
}

/**
 * The account that the flash keeps, if any, and its access token. The access token lives in memory only; the refresh
 * token is unsealed for each refresh.
 */
export class SavedAccount {
	readonly #options: SavedAccountOptions;
	readonly #schema: RecordSchema<AccountRecord>;
	readonly #listener: SavedAccountListener;
	#summary: Summary | undefined;
	#access: AccessToken | undefined;
	#refreshing: Promise<string> | undefined;
	#failing: Failing | undefined;
	#failingNoted = false;
	#warned: Warned | undefined;

	constructor(options: SavedAccountOptions, listener: SavedAccountListener) {
		this.#options = options;
		this.#listener = listener;
		this.#schema = accountSchema(options.name);
		this.#hold(readRecord(options.vault, this.#schema), undefined);
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

	/** The failed refreshes since the last one that worked; undefined where the last one did. */
	get failing(): Failing | undefined {
		return this.#failing;
	}

	/** What the administrator has been told by mail since the last refresh that worked. */
	get warned(): Warned | undefined {
		return this.#warned;
	}

	/** Remembers what the administrator has been told; a flash that does not take it means that it is told again. */
	noteWarned(warned: Warned): void {
		this.#warned = warned;
		this.#note();
	}

	/** The access token at hand, while it is good and whatever became of the account since. */
	get heldToken(): string | undefined {
		return this.#access && Date.now() < this.#access.useUntil ? this.#access.token : undefined;
	}

	/** Settles when the refresh under way has ended; undefined where there is none. Never rejects. */
	get refreshed(): Promise<unknown> | undefined {
		return this.#refreshing?.catch(() => undefined);
	}

	/** Lets go of everything in memory; the flash keeps the account. Nothing but a new object reaches it from then on. */
	close(): void {
		this.#hold(undefined, undefined);
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
	 * flash before the access token is given out. Where the refresh fails for a reason that may pass, the token at hand
	 * goes on until its end.
	 *
	 * @throws Failure `oauth.not-signed-in`; the reason of `expired`; `tls.clock-*`; what the refresh throws. One whose
	 *   action is `sign-in` makes the account expire; after any other it is as it was
	 */
	async accessToken(): Promise<string> {
		this.#assertUsable();
		if (this.#access && Date.now() < this.#access.renewAt) return this.#access.token;
		const summary = this.#summary;
		try {
			return await this.renew();
		} catch (error) {
			// One that expired, or was signed out or replaced meanwhile, has another summary.
			const held = this.#summary === summary ? this.heldToken : undefined;
			if (held === undefined) throw error;
			return held;
		}
	}

	/**
	 * Refreshes, or joins the refresh under way, however fresh the access token is.
	 *
	 * @throws Failure as `accessToken`
	 */
	async renew(): Promise<string> {
		this.#assertUsable();
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

	#assertUsable(): void {
		if (!this.#summary) throw new Failure("oauth.not-signed-in");
		if (this.#summary.expired) throw new Failure(this.#summary.expired);
	}

	async #refresh(): Promise<string> {
		assertClock(this.#options.clock);
		const before = this.#summary;
		const record = readRecord(this.#options.vault, this.#schema);
		if (!record) throw this.#lost();
		try {
			const tokens = await refresh(this.#options.post, record);
			if (this.#summary !== before) {
				throw new Failure("oauth.not-signed-in", { detail: "signed out meanwhile" });
			}
			this.#renew(record, tokens);
			return tokens.accessToken;
		} catch (error) {
			const failure = Failure.from(error);
			if (this.#summary === before) this.#failed(record, failure);
			throw failure;
		}
	}

	/** The new refresh token is readable in the flash before anything goes on. */
	#renew(record: AccountRecord, tokens: Tokens): void {
		const refreshToken = tokens.refreshToken ?? record.refreshToken;
		const renewed = { ...untroubled(record), refreshToken, refreshedAt: Date.now() };
		writeRecord(this.#options.vault, this.#schema, renewed);
		assertScope(record.service, tokens);
		const hadFailed = this.#failing !== undefined;
		this.#hold(renewed, accessTokenOf(tokens));
		if (hadFailed) this.#listener.onFailing();
	}

	#failed(record: AccountRecord, failure: Failure): void {
		if (failure.action === "sign-in") {
			this.#expire(record, failure);
			return;
		}
		const since = this.#failing?.since ?? Date.now();
		// Without what is behind it: days may pass until anyone looks at this.
		this.#failing = { since, failure: failure.but({ cause: undefined }) };
		if (!this.#failingNoted && Date.now() - since >= NOTED_AFTER) {
			this.#failingNoted = true;
			this.#note();
		}
		this.#listener.onFailing();
	}

	/** Writes what became of the account beside its tokens; where that fails, a restart forgets it. */
	#note(): void {
		const record = readRecord(this.#options.vault, this.#schema);
		if (!record) return;
		const failing: StoredFailing | undefined = this.#failing && {
			since: this.#failing.since,
			code: this.#failing.failure.code,
		};
		const noted: AccountRecord = {
			...record,
			...(failing ? { failing } : {}),
			...(this.#warned ? { warned: this.#warned } : {}),
		};
		try {
			writeRecord(this.#options.vault, this.#schema, noted);
		} catch {
			// Nothing that is needed to send is lost.
		}
	}

	#expire(record: AccountRecord, failure: Failure): void {
		const expired: AccountRecord = { ...untroubled(record), expired: failure.code };
		// A token that is still good may carry the warning about this.
		this.#hold(expired, this.heldToken === undefined ? undefined : this.#access);
		try {
			writeRecord(this.#options.vault, this.#schema, expired);
		} catch {
			// Stored for the next start only, whose first refresh would find the reason again.
		}
		this.#listener.onEnded(failure);
	}

	/** The record was readable at the start and no longer is. */
	#lost(): Failure {
		const failure = new Failure("storage.corrupt", { detail: this.#schema.name });
		this.#hold(undefined, undefined);
		this.#listener.onEnded(failure);
		return new Failure("oauth.not-signed-in", { cause: failure });
	}

	#hold(record: AccountRecord | undefined, access: AccessToken | undefined): void {
		const failing = record?.failing;
		this.#summary = summaryOf(record);
		this.#access = access;
		this.#refreshing = undefined;
		this.#failing = failing && { since: failing.since, failure: new Failure(failing.code) };
		this.#failingNoted = failing !== undefined;
		this.#warned = record?.warned;
	}
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
	const now = Date.now();
	const life = Math.max(expiresIn - RENEWAL_MARGIN, expiresIn / 2);
	return {
		token: accessToken,
		renewAt: now + life * 1000,
		useUntil: now + (expiresIn - Math.min(LAST_MARGIN, expiresIn / 2)) * 1000,
	};
}

/** The record without what went wrong with it. */
function untroubled({ failing: _failing, warned: _warned, ...record }: AccountRecord): AccountRecord {
	return record;
}

function summaryOf(record: AccountRecord | undefined): Summary | undefined {
	if (!record) return undefined;
	const { login, refreshedAt, expired } = record;
	return expired ? { login, refreshedAt, expired } : { login, refreshedAt };
}
