import { randomBytes } from "node:crypto";
import type { NetworkInterface, ScannedDocument } from "../../../modules/base/device";
import { Failure } from "../../../modules/base/failure";
import type { ServerName } from "../../../modules/base/fax-server";
import { Fax } from "../../../modules/functions/fax";
import { PrintStatusSheet } from "../../../modules/functions/print-status-sheet";
import { ScanToEmail } from "../../../modules/functions/scan-to-email";
import { ToMyEmail } from "../../../modules/functions/to-my-email";
import { Users } from "../../../modules/functions/users";
import { History } from "../../../modules/jobs/history";
import { Queue } from "../../../modules/jobs/queue";
import type { Language } from "../../../modules/language/texts";
import type { TestReport, TestStep } from "../../../modules/mail/connection-test";
import type { TokenSource } from "../../../modules/mail/mail-server";
import type { Mailer } from "../../../modules/mail/mailer";
import type { Message } from "../../../modules/mail/message";
import type { Refusal } from "../../../modules/mail/refusal";
import type { SendControl } from "../../../modules/mail/send-control";
import type { Account, AccountState } from "../../../modules/oauth/account";
import { ACCOUNT_RECORD, accountOwner, accountSchema } from "../../../modules/oauth/account-record";
import { Accounts } from "../../../modules/oauth/accounts";
import { SERVICES, type Service } from "../../../modules/oauth/microsoft";
import type { PostForm } from "../../../modules/oauth/post";
import type { PanelServices } from "../../../modules/panel/screen";
import { Administrator } from "../../../modules/settings/administrator";
import { FactoryReset } from "../../../modules/settings/factory-reset";
import { Settings } from "../../../modules/settings/settings";
import { encodeRecord } from "../../../modules/storage/record";
import { Vault } from "../../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../../host/flash";
import { IDENTITY } from "../../host/identity";
import { TestPrintEngine } from "../../host/print-engine";
import { nodeNetwork } from "../../host/sockets";

/** What the printer's clock shows; local time, so that pictures are the same everywhere. */
const NOW = new Date(2026, 2, 5, 9, 30).getTime();

/** The account's part: the test moves it from state to state. */
export class ScriptedAccount {
	readonly #listeners = new Set<(state: AccountState) => void>();
	/** The services that a code was asked of. */
	readonly askedOf: string[] = [];
	/** How many sign-ins were let go of. */
	discarded = 0;
	state: AccountState = { kind: "signed-out" };

	get login(): string | undefined {
		const { state } = this;
		return state.kind === "expired" || (state.kind === "signed-in" && state.saved) ? state.login : undefined;
	}

