import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import { Account, type AccountState } from "../../modules/oauth/account";
import { SERVICES, type Service } from "../../modules/oauth/microsoft";
import { Vault } from "../../modules/storage/vault";
import { type Cut, flashDevice, MemoryFlash } from "../host/flash";
import { plainTexts } from "../storage/attack";
import {
	DEVICE_CODE,
	entra,
	idToken,
	json,
	pass,
	pending,
	type Reply,
	ScriptedServer,
	tokens,
} from "./server";

const SERVICE = SERVICES["exchange-online"];
let flash: MemoryFlash;
let server: ScriptedServer;

/** Switches the printer on: whatever was in memory only is gone. */
function start(options: { clock?: { now(): number | undefined }; name?: string } = {}): Account {
	const { clock = { now: () => Date.now() }, name = "mail" } = options;
	const vault = Vault.open(flashDevice(flash));
	return new Account({ post: server.post, vault, clock, name, clientId: "client-1" });
}

function answer(...replies: Reply[]): void {
	server.replies.push(...replies);
}

/** Signs in up to "Connected". */
async function signIn(account: Account, number: number | string = 1, more: object = {}): Promise<void> {
	answer(json(200, DEVICE_CODE), tokens(number, more));
	await account.signIn(SERVICE, { language: "en" });
	await pass(5);
}

async function signedIn(number: number | string = 1): Promise<Account> {
	const account = start();
	await signIn(account, number);
	account.save();
	return account;
}

/** The refresh token that the account sends with its next refresh, after a restart. */
async function storedRefreshToken(): Promise<string | undefined> {
	answer(tokens("probe"));
	await start().accessToken();
	return server.seen.at(-1)?.form["refresh_token"];
}

