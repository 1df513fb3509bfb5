import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	startVirtualPrinter,
	type VirtualPrinter,
	type VirtualPrinterOptions,
} from "../../../hosts/virtual/virtual-printer";
import type { Lab } from "../../../tools/lab/lab";
import { logIn, reloadUntil, signIn } from "../../../tools/person/administrator";
import type { Browser } from "../../../tools/person/browser";

/** Milliseconds by which the clock moves on for a printer that waits: as long as its shortest wait. */
const RETRY_STEP = 5_000;

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

	/**
	 * Stops everything and starts it again, as the next `npm start` does.
	 *
	 * @param meanwhile what is done while it is off
	 */
	async restart(meanwhile: () => void = () => {}): Promise<void> {
		await this.#printer.stop();
		meanwhile();
		this.#printer = await startVirtualPrinter(this.#options);
	}

	async close(): Promise<void> {
		await this.#printer.stop();
		rmSync(this.#options.state, { recursive: true, force: true });
	}

	/** A browser at Web Config with the administrator logged in. */
	administrator(language = "en"): Promise<Browser> {
		return logIn(this.printer, language);
	}

	/** The whole sign-in of the guide's configuration chapter, by the administrator's hands; ends before OK. */
	signIn(browser: Browser, account = "admin@timbre.example", password = "Admin-2025"): Promise<void> {
		return signIn(this.printer, browser, account, password);
	}

	/** Loads a page again, as its refresh does, until it shows what the test waits for. */
	reloadUntil(browser: Browser, shows: () => boolean): Promise<void> {
		return reloadUntil(browser, shows);
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