	observe(listener: (state: AccountState) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** How many listen now. */
	get listeners(): number {
		return this.#listeners.size;
	}

	become(state: AccountState): void {
		this.state = state;
		for (const listener of [...this.#listeners]) listener(state);
	}

	/** As after the administrator has signed in and chosen OK. */
	beSignedIn(login = "scanner@contoso.com"): void {
		this.become({ kind: "signed-in", login, saved: true });
	}

	/** Asks for a code; what comes of it is the test's to say. */
	async signIn(service: Service): Promise<void> {
		this.askedOf.push(service.name);
		this.become({ kind: "starting" });
	}

	discard(): void {
		if (this.state.kind === "signed-in" && this.state.saved) return;
		this.discarded += 1;
		this.become({ kind: "signed-out" });
	}

	save(): void {
		if (this.state.kind === "signed-in") this.become({ ...this.state, saved: true });
	}

	signOut(): void {
		this.become({ kind: "signed-out" });
	}
}

/** The mailer's part: it takes a message and waits for the test to say what becomes of it. */
export class ScriptedMailer {
	readonly sent: Message[] = [];
	/** Whose tokens the last message was sent with, where those are not the printer's. */
	account: TokenSource | undefined;
	#control: SendControl | undefined;
	#finish: (refused: readonly Refusal[]) => void = () => {};
	#fail: (failure: Failure) => void = () => {};
	sender: string | undefined = "scanner@contoso.com";
	faxSender: string | undefined = "fax@contoso.com";
	/** The server that the last message went by. */
	server: ServerName | undefined;

	senderOf(_account: TokenSource, server: ServerName): string | undefined {
		return server === "fax" ? this.faxSender : this.sender;
	}

	send(
		message: Message,
		control: SendControl,
		account: TokenSource,
		server: ServerName,
	): Promise<readonly Refusal[]> {
		this.sent.push(message);
		this.account = account;
		this.server = server;
		this.#control = control;
		return new Promise((resolve, reject) => {
			this.#finish = resolve;
			this.#fail = reject;
			control.onCancel?.(() => reject(new Failure("job.cancelled")));
		});
	}

	/** So much has been sent. */
	progress(sent: number, total?: number): void {
		this.#control?.progress?.(sent, total);
	}

	/** The server took the message, but refused these recipients. */
	async finish(refused: readonly Refusal[] = []): Promise<void> {
		this.#finish(refused);
		await settle();
	}

	async fail(failure: Failure): Promise<void> {
		this.#fail(failure);
		await settle();
	}
}

/** The connection test's part: the test goes on step by step as the test of it says. */
export class ScriptedConnectionTest {
	readonly #listeners = new Set<() => void>();
	#end: (report: TestReport) => void = () => {};
	report: TestReport | undefined;
	isRunning = false;
	runs = 0;

	observe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	run(): Promise<TestReport> {
		this.runs += 1;
		this.isRunning = true;
		this.reach(0);
		return new Promise((resolve) => {
			this.#end = resolve;
		});
	}

	/** Goes on to a step. */
	reach(current: number): void {
		this.report = { steps: TEST_STEPS, current };
		for (const listener of [...this.#listeners]) listener();
	}

	/** The test is over, at the step under way where it failed. */
	async end(failure?: Failure): Promise<void> {
		const current = failure ? (this.report?.current ?? 0) : TEST_STEPS.length;
		this.report = { steps: TEST_STEPS, current, ...(failure && { failure }) };
		this.isRunning = false;
		this.#end(this.report);
		await settle();
	}
}

/** The steps of a test with every kind of step. */
const TEST_STEPS: readonly TestStep[] = [
	"network",
	"dns",
	"connect",
	"greeting",
	"tls",
	"certificate",
	"sign-in",
	"sender",
	"recipient",
];

/** Lets promises that are settled have their effects. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

/** The standard network and the additional one. */
function interfaces(connected: boolean): readonly NetworkInterface[] {
	const address = {
		address: "192.168.1.40",
		mask: "255.255.255.0",
		gateway: "192.168.1.1",
		dns: ["192.168.1.1"],
	};
	return [
		{ kind: "standard", medium: "wired", connected, ...(connected && address) },
		{ kind: "additional", medium: "wi-fi", connected: false },
	];
}

/** What a test may say of the printer. */
export interface TestPrinterOptions {
	readonly language?: Language;
	readonly name?: string;
	readonly connected?: boolean;
	/** What the clock shows; undefined: it was never set. */
	readonly now?: number | undefined;
	/** Whether the printer prints. */
	readonly prints?: boolean;
	/** Signed in with OAuth2 from the start, unless false. */
	readonly signedIn?: boolean;
	/** Has a fax server that is set and signed in; not unless true. */
	readonly faxes?: boolean;
}

/** A printer as far as its panel sees it: real settings, history, queue and Scan to Email; a scripted account and mailer. */
export class TestPrinter {
	readonly account = new ScriptedAccount();
	readonly faxAccount = new ScriptedAccount();
	readonly mailer = new ScriptedMailer();
	readonly connectionTest = new ScriptedConnectionTest();
	readonly history = new History();
	readonly queue = new Queue(this.history, () => NOW);
	readonly flash = new MemoryFlash();
	readonly vault = Vault.open(flashDevice(this.flash));
	readonly settings = new Settings(this.vault);
	readonly administrator: Administrator;
	readonly printEngine = new TestPrintEngine();
	/** The users' sign-in service; it cannot be reached, unless the test says otherwise. */
	post: PostForm = () => Promise.reject(new Failure("connect.failed"));
	/** Of the users. */
	readonly accounts: Accounts;
	readonly users: Users;
	readonly services: PanelServices;
	readonly #tray: ScannedDocument[] = [];

	constructor({
		language = "en",
		name = "TIMBRE-1",
		connected = true,
		signedIn = true,
		prints = true,
		faxes = false,
		...options
	}: TestPrinterOptions = {}) {
		const now = "now" in options ? options.now : NOW;
		const { account, connectionTest, history, queue, settings } = this;
		settings.set({ language, "mail.authentication": "oauth2" });
		if (signedIn) account.beSignedIn();
		if (faxes) {
			settings.set({ "fax.server-domain": "fax.example", "fax.authentication": "oauth2" });
			this.faxAccount.beSignedIn("fax@contoso.com");
		}
		const device = {
			identity: { ...IDENTITY, name },
			network: nodeNetwork({ interfaces: interfaces(connected) }),
			roots: ["DigiCert Global Root G2"],
			clock: { now: () => now },
			random: (byteLength: number) => new Uint8Array(randomBytes(byteLength)),
			scanner: { scan: () => this.#tray.shift() },
			...(prints && { printEngine: this.printEngine }),
		};
		const mailer = this.mailer as unknown as Mailer;
		const scanToEmail = new ScanToEmail({
			device,
			settings,
			mailer,
			queue,
			account: account as unknown as Account,
		});
		const accounts = { fax: this.faxAccount as unknown as Account };
		const fax = new Fax({ device, settings, mailer, queue, accounts });
		this.administrator = new Administrator({ vault: this.vault, ...device });
		const factoryReset = new FactoryReset(this.vault, { restart: () => {} });
		const statusSheet = new PrintStatusSheet({
			device,
			settings,
			account,
			accounts,
			queue,
			vault: this.vault,
		});
		const post: PostForm = (...request) => this.post(...request);
		this.accounts = new Accounts({ post, vault: this.vault, clock: device.clock, clientId: "client-1" });
		this.users = new Users({ vault: this.vault, accounts: this.accounts, random: device.random });
		const { users } = this;
		const toMyEmail = new ToMyEmail({ device, settings, mailer, queue, users });
		const byUsers = { users, toMyEmail };
		const shown = { device, settings, account, fax, queue, history, scanToEmail, statusSheet, ...byUsers };
		this.services = { ...shown, administrator: this.administrator, connectionTest, factoryReset };
	}

	/**
	 * Adds a user of To My Email.
	 *
	 * @param login the address of a user who has signed in
	 */
	async enrol(name: string, idNumber: string, login?: string): Promise<number> {
		const id = await this.users.add(name, idNumber);
		if (login !== undefined) {
			const account = `user/${id}`;
			const record = {
				service: { ...SERVICES["exchange-online"] },
				clientId: "client-1",
				login,
				refreshToken: `refresh-token-${name}`,
				refreshedAt: NOW,
			};
			const stored = encodeRecord(accountSchema(account), record);
			this.vault.replace(accountOwner(account), [[ACCOUNT_RECORD, stored]]);
		}
		return id;
	}

	/** Lays a document into the scanner. */
	load(pages = 1): void {
		this.#tray.push({ name: "scan.pdf", type: "application/pdf", pages, read: () => 0 });
	}
}
