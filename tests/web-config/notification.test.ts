import { Failure } from "../../modules/base/failure";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const PAGE = "/network/email-notification";
const DEFAULTS = {
	"account.self-refresh": "true",
	"account.refresh-interval": "7",
	"account.warning-delay": "3",
	"administrator.email": "",
};

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter({ now: Date.UTC(2026, 2, 9) });
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

describe("The page Email Notification", () => {
	test("is in the menu and shows what holds", async () => {
		expect((await browser.get("/")).text).toContain(`href="${PAGE}"`);
		const { text } = await browser.get(PAGE);
		expect(text).toContain(
			'name="account.refresh-interval" aria-describedby="account-refresh-interval-hint"',
		);
		expect(text).toMatch(/name="account.self-refresh" value="true" checked/);
		expect(text).toMatch(/name="account.warning-delay"[^>]* value="3"/);
	});

	test("OK stores all of it", async () => {
		await browser.get(PAGE);
		const page = await browser.post(PAGE, {
			"account.self-refresh": "false",
			"account.refresh-interval": "30",
			"account.warning-delay": "10",
			"administrator.email": " it@contoso.com ",
		});
		expect(visibleText(page.text)).toContain("The settings were saved.");
		const { settings } = printer;
		expect(settings.get("account.self-refresh")).toBe(false);
		expect(settings.get("account.refresh-interval")).toBe(30);
		expect(settings.get("account.warning-delay")).toBe(10);
		expect(settings.get("administrator.email")).toBe("it@contoso.com");
		expect((await browser.get(PAGE)).text).toContain('value="it@contoso.com"');
	});

	test("what is out of range is refused beside its field, stays to be put right, and nothing is stored", async () => {
		printer.settings.set({ language: "fr" });
		await browser.get(PAGE);
		const page = await browser.post(PAGE, {
			...DEFAULTS,
			"account.refresh-interval": "90",
			"administrator.email": `"><script>@contoso.com`,
			"account.warning-delay": "5",
		});
		expect(page.status).toBe(422);
		expect(visibleText(page.text)).toContain("Utilisez un nombre entier de 1 à 60.");
		expect(page.text).toMatch(/name="account.refresh-interval"[^>]*aria-invalid="true"[^>]* value="90"/);
		expect(page.text).not.toContain("<script>@");
		expect(printer.settings.get("account.warning-delay")).toBe(3);
	});

	test("an address can be taken back", async () => {
		printer.settings.set({ "administrator.email": "it@contoso.com" });
		await browser.get(PAGE);
		await browser.post(PAGE, DEFAULTS);
		expect(printer.settings.get("administrator.email")).toBe("");
	});
});

describe("Email Server > Basic", () => {
	const since = Date.UTC(2026, 2, 5);
	const failing = { since, failure: new Failure("oauth.conditional-access") };

	test("warns where the sign-in could not be renewed for days", async () => {
		printer.settings.set({ "mail.authentication": "oauth2" });
		printer.account.state = { kind: "signed-in", login: "scan@contoso.com", saved: true, failing };
		const page = visibleText((await browser.get("/network/email-server")).text);
		expect(page).toContain("Signed in");
		expect(page).toContain("will expire if this goes on.");
		printer.settings.set({ "account.warning-delay": 10 });
		expect(visibleText((await browser.get("/network/email-server")).text)).not.toContain("will expire");
	});

	test("logging out lets go of a sign-in without OK, and of no other", async () => {
		printer.account.signedIn(true);
		await browser.post("/logout", {});
		expect(printer.account.asked).toEqual([]);
		await browser.logIn();
		printer.account.signedIn(false);
		await browser.post("/logout", {});
		expect(printer.account.asked).toEqual(["discard"]);
	});
});