beforeEach(() => {
	jest.useFakeTimers();
	flash = new MemoryFlash();
	server = new ScriptedServer();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("Signing in", () => {
	test("goes from the code to connected to saved, each state told to who observes", async () => {
		const account = start();
		const states: AccountState[] = [];
		account.observe((state) => states.push(state));
		expect(account.state).toEqual({ kind: "signed-out" });
		const now = Date.now();
		await signIn(account);
		account.save();
		expect(states).toEqual([
			{ kind: "starting" },
			{
				kind: "code-shown",
				userCode: "C7K9PQ2LM",
				verificationUri: "https://login.microsoft.com/device",
				message: DEVICE_CODE.message,
				expiresAt: now + 900_000,
			},
			{ kind: "signed-in", login: "scan@contoso.example", saved: false },
			{ kind: "signed-in", login: "scan@contoso.example", saved: true },
		]);
		expect(account.login).toBe("scan@contoso.example");
		expect(await account.accessToken()).toBe("access-token-1");
	});

	test("stores nothing before OK: a restart then shows signed out", async () => {
		const before = new Map(flash.domain("vault"));
		const account = start();
		await signIn(account);
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		expect(flash.domain("vault")).toEqual(before);
		expect(start().state).toEqual({ kind: "signed-out" });
	});

	test("left without OK, it is as before", async () => {
		const account = start();
		await signIn(account);
		account.discard();
		expect(account.state).toEqual({ kind: "signed-out" });
		account.save();
		expect(start().state).toEqual({ kind: "signed-out" });
	});

	test("after OK a restart asks for nothing", async () => {
		await signedIn();
		const { operations } = flash;
		const account = start();
		expect(account.state).toEqual({ kind: "signed-in", login: "scan@contoso.example", saved: true });
		expect(server.replies).toHaveLength(0);
		expect(flash.operations).toBe(operations);
		answer(tokens(2));
		expect(await account.accessToken()).toBe("access-token-2");
	});

	test("is one at a time", async () => {
		const account = start();
		answer(json(200, DEVICE_CODE));
		await account.signIn(SERVICE, { language: "en" });
		await expect(account.signIn(SERVICE, { language: "en" })).rejects.toMatchObject({ code: "oauth.busy" });
		expect(account.state.kind).toBe("code-shown");
		account.cancel();
	});

	test("cancelled, it can start again", async () => {
		const account = start();
		answer(json(200, DEVICE_CODE), pending);
		await account.signIn(SERVICE, { language: "en" });
		await pass(5);
		account.cancel();
		expect(account.state).toEqual({ kind: "signed-out" });
		await signIn(account);
		expect(account.state.kind).toBe("signed-in");
	});

	test("cancelled while it asks for the code, the code is never shown", async () => {
		const account = start();
		let give: (reply: ReturnType<typeof json>) => void = () => undefined;
		answer(new Promise((resolve) => (give = resolve)));
		const starting = account.signIn(SERVICE, { language: "en" });
		const outcome = expect(starting).rejects.toMatchObject({ code: "oauth.cancelled" });
		account.cancel();
		give(json(200, DEVICE_CODE));
		await outcome;
		expect(account.state).toEqual({ kind: "signed-out" });
		expect(jest.getTimerCount()).toBe(0);
	});

	test("declined, it shows signed out and why", async () => {
		const account = start();
		answer(json(200, DEVICE_CODE), entra("authorization_declined", 700171));
		await account.signIn(SERVICE, { language: "en" });
		await pass(5);
		expect(account.state).toMatchObject({ kind: "signed-out", failure: { code: "oauth.declined" } });
	});

	test("without a set clock says so and asks nobody", async () => {
		const account = start({ clock: { now: () => undefined } });
		const failing = account.signIn(SERVICE, { language: "en" });
		await expect(failing).rejects.toMatchObject({ code: "tls.clock-not-set" });
		expect(account.state).toMatchObject({ kind: "signed-out", failure: { code: "tls.clock-not-set" } });
		expect(server.seen).toHaveLength(0);
	});

	test.each([
		["from before the firmware was made", Date.UTC(2011, 0, 1)],
		["far in the future", Date.UTC(2099, 0, 1)],
	])("with a clock %s says so and asks nobody", async (_, now) => {
		const account = start({ clock: { now: () => now } });
		const failing = account.signIn(SERVICE, { language: "en" });
		await expect(failing).rejects.toMatchObject({ code: "tls.clock-wrong", action: "administrator" });
		expect(account.state).toMatchObject({ kind: "signed-out", failure: { code: "tls.clock-wrong" } });
		expect(server.seen).toHaveLength(0);
	});

	test("is let go of a quarter of an hour later when nobody came to press OK", async () => {
		const account = start();
		await signIn(account);
		await pass(15 * 60 - 1);
		expect(account.state).toMatchObject({ kind: "signed-in", saved: false });
		await pass(1);
		expect(account.state).toEqual({ kind: "signed-out" });
		account.save();
		expect(start().state).toEqual({ kind: "signed-out" });
	});

	test("saved in time stays, and leaves no timer behind", async () => {
		const account = await signedIn();
		expect(jest.getTimerCount()).toBe(0);
		await pass(3600);
		expect(account.state).toMatchObject({ kind: "signed-in", saved: true });
	});

	test.each<[string, object, string]>([
		["no name", { id_token: idToken({ email: "x@y.example" }) }, "oauth.identity-missing"],
		["no id_token", { id_token: undefined }, "oauth.identity-missing"],
		["no refresh token", { refresh_token: undefined }, "oauth.scope-missing"],
		["no right to send", { scope: "openid profile User.Read" }, "oauth.scope-missing"],
	])("with %s in the answer comes to nothing", async (_name, more, code) => {
		const account = start();
		await signIn(account, 1, more);
		expect(account.state).toMatchObject({ kind: "signed-out", failure: { code } });
	});

	test("again, with another account, leaves the saved one working until OK and destroys it then", async () => {
		const account = await signedIn("first");
		answer(
			json(200, DEVICE_CODE),
			tokens("second", { id_token: idToken({ preferred_username: "other@x.example" }) }),
		);
		await account.signIn(SERVICE, { language: "fr" });
		expect(await account.accessToken()).toBe("access-token-first");
		await pass(5);
		expect(account.state).toEqual({ kind: "signed-in", login: "other@x.example", saved: false });
		expect(account.login).toBe("scan@contoso.example");
		expect(await account.accessToken()).toBe("access-token-first");
		account.save();
		expect(account.login).toBe("other@x.example");
		expect(await account.accessToken()).toBe("access-token-second");
		const readable = plainTexts(flash, flashDevice(flash).secret).toString();
		expect(readable).toContain("refresh-token-second");
		expect(readable).not.toContain("refresh-token-first");
	});

	test("again and declined, the saved account stays, and the reason shows", async () => {
		const account = await signedIn();
		answer(json(200, DEVICE_CODE), entra("authorization_declined", 700171));
		await account.signIn(SERVICE, { language: "fr" });
		await pass(5);
		expect(account.state).toMatchObject({
			kind: "signed-in",
			saved: true,
			failure: { code: "oauth.declined" },
		});
		expect(await account.accessToken()).toBe("access-token-1");
	});

	test("several accounts keep apart", async () => {
		await signedIn("mail");
		const fax = start({ name: "fax" });
		await signIn(fax, "fax", { id_token: idToken({ preferred_username: "fax@contoso.example" }) });
		fax.save();
		fax.signOut();
		expect(start({ name: "fax" }).state).toEqual({ kind: "signed-out" });
		expect(start().login).toBe("scan@contoso.example");
		expect(await storedRefreshToken()).toBe("refresh-token-mail");
	});
});

describe("Access tokens", () => {
	test("are asked for where the account signed in, with its refresh token", async () => {
		await signedIn();
		answer(tokens(2));
		await start().accessToken();
		expect(server.seen.at(-1)).toMatchObject({
			url: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
			form: {
				grant_type: "refresh_token",
				client_id: "client-1",
				refresh_token: "refresh-token-1",
				scope: "https://outlook.office.com/SMTP.Send offline_access openid profile",
			},
		});
	});

	test("of a sign-in with another app registration are refreshed with it, after a restart too", async () => {
		const account = start();
		answer(json(200, DEVICE_CODE), tokens(1));
		await account.signIn(SERVICE, { language: "en", clientId: "own-client" });
		await pass(5);
		account.save();
		answer(tokens(2));
		await start().accessToken();
		expect(server.seen.map(({ form }) => form["client_id"])).toEqual([
			"own-client",
			"own-client",
			"own-client",
		]);
	});

	test("of a service of one's own need no scope called SMTP.Send", async () => {
		const account = start();
		const own = { ...SERVICE, name: "other", scope: "mail.send offline_access openid" } as const;
		answer(json(200, DEVICE_CODE), tokens(1, { scope: "mail.send openid" }));
		await account.signIn(own, { language: "en" });
		await pass(5);
		account.save();
		answer(tokens(2, { scope: "mail.send" }));
		expect(await start().accessToken()).toBe("access-token-2");
	});

	test("of an account that an older firmware stored are asked for where it signed in", async () => {
		const vault = Vault.open(flashDevice(flash));
		const authority = "https://login.microsoftonline.com";
		const service = { name: "outlook", authority, tenant: "consumers", scope: SERVICE.scope };
		const data = {
			service,
			clientId: "client-1",
			login: "a@outlook.example",
			refreshToken: "old",
			refreshedAt: 1,
		};
		vault.commit([["account/mail/account", Buffer.from(JSON.stringify({ schema: 1, data }))]]);
		answer(tokens(2));
		const account = start();
		expect(account.login).toBe("a@outlook.example");
		expect(await account.accessToken()).toBe("access-token-2");
		expect(server.seen).toMatchObject([
			{ url: SERVICES.outlook.tokenEndpoint, form: { refresh_token: "old" } },
		]);
		expect(await storedRefreshToken()).toBe("refresh-token-2");
	});

	test("are used until five minutes before their end, then renewed", async () => {
		const account = await signedIn();
		await pass(3600 - 301);
		expect(await account.accessToken()).toBe("access-token-1");
		await pass(1);
		answer(tokens(2));
		expect(await account.accessToken()).toBe("access-token-2");
	});

	test("that live for a minute are used for half of it", async () => {
		const account = start();
		await signIn(account, 1, { expires_in: 60 });
		account.save();
		await pass(29);
		expect(await account.accessToken()).toBe("access-token-1");
		await pass(2);
		answer(tokens(2));
		expect(await account.accessToken()).toBe("access-token-2");
	});

	test("asked for by many at once cost one refresh and one flash write", async () => {
		await signedIn();
		const account = start();
		answer(tokens(2));
		const { operations } = flash;
		const requests = server.seen.length;
		const all = await Promise.all(Array.from({ length: 20 }, () => account.accessToken()));
		expect(new Set(all)).toEqual(new Set(["access-token-2"]));
		expect(server.seen.length - requests).toBe(1);
		expect(flash.operations - operations).toBe(1);
	});

	test("refused by the mail server are renewed", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(tokens(2));
		expect(await account.accessToken()).toBe("access-token-2");
	});

	test("never touch the flash", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(tokens(2));
		await account.accessToken();
		expect(plainTexts(flash, flashDevice(flash).secret).toString()).not.toContain("access-token");
		expect(Buffer.from(flash.residue()).toString("latin1")).not.toContain("token");
	});

	test("wait for the clock, and the account waits with them", async () => {
		await signedIn();
		const account = start({ clock: { now: () => undefined } });
		await expect(account.accessToken()).rejects.toMatchObject({ code: "tls.clock-not-set" });
		expect(account.state.kind).toBe("signed-in");
	});

	test.each<[string, Reply]>([
		["a broken connection", new Failure("network.closed")],
		["a wrong certificate", new Failure("tls.unknown-issuer")],
		["429", { status: 429, retryAfter: 60, body: "" }],
		["500", json(500, { error: "invalid_grant" })],
		["no JSON", { status: 200, retryAfter: undefined, body: "<html>" }],
		["half an answer", { status: 200, retryAfter: undefined, body: '{"access_token":"x","refr' }],
		["AADSTS50196", entra("invalid_grant", 50196)],
		["AADSTS90033", entra("temporarily_unavailable", 90033)],
		["conditional access", entra("invalid_grant", 53003)],
		["a disabled application", entra("unauthorized_client", 7000112)],
		["consent taken back", entra("invalid_grant", 65001)],
	])("that cannot be had because of %s lose nothing", async (_name, reply) => {
		await signedIn();
		const account = start();
		const { operations } = flash;
		answer(reply);
		await expect(account.accessToken()).rejects.toBeInstanceOf(Failure);
		expect(account.state).toMatchObject({ kind: "signed-in", saved: true });
		expect(flash.operations).toBe(operations);
		answer(tokens(2));
		expect(await account.accessToken()).toBe("access-token-2");
		expect(server.seen.at(-1)?.form["refresh_token"]).toBe("refresh-token-1");
	});

	test("that cannot be renewed in time are used to their end", async () => {
		const account = await signedIn();
		await pass(3600 - 200);
		answer(new Failure("network.closed"), new Failure("network.closed"));
		expect(await account.accessToken()).toBe("access-token-1");
		await pass(200 - 31);
		expect(await account.accessToken()).toBe("access-token-1");
		await pass(2);
		answer(new Failure("network.closed"));
		await expect(account.accessToken()).rejects.toMatchObject({ code: "network.closed" });
	});

	test("are not used on once the account must sign in again, or the mail server refused them", async () => {
		const account = await signedIn();
		await pass(3600 - 200);
		account.invalidateAccessToken();
		answer(new Failure("network.closed"));
		await expect(account.accessToken()).rejects.toMatchObject({ code: "network.closed" });
		const other = await signedIn();
		await pass(3600 - 200);
		answer(entra("invalid_grant", 50173));
		await expect(other.accessToken()).rejects.toMatchObject({ code: "oauth.password-changed" });
		await expect(other.accessToken()).rejects.toMatchObject({ code: "oauth.password-changed" });
	});

	test("a wrong clock keeps them from being asked for, and the account waits", async () => {
		await signedIn();
		const account = start({ clock: { now: () => 1_000_000_000_000 } });
		await expect(account.accessToken()).rejects.toMatchObject({ code: "tls.clock-wrong" });
		expect(account.state).toEqual({ kind: "signed-in", login: "scan@contoso.example", saved: true });
	});

	test("an answer without a new refresh token keeps the present one", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(tokens(2, { refresh_token: undefined, id_token: undefined }));
		expect(await account.accessToken()).toBe("access-token-2");
		expect(account.login).toBe("scan@contoso.example");
		expect(await storedRefreshToken()).toBe("refresh-token-1");
	});

	test("a new refresh token that the flash does not take is not lost unnoticed, and the old one works on", async () => {
		await signedIn();
		const account = start();
		flash.capacity = 0;
		answer(tokens(2));
		await expect(account.accessToken()).rejects.toMatchObject({ stage: "storage" });
		flash.capacity = Number.POSITIVE_INFINITY;
		answer(tokens(3));
		expect(await account.accessToken()).toBe("access-token-3");
		expect(server.seen.at(-1)?.form["refresh_token"]).toBe("refresh-token-1");
	});
});

