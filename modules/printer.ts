import type { Device } from "./base/device";
import { PrintStatusSheet, type StatusSheetRequest } from "./functions/print-status-sheet";
import { ScanToEmail, type ScanToEmailRequest } from "./functions/scan-to-email";
import { History } from "./jobs/history";
import type { Job } from "./jobs/job";
import { Queue } from "./jobs/queue";
import { ConnectionTest } from "./mail/connection-test";
import { Mailer } from "./mail/mailer";
import { Account } from "./oauth/account";
import { KeepAlive } from "./oauth/keep-alive";
import { httpsPost } from "./oauth/post";
import { Panel } from "./panel/panel";
import { Administrator } from "./settings/administrator";
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
	/** The mail server's account. */
	readonly account: Account;
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
		this.account = new Account({
			post: httpsPost(device),
			vault: this.vault,
			clock,
			name: "mail",
			clientId: device.clientId,
		});
		new KeepAlive(() => [this.account], random);
		this.queue = new Queue(this.history, () => clock.now());
		const { account, administrator, history, settings, queue } = this;
		const mailer = new Mailer({ network, settings, account, identity, random, clock });
		this.connectionTest = new ConnectionTest({ mailer, settings });
		this.#scanToEmail = new ScanToEmail({ device, settings, mailer, queue });
		const statusSheet = new PrintStatusSheet({ device, settings, account, queue });
		this.#statusSheet = statusSheet;
		this.#webConfig = new WebConfig({
			device,
			settings,
			administrator,
			account,
			history,
			connectionTest: this.connectionTest,
			statusSheet,
			port: WEB_CONFIG_PORT,
			...options,
		});
		this.#webConfig.start();
		if (display && input) {
			const scanToEmail = this.#scanToEmail;
			this.panel = new Panel({
				device,
				display,
				input,
				settings,
				account,
				queue,
				history,
				scanToEmail,
				statusSheet,
			});
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
