import { Failure } from "../../modules/base/failure";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const MAIL = "/network/email-server";
const FAX = "/fax/email-server";

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

/** What the fax server's page sends after somebody changed these fields and pressed a button. */
async function send(changes: Record<string, string>, action = "save", page = FAX) {
	return browser.post(page, { ...(await browser.emailServerForm(page)), ...changes, action });
}

describe("Fax > Fax Server > Email Server Settings", () => {
	test("is in the menu, in the guide's words in French", async () => {
		const english = await browser.get(FAX);
		expect(visibleText(english.text)).toContain("Fax Server > Email Server Settings");
		const french = await browser.get(`${FAX}?language=fr`);
		expect(visibleText(french.text)).toContain("Serveur de fax > Paramètres du serveur email");
		expect(visibleText(french.text)).toContain("Méthode d'authentification");
	});

	test("stores the fax server's settings, and none of the mail server's", async () => {
		printer.settings.set({ "mail.authentication": "smtp-auth", "mail.smtp-server": "mail.contoso.com" });
		const page = await send({
			"fax.server-domain": "fax.example",
			"fax.authentication": "pop-before-smtp",
			"fax.account": "fax",
			"fax.password": "secret",
			"fax.smtp-server": "smtp.fax.example",
			"fax.security": "tls",
			"fax.pop3-server": "pop.fax.example",
		});
		expect(page).toMatchObject({ status: 303, location: FAX });
		const { settings } = printer;
		expect(settings.get("fax.server-domain")).toBe("fax.example");
		expect(settings.get("fax.authentication")).toBe("pop-before-smtp");
		expect(settings.get("fax.password")).toBe("secret");
		expect(settings.get("fax.pop3-port")).toBe(995);
		expect(settings.get("mail.authentication")).toBe("smtp-auth");
		expect(settings.get("mail.smtp-server")).toBe("mail.contoso.com");
		expect(settings.get("mail.password")).toBe("");
	});

	test("fills in the service's server with OAuth2, on this page alone", async () => {
		await send({ "fax.authentication": "oauth2", "fax.service": "outlook" });
		expect(await browser.emailServerForm(FAX)).toMatchObject({ "fax.smtp-server": "smtp-mail.outlook.com" });
		expect(await browser.emailServerForm(MAIL)).toMatchObject({ "mail.smtp-server": "" });
	});

	test.each(["-.example", "1.2.3.4", "fax example", "a@fax.example", `${"w".repeat(60)}.`.repeat(4)])(
		"says beside the field that %s is no domain, and stores nothing",
		async (domain) => {
			const page = await send({ "fax.server-domain": domain, "fax.sender": "fax@contoso.com" });
			expect(page.status).toBe(422);
			expect(page.text).toContain("Use the domain of the fax service");
			expect(printer.settings.get("fax.server-domain")).toBe("");
			expect(printer.settings.get("fax.sender")).toBe("");
		},
	);

	test("never holds the password that is stored", async () => {
		await send({ "fax.authentication": "smtp-auth", "fax.password": "Hunter-22" });
		const page = await browser.get(FAX);
		expect(page.text).not.toContain("Hunter-22");
		expect(page.text).toContain("Remove the stored password");
		await send({ "fax.password.remove": "true" });
		expect(printer.settings.get("fax.password")).toBe("");
	});
});

describe("The two servers' sign-ins", () => {
	test("are two: what one page starts, saves or signs out is its own account", async () => {
		await send({ "fax.authentication": "oauth2" }, "sign-in");
		await browser.post(`${FAX}/sign-in`, {});
		expect(printer.faxAccount.asked).toEqual(["sign in to exchange-online in en"]);
		printer.faxAccount.signedIn(false, "fax@contoso.com");
		await send({});
		printer.account.signedIn(true);
		await send({}, "sign-out");
		expect(visibleText((await browser.get(`${FAX}/sign-out`)).text)).toContain(
			"fax@contoso.com and can send no more faxes",
		);
		await browser.post(`${FAX}/sign-out`, {});
		expect(printer.faxAccount.asked.slice(1)).toEqual(["save", "sign out"]);
		expect(printer.account.asked).toEqual([]);
		expect(printer.account.state.kind).toBe("signed-in");
	});

	test("what was typed on one page outlives OK and Cancel on the other", async () => {
		await send({ "fax.server-domain": "fax.example" }, "sign-in");
		await send({ "mail.sender": "scan@contoso.com" }, "save", MAIL);
		await send({}, "cancel", MAIL);
		expect(await browser.emailServerForm(FAX)).toMatchObject({ "fax.server-domain": "fax.example" });
		expect(printer.settings.get("fax.server-domain")).toBe("");
	});

	test("logging out lets go of the fax server's sign-in that was not stored", async () => {
		printer.faxAccount.signedIn(false);
		await browser.post("/logout", {});
		expect(printer.faxAccount.asked).toEqual(["discard"]);
	});

	test("a failure leads to the fax server's page, not to the mail server's", async () => {
		printer.settings.set({ "fax.authentication": "oauth2" });
		printer.faxAccount.state = {
			kind: "expired",
			login: "fax@contoso.com",
			failure: new Failure("oauth.sign-in-expired"),
		};
		const { text } = await browser.get(FAX);
		expect(visibleText(text)).toContain(
			"must sign in again with Web Config in Fax > Fax Server > Email Server Settings",
		);
	});
});

test("the fax server's connection test is its own", async () => {
	await browser.post(`${FAX}/connection-test`, {});
	expect(printer.faxConnectionTest.isRunning).toBe(true);
	expect(printer.connectionTest.isRunning).toBe(false);
	expect((await browser.get(`${FAX}/connection-test`)).text).toContain("Testing…");
	expect((await browser.get(`${MAIL}/connection-test`)).text).not.toContain("Testing…");
});