describe("Refreshing that fails", () => {
	async function fail(account: Account, code: "network.closed" | "oauth.conditional-access"): Promise<void> {
		answer(new Failure(code));
		account.invalidateAccessToken();
		await expect(account.accessToken()).rejects.toMatchObject({ code });
	}

	test("shows since when and the last reason, to who observes too, until a refresh works", async () => {
		const account = await signedIn();
		const since = Date.now();
		await fail(account, "network.closed");
		const states: AccountState[] = [];
		account.observe((state) => states.push(state));
		await pass(1800);
		await fail(account, "oauth.conditional-access");
		expect(account.state).toMatchObject({
			kind: "signed-in",
			failing: { since, failure: { code: "oauth.conditional-access" } },
		});
		answer(tokens(2));
		await account.accessToken();
		expect(account.state).toEqual({ kind: "signed-in", login: "scan@contoso.example", saved: true });
		expect(states.map((state) => "failing" in state)).toEqual([true, false]);
	});

	test("for an hour is known after a restart, at the cost of one flash write however long it lasts", async () => {
		const account = await signedIn();
		const since = Date.now();
		const { operations } = flash;
		for (let hour = 0; hour < 50; hour++) {
			await fail(account, "network.closed");
			await pass(3600);
		}
		expect(flash.operations - operations).toBe(1);
		const restarted = start();
		expect(restarted.state).toMatchObject({ failing: { since, failure: { code: "network.closed" } } });
		await fail(restarted, "oauth.conditional-access");
		expect(restarted.state).toMatchObject({ failing: { since } });
		answer(tokens(2));
		await restarted.accessToken();
		expect(start().state).toEqual({ kind: "signed-in", login: "scan@contoso.example", saved: true });
	});

	test("because the flash is full counts as well", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		flash.capacity = 0;
		answer(tokens(2));
		await expect(account.accessToken()).rejects.toMatchObject({ stage: "storage" });
		expect(account.state).toMatchObject({ failing: { failure: { stage: "storage" } } });
	});

	test("is forgotten when somebody signs in again", async () => {
		const account = await signedIn();
		await fail(account, "network.closed");
		await pass(3600);
		await fail(account, "network.closed");
		await signIn(account, 2);
		account.save();
		for (const one of [account, start()]) {
			expect(one.state).toEqual({ kind: "signed-in", login: "scan@contoso.example", saved: true });
		}
	});

	test("what the administrator was told is known after a restart, and over once a refresh works", async () => {
		const account = await signedIn();
		await fail(account, "network.closed");
		account.noteWarned("failing");
		expect(start().warned).toBe("failing");
		answer(tokens(2));
		await account.accessToken();
		expect([account.warned, start().warned]).toEqual([undefined, undefined]);
	});
});

