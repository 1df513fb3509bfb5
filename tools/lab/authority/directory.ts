import { createServer } from "node:http";
import type Provider from "oidc-provider";
import { type Listener, LOOPBACK, listen } from "../../../hosts/virtual/board/loopback";
import {
	type Account,
	type Audience,
	CLIENT_ID,
	CONSUMER_TENANT_ID,
	findAccount,
	TENANT_ID,
} from "../accounts";
import type { Clock } from "../clock";
import type { Memory } from "../memory";
import { CODE_LIFE, createProvider } from "./provider";

/** A user code that somebody may enter. */
export interface PendingCode {
	readonly userCode: string;
	readonly scope: string;
	/** Milliseconds since 1970, by the lab's clock. */
	readonly expiresAt: number;
	readonly audience: Audience;
}

/** The answer of oidc-provider to one request. */
export interface GrantAnswer {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
	/** The library's own reason for an error, more exact than the OAuth `error`. */
	readonly detail: string;
}

/**
 * One directory (the organization's, or that of personal accounts): an oidc-provider of its own, reached by HTTP on
 * the loopback, that holds codes, grants and tokens. Everything a client sees of it goes through `authority.ts`.
 */
export class Directory {
	readonly audience: Audience;
	readonly tenantId: string;
	readonly #provider: Provider;
	readonly #clock: Clock;
	readonly #codes = new Map<string, PendingCode>();
	#listener: Listener | undefined;

	/** @param memory what outlives the lab: codes, grants and tokens */
	constructor(audience: Audience, clock: Clock, memory: Memory) {
		this.audience = audience;
		this.tenantId = audience === "consumers" ? CONSUMER_TENANT_ID : TENANT_ID;
		this.#clock = clock;
		this.#provider = createProvider(audience, this.tenantId, clock, memory.map(audience));
	}

	/** Must be called before any request. */
	async open(): Promise<void> {
		const server = createServer(this.#provider.callback());
		this.#listener = await listen(server, 0, `the lab's ${this.audience} directory`);
	}

	async close(): Promise<void> {
		await this.#listener?.close();
	}

	/** Asks for a device code. @param form the client's parameters */
	async requestCode(form: URLSearchParams): Promise<GrantAnswer> {
		const answer = await this.#post("/device/auth", form);
		const userCode = answer.body["user_code"];
		if (typeof userCode === "string") {
			this.#codes.set(userCode, {
				userCode,
				scope: form.get("scope") ?? "",
				expiresAt: this.#clock.now() + CODE_LIFE * 1000,
				audience: this.audience,
			});
		}
		return answer;
	}

	/** Exchanges a device code or a refresh token. @param form the client's parameters */
	requestToken(form: URLSearchParams): Promise<GrantAnswer> {
		return this.#post("/token", form);
	}

	/** The codes nobody has used yet, and that have not run out. */
	pendingCodes(): readonly PendingCode[] {
		return [...this.#codes.values()].filter((code) => code.expiresAt > this.#clock.now());
	}

	/** The pending code a person typed, whatever its case and spacing. */
	findCode(typed: string): PendingCode | undefined {
		const wanted = typed.replace(/[\s-]/g, "").toUpperCase();
		return this.pendingCodes().find((code) => code.userCode === wanted);
	}

	/** Lets the device of this code in, as this account. @throws Error when the code is no longer pending */
	async approve(code: PendingCode, account: Account): Promise<void> {
		const stored = await this.#takeCode(code);
		const grant = new this.#provider.Grant({ accountId: account.address, clientId: CLIENT_ID });
		grant.addOIDCScope(code.scope);
		Object.assign(stored, {
			accountId: account.address,
			grantId: await grant.save(),
			scope: code.scope,
			authTime: Math.floor(this.#clock.now() / 1000),
		});
		await stored.save();
	}

	/** Sends the device of this code away. @throws Error when the code is no longer pending */
	async decline(code: PendingCode): Promise<void> {
		const stored = await this.#takeCode(code);
		Object.assign(stored, { error: "access_denied", errorDescription: "declined" });
		await stored.save();
	}

	/** Whose access token this is, and what it is good for; undefined when unknown or expired. */
	async readAccessToken(token: string): Promise<{ account: Account; scope: string } | undefined> {
		const found = await this.#provider.AccessToken.find(token);
		const account = found && findAccount(found.accountId);
		return account && { account, scope: found.scope ?? "" };
	}

	/** Whose refresh token this is, expired or not. */
	async readRefreshToken(token: string): Promise<Account | undefined> {
		const found = await this.#provider.RefreshToken.find(token, { ignoreExpiration: true });
		return found?.accountId === undefined ? undefined : findAccount(found.accountId);
	}

	/** Whose sign-in a device code holds; undefined while nobody has signed in. */
	async readDeviceCode(token: string): Promise<Account | undefined> {
		const found = await this.#provider.DeviceCode.find(token, { ignoreExpiration: true });
		return found?.accountId === undefined ? undefined : findAccount(found.accountId);
	}

	async #takeCode(code: PendingCode) {
		const stored = await this.#provider.DeviceCode.findByUserCode(code.userCode);
		if (stored === undefined || !this.#codes.delete(code.userCode)) {
			throw new Error(`the code ${code.userCode} is no longer waiting for anybody`);
		}
		return stored;
	}

	async #post(path: string, form: URLSearchParams): Promise<GrantAnswer> {
		if (this.#listener === undefined) throw new Error("the directory is not open");
		const answer = await fetch(`http://${LOOPBACK}:${this.#listener.port}${path}`, {
			method: "POST",
			headers: {
				"content-type": "application/x-www-form-urlencoded",
				"x-forwarded-proto": "https",
			},
			body: form.toString(),
		});
		const body = (await answer.json()) as Record<string, unknown>;
		if (answer.status >= 500) throw new Error(`oidc-provider failed at ${path}`);
		return { status: answer.status, body, detail: answer.headers.get("x-error-detail") ?? "" };
	}
}
