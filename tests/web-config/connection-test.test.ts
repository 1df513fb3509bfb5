import { Failure } from "../../modules/base/failure";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const PAGE = "/network/email-server/connection-test";
const STEPS = ["network", "dns", "connect", "greeting", "tls", "certificate", "sign-in"] as const;

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

describe("The connection test's page", () => {
	test("is in the menu, and offers to start", async () => {
		expect((await browser.get("/")).text).toContain(`href="${PAGE}"`);
		const page = await browser.get(PAGE);
		expect(visibleText(page.text)).toContain("It sends no message.");
		expect(page.text).toContain("Start");
		expect(page.text.match(/aria-current="page"/g)).toHaveLength(1);
	});

	test("shows each step as it goes, and follows the test by itself", async () => {
		await browser.get(PAGE);
		expect((await browser.post(PAGE, {})).location).toBe(PAGE);
		printer.connectionTest.report = { steps: STEPS, current: 3 };
		const page = await browser.get(PAGE);
		expect(visibleText(page.text)).toMatch(/Connection to the server OK Greeting of the server Testing… /);
		expect(visibleText(page.text)).toMatch(/Certificate of the server Not tested/);
		expect(page.text).toContain(`data-follow="${PAGE}/status"`);
		expect(page.text).not.toContain('<button class="first">');
		const state = /data-state="([^"]+)"/.exec(page.text)?.[1];
		expect(JSON.parse((await browser.get(`${PAGE}/status`)).text)).toEqual({ state });
		printer.connectionTest.report = { steps: STEPS, current: 4 };
		expect(JSON.parse((await browser.get(`${PAGE}/status`)).text)).not.toEqual({ state });
	});

	test("ends with what went wrong and the one remedy, in the administrator's language", async () => {
		const failure = new Failure("smtp.auth-disabled-for-tenant", { detail: "535 5.7.139 <disabled>" });
		printer.connectionTest.report = { steps: STEPS, current: 6, failure };
		printer.settings.set({ language: "fr" });
		const page = await browser.get(PAGE);
		const text = visibleText(page.text);
		expect(text).toMatch(/Certificat du serveur OK Authentification Échec/);
		expect(text).toContain("SMTP AUTH");
		expect(page.text).toContain("535 5.7.139 &lt;disabled&gt;");
		expect(text).toContain("Tester à nouveau");
	});

	test.each([
		["en", "The server's name was not found.", "POP3 server pop.example.com"],
		["fr", "Le nom du serveur est introuvable.", "Serveur POP3 pop.example.com"],
	] as const)("names the POP3 server where that one failed (%s)", async (language, happened, named) => {
		const about = { stage: "auth", field: "mail.pop3-server", server: "pop.example.com" } as const;
		const failure = new Failure("dns.not-found", about);
		printer.connectionTest.report = { steps: STEPS, current: 6, failure };
		printer.settings.set({ language });
		expect(visibleText((await browser.get(PAGE)).text)).toContain(`${happened} ${named}`);
		printer.connectionTest.report = { steps: STEPS, current: 1, failure: new Failure("dns.not-found") };
		expect(visibleText((await browser.get(PAGE)).text)).not.toContain("POP3");
	});

	test("names the setting that is missing", async () => {
		const failure = new Failure("mail.not-configured", { field: "mail.pop3-server" });
		printer.connectionTest.report = { steps: STEPS, current: 6, failure };
		expect(visibleText((await browser.get(PAGE)).text)).toContain("Setting POP3 Server Address");
	});

	test("says when all is well", async () => {
		printer.connectionTest.report = { steps: STEPS, current: STEPS.length };
		expect(visibleText((await browser.get(PAGE)).text)).toContain(
			"The printer can send email with these settings.",
		);
	});

	test("starts nothing without the administrator or without the form's proof", async () => {
		await browser.get(PAGE);
		expect((await browser.post(PAGE, {}, { token: "forged" })).status).toBe(403);
		const stranger = new Browser(printer);
		expect((await stranger.post(PAGE, {})).status).toBeGreaterThanOrEqual(300);
		expect(printer.connectionTest.isRunning).toBe(false);
	});
});