describe("A closed account", () => {
	test("reaches nothing and stores nothing; the flash keeps what is saved", async () => {
		const account = await signedIn();
		await signIn(account, 2);
		account.close();
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		await expect(account.signIn(SERVICE, { language: "en" })).rejects.toMatchObject({
			code: "oauth.not-signed-in",
		});
		account.save();
		expect([account.login, account.heldToken]).toEqual([undefined, undefined]);
		expect(await storedRefreshToken()).toBe("refresh-token-1");
	});
});

describe("A refresh token", () => {
	const EVIL: Service = {
		name: "other",
		deviceAuthorizationEndpoint: "https://evil.example/device",
		tokenEndpoint: "https://evil.example/token",
		scope: SERVICE.scope,
	};

	/** Every request that bore the first sign-in's refresh token. */
	const places = () =>
		server.seen.filter(({ form }) => JSON.stringify(form).includes("refresh-token-1")).map(({ url }) => url);

	test("only goes where it came from, while somebody signs in elsewhere", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(json(200, DEVICE_CODE));
		await account.signIn(EVIL, { language: "en" });
		answer(tokens(1));
		await account.accessToken();
		answer(tokens("evil"));
		await pass(5);
		account.invalidateAccessToken();
		answer(tokens(1));
		await account.accessToken();
		expect(places()).toEqual([SERVICE.tokenEndpoint, SERVICE.tokenEndpoint]);
	});

	test("goes nowhere any more once another sign-in is stored", async () => {
		const account = await signedIn();
		answer(json(200, DEVICE_CODE), tokens("evil"));
		await account.signIn(EVIL, { language: "en" });
		await pass(5);
		account.save();
		account.invalidateAccessToken();
		answer(tokens("evil-2"));
		await account.accessToken();
		expect(server.seen.at(-1)).toMatchObject({
			url: EVIL.tokenEndpoint,
			form: { refresh_token: "refresh-token-evil" },
		});
		expect(places()).toEqual([]);
	});

	test("a refresh that is under way meanwhile changes nothing of the new sign-in", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(json(200, DEVICE_CODE), tokens("evil"));
		await account.signIn(EVIL, { language: "en" });
		await pass(5);
		let give: (reply: ReturnType<typeof tokens>) => void = () => undefined;
		answer(new Promise((resolve) => (give = resolve)));
		const refreshing = expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		account.save();
		give(tokens(2));
		await refreshing;
		account.invalidateAccessToken();
		answer(tokens("evil-2"));
		await account.accessToken();
		const last = server.seen.at(-1);
		expect([last?.url, last?.form["refresh_token"]]).toEqual([EVIL.tokenEndpoint, "refresh-token-evil"]);
	});
});

