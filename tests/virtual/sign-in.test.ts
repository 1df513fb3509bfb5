import { createServer, type Server } from "node:net";
import { TENANT_ID } from "../../tools/lab/accounts";
import type { Browser } from "../../tools/person/browser";
import { Office } from "./support/office";

const MARIE = "marie@timbre.example";
const ADMIN = { account: "admin@timbre.example", password: "Admin-2025", admin: true };
const EMAIL_SERVER = "/network/email-server";

/** Milliseconds between two polls. */
const POLL_INTERVAL = 5000;

/** Somebody who would like to have a refresh token: takes any connection, and counts them. */
let thief: Server;
let caught = 0;

let office: Office;

beforeAll(async () => {
	thief = createServer((socket) => {
		caught += 1;
		socket.destroy();
	});
	const toPort = await new Promise<number>((resolve) => {
		thief.listen(0, "127.0.0.1", () => resolve((thief.address() as { port: number }).port));
	});
	const routes = [{ host: "login.evil.example", port: 443, toHost: "127.0.0.1", toPort }];
	office = await Office.open({ routes });
}, 120_000);
afterAll(async () => {
	await office?.close();
	thief?.close();
});
afterEach(() => office.lab.faults.clearAll());

/** From Email Server > Basic to the code. */
async function showCode(browser: Browser, entries: Record<string, string>): Promise<string> {
	await browser.open(EMAIL_SERVER);
	const button = browser.text.includes("Sign In again") ? "Sign In again" : "Sign In";
	await browser.press(button, { "mail.authentication": "oauth2", ...entries });
	await browser.open(`${EMAIL_SERVER}/sign-in`);
	const start = browser.document.querySelector("main button.first")?.textContent.trim() ?? "";
	await browser.press(start);
	await office.reloadUntil(browser, () => browser.document.querySelector("#code") !== null);
	return browser.document.querySelector("#code")?.textContent ?? "";
}

/** Time goes on until the printer has asked again and got an answer. */
async function untilSignedIn(browser: Browser): Promise<void> {
	await office.printer.board.clock.advance(POLL_INTERVAL);
	await office.reloadUntil(browser, () => !browser.document.querySelector("[data-follow]"));
}

async function expectSent(): Promise<void> {
	await office.load(new Uint8Array(1000));
	expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
}

