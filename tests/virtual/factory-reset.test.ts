import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withVault } from "./support/flash";
import { Office } from "./support/office";

const NEW_PASSWORD = "Adm1n-S3cret-Pw";

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});

const folder = (): string => join(office.state, "printer");

/** Waits until the firmware was started anew and answers again. */
async function restarted(before: number): Promise<void> {
	for (const end = Date.now() + 20_000; ; ) {
		const { engine } = office.printer.board;
		// The instructions of a firmware that has just started are few.
		if (engine.powered && engine.compute > 0 && engine.compute < before) return;
		if (Date.now() > end) throw new Error("the printer did not restart");
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Names the printer, sets a password and asks for the default settings back, in Web Config. */
async function restoreDefaults(): Promise<string> {
	const { initialPassword } = office.printer.board.identity;
	const browser = await office.administrator();
	await browser.open("/administrator/password");
	await browser.press("OK", { current: initialPassword, next: NEW_PASSWORD, again: NEW_PASSWORD });
	expect(browser.text).toContain("The new password holds.");
	await browser.follow("Restore Default Settings");
	await browser.press("Restore and Restart", { current: NEW_PASSWORD });
	return browser.text;
}

test("a power cut in the middle of it is completed by the next start", async () => {
	const { board } = office.printer;
	const browser = await office.administrator();
	await browser.open("/administrator/factory-reset");
	// The mark has been written; the root keys are being erased.
	board.storage.cutAfter(2);
	await expect(
		browser.press("Restore and Restart", { current: board.identity.initialPassword }),
	).rejects.toThrow();
	expect(board.engine.powered).toBe(false);
	await board.power(true);
	const after = await office.administrator();
	await after.open("/network/email-server");
	expect(after.text).not.toContain("Signed in");
	await after.open("/");
	expect(after.text).not.toContain("Memory");
});

test("Restore Default Settings forgets everything for good and restarts as a new printer, which works", async () => {
	const browser = await office.administrator();
	await office.signIn(browser);
	await browser.press("OK");
	const { board } = office.printer;
	const before = board.engine.compute;
	expect(await restoreDefaults()).toContain("The default settings are restored. The printer restarts");
	await board.clock.advance(2000);
	await restarted(before);
	expect(board.engine.restarts).toBe(0);

	const again = await office.administrator();
	expect(again.text).toContain("The password on the printer's label still holds");
	await again.open("/network/email-server");
	expect(again.text).not.toContain("Signed in");

	await office.signIn(again);
	await again.press("OK");
	await office.load(new Uint8Array(1000));
	expect(await office.scan(["marie@timbre.example"])).toMatchObject({ result: "success" });
});

test("What was kept is gone from the flash: its root keys are erased before anything else", async () => {
	await office.restart(() => {
		withVault(folder(), (vault) => vault.factoryReset());
		expect(readFileSync(join(folder(), "flash.bin")).includes("TRK1")).toBe(false);
	});
	const browser = await office.administrator();
	await browser.open("/");
	expect(browser.text).not.toContain("Memory");
});
