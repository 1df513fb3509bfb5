import { Vault } from "../../modules/storage/vault";
import { flashDevice } from "../host/flash";
import { TestPanel } from "./support/test-panel";

const PASSWORD = "label-1234";

/** The OK of the keyboard. */
const OK = [290, 20] as const;

let panel: TestPanel;

beforeEach(async () => {
	panel = new TestPanel();
	panel.settings.set({ "device.name": "ACCUEIL" });
	await panel.drawn();
	await panel.go("settings", "restoreDefaults");
});

/** Does the flash still hold the settings? */
function kept(): boolean {
	return Vault.open(flashDevice(panel.flash)).read("settings/values") !== undefined;
}

async function enter(password: string): Promise<void> {
	await panel.press("ok");
	await panel.type(password);
	await panel.tap(...OK);
	await panel.drawn();
}

describe("Restore Default Settings at the panel", () => {
	test("says first what is lost", () => {
		expect(panel.text).toContain("Restore Default Settings");
		expect(panel.text).toContain("The printer forgets all its settings");
		expect(kept()).toBe(true);
	});

	test("with the administrator password forgets everything and says that the printer restarts", async () => {
		await enter(PASSWORD);
		expect(panel.text).toContain("The default settings are restored.");
		expect(kept()).toBe(false);
	});

	test("with a wrong password, or none, keeps everything and tells how many tries are left", async () => {
		await enter("wrong");
		expect(panel.text).toContain("The password is not right.");
		expect(panel.text).toContain("4 more wrong passwords lock");
		expect(kept()).toBe(true);
		await panel.press("back");
		await panel.tap(...OK);
		expect(panel.text).toContain("3 more wrong passwords lock");
		expect(kept()).toBe(true);
	});

	test("wrong passwords lock it out, as at the web page", async () => {
		await panel.press("ok");
		for (let attempt = 0; attempt < 5; attempt++) {
			await panel.type("wrong");
			await panel.tap(...OK);
			await panel.press("back");
		}
		await panel.type(PASSWORD);
		await panel.tap(...OK);
		expect(panel.text).toContain("Too many wrong passwords.");
		expect(kept()).toBe(true);
	});

	test("the password that is typed is not shown", async () => {
		await panel.press("ok");
		await panel.type(PASSWORD);
		expect(panel.text).toContain("*".repeat(PASSWORD.length));
		expect(panel.text).not.toContain(PASSWORD);
	});

	test("Back leaves everything as it was", async () => {
		await panel.press("ok", "back", "back", "home");
		expect(kept()).toBe(true);
	});
});
