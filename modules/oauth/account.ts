import Timer from "timer";
import { assertClock } from "../base/clock";
import { Failure } from "../base/failure";
import type { Values } from "../settings/fields";
import type { AccountRecord, Warned } from "./account-record";
import { DeviceGrant } from "./device-grant";
import { readIdToken } from "./id-token";
import type { Service } from "./microsoft";
import {
	type AccessToken,
	accessTokenOf,
	assertScope,
	type Failing,
	SavedAccount,
	type SavedAccountOptions,
} from "./saved-account";
import type { Tokens } from "./token-response";

/**
 * How an account stands. `failure` is why the last sign-in came to nothing.
 *
 * `signed-in` with `saved: false`: the person has signed in, and nothing is stored until `save()`; with `failing`: the
 * account is saved and works until its last access token ends, but refreshing fails.
 * `expired`: the account is saved and must sign in again, for the reason in `failure`.
 */
export type AccountState =
	| { readonly kind: "signed-out"; readonly failure?: Failure }
	| { readonly kind: "starting" }
	| {
			readonly kind: "code-shown";
			/** As the server gave it; so are the URL and the message. */
			readonly userCode: string;
			readonly verificationUri: string;
			readonly message: string;
			/** Milliseconds since 1970. */
			readonly expiresAt: number;
	  }
	| {
			readonly kind: "signed-in";
			readonly login: string;
			readonly saved: boolean;
			readonly failure?: Failure;
			readonly failing?: Failing;
	  }
	| { readonly kind: "expired"; readonly login: string; readonly failure: Failure };

/**
 * How long a sign-in waits to be saved, in milliseconds: as long as a session of Web Config. Whoever left the page without
 * OK is not coming back.
 */
const UNSAVED_LIFE = 15 * 60_000;

/** What an account is made of. */
export interface AccountOptions extends SavedAccountOptions {
	/** The app registration's id, from the build configuration. */
	readonly clientId: string;
}

/** How to sign in. */
export interface SignInOptions {
	/** Of the message with the code. */
	readonly language: Values["language"];
	/** The id of another app registration, in place of the build configuration's. */
	readonly clientId?: string | undefined;
}

/** Where a sign-in takes place, and as which app. */
type Registration = Pick<AccountRecord, "service" | "clientId">;

/** A sign-in that may be stored. */
interface SignedIn {
	readonly record: AccountRecord;
	readonly access: AccessToken;
}

/**
 * A sign-in to the mail service and what is kept of it. Signing in takes two steps, as in the guide: the device grant,
 * after which the account shows as connected, and `save()` (the page's OK), which stores it.
 */
export class Account {
	readonly #options: AccountOptions;
	readonly #saved: SavedAccount;
	readonly #listeners = new Set<(state: AccountState) => void>();
	#state: AccountState;
	#grant: DeviceGrant | undefined;
	#unsaved: SignedIn | undefined;
	#unsavedTimer: Timer | undefined;
	#closed = false;

