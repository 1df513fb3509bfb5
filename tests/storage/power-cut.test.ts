import { jest } from "@jest/globals";
import { Account } from "../../modules/oauth/account";
import { SERVICES } from "../../modules/oauth/microsoft";
import { Settings } from "../../modules/settings/settings";
import { Vault } from "../../modules/storage/vault";
import { DEVICE_CODE, json, pass, ScriptedServer, tokens } from "../oauth/server";
import { forms, plainTexts } from "./attack";
import { BoardFlash, isPowerCut } from "./board-flash";

const PASSWORD = "Zx9-S3cret-Pw";
const SERVICE = SERVICES["exchange-online"];

/** A To My Email user's account beside the mail server's. */
const NAMES = ["mail", "user/1"] as const;
type Name = (typeof NAMES)[number];

/** Longer than an access token lives, in seconds. */
const TOKEN_LIFE = 4000;

/** The parts of a printer that keep something, started on a flash: what was in memory is gone. */
class Printer {
	readonly vault: Vault;
	readonly settings: Settings;
	readonly server = new ScriptedServer();
	readonly accounts: Readonly<Record<Name, Account>>;

	constructor(flash: BoardFlash) {
		this.vault = Vault.open(flash.device);
		this.settings = new Settings(this.vault);
		const [mail, user] = NAMES.map(
			(name) =>
				new Account({
					post: this.server.post,
					vault: this.vault,
					clock: { now: () => Date.now() },
					name,
					clientId: "client-1",
				}),
		) as [Account, Account];
		this.accounts = { mail, "user/1": user };
	}

	/** The device grant up to "Connected", then OK. */
	async signIn(name: Name, token: string): Promise<void> {
		this.server.replies.push(json(200, DEVICE_CODE), tokens(token));
		const account = this.accounts[name];
		await account.signIn(SERVICE, { language: "en" });
		await pass(5);
		account.save();
	}

	/** A refresh that brings a new refresh token. */
	async refresh(name: Name, token: string): Promise<void> {
		this.server.replies.push(tokens(token));
		await this.accounts[name].accessToken();
	}

	/** The refresh token in the flash, as the account sends it; undefined where it is signed out. */
	async refreshToken(name: Name): Promise<string | undefined> {
		const account = this.accounts[name];
		if (account.state.kind === "signed-out") return undefined;
		account.invalidateAccessToken();
		await this.refresh(name, "probe");
		return this.server.seen.at(-1)?.form["refresh_token"];
	}
}

/** What the flash keeps, as a restarted printer sees it. It refreshes, so it looks at a copy. */
async function state(flash: BoardFlash): Promise<unknown> {
	const copy = new BoardFlash(flash);
	try {
		const printer = new Printer(copy);
		const { settings } = printer;
		return {
			name: settings.get("device.name"),
			password: settings.get("mail.password"),
			mail: await printer.refreshToken("mail"),
			user: await printer.refreshToken("user/1"),
			problems: printer.vault.problems,
		};
	} finally {
		copy.close();
	}
}

interface Scenario {
	readonly prepare: (printer: Printer) => Promise<unknown>;
	readonly act: (printer: Printer) => unknown;
	/** Secrets of an account that is signed out afterwards. */
	readonly gone?: readonly string[];
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
	"sign-in and OK": {
		prepare: async () => {},
		act: (printer) => printer.signIn("mail", "mail-1"),
	},
	"sign-in of another account in its place, and OK": {
		prepare: (printer) => printer.signIn("mail", "mail-1"),
		act: (printer) => printer.signIn("mail", "mail-2"),
		gone: ["refresh-token-mail-1"],
	},
	refresh: {
		prepare: async (printer) => {
			await printer.signIn("mail", "mail-1");
			await pass(TOKEN_LIFE);
		},
		act: (printer) => printer.refresh("mail", "mail-2"),
	},
	"settings change": {
		prepare: (printer) => printer.signIn("mail", "mail-1"),
		act: ({ settings }) => settings.set({ "device.name": "ACCUEIL", "mail.password": `${PASSWORD}-2` }),
	},
	"user added": {
		prepare: (printer) => printer.signIn("mail", "mail-1"),
		act: (printer) => printer.signIn("user/1", "user-1"),
	},
	"user removed": {
		prepare: async (printer) => {
			await printer.signIn("mail", "mail-1");
			await printer.signIn("user/1", "user-1");
			await pass(TOKEN_LIFE);
			await printer.refresh("user/1", "user-2");
		},
		act: ({ accounts }) => accounts["user/1"].signOut(),
		gone: ["refresh-token-user-1", "refresh-token-user-2"],
	},
	"sign-out": {
		prepare: async (printer) => {
			await printer.signIn("user/1", "user-1");
			await printer.signIn("mail", "mail-1");
			await pass(TOKEN_LIFE);
			await printer.refresh("mail", "mail-2");
		},
		act: ({ accounts }) => accounts.mail.signOut(),
		gone: ["refresh-token-mail-1", "refresh-token-mail-2"],
	},
};

