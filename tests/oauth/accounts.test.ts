import { jest } from "@jest/globals";
import type { Account } from "../../modules/oauth/account";
import { Accounts } from "../../modules/oauth/accounts";
import { SERVICES } from "../../modules/oauth/microsoft";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";
import { plainTexts } from "../storage/attack";
import { DEVICE_CODE, idToken, json, pass, ScriptedServer, tokens } from "./server";

let flash: MemoryFlash;
let server: ScriptedServer;

/** Switches the printer on: whatever was in memory only is gone. */
function start(): Accounts {
	const clock = { now: () => Date.now() };
	return new Accounts({
		post: server.post,
		vault: Vault.open(flashDevice(flash)),
		clock,
		clientId: "client-1",
	});
}

async function signIn(account: Account, name: string): Promise<void> {
	const id_token = idToken({ preferred_username: `${name}@contoso.example` });
	server.replies.push(json(200, DEVICE_CODE), tokens(name, { id_token }));
	await account.signIn(SERVICES["exchange-online"], { language: "en" });
	await pass(5);
	account.save();
}

/** Adds a user, who signs in and goes. */
async function enrol(accounts: Accounts, name: string): Promise<number> {
	const id = accounts.addUser(name);
	const lent = accounts.forUser(id);
	await signIn(lent.account, name);
	lent.close();
	return id;
}

const readable = (): string => plainTexts(flash, flashDevice(flash).secret).toString();

