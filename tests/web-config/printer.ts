import { randomBytes } from "node:crypto";
import { Failure } from "../../modules/base/failure";
import type { StatusSheetRequest } from "../../modules/functions/print-status-sheet";
import { Users } from "../../modules/functions/users";
import type { HistoryEntry } from "../../modules/jobs/history";
import { Job } from "../../modules/jobs/job";
import type { TestReport } from "../../modules/mail/connection-test";
import type { AccountState, SignInOptions } from "../../modules/oauth/account";
import { Accounts } from "../../modules/oauth/accounts";
import type { Service } from "../../modules/oauth/microsoft";
import { Administrator } from "../../modules/settings/administrator";
import { FactoryReset } from "../../modules/settings/factory-reset";
import { Settings } from "../../modules/settings/settings";
import { Vault } from "../../modules/storage/vault";
import type { Services } from "../../modules/web-config/visit";
import { WebConfig } from "../../modules/web-config/web-config";
import { flashDevice, MemoryFlash } from "../host/flash";
import { IDENTITY } from "../host/identity";
import { TestPrintEngine } from "../host/print-engine";
import { nodeNetwork } from "../host/sockets";

/** What is printed on the label of the printer of these tests. */
export const LABEL_PASSWORD = IDENTITY.initialPassword;

/** The account's part in these tests: the test moves it from state to state, and sees what the pages asked for. */
export class ScriptedAccount {
	state: AccountState = { kind: "signed-out" };
	readonly asked: string[] = [];

	/** Where the last sign-in leads, and as which app. */
	registration: { readonly service: Service; readonly clientId: string | undefined } | undefined;

	async signIn(service: Service, { language, clientId }: SignInOptions): Promise<void> {
		this.asked.push(`sign in to ${service.name} in ${language}`);
		this.registration = { service, clientId };
		this.state = { kind: "starting" };
	}

	cancel(): void {
		this.asked.push("cancel");
		this.state = { kind: "signed-out", failure: new Failure("oauth.cancelled") };
	}

	discard(): void {
		this.asked.push("discard");
		if (this.state.kind === "signed-in" && !this.state.saved) this.state = { kind: "signed-out" };
	}

	save(): void {
		this.asked.push("save");
		if (this.state.kind === "signed-in") this.state = { ...this.state, saved: true };
	}

	signOut(): void {
		this.asked.push("sign out");
		this.state = { kind: "signed-out" };
	}

	/** As after the administrator entered the code. */
	signedIn(saved: boolean, login = "scanner@contoso.com"): void {
		this.state = { kind: "signed-in", login, saved };
	}
}

/** The connection test's part: the test says how far it has come. */
export class ScriptedConnectionTest {
	report: TestReport | undefined;
	isRunning = false;

	async run(): Promise<TestReport> {
		this.isRunning = true;
		this.report = { steps: ["network", "dns", "connect", "greeting", "sender", "recipient"], current: 0 };
		return this.report;
	}
}

/** Print Status Sheet's part: it notes what was asked for, and what becomes of it is for the history to tell. */
export class ScriptedStatusSheet {
	isAvailable = true;
	readonly asked: StatusSheetRequest[] = [];
	failure: Failure | undefined;

	start(request: StatusSheetRequest): Job {
		if (this.failure) throw this.failure;
		this.asked.push(request);
		return new Job({ type: "status-sheet", from: "", to: [], pages: 1 }, 1, undefined, async () => []);
	}
}

/** What a test may say of the printer. */
export interface TestPrinterOptions {
	readonly name?: string;
	readonly history?: readonly HistoryEntry[];
	/** Milliseconds since 1970; undefined: not set. */
	readonly now?: number | undefined;
}

/** A printer as far as its pages see it, with real settings and a real administrator over flash in memory. */
export class TestPrinter {
	readonly flash = new MemoryFlash();
	readonly account = new ScriptedAccount();
	readonly connectionTest = new ScriptedConnectionTest();
	readonly faxAccount = new ScriptedAccount();
	readonly faxConnectionTest = new ScriptedConnectionTest();
	readonly vault: Vault;
	readonly statusSheet = new ScriptedStatusSheet();
	readonly printEngine = new TestPrintEngine();
	readonly settings: Settings;
	readonly history: HistoryEntry[];
	readonly accounts: Accounts;
	readonly users: Users;
	readonly services: Services;
	readonly web: WebConfig;

	constructor({
		name = "TIMBRE-1",
		history = [],
		now = Date.UTC(2026, 2, 5, 9, 30),
	}: TestPrinterOptions = {}) {
		const vault = Vault.open(flashDevice(this.flash));
		this.vault = vault;
		this.settings = new Settings(vault);
		this.history = [...history];
		const device = {
			identity: { ...IDENTITY, name },
			network: nodeNetwork({
				interfaces: [
					{
						kind: "standard",
						medium: "wired",
						connected: true,
						address: "192.168.1.20",
						mask: "255.255.255.0",
						gateway: "192.168.1.1",
						dns: ["192.168.1.1"],
					},
				],
			}),
			clock: { now: () => now },
			random: (byteLength: number) => new Uint8Array(randomBytes(byteLength)),
			printEngine: this.printEngine,
			roots: ["DigiCert Global Root G2", "Microsoft RSA Root Certificate Authority 2017"],
		};
		const post = () => Promise.reject(new Failure("connect.failed"));
		this.accounts = new Accounts({ post, vault, clock: device.clock, clientId: "client-1" });
		this.users = new Users({ vault, accounts: this.accounts, random: device.random });
		this.services = {
			device,
			users: this.users,
			settings: this.settings,
			administrator: new Administrator({ vault, ...device }),
			account: this.account,
			accounts: { fax: this.faxAccount, servers: [this.account, this.faxAccount] },
			fax: { connectionTest: this.faxConnectionTest },
			connectionTest: this.connectionTest,
			statusSheet: this.statusSheet,
			history: { entries: () => this.history },
			factoryReset: new FactoryReset(vault, { restart: () => {} }),
			vault,
		};
		this.web = new WebConfig({ ...this.services, port: 0, hosts: ["localhost"] });
	}
}