/** Everything secret that these tests ever hand to a printer. */
const SECRETS = [
	PASSWORD,
	DEVICE_CODE.device_code,
	...["mail-1", "mail-2", "user-1", "user-2", "probe"].flatMap((name) => [
		`refresh-token-${name}`,
		`access-token-${name}`,
	]),
];

const SEARCHED = SECRETS.flatMap((secret) => forms(secret).map((form) => ({ secret, form })));

function plainSecrets(content: Buffer): string[] {
	return SEARCHED.filter(({ form }) => content.includes(form)).map(({ secret }) => secret);
}

const flashes: BoardFlash[] = [];
function newFlash(from?: BoardFlash): BoardFlash {
	const flash = new BoardFlash(from);
	flashes.push(flash);
	return flash;
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] }));
afterEach(() => {
	jest.useRealTimers();
	for (const flash of flashes.splice(0)) flash.close();
});

describe("The power cut after every single flash operation, in the middle of the next", () => {
	// Nothing of it, half of it and nearly all of it reaches the flash.
	describe.each([
		["unwritten", 0],
		["half written", undefined],
		["nearly written", 40],
	] as const)("%s:", (_name, bytes) => {
		test.each(Object.keys(SCENARIOS))("%s", async (name) => {
			const { prepare, act, gone = [] } = SCENARIOS[name] as Scenario;
			const prepared = newFlash();
			const printer = new Printer(prepared);
			printer.settings.set({ "device.name": "BUREAU", "mail.password": PASSWORD });
			await prepare(printer);
			const before = await state(prepared);

			const whole = newFlash(prepared);
			await act(new Printer(whole));
			const after = await state(whole);
			expect(after).not.toEqual(before);

			const reached = new Set<string>();
			for (let operations = 0, more = true; more; operations++) {
				const flash = newFlash(prepared);
				const running = new Printer(flash);
				flash.cutAfter(operations, bytes);
				try {
					await act(running);
				} catch (error) {
					if (!isPowerCut(error)) throw error;
				}
				more = flash.off;
				flash.powerOn();

				const now = await state(flash);
				expect([before, after]).toContainEqual(now);
				reached.add(JSON.stringify(now));
				expect(plainSecrets(flash.content)).toEqual([]);

				new Printer(flash);
				const done = JSON.stringify(now) === JSON.stringify(after);
				const readable = plainTexts(flash.dump(), flash.device.secret).toString();
				for (const secret of gone) expect([secret, readable.includes(secret)]).toEqual([secret, !done]);
				// It still works: what was interrupted can be done now.
				if (!done) {
					await act(new Printer(flash));
					expect(await state(flash)).toEqual(after);
				}
				flashes.splice(flashes.indexOf(flash), 1);
				flash.close();
			}
			expect(reached.size).toBe(2);
		});
	});
});

describe("These tests would notice", () => {
	test.each(SECRETS.slice(0, 4))("%s in the flash in any form, wherever it begins", (secret) => {
		const bytes = Buffer.from(secret);
		for (const before of ["", "{", "{}", "xyz"]) {
			const whole = `${before}${secret}"}`;
			for (const content of [
				Buffer.from(whole),
				Buffer.from(Buffer.from(whole).toString("base64")),
				Buffer.from(Buffer.from(whole).toString("base64url")),
				Buffer.from(Buffer.from(whole).toString("hex")),
				Buffer.from(whole, "utf16le"),
			]) {
				expect(plainSecrets(content)).toContain(secret);
			}
		}
		expect(plainSecrets(bytes.subarray(0, -1))).not.toContain(secret);
	});

	test("a superseded token that can still be read in the chip", async () => {
		const flash = newFlash();
		const printer = new Printer(flash);
		await printer.signIn("mail", "mail-1");
		await pass(TOKEN_LIFE);
		await printer.refresh("mail", "mail-2");
		const readable = plainTexts(flash.dump(), flash.device.secret).toString();
		expect(readable).toContain("refresh-token-mail-1");
		expect(readable).toContain("refresh-token-mail-2");
		expect(plainTexts(flash.dump(), new Uint8Array(32)).toString()).not.toContain("refresh-token");
	});
});
