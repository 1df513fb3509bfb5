import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import type { Account } from "../../modules/oauth/account";
import { Accounts } from "../../modules/oauth/accounts";
import { KeepAlive } from "../../modules/oauth/keep-alive";
import { SERVICES } from "../../modules/oauth/microsoft";
import type { Answer } from "../../modules/oauth/post";
import { Settings } from "../../modules/settings/settings";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";
import { DEVICE_CODE, entra, idToken, json, pass, tokens } from "./server";

const DAY = 24 * 3600;

/** A mail service whose refresh tokens die after 90 idle days, as Microsoft's do; each account has its own. */
class MailService {
	/** When each refresh token came to be refreshed, in milliseconds since 1970, by whose it is. */
	readonly refreshes: { readonly who: string; readonly at: number }[] = [];
	/** What happens to a refresh instead. */
	trouble: ((who: string) => Answer | Failure | undefined) | undefined;
	#signIns = 0;
	#underWay = 0;
	mostAtOnce = 0;
	readonly #lastUse = new Map<string, number>();

	readonly post = async (url: string, form: readonly (readonly [string, string])[]): Promise<Answer> => {
		if (url.includes("devicecode")) return json(200, DEVICE_CODE);
		const refreshToken = form.find(([name]) => name === "refresh_token")?.[1];
		const who = refreshToken?.split("-").at(-1) ?? `${this.#signIns++}`;
		this.#underWay += 1;
		this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
		await null;
		this.#underWay -= 1;
		if (refreshToken) {
			const trouble = this.trouble?.(who);
			if (trouble instanceof Failure) throw trouble;
			if (trouble) return trouble;
			if (Date.now() - (this.#lastUse.get(who) ?? 0) > 90 * DAY * 1000) return entra("invalid_grant", 700082);
			this.refreshes.push({ who, at: Date.now() });
		}
		this.#lastUse.set(who, Date.now());
		return tokens(who, { id_token: idToken({ preferred_username: `user${who}@contoso.example` }) });
	};
}

async function signIn(account: Account): Promise<void> {
	await account.signIn(SERVICES["exchange-online"], { language: "en" });
	await pass(5);
	account.save();
}

/** A printer whose mail server's account is signed in; `users` of To My Email are too. */
async function idlePrinter(service: MailService, users = 0) {
	const flash = new MemoryFlash();
	const device = flashDevice(flash);
	const vault = Vault.open(device);
	const settings = new Settings(vault);
	const clock = { now: () => Date.now() };
	const accounts = new Accounts({ post: service.post, vault, clock, clientId: "client-1" });
	await signIn(accounts.mail);
	for (let user = 0; user < users; user++) {
		const lent = accounts.forUser(accounts.addUser(`user${user}`));
		await signIn(lent.account);
		lent.close();
	}
	const keepAlive = (exclusively = (use: () => Promise<void>) => use()) =>
		new KeepAlive({ accounts, settings, exclusively, random: device.random });
	return { accounts, account: accounts.mail, settings, flash, keepAlive };
}

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("A printer that nobody uses", () => {
	test("stays signed in for 400 days, with one flash write a week", async () => {
		const service = new MailService();
		const { account, flash, keepAlive } = await idlePrinter(service);
		const working = keepAlive();
		const { operations } = flash;
		for (let day = 0; day < 400; day++) await pass(DAY);
		expect(account.state).toEqual({ kind: "signed-in", login: "user0@contoso.example", saved: true });
		expect(service.refreshes.length).toBeGreaterThanOrEqual(55);
		expect(service.refreshes.length).toBeLessThanOrEqual(67);
		expect(flash.operations - operations).toBe(service.refreshes.length);
		working.close();
		expect(jest.getTimerCount()).toBe(0);
	});

	test("with self-refresh off, must sign in again after 90 days", async () => {
		const service = new MailService();
		const { account, settings, keepAlive } = await idlePrinter(service);
		settings.set({ "account.self-refresh": false });
		const working = keepAlive();
		await pass(91 * DAY);
		expect(service.refreshes).toEqual([]);
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.sign-in-expired" });
		expect(account.state).toMatchObject({ kind: "expired", login: "user0@contoso.example" });
		working.close();
	});

	test.each([1, 30, 60])("refreshes after %d days where that is set, and never later", async (days) => {
		const service = new MailService();
		const { account, settings, keepAlive } = await idlePrinter(service);
		settings.set({ "account.refresh-interval": days });
		const working = keepAlive();
		for (let day = 0; day < 200; day++) await pass(DAY);
		const times = service.refreshes.map(({ at }) => at);
		const gaps = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 1000 / DAY);
		expect(gaps.length).toBeGreaterThan(1);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(days + 0.25);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual((days * 6) / 7);
		expect(account.state.kind).toBe("signed-in");
		working.close();
	});

	test("a change of the interval holds at once", async () => {
		const service = new MailService();
		const { settings, keepAlive } = await idlePrinter(service);
		settings.set({ "account.refresh-interval": 60 });
		const working = keepAlive();
		await pass(10 * DAY);
		expect(service.refreshes).toHaveLength(0);
		settings.set({ "account.refresh-interval": 7 });
		await pass(DAY);
		expect(service.refreshes).toHaveLength(1);
		working.close();
	});

	test("catches up within hours after a month without network", async () => {
		const service = new MailService();
		const { account, keepAlive } = await idlePrinter(service);
		const working = keepAlive();
		service.trouble = () => new Failure("connect.failed");
		await pass(30 * DAY);
		expect(account.state).toMatchObject({
			kind: "signed-in",
			failing: { failure: { code: "connect.failed" } },
		});
		service.trouble = undefined;
		await pass(DAY / 4);
		expect(service.refreshes).toHaveLength(1);
		expect(account.state).toEqual({ kind: "signed-in", login: "user0@contoso.example", saved: true });
		working.close();
	});

	test("tries again within hours what failed for a job, however fresh the account is", async () => {
		const service = new MailService();
		const { account, keepAlive } = await idlePrinter(service);
		const working = keepAlive();
		await pass(DAY);
		service.trouble = () => new Failure("network.closed");
		await expect(account.accessToken()).rejects.toMatchObject({ code: "network.closed" });
		service.trouble = undefined;
		await pass(DAY / 4);
		expect(service.refreshes).toHaveLength(1);
		working.close();
	});

	test("waits while something is sent, and then leaves alone what the job has refreshed", async () => {
		const service = new MailService();
		const { account, accounts, keepAlive } = await idlePrinter(service, 1);
		let sent: () => void = () => undefined;
		const sending = new Promise<void>((resolve) => (sent = resolve));
		const working = keepAlive((use) => sending.then(use));
		await pass(9 * DAY);
		expect(service.refreshes).toEqual([]);
		await account.accessToken();
		expect(service.refreshes).toHaveLength(1);
		sent();
		await pass(DAY);
		expect(service.refreshes.map(({ who }) => who)).toEqual(["0", "1"]);
		expect(accounts.users.count).toBe(1);
		working.close();
	});

	test("is refreshed although a clock once was far ahead", async () => {
		const service = new MailService();
		const { keepAlive } = await idlePrinter(service);
		jest.setSystemTime(Date.now() - 365 * DAY * 1000);
		const working = keepAlive();
		await pass(DAY);
		expect(service.refreshes).toHaveLength(1);
		working.close();
	});

	test("leaves accounts alone that are signed out or expired", async () => {
		const service = new MailService();
		const { account, accounts, keepAlive } = await idlePrinter(service, 1);
		const working = keepAlive();
		account.signOut();
		service.trouble = () => entra("invalid_grant", 50173);
		await pass(20 * DAY);
		expect(service.refreshes).toEqual([]);
		const asked: string[] = [];
		service.trouble = (who) => {
			asked.push(who);
			return undefined;
		};
		await pass(100 * DAY);
		expect(asked).toEqual([]);
		expect(accounts.forUser(1).account.state.kind).toBe("expired");
		working.close();
	});

	test("waits as long as the service asks for, then tries that account once more and goes on to the next", async () => {
		const service = new MailService();
		const { keepAlive } = await idlePrinter(service, 60);
		await pass(6 * DAY);
		const asked: { who: string; at: number }[] = [];
		service.trouble = (who) => {
			asked.push({ who, at: Date.now() });
			return json(429, {}, 3600);
		};
		const working = keepAlive();
		await pass(2 * DAY);
		working.close();
		expect(asked.length).toBeGreaterThan(10);
		for (const [index, { at }] of asked.slice(1).entries()) {
			expect(at - (asked[index]?.at ?? 0)).toBeGreaterThanOrEqual(3600_000);
		}
		const inARow = asked.filter(
			({ who }, index) => asked[index + 1]?.who === who && asked[index + 2]?.who === who,
		);
		expect(inARow).toEqual([]);
		expect(new Set(asked.map(({ who }) => who)).size).toBeGreaterThan(5);
	});
});

describe("Hundreds of users", () => {
	test("all stay signed in: one at a time, spread over the day, whatever becomes of one of them", async () => {
		const service = new MailService();
		const { accounts, keepAlive } = await idlePrinter(service, 100);
		const refused = new Set(["17", "18"]);
		service.trouble = (who) =>
			who === "17" ? new Failure("network.closed") : who === "18" ? entra("invalid_grant", 50173) : undefined;
		const working = keepAlive();
		for (let day = 0; day < 120; day++) await pass(DAY);
		working.close();
		expect(service.mostAtOnce).toBe(1);
		const last = new Map(service.refreshes.map(({ who, at }) => [who, at]));
		for (let who = 0; who <= 100; who++) {
			if (refused.has(`${who}`)) continue;
			expect(Date.now() - (last.get(`${who}`) ?? 0)).toBeLessThan(8 * DAY * 1000);
		}
		const inOneMinute = service.refreshes.filter(
			({ at }, index) => at - (service.refreshes[index - 1]?.at ?? 0) < 60_000,
		);
		expect(inOneMinute).toEqual([]);
		expect(accounts.users.count).toBe(100);
	}, 120_000);
});
