import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	startVirtualPrinter,
	type VirtualPrinter,
	type VirtualPrinterOptions,
} from "../../../hosts/virtual/virtual-printer";
import type { Lab } from "../../../tools/lab/lab";
import { Browser } from "./browser";

/** Seconds between two polls of the token endpoint (the lab's and Entra's interval). */
const POLL_INTERVAL = 5;

/** Milliseconds by which the clock moves on for a printer that waits: as long as its shortest wait. */
const RETRY_STEP = 5_000;

/** Milliseconds after which a page that does not change is a failure. */
const PATIENCE = 20_000;

/** A job as the control API tells it. */
export interface JobReport {
	readonly receiptNumber: number;
	readonly result: string;
	readonly code?: number;
	readonly failure?: { readonly code: string; readonly action: string };
	readonly refused: readonly { readonly address: string }[];
}

/** An office for a test: a virtual printer, its lab, and what people do with them. */
export class Office {
	readonly #options: VirtualPrinterOptions;
	#printer: VirtualPrinter;

	private constructor(printer: VirtualPrinter, options: VirtualPrinterOptions) {
		this.#printer = printer;
		this.#options = options;
	}

	get printer(): VirtualPrinter {
		return this.#printer;
	}

	/** The folder that outlives a restart: `printer/` and `lab/`. */
	get state(): string {
		return this.#options.state;
	}

	get lab(): Lab {
		if (!this.#printer.lab) throw new Error("an office needs a lab");
		return this.#printer.lab;
	}

	/** Starts everything on free ports with a new state folder. */
	static async open(options: Partial<VirtualPrinterOptions> = {}): Promise<Office> {
		const complete: VirtualPrinterOptions = {
			lab: true,
			state: mkdtempSync(join(tmpdir(), "timbre-office-")),
			port: 0,
			controlPort: 0,
			labPort: 0,
			routes: [],
			roots: [],
			clientId: undefined,
			online: false,
			ram: 128,
			bits: undefined,
			...options,
		};
		return new Office(await startVirtualPrinter(complete), complete);
	}

	/** An office whose administrator has signed the printer in to the mail service and pressed OK. */
	static async openSignedIn(): Promise<Office> {
		const office = await Office.open();
		const browser = await office.administrator();
		await office.signIn(browser);
		await browser.press("OK");
		return office;
	}

	/** Stops everything and starts it again, as the next `npm start` does. */
	async restart(): Promise<void> {
		await this.#printer.stop();
		this.#printer = await startVirtualPrinter(this.#options);
	}

	async close(): Promise<void> {
		await this.#printer.stop();
		rmSync(this.#options.state, { recursive: true, force: true });
	}

	/** A browser at Web Config with the administrator logged in. */
	async administrator(language = "en"): Promise<Browser> {
		const browser = new Browser(language);
		await browser.open(`${this.printer.webConfigURL}/login?language=${language}`);
		await browser.press("OK", { password: this.printer.board.identity.initialPassword });
		return browser;
	}

	/** The whole sign-in of the guide's configuration chapter, by the administrator's hands; ends before OK. */
	async signIn(browser: Browser, account = "admin@timbre.example", password = "Admin-2025"): Promise<void> {
		await browser.open("/network/email-server");
		const again = browser.text.includes("Sign In again") ? " again" : "";
		await browser.press(`Sign In${again}`, {
			"mail.authentication": "oauth2",
			"mail.service": "exchange-online",
		});
		await browser.press("Sign in with Microsoft");
		await this.reloadUntil(browser, () => browser.document.querySelector("#code") !== null);
		const code = browser.document.querySelector("#code")?.textContent ?? "";
		const address = browser.document.querySelector("a.link")?.getAttribute("href") ?? "";

		const phone = new Browser();
		await phone.open(address);
		await phone.press("Next", { code });
		await phone.press("Next", { account });
		await phone.press("Sign in", { password });
		// Consent is asked for once in an organization.
		if (phone.text.includes("Permissions requested")) await phone.press("Accept", { organization: true });
		await browser.open("/network/email-server/sign-in");
		await this.printer.board.clock.advance(POLL_INTERVAL * 1000);
		await this.reloadUntil(browser, () => !browser.text.includes("Time left"));
		await browser.open("/network/email-server");
	}

	/** Loads a page again, as its refresh does, until it shows what the test waits for. */
	async reloadUntil(browser: Browser, shows: () => boolean): Promise<void> {
		const end = Date.now() + PATIENCE;
		while (!shows()) {
			if (Date.now() > end) throw new Error(`never shown on ${browser.url}: ${browser.text}`);
			await new Promise((resolve) => setTimeout(resolve, 50));
			await browser.open(browser.url);
		}
	}

	/** Lays a document into the scanner. */
	async load(document: Uint8Array, name = "document.pdf"): Promise<void> {
		const { status } = await this.control("POST", `/scanner?name=${encodeURIComponent(name)}`, document);
		expect(status).toBe(201);
	}

	/** Presses Start with these recipients and waits for the job's end. */
	async scan(to: readonly string[], subject?: string): Promise<JobReport> {
		const { body } = await this.control("POST", "/scan?wait=1", JSON.stringify({ to, subject }));
		return body as JobReport;
	}

	/** As `scan`, with the time moved on wherever the printer waits before it tries again. */
	async scanPatiently(to: readonly string[]): Promise<JobReport> {
		const scan = this.scan(to);
		let ended = false;
		const end = () => {
			ended = true;
		};
		scan.then(end, end);
		while (!ended) {
			await new Promise((resolve) => setTimeout(resolve, 50));
			if (!ended) await this.printer.board.clock.advance(RETRY_STEP);
		}
		return scan;
	}

	/** Any call of the control API. */
	async control(
		method: string,
		path: string,
		body?: Uint8Array | string,
	): Promise<{ status: number; body: unknown }> {
		const type = typeof body === "string" ? "application/json" : "application/pdf";
		const response = await fetch(this.printer.controlURL + path, {
			method,
			...(body !== undefined && {
				body: body as string | Uint8Array<ArrayBuffer>,
				headers: { "content-type": type },
			}),
		});
		return { status: response.status, body: await response.json() };
	}
}
