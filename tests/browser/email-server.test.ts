import type { Browser, Page } from "playwright-core";
import { Office } from "../virtual/support/office";
import { describeInBrowser, launch } from "./chromium";

/** Rows of the guide's screenshot that are there before anybody has signed in, in its order. */
const GUIDE_ROWS = [
	"Authentication Method",
	"Email service",
	"Sender's Email Address",
	"SMTP Server Address",
	"SMTP Server Port Number",
	"Secure Connection",
	"Certificate Validation",
];

const OWN_ROWS = ["Authority URL", "Tenant", "Device Authorization Endpoint", "Token Endpoint", "Scope"];

const REGISTRATION = "Application (client) ID";

describeInBrowser("Web Config > Email Server > Basic with a browser's script", () => {
	let office: Office;
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		office = await Office.open();
		browser = await launch();
		page = await browser.newPage({ locale: "en" });
		await page.goto(`${office.printer.webConfigURL}/login?language=en`);
		await page.fill("#password", office.printer.board.identity.initialPassword);
		await page.click("main button.first");
		await page.goto(`${office.printer.webConfigURL}/network/email-server`);
		await page.selectOption("[name='mail.authentication']", "oauth2");
	}, 120_000);
	afterAll(async () => {
		await browser?.close();
		await office?.close();
	});

	const choose = (service: string) => page.selectOption("[name='mail.service']", service);
	const rows = async () => {
		const labels = await page.locator("form .row > .label").filter({ visible: true }).allTextContents();
		return labels.filter((label) => label !== "");
	};
	const server = () => page.inputValue("[name='mail.smtp-server']");

	test.each([
		["exchange-online", "smtp.office365.com"],
		["outlook", "smtp-mail.outlook.com"],
	])("%s has the rows of the guide's page and no others, and its server", async (service, name) => {
		await choose(service);
		expect(await rows()).toEqual(GUIDE_ROWS);
		expect(await server()).toBe(name);
	});

	test("a service of one's own shows what describes it, between service and sender, and waits for a server", async () => {
		await choose("other");
		expect(await rows()).toEqual([
			...GUIDE_ROWS.slice(0, 2),
			...OWN_ROWS,
			...GUIDE_ROWS.slice(2),
			REGISTRATION,
		]);
		expect(await server()).toBe("");
	});

	test("another cloud of Microsoft's asks for nothing but its app registration", async () => {
		await choose("us-government");
		expect(await rows()).toEqual([...GUIDE_ROWS, REGISTRATION]);
		expect(await server()).toBe("smtp.office365.us");
	});

	test("without OAuth2 nothing of all that is there", async () => {
		await page.selectOption("[name='mail.authentication']", "smtp-auth");
		const seen = await rows();
		for (const label of ["Email service", ...OWN_ROWS, REGISTRATION]) expect(seen).not.toContain(label);
		expect(seen).toContain("Authenticated Password");
	});

	test("the fax server's page has the same script: it shows the method's rows, and fills in the service's server", async () => {
		await page.goto(`${office.printer.webConfigURL}/fax/email-server`);
		const server = page.locator("[name='fax.smtp-server']");
		await page.selectOption("[name='fax.authentication']", "smtp-auth");
		expect(await page.locator("[name='fax.service']").isVisible()).toBe(false);
		expect(await page.locator("[name='fax.password']").isVisible()).toBe(true);
		await page.selectOption("[name='fax.authentication']", "oauth2");
		await page.selectOption("[name='fax.service']", "outlook");
		expect(await page.locator("[name='fax.password']").isVisible()).toBe(false);
		expect(await server.inputValue()).toBe("smtp-mail.outlook.com");
	});
});