describe("A sign-in that has ended", () => {
	test.each<[string, number, string]>([
		["invalid_grant", 700082, "oauth.sign-in-expired"],
		["invalid_grant", 70000, "oauth.sign-in-expired"],
		["invalid_grant", 50173, "oauth.password-changed"],
		["invalid_grant", 70043, "oauth.sign-in-frequency"],
		["interaction_required", 50076, "oauth.mfa-required"],
		["invalid_grant", 999999, "oauth.revoked"],
	])(
		"(%s, AADSTS%d) shows as expired, with its account and reason, after a restart too",
		async (error, number, code) => {
			await signedIn();
			const account = start();
			answer(entra(error, number));
			await expect(account.accessToken()).rejects.toMatchObject({ code, action: "sign-in" });
			for (const one of [account, start()]) {
				expect(one.state).toMatchObject({
					kind: "expired",
					login: "scan@contoso.example",
					failure: { code },
				});
				const requests = server.seen.length;
				await expect(one.accessToken()).rejects.toMatchObject({ code });
				expect(server.seen).toHaveLength(requests);
			}
		},
	);

	test("works again after signing in again", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(entra("invalid_grant", 700082));
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.sign-in-expired" });
		await signIn(account, 2);
		account.save();
		expect(account.state).toEqual({ kind: "signed-in", login: "scan@contoso.example", saved: true });
		expect(await account.accessToken()).toBe("access-token-2");
	});

	test("does not take the code off the screen while someone is signing in again", async () => {
		const account = await signedIn();
		account.invalidateAccessToken();
		answer(json(200, DEVICE_CODE));
		await account.signIn(SERVICE, { language: "en" });
		answer(entra("invalid_grant", 700082));
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.sign-in-expired" });
		expect(account.state.kind).toBe("code-shown");
		account.cancel();
		expect(account.state).toMatchObject({ kind: "expired" });
	});
});

