import { TIME_OUT_MINUTES } from "../../modules/panel/operation-time-out";
import { IDENTITY } from "../host/identity";
import { PLACES } from "./support/person";
import { TestPanel } from "./support/test-panel";

const PASSWORD = IDENTITY.initialPassword;
const SERVER_SETTINGS = [
	"settings",
	"generalSettings",
	"networkSettings",
	"advanced",
	"emailServer",
	"serverSettings",
] as const;
const ADMINISTRATOR = ["settings", "generalSettings", "printerSettings", "administrator"] as const;

let panel: TestPanel;

beforeEach(async () => {
	panel = new TestPanel();
	await panel.drawn();
});

/** Opens what is locked; does it ask for the password? */
async function asks(): Promise<boolean> {
	await panel.go(...SERVER_SETTINGS);
	return panel.text.includes("Administrator password");
}

async function logIn(): Promise<void> {
	await panel.press("home");
	await panel.tapOn(PLACES.lock);
	await panel.enterPassword();
}

describe("What is locked", () => {
	test("asks for the administrator password and then opens, and so does the next", async () => {
		expect(await asks()).toBe(true);
		await panel.enterPassword();
		expect(panel.text).toContain("Authentication Method");
		await panel.go(...ADMINISTRATOR, "lockSetting");
		expect(panel.text).toContain("Lock Setting");
		expect(panel.text).not.toContain("Administrator password");
	});

	test("stays shut after a wrong password, whatever is pressed", async () => {
		await asks();
		await panel.enterPassword("wrong");
		expect(panel.text).toContain("The password is not right.");
		await panel.press("ok", "back", "ok", "start", "back");
		expect(await asks()).toBe(true);
		expect(panel.text).not.toContain("Authentication Method");
	});

	test("stays shut to whoever left before the password was checked", async () => {
		await asks();
		await panel.type(PASSWORD);
		// OK and Home at once: the check is still going on.
		panel.panel.onTouch("began", 290, 20);
		panel.panel.onTouch("ended", 290, 20);
		panel.panel.onKey("home");
		await panel.drawn();
		await panel.drawn();
		expect(await asks()).toBe(true);
	});

	test("wrong passwords at the panel and in Web Config count together towards the lock-out", async () => {
		for (let attempt = 0; attempt < 3; attempt++) await panel.administrator.logIn("wrong");
		await asks();
		await panel.enterPassword("wrong");
		expect(panel.text).toContain("One more wrong password locks");
		await panel.press("ok");
		await panel.enterPassword("wrong");
		expect(panel.text).toContain("Too many wrong passwords.");
		await panel.press("ok");
		await panel.enterPassword();
		expect(panel.text).toContain("Too many wrong passwords.");
		expect(await panel.administrator.logIn(PASSWORD)).toMatchObject({ kind: "locked-out" });
	});

	test("opens for everybody while Lock Setting is off, but for the administrator's own items", async () => {
		panel.settings.set({ "administrator.lock": false });
		expect(await asks()).toBe(false);
		for (const item of ["administratorPassword", "lockSetting"] as const) {
			await panel.go(...ADMINISTRATOR, item);
			expect(panel.text).toContain("Administrator password");
		}
		await panel.go("settings", "restoreDefaults");
		await panel.press("ok");
		expect(panel.text).toContain("Administrator password");
	});

	test("the status of network and email server, and the job history, are for everybody", async () => {
		for (const item of ["lanStatus", "emailServerStatus"] as const) {
			await panel.go("settings", "generalSettings", "networkSettings", "networkStatus", item);
			expect(panel.text).not.toContain("Administrator password");
		}
		await panel.go("jobMenu", "jobStatus");
		expect(panel.text).toContain("No jobs since");
	});
});

describe("An administrator who is logged in", () => {
	test("logs out by the lock on the home screen", async () => {
		await logIn();
		expect(await asks()).toBe(false);
		await panel.press("home");
		await panel.tapOn(PLACES.lock);
		expect(panel.text).toContain("You are logged in as administrator.");
		expect(panel.text).toContain(`After ${TIME_OUT_MINUTES} minutes`);
		await panel.press("ok");
		expect(await asks()).toBe(true);
	});

	test("is logged out, and the screen left, when the password is changed in Web Config", async () => {
		await logIn();
		expect(await asks()).toBe(false);
		await panel.administrator.setPassword("another-one-9");
		await panel.drawn();
		expect(panel.text).toContain("Scan to Email");
		expect(await asks()).toBe(true);
	});

	test("changes the password with the present one and the new one twice, and stays logged in", async () => {
		await logIn();
		await panel.go(...ADMINISTRATOR, "administratorPassword");
		await panel.enterPassword();
		expect(panel.text).toContain("New password");
		await panel.enterPassword("brand-new-1");
		expect(panel.text).toContain("New password again");
		await panel.enterPassword("brand-new-1");
		await panel.until(() => panel.text.includes("The new password holds."));
		expect(await panel.administrator.logIn("brand-new-1")).toEqual({ kind: "accepted" });
		expect(await panel.administrator.logIn(PASSWORD)).toMatchObject({ kind: "wrong" });
		expect(await asks()).toBe(false);
	});

	test("is told when the two new passwords differ or cannot be used, and the old one goes on", async () => {
		await panel.go(...ADMINISTRATOR, "administratorPassword");
		await panel.enterPassword();
		await panel.enterPassword("brand-new-1");
		await panel.enterPassword("brand-new-2");
		expect(panel.text).toContain("The two new passwords differ.");
		await panel.press("ok");
		await panel.enterPassword("short");
		await panel.enterPassword("short");
		expect(panel.text).toContain("Use 8 to 20 letters");
		expect(await panel.administrator.logIn(PASSWORD)).toEqual({ kind: "accepted" });
	});
});

test("No password stands on the display while it is typed", async () => {
	await asks();
	await panel.type(PASSWORD);
	expect(panel.text).toContain("*".repeat(PASSWORD.length));
	expect(panel.text).not.toContain(PASSWORD);
});
