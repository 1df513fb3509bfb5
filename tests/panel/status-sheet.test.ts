import { TestPanel } from "./support/test-panel";

/** From the home screen to the menu Network Status. */
const TO_NETWORK_STATUS = ["settings", "generalSettings", "networkSettings", "networkStatus"] as const;

async function openSheet(panel: TestPanel): Promise<void> {
	await panel.drawn();
	await panel.go(...TO_NETWORK_STATUS, "statusSheet");
}

describe("Print Status Sheet at the panel", () => {
	test("says what it will print and on which paper, and prints only then", async () => {
		const panel = new TestPanel();
		panel.printEngine.paper = "na_letter_8.5x11in";
		await openSheet(panel);
		expect(panel.text).toContain("on Letter paper");
		expect(panel.text).toContain("no password");
		expect(panel.queue.running).toBeUndefined();
		await panel.press("ok");
		await panel.until(() => panel.queue.running === undefined);
		expect(panel.text).toContain("Printed");
		expect(panel.printEngine.printed).toHaveLength(1);
	});

	test("prints by the Start key too, and goes back without printing", async () => {
		const panel = new TestPanel();
		await openSheet(panel);
		await panel.press("back");
		expect(panel.text).toContain("Network Status");
		await panel.press("ok", "start");
		await panel.until(() => panel.printEngine.printed.length === 1 && panel.queue.running === undefined);
	});

	test("shows how far it has come, and Stop cancels it", async () => {
		const panel = new TestPanel();
		panel.printEngine.standsStillAfter = 10_000;
		await openSheet(panel);
		await panel.press("ok");
		await panel.until(() => panel.printEngine.taken >= 10_000);
		expect(panel.text).toContain("Printing…");
		expect(panel.text).toMatch(/\d%/);
		expect(panel.text).not.toMatch(/KB|Sending/);
		await panel.press("stop");
		await panel.until(() => panel.queue.running === undefined);
		expect(panel.history.entries()).toMatchObject([{ type: "status-sheet", result: "cancelled" }]);
		expect(panel.printEngine.isPrinting).toBe(false);
	});

	test.each([
		["paper-out", "There is no paper in the tray.", "Load paper, then print again."],
		["door-open", "A door of the printer is open.", "Close the door, then print again."],
		["busy", "The printer is printing something else.", "Wait until it has finished"],
	] as const)(
		"shows what is in the way (%s) and what helps, and the history keeps it",
		async (reason, ...says) => {
			const panel = new TestPanel();
			panel.printEngine.obstacle = reason;
			await openSheet(panel);
			await panel.press("ok");
			await panel.until(() => panel.queue.running === undefined);
			const shown = panel.text.replace(/\s+/g, " ");
			for (const words of ["Not printed", ...says]) expect(shown).toContain(words);
			expect(panel.history.entries()).toMatchObject([
				{ type: "status-sheet", result: "failed", code: undefined, failure: { code: `print.${reason}` } },
			]);
		},
	);

	test("does not start while another job runs, and says so", async () => {
		const panel = new TestPanel();
		panel.load();
		panel.services.scanToEmail.start({ to: ["marie@timbre.example"] });
		await openSheet(panel);
		await panel.press("ok");
		expect(panel.text).toContain("busy");
		expect(panel.printEngine.isPrinting).toBe(false);
	});

	test("is no item of the menu on a printer that does not print", async () => {
		const panel = new TestPanel({ prints: false });
		await panel.drawn();
		await panel.go(...TO_NETWORK_STATUS);
		expect(panel.text).toContain("Email Server Status");
		expect(panel.text).not.toContain("Print Status Sheet");
	});
});