describe("While the printer waits for somebody to sign in", () => {
	let browser: Browser;
	let code = "";

	test("the page shows the code, the time that is left, and a QR code of the address", async () => {
		browser = await office.administrator();
		code = await showCode(browser, { "mail.service": "exchange-online", "mail.sender": ADMIN.account });
		expect(browser.text).toMatch(/Time left: 1[45] min/);
		const svg = browser.document.querySelector("svg.qr");
		const path = svg?.querySelector("path")?.getAttribute("d") ?? "";
		const side = Number(svg?.getAttribute("viewBox")?.split(" ")[2]) - 8;
		// The three patterns by which readers find a code: their upper and lower edges are seven modules long.
		for (const corner of [
			"M0 0h7v",
			"M0 6h7v",
			`M${side - 7} 0h7v`,
			`M0 ${side - 7}h7v`,
			`M0 ${side - 1}h7v`,
		]) {
			expect(path).toContain(corner);
		}
		expect((side - 17) % 4).toBe(0);
	});

	test("its pages and its panel go on, even while the sign-in service takes its time", async () => {
		const before = Buffer.from(office.printer.board.display.pixels);
		office.lab.faults.set("slow", 3000);
		const polled = office.printer.board.clock.advance(POLL_INTERVAL);
		await browser.open("/");
		expect(browser.text).toContain("Product Status");
		for (const key of ["down", "ok"] as const) office.printer.board.input.key(key);
		const end = Date.now() + 2500;
		while (before.equals(Buffer.from(office.printer.board.display.pixels)) && Date.now() < end) {
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		expect(before.equals(Buffer.from(office.printer.board.display.pixels))).toBe(false);
		office.lab.faults.clearAll();
		await polled;
	});

	test("a second browser shows the same code and starts no second sign-in", async () => {
		const second = await office.administrator();
		await second.open(EMAIL_SERVER);
		expect(second.text).toContain("Sign-in in progress");
		await second.press("Show the code");
		expect(second.document.querySelector("#code")?.textContent).toBe(code);
	});

	test("all browsers may be closed: who comes back finds the sign-in and what was typed, and OK stores it", async () => {
		// Together longer than any session of a browser lives; each part is shorter than what waits lives.
		await office.printer.board.clock.advance(12 * 60_000);
		await office.lab.approve(code, ADMIN);
		await office.printer.board.clock.advance(POLL_INTERVAL);
		await office.printer.board.clock.advance(5 * 60_000);
		const later = await office.administrator();
		await later.open(EMAIL_SERVER);
		expect(later.text).toContain("Not saved yet");
		await later.press("OK");
		expect(later.text).toContain("The settings were saved.");
		expect(later.document.querySelector("#mail-sender")?.getAttribute("value")).toBe(ADMIN.account);
		await expectSent();
	});

	test("cancelled, nothing of it is left and the saved account goes on", async () => {
		const other = await office.administrator();
		await other.open(`${EMAIL_SERVER}/sign-in`);
		await other.press("Sign in with Microsoft");
		await office.reloadUntil(other, () => other.document.querySelector("#code") !== null);
		await other.press("Cancel");
		await office.printer.board.clock.advance(POLL_INTERVAL);
		expect(other.text).toContain("Signed in");
		await expectSent();
	});
});

describe("A refresh token", () => {
	/** The next job must refresh: the mail server refuses the access token once. */
	const makeStale = () => office.lab.faults.set("token-rejected", true, 1);

	test("never goes to another authority that the settings name meanwhile, nor by a sign-in that is tried there", async () => {
		const browser = await office.administrator();
		await browser.open(EMAIL_SERVER);
		await browser.press("OK", {
			"mail.service": "other",
			"mail.oauth-authority": "https://login.evil.example",
			"mail.smtp-server": "smtp.office365.com",
		});
		makeStale();
		await expectSent();
		expect(caught).toBe(0);

		await browser.open(`${EMAIL_SERVER}/sign-in`);
		await browser.press("Sign In");
		await office.reloadUntil(browser, () => !browser.document.querySelector("[data-follow]"));
		// The thief was asked for a code, and for nothing more.
		expect(caught).toBeGreaterThan(0);
		const asked = caught;
		makeStale();
		await expectSent();
		expect(caught).toBe(asked);
	});
});

describe("An answer of the sign-in service", () => {
	test("of 16 KB, four times the usual, is read like any other; one beyond every limit is a failure and no more", async () => {
		office.lab.faults.set("large-answers", 12_000);
		office.lab.faults.set("token-rejected", true, 1);
		await expectSent();
		office.lab.faults.set("large-answers", 1_000_000);
		office.lab.faults.set("token-rejected", true, 1);
		await office.load(new Uint8Array(1000));
		expect(await office.scan([MARIE])).toMatchObject({
			result: "failed",
			failure: { code: "http.too-large" },
		});
		office.lab.faults.clearAll();
		await expectSent();
		expect(office.printer.board.engine.restarts).toBe(0);
	});
});

describe("A service of one's own", () => {
	test("signs in at its authority and tenant, refreshes there after a restart, and sends by its server", async () => {
		const browser = await office.administrator();
		await browser.open(EMAIL_SERVER);
		await browser.press("Sign out");
		await browser.press("Sign out");
		const code = await showCode(browser, {
			"mail.service": "other",
			"mail.oauth-authority": "https://login.microsoftonline.com/",
			"mail.oauth-tenant": TENANT_ID,
			"mail.oauth-scope": "https://outlook.office365.com/SMTP.Send offline_access openid profile",
			"mail.smtp-server": "smtp.office365.com",
		});
		await office.lab.approve(code, ADMIN);
		await untilSignedIn(browser);
		await browser.open(EMAIL_SERVER);
		await browser.press("OK");
		await expectSent();
		await office.control("POST", "/power", JSON.stringify({ cycle: true }));
		await expectSent();
	});

	test("with an application that the authority does not know says so", async () => {
		const browser = await office.administrator();
		await browser.open(EMAIL_SERVER);
		await browser.press("OK", { "mail.oauth-client-id": "11111111-2222-3333-4444-555555555555" });
		await browser.open(`${EMAIL_SERVER}/sign-in`);
		await browser.press("Sign In");
		await office.reloadUntil(browser, () => !browser.document.querySelector("[data-follow]"));
		expect(browser.text).toContain("The printer's application does not exist in your organization.");
		await expectSent();
	});
});
