import type { Device } from "./base/device";
import { Fax } from "./functions/fax";
import { Notification } from "./functions/notification";
import { PrintStatusSheet, type StatusSheetRequest } from "./functions/print-status-sheet";
import { ScanToEmail, type ScanToEmailRequest } from "./functions/scan-to-email";
import { ToMyEmail } from "./functions/to-my-email";
import { Users } from "./functions/users";
import { History } from "./jobs/history";
import type { Job } from "./jobs/job";
import { Queue } from "./jobs/queue";
import { ConnectionTest } from "./mail/connection-test";
import { Mailer } from "./mail/mailer";
import { Accounts } from "./oauth/accounts";
import { KeepAlive } from "./oauth/keep-alive";
import { httpsPost } from "./oauth/post";
import { Panel } from "./panel/panel";
import { Administrator } from "./settings/administrator";
import { FactoryReset } from "./settings/factory-reset";
import { Settings } from "./settings/settings";
import { Vault } from "./storage/vault";
import { WebConfig } from "./web-config/web-config";

/** TCP port of Web Config: plain HTTP, since the device has no TLS server. */
const WEB_CONFIG_PORT = 80;

/** What a host may add to the device it hands in. */
export interface PrinterOptions {
	/** Further names under which a browser may open Web Config. */
	readonly hosts?: readonly string[];
}

/** The printer's firmware: makes every part, ties them together and starts what listens. */
export class Printer {
	readonly vault: Vault;
	readonly settings: Settings;
	readonly administrator: Administrator;
	/** The mail server's account, the fax server's, and those of the users. */
	readonly accounts: Accounts;
	readonly history = new History();
	readonly queue: Queue;
	readonly connectionTest: ConnectionTest;
	readonly #scanToEmail: ScanToEmail;
	readonly #statusSheet: PrintStatusSheet;
	readonly #webConfig: WebConfig;
	/** Undefined on a board without a display. */
	readonly panel: Panel | undefined;

	/**
	 * Starts the printer on a device.
	 *
	 * @throws Failure `storage.failed` when the flash cannot be read
	 */
	constructor(device: Device, options: PrinterOptions = {}) {
		const { clock, display, identity, input, network } = device;
		const random = (byteLength: number) => device.random(byteLength);
		this.vault = Vault.open(device);
		this.settings = new Settings(this.vault);
		this.administrator = new Administrator({ vault: this.vault, identity, random });
		this.accounts = new Accounts({
			post: httpsPost(device),
			vault: this.vault,
			clock,
			clientId: device.clientId,
		});
		this.queue = new Queue(this.history, () => clock.now());
		const { accounts, administrator, history, settings, queue, vault } = this;
		const account = accounts.mail;
		const factoryReset = new FactoryReset(vault, device);
		const mailer = new Mailer({ network, settings, server: "mail", account, identity, random, clock });
		const exclusively = (use: () => Promise<void>) => mailer.exclusively({}, use);
		new KeepAlive({ accounts, settings, exclusively, random });
		new Notification({ device, settings, accounts, mailer });
		this.connectionTest = new ConnectionTest({ mailer, settings, server: "mail" });
		this.#scanToEmail = new ScanToEmail({ device, settings, mailer, queue, account });
		const users = new Users({ vault, accounts, random });
		const toMyEmail = new ToMyEmail({ device, settings, mailer, queue, users });
		const fax = new Fax({ device, settings, mailer, queue, accounts });
		const statusSheet = new PrintStatusSheet({ device, settings, account, accounts, queue, vault });
		this.#statusSheet = statusSheet;
		this.#webConfig = new WebConfig({
			device,
			settings,
			administrator,
			account,
			accounts,
			fax,
			history,
			connectionTest: this.connectionTest,
			factoryReset,
			vault,
			statusSheet,
			users,
			port: WEB_CONFIG_PORT,
			...options,
		});
		this.#webConfig.start();
		if (display && input) {
			const scanToEmail = this.#scanToEmail;
			const { connectionTest } = this;
			const shown = { device, settings, account, queue, history, scanToEmail, fax, statusSheet };
			const byUsers = { users, toMyEmail };
			const byAdministrator = { administrator, connectionTest, factoryReset };
			this.panel = new Panel({ ...shown, ...byUsers, ...byAdministrator, display, input });
		}
	}

	/** Scan to Email; throws what `ScanToEmail.start` throws. */
	startScanToEmail(request: ScanToEmailRequest): Job {
		return this.#scanToEmail.start(request);
	}

	/** Print Status Sheet; throws what `PrintStatusSheet.start` throws. */
	startStatusSheet(request?: StatusSheetRequest): Job {
		return this.#statusSheet.start(request);
	}
}
