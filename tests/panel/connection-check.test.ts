import { Failure } from "../../modules/base/failure";
import { texts } from "../../modules/language/texts";
import { DISPLAY } from "../../modules/panel/layout";
import { TestPanel } from "./support/test-panel";

const CHECK = ["settings", "generalSettings", "networkSettings", "connectionCheck"] as const;

let panel: TestPanel;

beforeEach(async () => {
	panel = new TestPanel();
	await panel.go(...CHECK);
});

describe("Connection Check at the panel", () => {
	test("begins as it opens and ticks the steps off, drawing no more than their lines", async () => {
		expect(panel.connectionTest.runs).toBe(1);
		expect(panel.text).toContain("Address of the server (DNS)");
		const before = panel.panel.pixels;
		panel.connectionTest.reach(1);
		await panel.drawn();
		expect(panel.panel.pixels - before).toBe(2 * 22 * DISPLAY.width);
	});

	test("says when all passed, and tests again", async () => {
		await panel.connectionTest.end();
		await panel.drawn();
		expect(panel.text).toContain("The printer can send email with these settings.");
		await panel.press("ok");
		expect(panel.connectionTest.runs).toBe(2);
	});

	test("names the step that failed, what is wrong and the one remedy", async () => {
		panel.connectionTest.reach(5);
		panel.texts.length = 0;
		await panel.connectionTest.end(new Failure("tls.certificate-expired"));
		await panel.drawn();
		let read = panel.text;
		for (let page = 0; page < 5; page++) {
			await panel.press("down");
			read += ` ${panel.text}`;
		}
		const { happened, remedy } = texts("en").failures["tls.certificate-expired"];
		for (const word of `${happened} ${remedy}`.split(" ")) expect(read).toContain(word);
		expect(read).toContain("Failed step Certificate of the server");
	});

	test("goes on when it is left, and nothing is drawn for it then", async () => {
		await panel.press("home");
		const before = panel.panel.pixels;
		panel.connectionTest.reach(3);
		await panel.connectionTest.end();
		await panel.drawn();
		expect(panel.panel.pixels).toBe(before);
	});
});
