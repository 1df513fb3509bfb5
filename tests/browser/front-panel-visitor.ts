import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Board } from "../../hosts/virtual/board/board";
import { decodePNG } from "../../hosts/virtual/board/png";

/** How long the LCD stays as it is before it counts as drawn, in milliseconds: far more than between two frames. */
const QUIET = 250;

/** Milliseconds after which something that does not come is a failure. */
const PATIENCE = 20_000;

/** The printer that the page belongs to. */
export interface VisitedPrinter {
	readonly board: Board;
	readonly controlURL: string;
}

/** A person at the front panel page in a real browser. */
export class FrontPanelVisitor {
	readonly page: Page;
	/** What the browser complains of: script errors, what the page's policy forbids, files that are missing. */
	readonly complaints: string[] = [];
	readonly #printer: VisitedPrinter;

	private constructor(page: Page, printer: VisitedPrinter) {
		this.page = page;
		this.#printer = printer;
		page.setDefaultTimeout(PATIENCE);
		page.on("pageerror", (error) => this.complaints.push(error.message));
		page.on("console", (message) => {
			if (message.type() === "error") this.complaints.push(message.text());
		});
	}

	/** Opens the page and waits until it shows the LCD. */
	static async open(
		browser: Browser,
		printer: VisitedPrinter,
		options: BrowserContextOptions = {},
	): Promise<FrontPanelVisitor> {
		const context = await browser.newContext({
			locale: "en-US",
			viewport: { width: 1280, height: 960 },
			...options,
		});
		const visitor = new FrontPanelVisitor(await context.newPage(), printer);
		await visitor.page.goto(printer.controlURL);
		await visitor.seesLCD();
		return visitor;
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	/** What the canvas shows, RGB565. */
	async canvas(): Promise<Uint16Array> {
		const address = await this.page.evaluate<string>('document.getElementById("lcd").toDataURL("image/png")');
		return decodePNG(Buffer.from(address.split(",")[1] ?? "", "base64")).pixels;
	}

	/** Waits until the firmware draws no more and the canvas shows what it drew. */
	async seesLCD(): Promise<void> {
		const { display } = this.#printer.board;
		const end = Date.now() + PATIENCE;
		for (;;) {
			const { frames } = display.drawn;
			await new Promise((resolve) => setTimeout(resolve, QUIET));
			if (same(await this.canvas(), display.pixels) && display.drawn.frames === frames && frames > 0) return;
			if (Date.now() > end) throw new Error("the canvas never showed the LCD's picture");
		}
	}

	/** Does something and waits until the LCD has changed by it. */
	async changesLCD(action: () => Promise<unknown>): Promise<void> {
		const before = await this.canvas();
		await action();
		const end = Date.now() + PATIENCE;
		do {
			if (Date.now() > end) throw new Error("the LCD did not change");
			await this.seesLCD();
		} while (same(before, await this.canvas()));
	}

	/** Clicks the LCD at one of its pixels. */
	async touch(x: number, y: number): Promise<void> {
		const lcd = this.page.locator("#lcd");
		const { width = 0, height = 0 } = (await lcd.boundingBox()) ?? {};
		await lcd.click({ position: { x: ((x + 0.5) * width) / 320, y: ((y + 0.5) * height) / 240 } });
	}

	/** Presses a hard key of the printer, named as the page names it. */
	async press(name: string): Promise<void> {
		await this.page.locator("#keys").getByRole("button", { name, exact: true }).click();
	}

	/** Lets go of a file over the page. */
	async drop(name: string, type: string, text: string): Promise<void> {
		const dataTransfer = await this.page.evaluateHandle(`(() => {
			const transfer = new DataTransfer();
			transfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
			return transfer;
		})()`);
		await this.page.dispatchEvent("#scanner", "dragenter", { dataTransfer });
		await this.page.dispatchEvent("#scanner", "drop", { dataTransfer });
	}
}

function same(one: Uint16Array, other: Uint16Array): boolean {
	return one.every((pixel, index) => pixel === other[index]);
}