describe("Signing out", () => {
	test("leaves nothing that opens the account, with the device's secret and the whole flash", async () => {
		const account = await signedIn("gone");
		account.invalidateAccessToken();
		answer(tokens("gone-too"));
		await account.accessToken();
		const { secret } = flashDevice(flash);
		expect(plainTexts(flash, secret).toString()).toContain("refresh-token-gone-too");
		account.signOut();
		expect(account.state).toEqual({ kind: "signed-out" });
		await expect(account.accessToken()).rejects.toMatchObject({
			code: "oauth.not-signed-in",
			action: "sign-in",
		});
		expect(plainTexts(flash, secret).toString()).not.toContain("gone");
		expect(start().state).toEqual({ kind: "signed-out" });
	});

	test("during a refresh: its answer is let go of", async () => {
		await signedIn();
		const account = start();
		let give: (reply: ReturnType<typeof json>) => void = () => undefined;
		answer(new Promise((resolve) => (give = resolve)));
		const token = account.accessToken();
		const outcome = expect(token).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		account.signOut();
		give(tokens(2));
		await outcome;
		expect(start().state).toEqual({ kind: "signed-out" });
	});

	test("during a sign-in ends that too", async () => {
		const account = start();
		answer(json(200, DEVICE_CODE));
		await account.signIn(SERVICE, { language: "en" });
		account.signOut();
		expect(account.state).toEqual({ kind: "signed-out" });
		expect(jest.getTimerCount()).toBe(0);
	});
});

