import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import type { ServerName } from "../../modules/base/fax-server";
import { Notification } from "../../modules/functions/notification";
import type { TokenSource } from "../../modules/mail/mail-server";
import type { Message } from "../../modules/mail/message";
import type { Refusal } from "../../modules/mail/refusal";
import type { SendControl } from "../../modules/mail/send-control";
import type { Account } from "../../modules/oauth/account";
import { Accounts } from "../../modules/oauth/accounts";
import { SERVICES } from "../../modules/oauth/microsoft";
import type { PostForm } from "../../modules/oauth/post";
import { Settings } from "../../modules/settings/settings";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";
import { nodeNetwork } from "../host/sockets";
import { DEVICE_CODE, entra, idToken, json, pass, type Reply, ScriptedServer, tokens } from "../oauth/server";

const DAY = 24 * 3600;
const IT = "it@contoso.example";

/** The mailer's part: it notes what it is given, and fails where the test says so. */
class ScriptedMailer {
	readonly sent: {
		readonly message: Message;
		readonly token: string | undefined;
		readonly server: string;
	}[] = [];
	tries = 0;
	/** Each message takes until then. */
	pause: Promise<void> | undefined;
	failure: Failure | undefined;
	refused: readonly Refusal[] = [];
	sender: string | undefined = "copier@contoso.example";

	senderOf(account: TokenSource, server: ServerName): string | undefined {
		return server === "fax" ? account.login : this.sender;
	}

	async send(
		message: Message,
		_control?: SendControl,
		account?: TokenSource,
		server: ServerName = "mail",
	): Promise<readonly Refusal[]> {
		this.tries += 1;
		const token = await account?.accessToken();
		await this.pause;
		if (this.failure) throw this.failure;
		this.sent.push({ message, token, server });
		return this.refused;
	}
}

let flash: MemoryFlash;
let server: ScriptedServer;
let mailer: ScriptedMailer;

/** The mail server's account can be refreshed whenever the test says nothing else. */
const post: PostForm = async (url, form) => {
	const mine = form.some(([, value]) => value === "refresh-token-copier");
	return mine && server.replies.length === 0 ? tokens("copier") : server.post(url, form);
};

/** Switches the printer on: whatever was in memory only is gone. */
function start() {
	const device = {
		...flashDevice(flash),
		clock: { now: () => Date.now() },
		identity: {
			manufacturer: "Timbre",
			model: "MF-1",
			name: "copier-1",
			serial: "X5AB000123",
			macAddress: "02:00:5E:10:00:01",
			firmware: "1.0.0",
			initialPassword: "label-1234",
		},
		network: nodeNetwork({
			interfaces: [
				{ kind: "additional", medium: "wi-fi", connected: true, address: "10.0.0.9" },
				{ kind: "standard", medium: "wired", connected: true, address: "192.168.1.20" },
			],
		}),
	};
	const vault = Vault.open(device);
	const settings = new Settings(vault);
	const accounts = new Accounts({ post, vault, clock: device.clock, clientId: "client-1" });
	new Notification({ device, settings, accounts, mailer });
	return { settings, accounts };
}

async function signIn(account: Account, name: string): Promise<void> {
	const id_token = idToken({ preferred_username: `${name}@contoso.example` });
	server.replies.push(json(200, DEVICE_CODE), tokens(name, { id_token }));
	await account.signIn(SERVICES["exchange-online"], { language: "en" });
	await pass(5);
	account.save();
}

/** A printer that mails by an account of its own, and whose administrator wants to hear of trouble. */
async function signedIn() {
	const printer = start();
	printer.settings.set({
		"mail.authentication": "oauth2",
		"fax.authentication": "oauth2",
		"fax.server-domain": "fax.example",
		"administrator.email": IT,
	});
	await signIn(printer.accounts.mail, "copier");
	return printer;
}

/** The account's next refresh comes to this, its access token being too old. */
async function refreshing(account: Account, reply: Reply): Promise<void> {
	server.replies.push(reply);
	account.invalidateAccessToken();
	await account.accessToken().catch(() => undefined);
	await pass(0);
}

