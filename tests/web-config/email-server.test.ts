import { Failure } from "../../modules/base/failure";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const PAGE = "/network/email-server";

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

/** What the open form sends after somebody changed these fields and pressed a button. */
async function send(changes: Record<string, string>, action = "save") {
	return browser.post(PAGE, { ...(await browser.emailServerForm()), ...changes, action });
}

describe("OK stores the page", () => {
	test("every field of the form reaches its setting", async () => {
		const page = await send({
			"mail.authentication": "pop-before-smtp",
			"mail.account": "scan",
			"mail.password": "p<ss&word",
			"mail.sender": "scan@contoso.com",
			"mail.smtp-server": "mail.contoso.com",
			"mail.smtp-port": "2525",
			"mail.security": "tls",
			"mail.validate-certificate": "false",
			"mail.pop3-server": "pop.contoso.com",
			"mail.pop3-port": "995",
		});
		expect(page).toMatchObject({ status: 303, location: PAGE });
		const { settings } = printer;
		expect([
			settings.get("mail.authentication"),
			settings.get("mail.account"),
			settings.get("mail.password"),
		]).toEqual(["pop-before-smtp", "scan", "p<ss&word"]);
		expect([
			settings.get("mail.smtp-server"),
			settings.get("mail.smtp-port"),
			settings.get("mail.security"),
		]).toEqual(["mail.contoso.com", 2525, "tls"]);
		expect([settings.get("mail.pop3-server"), settings.get("mail.pop3-port")]).toEqual([
			"pop.contoso.com",
			995,
		]);
		expect(settings.get("mail.validate-certificate")).toBe(false);
		expect(settings.get("mail.sender")).toBe("scan@contoso.com");
	});

	test("it says so once", async () => {
		await send({ "mail.sender": "scan@contoso.com" });
		expect((await browser.get(PAGE)).text).toContain("The settings were saved.");
		expect((await browser.get(PAGE)).text).not.toContain("The settings were saved.");
	});

	test("spaces around a value that was pasted do not matter", async () => {
		await send({ "mail.smtp-server": "  mail.contoso.com " });
		expect(printer.settings.get("mail.smtp-server")).toBe("mail.contoso.com");
	});

	test("going over to OAuth2 fills in the service's server", async () => {
		await send({ "mail.authentication": "oauth2", "mail.service": "outlook" });
		expect(await browser.emailServerForm()).toMatchObject({
			"mail.smtp-server": "smtp-mail.outlook.com",
			"mail.smtp-port": "587",
			"mail.security": "starttls",
		});
	});

	test("a form without changes changes nothing", async () => {
		await send({ "mail.authentication": "smtp-auth", "mail.password": "secret", "mail.smtp-port": "465" });
		await send({});
		expect(printer.settings.get("mail.password")).toBe("secret");
		expect(printer.settings.get("mail.smtp-port")).toBe(465);
	});
});

describe("A value that cannot be used", () => {
	test("is told beside its field; what was typed stays, and nothing is stored", async () => {
		const page = await send({ "mail.smtp-port": "70000", "mail.sender": "a;b", "mail.account": "typed" });
		expect(page.status).toBe(422);
		expect(page.text).toContain("Nothing was saved.");
		expect(page.text).toMatch(
			/id="mail-smtp-port"[^>]*aria-describedby="mail-smtp-port-wrong"[^>]*aria-invalid="true"[^>]*value="70000"/,
		);
		expect(page.text).toMatch(
			/<p class="wrong" id="mail-smtp-port-wrong">Use a whole number from 1 to 65535\.<\/p>/,
		);
		expect(page.text).toMatch(/id="mail-sender"[^>]*aria-invalid="true"[^>]*value="a;b"/);
		expect(page.text).toMatch(/id="mail-account"[^>]*value="typed"/);
		expect(printer.settings.get("mail.account")).toBe("");
		expect(printer.settings.get("mail.smtp-port")).toBe(25);
	});

	test.each([
		["mail.authentication", "none"],
		["mail.service", "gmail"],
		["mail.security", ""],
		["mail.validate-certificate", "maybe"],
		["mail.smtp-port", "0x19"],
		["mail.sender", "x".repeat(300)],
		["mail.password", "x".repeat(21)],
	])("%s: %p", async (key, value) => {
		expect((await send({ [key]: value })).status).toBe(422);
	});

	test("a failing sign-in is not stored with a refused value", async () => {
		printer.account.signedIn(false);
		await send({ "mail.authentication": "oauth2", "mail.smtp-port": "0" });
		expect(printer.account.asked).toEqual([]);
	});
});