describe.each<Cut>(["before", "torn"])("A power cut at any flash operation (%s)", (kind) => {
	/** Cuts at each operation in turn; `check` sees the restarted account. */
	async function cutEach(
		act: (account: Account) => Promise<void> | void,
		prepare: () => Promise<Account>,
		check: (restarted: Account) => Promise<void>,
	): Promise<void> {
		for (let n = 0, more = true; more; n++) {
			flash = new MemoryFlash();
			server = new ScriptedServer();
			const account = await prepare();
			flash.cutAfter(n, kind);
			try {
				await act(account);
			} catch (error) {
				if (!flash.off) throw error;
			}
			more = flash.off;
			flash.powerOn();
			server.replies.length = 0;
			await check(start());
		}
	}

	test("of a refresh leaves a refresh token that works", async () => {
		const used = new Set<string | undefined>();
		const prepare = async (): Promise<Account> => {
			const account = await signedIn();
			account.invalidateAccessToken();
			answer(tokens(2));
			return account;
		};
		await cutEach(
			(account) => account.accessToken().then(() => undefined),
			prepare,
			async (restarted) => {
				expect(restarted.state).toMatchObject({ kind: "signed-in", saved: true });
				used.add(await storedRefreshToken());
			},
		);
		expect(used).toEqual(new Set(["refresh-token-1", "refresh-token-2"]));
	});

	test("of OK leaves signed out or signed in", async () => {
		const kinds = new Set<string>();
		const prepare = async (): Promise<Account> => {
			const account = start();
			await signIn(account);
			return account;
		};
		await cutEach(
			(account) => account.save(),
			prepare,
			async (restarted) => {
				kinds.add(restarted.state.kind);
				if (restarted.login) expect(await storedRefreshToken()).toBe("refresh-token-1");
			},
		);
		expect(kinds).toEqual(new Set(["signed-out", "signed-in"]));
	});

	test("of OK for another account leaves the old one or the new one", async () => {
		const used = new Set<string | undefined>();
		const prepare = async (): Promise<Account> => {
			const account = await signedIn("old");
			await signIn(account, "new");
			return account;
		};
		await cutEach(
			(account) => account.save(),
			prepare,
			async () => {
				used.add(await storedRefreshToken());
			},
		);
		expect(used).toEqual(new Set(["refresh-token-old", "refresh-token-new"]));
	});

	test("of signing out leaves signed in or out", async () => {
		const kinds = new Set<string>();
		await cutEach(
			(account) => account.signOut(),
			() => signedIn(),
			async (restarted) => {
				kinds.add(restarted.state.kind);
				if (restarted.login) expect(await storedRefreshToken()).toBe("refresh-token-1");
			},
		);
		expect(kinds).toEqual(new Set(["signed-out", "signed-in"]));
	});
});

test("a damaged account record is signed out, never a crash", async () => {
	await signedIn();
	const vault = Vault.open(flashDevice(flash));
	vault.commit([["account/mail/account", Buffer.from('{"schema":1,"data":{"login":5}}')]]);
	expect(start().state).toEqual({ kind: "signed-out" });
	vault.commit([["account/mail/account", Buffer.from('{"schema":2,"data":{}}')]]);
	expect(start().state).toEqual({ kind: "signed-out" });
});
