import { Failure } from "../../modules/base/failure";
import type { HistoryEntry } from "../../modules/jobs/history";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const PAGE = "/status-sheet";

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

/** The last sheet became this. */
function became(entry: Partial<HistoryEntry>): void {
	printer.history.unshift({
		...{ type: "status-sheet", from: "", to: [], pages: 1, receiptNumber: 3, startedAt: undefined },
		...{ result: "success", failure: undefined, code: undefined, refused: [] },
		...entry,
	});
}

describe("Print Status Sheet in Web Config", () => {
	test("is a button on the status page, and one on its own page with the choice of gray", async () => {
		expect((await browser.get("/")).text).toContain(`action="${PAGE}"`);
		const page = await browser.get(PAGE);
		expect(visibleText(page.text)).toContain("on A4 paper. No password is on it.");
		expect(page.text).toContain('<option value="sgray_8">Shades of gray</option>');
	});

	test("prints in black and white unless gray is chosen, in the language of the pages", async () => {
		await browser.get("/");
		expect((await browser.post(PAGE, {})).location).toBe(PAGE);
		await browser.get(`${PAGE}?language=fr`);
		await browser.post(PAGE, { type: "sgray_8" });
		await browser.post(PAGE, { type: "<script>" });
		expect(printer.statusSheet.asked.map(({ type }) => type)).toEqual([undefined, "sgray_8", undefined]);
		expect(printer.statusSheet.asked.map(({ texts }) => texts?.sheet.title)).toEqual([
			"Network Status Sheet",
			"Feuille d'état du réseau",
			"Feuille d'état du réseau",
		]);
	});

	test("follows the job while it prints, and offers no second one meanwhile", async () => {
		became({ result: "running" });
		const page = await browser.get(PAGE);
		expect(visibleText(page.text)).toContain("Printing…");
		expect(page.text).toContain(`data-follow="${PAGE}/status"`);
		expect(page.text).not.toContain("Print Status Sheet</button>");
		const state = /data-state="([^"]+)"/.exec(page.text)?.[1];
		expect(JSON.parse((await browser.get(`${PAGE}/status`)).text)).toEqual({ state });
		printer.history.length = 0;
		became({ result: "success" });
		expect(JSON.parse((await browser.get(`${PAGE}/status`)).text)).not.toEqual({ state });
	});

	test("says how it ended, with what helps", async () => {
		became({});
		expect(visibleText((await browser.get(PAGE)).text)).toContain("The network status sheet was printed.");
		became({ result: "cancelled" });
		expect(visibleText((await browser.get(PAGE)).text)).toContain("The printing was cancelled.");
		became({ result: "failed", failure: new Failure("print.door-open") });
		expect(visibleText((await browser.get(PAGE)).text)).toContain("Close the door, then print again.");
	});

	test("says why it does not start", async () => {
		printer.statusSheet.failure = new Failure("job.busy");
		await browser.get(PAGE);
		const page = await browser.post(PAGE, {});
		expect(visibleText(page.text)).toContain("busy");
		expect(page.text).toContain("Print Status Sheet</button>");
	});

	test("prints nothing without the administrator or without the form's proof", async () => {
		await browser.get("/");
		expect((await browser.post(PAGE, {}, { token: "forged" })).status).toBe(403);
		expect((await browser.post(PAGE, {}, { origin: "http://evil.example" })).status).toBe(403);
		const stranger = new Browser(printer);
		expect((await stranger.post(PAGE, {})).location).toBe("/login");
		expect((await stranger.get(`${PAGE}/status`)).location).toBe("/login");
		expect(printer.statusSheet.asked).toEqual([]);
	});

	test("is not offered on a printer that does not print", async () => {
		printer.statusSheet.isAvailable = false;
		expect((await browser.get("/")).text).not.toContain(PAGE);
		expect((await browser.get(PAGE)).text).not.toContain("Print Status Sheet</button>");
	});
});