	constructor(options: AccountOptions) {
		this.#options = options;
		this.#saved = new SavedAccount(options, {
			onEnded: (failure) => this.#changed(failure),
			onFailing: () => this.#changed(),
		});
		this.#state = this.#rest();
	}

	/** How the account stands now. */
	get state(): AccountState {
		return this.#state;
	}

	/** Name of the saved account at the mail service (`preferred_username`); XOAUTH2 sends it as `user=`. */
	get login(): string | undefined {
		return this.#saved.login;
	}

	/** When the saved account was last refreshed, in milliseconds since 1970; undefined where there is nothing to keep. */
	get refreshedAt(): number | undefined {
		return this.#saved.expired ? undefined : this.#saved.refreshedAt;
	}

	/** Calls `listener` at each change of state; answers a function that ends this. */
	observe(listener: (state: AccountState) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/**
	 * Starts to sign in and resolves when the code is shown; the rest goes on by itself and shows in `state`. A sign-in
	 * not saved yet is let go of; a saved account stays as it is until `save()`.
	 *
	 * @throws Failure `oauth.busy`, `tls.clock-*`, and what the request for a code throws
	 */
	async signIn(
		service: Service,
		{ language, clientId = this.#options.clientId }: SignInOptions,
	): Promise<void> {
		if (this.#closed) throw new Failure("oauth.not-signed-in", { detail: "the account was closed" });
		if (this.#grant) throw new Failure("oauth.busy");
		this.#letGo();
		const registration = { service, clientId };
		const grant = new DeviceGrant({ post: this.#options.post, ...registration });
		this.#grant = grant;
		try {
			assertClock(this.#options.clock);
			this.#become({ kind: "starting" });
			const authorization = await grant.start(language);
			const { userCode, verificationUri, message, expiresIn } = authorization;
			const expiresAt = Date.now() + expiresIn * 1000;
			this.#become({ kind: "code-shown", userCode, verificationUri, message, expiresAt });
			void this.#complete(grant, registration, grant.poll(authorization));
		} catch (error) {
			throw this.#giveUp(grant, error);
		}
	}

	/** Ends a sign-in that is under way; the account stands as before it. */
	cancel(): void {
		if (!this.#grant) return;
		this.#grant.cancel();
		this.#grant = undefined;
		this.#become(this.#rest());
	}

	/** Lets go of a sign-in that is not saved or still under way (the page was left without OK). */
	discard(): void {
		this.cancel();
		if (!this.#unsaved) return;
		this.#letGo();
		this.#become(this.#rest());
	}

	/**
	 * Stores the sign-in that is not saved yet, if there is one. What was saved before is destroyed in the same step.
	 *
	 * @throws Failure `storage.*`; the account then stands as before the call
	 */
	save(): void {
		if (!this.#unsaved) return;
		this.#saved.replace(this.#unsaved.record, this.#unsaved.access);
		this.#letGo();
		this.#become(this.#rest());
	}

	/**
	 * Signs out: what opens the account's record is destroyed, whatever the flash still holds of it.
	 *
	 * @throws Failure `storage.*`; the account then is still signed in
	 */
	signOut(): void {
		this.#saved.destroy();
		this.#endSignIn();
		this.#become(this.#rest());
	}

	/**
	 * Ends the use of this object: nothing is reached by it any more, and nothing stored. The flash keeps the saved account
	 * for another object.
	 */
	close(): void {
		this.#closed = true;
		this.#endSignIn();
		this.#saved.close();
		this.#become(this.#rest());
		this.#listeners.clear();
	}

	/**
	 * An access token for the saved account, fresh for some minutes. Callers at the same time share one refresh; a new
	 * refresh token is in the flash before the access token is given out. Where the refresh fails for a reason that may
	 * pass, the token at hand goes on until its end.
	 *
	 * @throws Failure `oauth.not-signed-in`; the reason of `expired`; `tls.clock-*`; what the refresh throws. One whose
	 *   action is `sign-in` makes the account `expired`; after any other the account is as it was
	 */
	accessToken(): Promise<string> {
		return this.#saved.accessToken();
	}

	/**
	 * Refreshes the saved account, however fresh its access token is, so that its sign-in does not run out unused.
	 *
	 * @throws Failure as `accessToken`
	 */
	async renew(): Promise<void> {
		await this.#saved.renew();
	}

	/** Settles when a refresh under way has ended; undefined where there is none. */
	get refreshed(): Promise<unknown> | undefined {
		return this.#saved.refreshed;
	}

	/** The access token at hand while it is good, whatever has become of the account: for a warning about just that. */
	get heldToken(): string | undefined {
		return this.#saved.heldToken;
	}

	/** What the administrator has been told by mail since the last refresh that worked. */
	get warned(): Warned | undefined {
		return this.#saved.warned;
	}

	/** Remembers, beyond a restart, what the administrator has been told. */
	noteWarned(warned: Warned): void {
		this.#saved.noteWarned(warned);
	}

	/** Lets go of the access token, as the mail server refused it; the next one is asked for anew. */
	invalidateAccessToken(): void {
		this.#saved.invalidateAccessToken();
	}

	async #complete(grant: DeviceGrant, registration: Registration, polling: Promise<Tokens>): Promise<void> {
		try {
			const signedIn = signedInAs(registration, await polling);
			if (this.#grant !== grant) return;
			this.#grant = undefined;
			this.#unsaved = signedIn;
			this.#unsavedTimer = Timer.set(() => this.discard(), UNSAVED_LIFE);
			this.#become({ kind: "signed-in", login: signedIn.record.login, saved: false });
		} catch (error) {
			this.#giveUp(grant, error);
		}
	}

	/** Ends the grant unless another has taken its place; answers the failure that ended it. */
	#giveUp(grant: DeviceGrant, error: unknown): Failure {
		const failure = Failure.from(error);
		if (this.#grant === grant) {
			this.#grant = undefined;
			this.#become(this.#rest(failure));
		}
		return failure;
	}

	#endSignIn(): void {
		this.#grant?.cancel();
		this.#grant = undefined;
		this.#letGo();
	}

	/** Lets go of the sign-in that is not saved. */
	#letGo(): void {
		if (!this.#unsaved) return;
		this.#unsaved = undefined;
		Timer.clear(this.#unsavedTimer);
		this.#unsavedTimer = undefined;
	}

	/** Something became of the saved account by itself; a sign-in that is under way or not saved yet is what shows. */
	#changed(failure?: Failure): void {
		if (!this.#grant && !this.#unsaved) this.#become(this.#rest(failure));
	}

	/** The state without a sign-in under way. */
	#rest(failure?: Failure): AccountState {
		const { login, expired, failing } = this.#saved;
		const why = failure ? { failure } : {};
		if (login === undefined) return { kind: "signed-out", ...why };
		if (expired === undefined) {
			return { kind: "signed-in", login, saved: true, ...why, ...(failing ? { failing } : {}) };
		}
		return { kind: "expired", login, failure: failure?.code === expired ? failure : new Failure(expired) };
	}

	#become(state: AccountState): void {
		this.#state = state;
		for (const listener of [...this.#listeners]) listener(state);
	}
}

/** @throws Failure `oauth.identity-missing`, `oauth.scope-missing` */
function signedInAs({ service, clientId }: Registration, tokens: Tokens): SignedIn {
	const { login, tenantId, displayName } = readIdToken(tokens.idToken);
	const { refreshToken } = tokens;
	if (!refreshToken) throw new Failure("oauth.scope-missing", { detail: "no refresh token" });
	assertScope(service, tokens);
	const record: AccountRecord = {
		// A copy, because XS cannot write preloaded objects as JSON.
		service: { ...service },
		clientId,
		login,
		refreshToken,
		refreshedAt: Date.now(),
		...(tenantId ? { tenantId } : {}),
		...(displayName ? { displayName } : {}),
	};
	return { record, access: accessTokenOf(tokens) };
}