describe("The password", () => {
	beforeEach(() =>
		send({ "mail.authentication": "smtp-auth", "mail.account": "scan", "mail.password": "hunter2" }),
	);

	test("is in no page", async () => {
		await send({ "mail.password": "typed-one", "mail.smtp-port": "0" });
		for (const path of ["/", PAGE, `${PAGE}/sign-in`, "/jobs"]) {
			const { text } = await browser.get(path);
			expect(text).not.toContain("hunter2");
			expect(text).not.toContain("typed-one");
		}
	});

	test("stays when its field is left empty", async () => {
		await send({ "mail.account": "other" });
		expect(printer.settings.get("mail.password")).toBe("hunter2");
	});

	test("that was typed before an error need not be typed again", async () => {
		await send({ "mail.password": "typed-one", "mail.smtp-port": "0" });
		await send({ "mail.smtp-port": "587" });
		expect(printer.settings.get("mail.password")).toBe("typed-one");
	});

	test("can be removed", async () => {
		await send({ "mail.password.remove": "true" });
		expect(printer.settings.get("mail.password")).toBe("");
	});
});

describe("Sign in", () => {
	test("without a connection there is no status, and the button Sign In", async () => {
		const text = visibleText((await browser.get(PAGE)).text);
		expect(text).toContain("Sign In");
		expect(text).not.toContain("Current Status");
	});

	test("the button keeps what was typed, and stores nothing", async () => {
		const page = await send({ "mail.authentication": "oauth2", "mail.sender": "me@contoso.com" }, "sign-in");
		expect(page).toMatchObject({ status: 303, location: `${PAGE}/sign-in` });
		expect(printer.settings.get("mail.authentication")).toBe("off");
		expect(await browser.emailServerForm()).toMatchObject({
			"mail.authentication": "oauth2",
			"mail.sender": "me@contoso.com",
			"mail.smtp-server": "smtp.office365.com",
		});
	});

	test("Sign in with Microsoft starts with the service that was chosen, in the page's language", async () => {
		await send({ "mail.authentication": "oauth2", "mail.service": "outlook" }, "sign-in");
		await browser.get(`${PAGE}/sign-in?language=fr`);
		expect((await browser.get(`${PAGE}/sign-in`)).text).toContain("Se connecter avec Microsoft");
		expect(await browser.post(`${PAGE}/sign-in`, {})).toMatchObject({
			status: 303,
			location: `${PAGE}/sign-in`,
		});
		expect(printer.account.asked).toEqual(["sign in to outlook in fr"]);
	});

	test("a second press while the code is asked for starts no second sign-in", async () => {
		await browser.get(`${PAGE}/sign-in`);
		await browser.post(`${PAGE}/sign-in`, {});
		await browser.post(`${PAGE}/sign-in`, {});
		expect(printer.account.asked).toHaveLength(1);
	});

	test("the code, its page and the time left are shown as they came", async () => {
		const expiresAt = Date.now() + 870_000;
		const verificationUri = "https://login.microsoft.com/device";
		printer.account.state = {
			kind: "code-shown",
			userCode: "A1B2C3D4E",
			verificationUri,
			message: "",
			expiresAt,
		};
		const { text } = await browser.get(`${PAGE}/sign-in`);
		expect(text).toContain('id="code" aria-label="Authentication code">A1B2C3D4E</output>');
		expect(text).toContain(`href="${verificationUri}" target="_blank" rel="noopener noreferrer"`);
		expect(text).toMatch(/data-seconds="8(70">14 min 30|6\d">14 min 2\d) s</);
		expect(text).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>');
	});

	test.each([
		"javascript:alert(1)",
		"http://login.microsoft.com/device",
		"https://a b",
		'https://x" onclick="y',
	])("a sign-in page at %s is never a link", async (verificationUri) => {
		printer.account.state = { kind: "code-shown", userCode: "A", verificationUri, message: "", expiresAt: 0 };
		const { text } = await browser.get(`${PAGE}/sign-in`);
		expect(text).not.toContain("_blank");
		expect(visibleText(text)).toContain(verificationUri);
	});

	test("the page's script learns of each change, and of nothing secret", async () => {
		for (const kind of ["signed-out", "starting"] as const) {
			printer.account.state = { kind };
			expect((await browser.get(`${PAGE}/sign-in/status`)).text).toBe(`{"state":"${kind}"}`);
		}
		printer.account.signedIn(false);
		expect((await browser.get(`${PAGE}/sign-in/status`)).text).toBe('{"state":"signed-in"}');
	});

	test.each(["oauth.declined", "oauth.code-expired", "oauth.conditional-access"] as const)(
		"after %s the page says what happened and what helps, and offers another try",
		async (code) => {
			printer.account.state = { kind: "signed-out", failure: new Failure(code, { detail: "AADSTS<1>" }) };
			const text = visibleText((await browser.get(`${PAGE}/sign-in`)).text);
			const { en } = await import("../../modules/language/en");
			expect(text).toContain(en.failures[code].happened);
			expect(text).toContain(en.failures[code].remedy);
			expect(text).toContain("AADSTS<1>");
			expect(text).toContain("Sign in with Microsoft");
		},
	);

	test("cancel ends it", async () => {
		await browser.get(`${PAGE}/sign-in`);
		await browser.post(`${PAGE}/sign-in`, {});
		expect(await browser.post(`${PAGE}/sign-in`, { action: "cancel" })).toMatchObject({ location: PAGE });
		expect(printer.account.asked).toEqual(["sign in to exchange-online in en", "cancel"]);
	});
});

describe("Two-step save", () => {
	beforeEach(async () => {
		await send({ "mail.authentication": "oauth2" }, "sign-in");
		printer.account.signedIn(false);
	});

	test("Signed in shows before anything is stored, and says to press OK", async () => {
		const { text } = await browser.get(PAGE);
		const seen = visibleText(text);
		expect(seen).toContain("Current Status Signed in Sign out Not saved yet: click OK");
		expect(text).toMatch(/id="login" type="text" value="scanner@contoso.com" readonly/);
		expect(printer.account.asked).toEqual([]);
		expect(printer.settings.get("mail.authentication")).toBe("off");
	});

	test("OK stores the settings and the sign-in together", async () => {
		await send({});
		expect(printer.account.asked).toEqual(["save"]);
		expect(printer.settings.get("mail.authentication")).toBe("oauth2");
		expect(printer.settings.get("mail.sender")).toBe("scanner@contoso.com");
		expect((await browser.get(PAGE)).text).not.toContain("Not saved yet");
	});

	test("Cancel gives the sign-in up and stores nothing", async () => {
		await send({ "mail.sender": "x@contoso.com" }, "cancel");
		expect(printer.account.asked).toEqual(["discard"]);
		expect(printer.settings.get("mail.authentication")).toBe("off");
		expect(await browser.emailServerForm()).toMatchObject({
			"mail.authentication": "off",
			"mail.sender": "",
		});
	});

	test("a method other than OAuth2 lets the sign-in go", async () => {
		await send({ "mail.authentication": "smtp-auth" });
		expect(printer.account.asked).toEqual(["discard"]);
	});

	test("Sign out before OK gives the sign-in up at once", async () => {
		await send({}, "sign-out");
		expect(printer.account.asked).toEqual(["discard"]);
	});
});

describe("Sign out", () => {
	beforeEach(() => {
		printer.settings.set({ "mail.authentication": "oauth2" });
		printer.account.signedIn(true);
	});

	test("asks first, and then the printer forgets the sign-in", async () => {
		expect((await send({}, "sign-out")).location).toBe(`${PAGE}/sign-out`);
		expect(visibleText((await browser.get(`${PAGE}/sign-out`)).text)).toContain(
			"the sign-in of scanner@contoso.com",
		);
		expect(printer.account.asked).toEqual([]);
		expect((await browser.post(`${PAGE}/sign-out`, {})).location).toBe(PAGE);
		expect(printer.account.asked).toEqual(["sign out"]);
		expect((await browser.get(PAGE)).text).toContain("The printer is signed out");
	});

	test("a sign-in that expired shows why, and signs in again", async () => {
		const failure = new Failure("oauth.sign-in-expired");
		printer.account.state = { kind: "expired", login: "scanner@contoso.com", failure };
		const seen = visibleText((await browser.get(PAGE)).text);
		expect(seen).toContain("Sign-in expired Sign In again");
		expect(seen).toContain("The connection to the email service has expired");
	});
});

describe("What goes wrong on a page is told on a page", () => {
	test("a flash that cannot be written loses nothing of what was typed", async () => {
		printer.flash.capacity = 0;
		const page = await send({ "mail.sender": "scan@contoso.com" });
		expect(page.status).toBe(500);
		expect(visibleText(page.text)).toContain("so nothing was saved.");
		expect(await browser.emailServerForm()).toMatchObject({ "mail.sender": "scan@contoso.com" });
	});
});