async function failFor(account: Account, days: number): Promise<void> {
	for (let day = 0; day <= days; day++) {
		await refreshing(account, entra("invalid_grant", 53003));
		if (day < days) await pass(DAY);
	}
}

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(2026, 2, 5, 9, 30) });
	flash = new MemoryFlash();
	server = new ScriptedServer();
	mailer = new ScriptedMailer();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("The administrator gets an email", () => {
	test("when the fax server's account has not been refreshed for three days: what happened, what helps, where", async () => {
		const { accounts } = await signedIn();
		await signIn(accounts.fax, "fax");
		await failFor(accounts.fax, 2);
		expect(mailer.tries).toBe(0);
		await pass(DAY);
		await refreshing(accounts.fax, entra("invalid_grant", 53003));
		expect(mailer.sent).toHaveLength(1);
		const [{ message } = { message: undefined }] = mailer.sent;
		expect(message).toMatchObject({
			from: { address: "copier@contoso.example", name: "copier-1" },
			to: [{ address: IT }],
			subject: "copier-1: the sign-in to the email service cannot be renewed",
			attachments: [],
		});
		expect(message?.text).toContain("as fax@contoso.example since 5 Mar 2026");
		expect(message?.text).toMatch(/What happened: .{20,}\nWhat helps: .{20,}\n/);
		expect(message?.text).toContain("http://192.168.1.20/fax/email-server\n");
	});

	test("in French where that is the printer's language", async () => {
		const { accounts, settings } = await signedIn();
		settings.set({ language: "fr" });
		await signIn(accounts.fax, "fax");
		await refreshing(accounts.fax, entra("invalid_grant", 700082));
		expect(mailer.sent[0]?.message.subject).toBe(
			"copier-1\u00a0: la connexion au service de messagerie a expiré",
		);
		expect(mailer.sent[0]?.message.text).toContain("jusqu'à ce que quelqu'un se connecte de nouveau");
	});

	test("at once when the sign-in has ended, by the access token that is still good", async () => {
		const { accounts } = await signedIn();
		await pass(3600 - 120);
		server.replies.push(entra("invalid_grant", 50173));
		await expect(accounts.mail.accessToken()).rejects.toMatchObject({ code: "oauth.password-changed" });
		await pass(0);
		expect(mailer.sent).toMatchObject([
			{ token: "access-token-copier", message: { subject: expect.stringContaining("has expired") } },
		]);
		await expect(accounts.mail.accessToken()).rejects.toMatchObject({ code: "oauth.password-changed" });
	});

	test("from the fax server's account when the mail server's can send no more", async () => {
		const { accounts } = await signedIn();
		await signIn(accounts.fax, "fax");
		await refreshing(accounts.mail, entra("invalid_grant", 700082));
		expect(mailer.sent).toMatchObject([
			{ token: "access-token-fax", server: "fax", message: { from: { address: "fax@contoso.example" } } },
		]);
	});

	test("never from the fax server's account by the mail server, whatever a fax server may once have been", async () => {
		const { accounts, settings } = await signedIn();
		await signIn(accounts.fax, "fax");
		settings.set({ "fax.server-domain": "" });
		await refreshing(accounts.mail, entra("invalid_grant", 700082));
		expect(mailer.tries).toBe(0);
	});

	test("by name and password where the mail server takes those", async () => {
		const { accounts, settings } = await signedIn();
		settings.set({ "mail.authentication": "smtp-auth" });
		await signIn(accounts.fax, "fax");
		await refreshing(accounts.fax, entra("invalid_grant", 700082));
		expect(mailer.sent).toMatchObject([{ token: undefined, message: { to: [{ address: IT }] } }]);
	});

	test("once for each trouble, after a restart too, and again for the next one", async () => {
		const first = await signedIn();
		await signIn(first.accounts.fax, "fax");
		await failFor(first.accounts.fax, 5);
		expect(mailer.sent).toHaveLength(1);
		const second = start();
		await failFor(second.accounts.fax, 3);
		expect(mailer.sent).toHaveLength(1);
		await refreshing(second.accounts.fax, entra("invalid_grant", 50173));
		expect(mailer.sent).toHaveLength(2);
		const third = start();
		expect(third.accounts.fax.warned).toBe("expired");
		third.settings.set({ language: "fr" });
		await pass(60);
		expect(mailer.sent).toHaveLength(2);
		await signIn(third.accounts.fax, "fax");
		await failFor(third.accounts.fax, 3);
		expect(mailer.sent).toHaveLength(3);
	});
});

