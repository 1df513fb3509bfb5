import type { Browser } from "playwright-core";
import { buildEngine } from "../../hosts/virtual/engine/build.mjs";
import { FrontBench } from "../virtual/front-panel/front-bench";
import { describeInBrowser, launch } from "./chromium";
import { FrontPanelVisitor } from "./front-panel-visitor";

/** First build of the engine and start of the browser, in milliseconds. */
const START_TIME = 300_000;

describeInBrowser("The front panel page, when the printer's program ends", () => {
	let browser: Browser;

	beforeAll(async () => {
		[browser] = await Promise.all([launch(), buildEngine({})]);
	}, START_TIME);
	afterAll(() => browser?.close());

	test("says so, and shows the LCD again when it is back", async () => {
		const bench = await FrontBench.open();
		await bench.draw("text");
		const person = await FrontPanelVisitor.open(browser, { board: bench.board, controlURL: bench.url });
		const { page } = person;
		const notice = page.getByText("No connection to the printer");
		await notice.waitFor({ state: "hidden" });
		await bench.disconnect();
		await notice.waitFor();
		await page.locator('#light[data-state="unknown"]').waitFor();
		await bench.draw("primitives");
		await bench.reconnect();
		await notice.waitFor({ state: "hidden" });
		await page.locator('#light[data-state="on"]').waitFor();
		await person.seesLCD();
		await person.close();
	});
});
