import type { Browser } from "playwright-core";
import { parseMessage } from "../../tools/lab/lab";
import { Office } from "../virtual/support/office";
import { describeInBrowser, launch } from "./chromium";
import { FrontPanelVisitor } from "./front-panel-visitor";

const MARIE = "marie@timbre.example";

/** Milliseconds after which something that does not come is a failure. */
const PATIENCE = 20_000;

/** First build of the engine and start of the browser, in milliseconds. */
const START_TIME = 300_000;

describeInBrowser("The front panel page in Chromium", () => {
	let browser: Browser;
	let office: Office;
	let visitor: FrontPanelVisitor | undefined;

	beforeAll(async () => {
		[browser, office] = await Promise.all([launch(), Office.open()]);
	}, START_TIME);
	afterAll(async () => {
		await browser?.close();
		await office?.close();
	});
	beforeEach(async () => {
		const { board } = office.printer;
		board.tray.unload();
		await board.power(false);
		await board.power(true);
	});
	afterEach(async () => {
		const complaints = visitor?.complaints;
		await visitor?.close();
		visitor = undefined;
		expect(complaints).toEqual([]);
	});

	const visit = async (
		options?: Parameters<typeof FrontPanelVisitor.open>[2],
	): Promise<FrontPanelVisitor> => {
		visitor = await FrontPanelVisitor.open(browser, office.printer, options);
		return visitor;
	};

	test("shows the LCD pixel for pixel, twice as large, and changes with each key", async () => {
		const person = await visit();
		expect(await person.page.locator("#lcd").boundingBox()).toMatchObject({ width: 640, height: 480 });
		await person.changesLCD(() => person.press("Down"));
		await person.changesLCD(() => person.press("OK"));
		await person.changesLCD(() => person.press("Home"));
	});

	test("is worked by the computer's keyboard, also after a click on a hard key", async () => {
		const person = await visit();
		await person.changesLCD(() => person.press("Down"));
		await person.changesLCD(() => person.page.keyboard.press("ArrowUp"));
		await person.changesLCD(() => person.page.keyboard.press("Enter"));
		await person.changesLCD(() => person.page.keyboard.press("Escape"));
	});

	test("is worked by a finger on the LCD", async () => {
		const person = await visit({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
		const lcd = (await person.page.locator("#lcd").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		expect(lcd.width).toBe(320);
		await person.changesLCD(() => person.page.touchscreen.tap(lcd.x + 240, lcd.y + 190));
		await person.changesLCD(() => person.press("Home"));
	});

	test("takes a document that is dropped, shows it, and gives it back", async () => {
		const person = await visit();
		await person.drop("Reçu n° 7.pdf", "application/pdf", "%PDF-1.7 seven");
		const sheet = person.page.locator("#sheet");
		await sheet.waitFor();
		expect(await sheet.textContent()).toMatch(/Reçu n° 7\.pdf\s*14\sbytes/);
		expect(office.printer.board.tray.document).toMatchObject({
			name: "Reçu n° 7.pdf",
			type: "application/pdf",
		});
		await person.page.getByRole("button", { name: "Take it out" }).click();
		await sheet.waitFor({ state: "hidden" });
		expect(office.printer.board.tray.document).toBeUndefined();
	});

	test("takes the sample, and a file that is chosen in its place", async () => {
		const person = await visit();
		await person.page.getByRole("button", { name: "Take the sample" }).click();
		await person.page.getByText("sample.pdf").waitFor();
		expect(await person.page.locator("#sheet").textContent()).toContain("2 p.");
		const file = { name: "photo.png", mimeType: "image/png", buffer: Buffer.alloc(2048) };
		await person.page.locator("#file").setInputFiles(file);
		await person.page.getByText("photo.png").waitFor();
		await person.page.getByText("2.0 KiB").waitFor();
	});

	test("says why a document is not taken, and keeps the one that lies there", async () => {
		const person = await visit();
		await person.drop("one.pdf", "application/pdf", "one");
		await person.page.getByText("one.pdf").waitFor();
		await person.drop("nothing.pdf", "application/pdf", "");
		await person.page.getByText("The document is empty.").waitFor();
		expect(await person.page.locator("#document-name").textContent()).toBe("one.pdf");
		// The browser itself tells of the refused request.
		expect(person.complaints.splice(0)).toEqual([expect.stringContaining("400")]);
	});

	test("switches the printer off and on, with light, memory gauge and LCD", async () => {
		const person = await visit();
		const power = person.page.getByRole("switch", { name: "Power" });
		const light = person.page.locator("#light");
		expect(await person.page.locator("#memory-cap").textContent()).toMatch(/^(128|256)\u00a0KiB$/);
		await power.click();
		await person.page.locator('#light[data-state="off"]').waitFor();
		await person.page.getByText("No engine runs.").waitFor();
		expect(await power.getAttribute("aria-checked")).toBe("false");
		await person.seesLCD();
		expect((await person.canvas()).every((pixel) => pixel === 0)).toBe(true);
		await power.click();
		await person.page.locator('#light[data-state="on"]').waitFor();
		await person.seesLCD();
		expect((await person.canvas()).some((pixel) => pixel !== 0)).toBe(true);
		expect(await light.getAttribute("data-state")).toBe("on");
	});

	test.each([
		["en-US", { width: 1280, height: 800 }],
		["fr-FR", { width: 1280, height: 800 }],
		["en-US", { width: 390, height: 844 }],
		["fr-FR", { width: 360, height: 740 }],
	])("fits the screen in %s at %j, label and links included", async (locale, viewport) => {
		const { page } = await visit({ locale, viewport });
		expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(viewport.width);
		const { serial, initialPassword } = office.printer.board.identity;
		const text = (await page.locator("body").textContent()) ?? "";
		expect(text).toContain(serial);
		expect(text).toContain(initialPassword);
		expect(text).toContain(locale === "fr-FR" ? "Mémoire du moteur" : "Engine memory");
		expect(await page.locator("html").getAttribute("lang")).toBe(locale.slice(0, 2));
		const links = await page.evaluate('[...document.querySelectorAll("#links a")].map((a) => a.href)');
		const { webConfigURL, lab } = office.printer;
		expect(links).toEqual([`${webConfigURL}/`, `${lab?.url}/device`, `${lab?.url}/mailbox`]);
	});

	test("shows what was printed, as a picture and as files, until it is taken", async () => {
		const person = await visit();
		await person.page.getByText("Paper tray: nothing has been printed.").waitFor();
		expect((await office.control("POST", "/print-status-sheet?wait=1", "{}")).body).toMatchObject({
			result: "success",
		});
		const picture = person.page.getByAltText("Printed page 1");
		await picture.waitFor();
		const decoded =
			'document.querySelector("#sheets img").decode().then(() => document.querySelector("#sheets img").naturalWidth)';
		expect(await person.page.evaluate(decoded)).toBe(2480);
		for (const [name, type] of [
			["PDF", "application/pdf"],
			["PWG Raster", "image/pwg-raster"],
		] as const) {
			const href = await person.page.getByRole("link", { name, exact: true }).getAttribute("href");
			const response = await fetch(office.printer.controlURL + href);
			expect(response.headers.get("content-type")).toBe(type);
		}
		await person.page.getByRole("button", { name: "Take the paper" }).click();
		await person.page.getByText("Paper tray: nothing has been printed.").waitFor();
		expect(office.printer.board.paper.sheets).toEqual([]);
	});

	test("opens the door, empties the paper tray and loads other paper", async () => {
		const person = await visit();
		const { paper } = office.printer.board;
		const hears = async (condition: () => boolean) => {
			for (const end = Date.now() + PATIENCE; !condition(); ) {
				if (Date.now() > end) throw new Error("the printer never heard of it");
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
		};
		await person.page.getByLabel("Door open").check();
		await hears(() => paper.doorOpen);
		await person.page.getByLabel("Out of paper").check();
		await hears(() => paper.paperOut);
		await person.page.getByLabel("Door open").uncheck();
		await person.page.getByLabel("Out of paper").uncheck();
		await hears(() => !paper.doorOpen && !paper.paperOut);
		await person.page.getByLabel("Loaded:").selectOption({ label: "Letter" });
		await hears(() => paper.paper === "na_letter_8.5x11in");
		paper.paper = "iso_a4_210x297mm";
	});

	test("does the main job: the document in the tray goes to the address that a person types", async () => {
		const administrator = await office.administrator();
		await office.signIn(administrator);
		await administrator.press("OK");
		office.lab.mailboxes.clear(MARIE);
		const person = await visit();
		await person.drop("offer.pdf", "application/pdf", "%PDF-1.7 offer");
		await person.page.getByText("offer.pdf").waitFor();
		await person.changesLCD(() => person.touch(160, 100));
		await person.changesLCD(() => person.touch(160, 60));
		await person.changesLCD(() => person.page.keyboard.type(MARIE));
		await person.changesLCD(() => person.touch(291, 18));
		await person.changesLCD(() => person.press("Start"));
		const [stored] = await office.lab.mailboxes.waitFor(MARIE, 1);
		if (!stored) throw new Error("no message");
		const { summary, contents } = await parseMessage(stored);
		expect(summary.attachments).toMatchObject([{ fileName: "offer.pdf", type: "application/pdf" }]);
		expect(String(contents[0])).toBe("%PDF-1.7 offer");
		await person.page.locator("#sheet").waitFor({ state: "hidden" });
	});
});