test("What ends while a warning is being sent is warned of as well", async () => {
	const { accounts } = await signedIn();
	await signIn(accounts.fax, "fax");
	let go: () => void = () => undefined;
	mailer.pause = new Promise((resolve) => (go = resolve));
	await refreshing(accounts.fax, entra("invalid_grant", 50173));
	await pass(3600 - 120);
	server.replies.push(entra("invalid_grant", 50173));
	await accounts.mail.accessToken().catch(() => undefined);
	expect(mailer.tries).toBe(1);
	go();
	await pass(0);
	expect(mailer.sent.map(({ message }) => /as (\S+) has/.exec(message.text)?.[1])).toEqual([
		"fax@contoso.example",
		"copier@contoso.example",
	]);
});

describe("Without an email", () => {
	test("nobody to tell, or a mail account that is not used: nothing is tried", async () => {
		const { accounts, settings } = await signedIn();
		settings.set({ "administrator.email": "" });
		await failFor(accounts.mail, 4);
		settings.set({ "administrator.email": IT, "mail.authentication": "smtp-auth" });
		await refreshing(accounts.mail, entra("invalid_grant", 50173));
		expect(mailer.tries).toBe(0);
	});

	test("that cannot be sent, nothing waits and the warning stays; it goes out once it can", async () => {
		const { accounts } = await signedIn();
		await failFor(accounts.mail, 4);
		expect(mailer.tries).toBe(0);
		expect(accounts.mail.warned).toBeUndefined();
		expect(accounts.mail.state).toMatchObject({ kind: "signed-in", failing: expect.anything() });
		mailer.failure = new Failure("connect.failed");
		await signIn(accounts.fax, "fax");
		await pass(0);
		expect(mailer.tries).toBeGreaterThan(0);
		expect(accounts.mail.warned).toBeUndefined();
		mailer.failure = undefined;
		await refreshing(accounts.mail, entra("invalid_grant", 53003));
		expect(mailer.sent).toHaveLength(1);
		expect(accounts.mail.warned).toBe("failing");
	});

	test("it goes out as soon as there is an address", async () => {
		const { accounts, settings } = await signedIn();
		settings.set({ "administrator.email": "" });
		await signIn(accounts.fax, "fax");
		await refreshing(accounts.fax, entra("invalid_grant", 50173));
		settings.set({ "administrator.email": "boss@contoso.example" });
		await pass(0);
		expect(mailer.sent).toMatchObject([{ message: { to: [{ address: "boss@contoso.example" }] } }]);
	});

	test("that the server did not take for the administrator, it counts as not told", async () => {
		const { accounts } = await signedIn();
		mailer.refused = [{ address: IT, failure: new Failure("smtp.recipient-refused") }];
		await signIn(accounts.fax, "fax");
		await refreshing(accounts.fax, entra("invalid_grant", 50173));
		expect(mailer.sent).toHaveLength(1);
		expect(accounts.fax.warned).toBeUndefined();
	});
});

test("No warning holds a token", async () => {
	const { accounts } = await signedIn();
	await signIn(accounts.fax, "fax");
	await failFor(accounts.fax, 3);
	await refreshing(accounts.fax, entra("invalid_grant", 700082));
	expect(mailer.sent).toHaveLength(2);
	for (const { message } of mailer.sent)
		expect(JSON.stringify(message)).not.toMatch(/(access|refresh)-token/);
});