beforeEach(() => {
	jest.useFakeTimers();
	flash = new MemoryFlash();
	server = new ScriptedServer();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("The accounts of a printer", () => {
	test("mail server, fax server and users each sign in and out by themselves", async () => {
		const accounts = start();
		await signIn(accounts.mail, "mail");
		await signIn(accounts.fax, "fax");
		const marie = await enrol(accounts, "marie");
		accounts.fax.signOut();
		const later = start();
		expect(later.mail.login).toBe("mail@contoso.example");
		expect(later.fax.state).toEqual({ kind: "signed-out" });
		expect(later.forUser(marie).account.login).toBe("marie@contoso.example");
		expect(readable()).not.toContain("refresh-token-fax");
	});

	test("who observes hears of the mail server's and the fax server's", async () => {
		const accounts = start();
		const heard: (Account | undefined)[] = [];
		const end = accounts.observe((account) => heard.push(account));
		await signIn(accounts.fax, "fax");
		expect(new Set(heard)).toEqual(new Set([accounts.fax]));
		end();
		await signIn(accounts.mail, "mail");
		expect(new Set(heard)).toEqual(new Set([accounts.fax]));
	});
});

describe("A user's account", () => {
	test("is reached by who was lent it, until it is given back", async () => {
		const accounts = start();
		const marie = await enrol(accounts, "marie");
		const lent = accounts.forUser(marie);
		server.replies.push(tokens("marie-2"));
		expect(await lent.account.accessToken()).toBe("access-token-marie-2");
		lent.close();
		await expect(lent.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		expect([lent.account.login, lent.account.heldToken]).toEqual([undefined, undefined]);
	});

	test("is one for the panel and the job at the same time, so that they share a refresh", async () => {
		const accounts = start();
		const marie = await enrol(accounts, "marie");
		const [panel, job] = [accounts.forUser(marie), accounts.forUser(marie)];
		server.replies.push(tokens("marie-2"));
		const both = [panel.account.accessToken(), job.account.accessToken()];
		expect(await Promise.all(both)).toEqual(["access-token-marie-2", "access-token-marie-2"]);
		panel.close();
		panel.close();
		expect(await job.account.accessToken()).toBe("access-token-marie-2");
		job.close();
		await expect(job.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
	});

	test("given back during a refresh, the new refresh token still reaches the flash", async () => {
		const accounts = start();
		const marie = await enrol(accounts, "marie");
		const lent = accounts.forUser(marie);
		let give: (reply: ReturnType<typeof tokens>) => void = () => undefined;
		server.replies.push(new Promise((resolve) => (give = resolve)));
		const token = lent.account.accessToken();
		lent.close();
		give(tokens("rotated"));
		await token;
		await pass(1);
		await expect(lent.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		expect(readable()).toContain("refresh-token-rotated");
	});

	test("is never reached with another user's: each sends the refresh token of its own", async () => {
		const accounts = start();
		const ids = [await enrol(accounts, "anna"), await enrol(accounts, "bert")];
		for (const [index, name] of ["anna", "bert"].entries()) {
			const lent = accounts.forUser(ids[index] ?? 0);
			server.replies.push(tokens(`${name}-2`));
			expect(await lent.account.accessToken()).toBe(`access-token-${name}-2`);
			expect(server.seen.at(-1)?.form["refresh_token"]).toBe(`refresh-token-${name}`);
			expect(JSON.stringify(lent)).not.toContain("token");
			lent.close();
		}
	});

	test.each([0, -1, 2, 1.5, Number.NaN, 65536])("%d is nobody's id", async (id) => {
		const accounts = start();
		await enrol(accounts, "anna");
		expect(() => accounts.forUser(id)).toThrow(expect.objectContaining({ code: "oauth.not-signed-in" }));
	});
});

describe("A removed user", () => {
	test("has nothing left in the flash, and whoever still holds the account has nothing either", async () => {
		const accounts = start();
		const marie = await enrol(accounts, "marie");
		const lent = accounts.forUser(marie);
		accounts.removeUser(marie);
		await expect(lent.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		expect(() => accounts.forUser(marie)).toThrow(expect.objectContaining({ code: "oauth.not-signed-in" }));
		expect(readable()).not.toContain("refresh-token-marie");
		await expect(lent.account.signIn(SERVICES.outlook, { language: "en" })).rejects.toMatchObject({
			code: "oauth.not-signed-in",
		});
		lent.close();
		expect(start().users.count).toBe(0);
	});

	test("and a new one of the same name are two: the old job has no way to the new account", async () => {
		const accounts = start();
		const old = await enrol(accounts, "bert");
		const job = accounts.forUser(old);
		accounts.removeUser(old);
		const id = await enrol(accounts, "bert");
		expect(id).not.toBe(old);
		const lent = accounts.forUser(id);
		await expect(job.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		expect(() => accounts.forUser(old)).toThrow(expect.objectContaining({ code: "oauth.not-signed-in" }));
		job.close();
		server.replies.push(tokens("bert-2"));
		expect(await lent.account.accessToken()).toBe("access-token-bert-2");
	});

	test("the id is not given again after a restart", async () => {
		const first = start().addUser("anna");
		start().removeUser(first);
		expect(start().addUser("bert")).toBeGreaterThan(first);
	});

	test("during a refresh and a sign-in: what comes of them is let go of", async () => {
		const accounts = start();
		const marie = await enrol(accounts, "marie");
		const lent = accounts.forUser(marie);
		let give: (reply: ReturnType<typeof tokens>) => void = () => undefined;
		server.replies.push(new Promise((resolve) => (give = resolve)));
		const outcome = expect(lent.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		server.replies.push(json(200, DEVICE_CODE));
		await lent.account.signIn(SERVICES["exchange-online"], { language: "en" });
		accounts.removeUser(marie);
		give(tokens("late"));
		await outcome;
		await pass(60);
		lent.account.save();
		expect(readable()).not.toContain("refresh-token");
		expect(jest.getTimerCount()).toBe(0);
	});
});

describe("The list of users", () => {
	test("holds hundreds, each found by name in whatever case, after a restart too", () => {
		const accounts = start();
		const ids = Array.from({ length: 300 }, (_, user) => accounts.addUser(`Élodie ${user}`));
		expect(new Set(ids).size).toBe(300);
		const later = start();
		expect(later.users.count).toBe(300);
		expect(later.users.find("ÉLODIE 299")).toBe(ids[299]);
		expect(later.users.nameOf(ids[30] ?? 0)).toBe("Élodie 30");
		later.removeUser(ids[30] ?? 0);
		expect([later.users.find("élodie 30"), later.users.nameOf(ids[30] ?? 0)]).toEqual([undefined, undefined]);
		expect(later.users.find("élodie 31")).toBe(ids[31]);
		expect(later.addUser("Zoé")).toBeGreaterThan(Math.max(...ids));
		expect(start().users.count).toBe(300);
	});

	test("adding one is one flash write", () => {
		const accounts = start();
		accounts.addUser("anna");
		const { operations } = flash;
		accounts.addUser("bert");
		expect(flash.operations - operations).toBe(1);
	});

	test.each([
		["", "empty"],
		["x".repeat(84), "too long"],
		["é".repeat(42), "too long in bytes"],
		["ANNA", "taken"],
	])("refuses %j (%s)", (name) => {
		const accounts = start();
		accounts.addUser("anna");
		expect(() => accounts.addUser(name)).toThrow(expect.objectContaining({ code: "settings.invalid" }));
		expect(accounts.users.count).toBe(1);
	});

	test("a damaged page loses its own users only, and nobody gets what they had", async () => {
		const accounts = start();
		for (let user = 0; user < 24; user++) accounts.addUser(`user ${user}`);
		const last = await enrol(accounts, "last");
		Vault.open(flashDevice(flash)).commit([["users/page1", Buffer.from('{"schema":1,"data":{}}')]]);
		const later = start();
		expect(later.users.count).toBe(24);
		const id = later.addUser("new");
		expect(later.forUser(id).account.state).toEqual({ kind: "signed-out" });
		expect(id).toBe(last);
		expect(readable()).not.toContain("refresh-token-last");
	});
});
