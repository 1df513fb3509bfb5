import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import { Account } from "../../modules/oauth/account";
import { KeepAlive } from "../../modules/oauth/keep-alive";
import { SERVICES } from "../../modules/oauth/microsoft";
import type { Answer } from "../../modules/oauth/post";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";
import { DEVICE_CODE, entra, json, pass, tokens } from "./server";

const DAY = 24 * 3600;

/** A mail service whose refresh tokens die after 90 idle days, as Microsoft's do. */
class MailService {
	refreshes = 0;
	down = false;
	#lastUse = 0;

	readonly post = async (url: string, form: readonly (readonly [string, string])[]): Promise<Answer> => {
		if (this.down) throw new Failure("connect.failed");
		const idle = Date.now() - this.#lastUse;
		this.#lastUse = Date.now();
		if (url.includes("devicecode")) return json(200, DEVICE_CODE);
		if (form.some(([, value]) => value === "refresh_token")) {
			if (idle > 90 * DAY * 1000) return entra("invalid_grant", 700082);
			this.refreshes += 1;
		}
		return tokens(this.refreshes);
	};
}

async function idlePrinter(service: MailService, flash = new MemoryFlash()) {
	const device = flashDevice(flash);
	const clock = { now: () => Date.now() };
	const vault = Vault.open(device);
	const account = new Account({ post: service.post, vault, clock, name: "mail", clientId: "client-1" });
	await account.signIn(SERVICES["exchange-online"], { language: "en" });
	await pass(5);
	account.save();
	return { account, flash, device };
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
		const { account, flash, device } = await idlePrinter(service);
		const keepAlive = new KeepAlive(() => [account], device.random);
		const { operations } = flash;
		for (let day = 0; day < 400; day++) await pass(DAY);
		expect(account.state).toMatchObject({ kind: "signed-in", saved: true });
		expect(service.refreshes).toBeGreaterThanOrEqual(57);
		expect(service.refreshes).toBeLessThanOrEqual(67);
		expect(flash.operations - operations).toBe(service.refreshes);
		keepAlive.close();
		expect(jest.getTimerCount()).toBe(0);
	});

	test("without this, must sign in again after 90 days", async () => {
		const { account } = await idlePrinter(new MailService());
		await pass(91 * DAY);
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.sign-in-expired" });
		expect(account.state).toMatchObject({ kind: "expired", login: "scan@contoso.example" });
	});

	test("catches up after a month without network", async () => {
		const service = new MailService();
		const { account, device } = await idlePrinter(service);
		const keepAlive = new KeepAlive(() => [account], device.random);
		service.down = true;
		await pass(30 * DAY);
		expect(account.state.kind).toBe("signed-in");
		service.down = false;
		await pass(3600);
		expect(service.refreshes).toBe(1);
		keepAlive.close();
	});

	test("leaves accounts alone that are signed out or expired", async () => {
		const service = new MailService();
		const { account, device } = await idlePrinter(service);
		const keepAlive = new KeepAlive(() => [account], device.random);
		account.signOut();
		await pass(100 * DAY);
		expect(service.refreshes).toBe(0);
		keepAlive.close();
	});
});
