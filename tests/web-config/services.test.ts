import qrcode from "qrcode";
import { SERVICES } from "../../modules/oauth/microsoft";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const PAGE = "/network/email-server";
const SIGN_IN = `${PAGE}/sign-in`;

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

/** What the open form sends after somebody changed these fields and pressed a button. */
async function send(changes: Record<string, string>, action = "save", by = browser) {
	return by.post(PAGE, { ...(await by.emailServerForm()), ...changes, action });
}

const OTHER = { "mail.authentication": "oauth2", "mail.service": "other" };

/** The row of a setting, as the page's source. */
function rowOf(page: string, id: string): string {
	return page.split('<div class="row"').find((row) => row.includes(`id="${id}"`)) ?? "";
}

describe("Email service", () => {
	test("is chosen among Microsoft's clouds and one's own", async () => {
		const { text } = await browser.get(PAGE);
		const seen = visibleText(text);
		for (const name of [
			"Microsoft Exchange Online",
			"Outlook.com (personal use)",
			"Microsoft 365 US Government (GCC High, DoD)",
			"Microsoft 365 operated by 21Vianet (China)",
			"Other",
		]) {
			expect(seen).toContain(name);
		}
	});

	test.each([
		["us-government", "smtp.office365.us"],
		["china", "smtp.partner.outlook.cn"],
	] as const)("%s fills in %s and signs in there", async (service, server) => {
		await send({ "mail.authentication": "oauth2", "mail.service": service });
		expect(await browser.emailServerForm()).toMatchObject({
			"mail.smtp-server": server,
			"mail.smtp-port": "587",
			"mail.security": "starttls",
		});
		await send({}, "sign-in");
		await browser.get(SIGN_IN);
		await browser.post(SIGN_IN, {});
		expect(printer.account.registration).toEqual({ service: SERVICES[service], clientId: undefined });
	});

	test("the rows of a service of one's own are marked as its alone, for the page's script", async () => {
		const { text } = await browser.get(PAGE);
		for (const key of ["authority", "tenant", "device-endpoint", "token-endpoint", "scope"]) {
			expect(rowOf(text, `mail-oauth-${key}`)).toMatch(/^ data-for="oauth2" data-service="other"/);
		}
		for (const id of ["mail-service", "mail-sender", "mail-smtp-server", "mail-security"]) {
			expect(rowOf(text, id)).not.toContain("data-service");
		}
	});

	test("the app registration is folded away for the guide's services, and open where it is needed", async () => {
		const details = async () => /<details class="card"[^>]*>/.exec((await browser.get(PAGE)).text)?.[0];
		expect(await details()).not.toContain(" open>");
		await send({ "mail.authentication": "oauth2", "mail.service": "china" });
		expect(await details()).toContain(" open>");
		await send({ "mail.service": "outlook", "mail.oauth-client-id": "own" });
		expect(await details()).toContain(" open>");
	});
});

describe("A service of one's own", () => {
	test("is stored with everything that describes it", async () => {
		const own = {
			"mail.oauth-authority": "https://login.contoso.example",
			"mail.oauth-tenant": "contoso.example",
			"mail.oauth-scope": "mail.send offline_access openid profile",
			"mail.oauth-client-id": "own-client",
			"mail.smtp-server": "smtp.contoso.example",
		} as const;
		expect(await send({ ...OTHER, ...own })).toMatchObject({ status: 303 });
		for (const [key, value] of Object.entries(own)) {
			expect(printer.settings.get(key as keyof typeof own)).toBe(value);
		}
		expect(await browser.emailServerForm()).toMatchObject(own);
	});

	test("signs in with what was typed, before anything is stored", async () => {
		const page = await send(
			{
				...OTHER,
				"mail.oauth-device-endpoint": "https://id.example/device",
				"mail.oauth-token-endpoint": "https://id.example/token",
				"mail.oauth-scope": "mail.send",
				"mail.oauth-client-id": "own-client",
			},
			"sign-in",
		);
		expect(page).toMatchObject({ status: 303, location: SIGN_IN });
		const { text } = await browser.get(SIGN_IN);
		expect(visibleText(text)).toContain("The printer will send email with an account of id.example.");
		expect(visibleText(text)).not.toContain("with Microsoft");
		await browser.post(SIGN_IN, {});
		expect(printer.account.registration).toEqual({
			service: {
				name: "other",
				deviceAuthorizationEndpoint: "https://id.example/device",
				tokenEndpoint: "https://id.example/token",
				scope: "mail.send",
			},
			clientId: "own-client",
		});
		expect(printer.settings.get("mail.service")).toBe("exchange-online");
	});

	test.each<[Record<string, string>, string]>([
		[{}, "mail-oauth-authority"],
		[{ "mail.oauth-authority": "http://login.contoso.example" }, "mail-oauth-authority"],
		[{ "mail.oauth-device-endpoint": "https://id.example/device" }, "mail-oauth-token-endpoint"],
		[
			{
				"mail.oauth-device-endpoint": "https://id.example/device",
				"mail.oauth-token-endpoint": "http://id.example/token",
			},
			"mail-oauth-token-endpoint",
		],
		[{ "mail.oauth-authority": "https://id.example", "mail.oauth-scope": 'a"b' }, "mail-oauth-scope"],
		[{ "mail.oauth-authority": "https://id.example", "mail.oauth-client-id": "a b" }, "mail-oauth-client-id"],
	])("with %j does not sign in; the page says at %s what it needs", async (typed, id) => {
		const page = await send({ ...OTHER, ...typed }, "sign-in");
		expect(page.status).toBe(422);
		expect(visibleText(page.text)).toContain("The sign-in cannot start yet.");
		expect(rowOf(page.text, id)).toContain('aria-invalid="true"');
		for (const value of Object.values(typed)) {
			expect(page.text).toContain(`value="${value.replace('"', "&quot;")}"`);
		}
		await browser.post(SIGN_IN, {});
		expect(printer.account.asked).toEqual([]);
	});

	test("that is not described yet: the sign-in page sends whoever comes by its address to the settings", async () => {
		await send(OTHER);
		expect(await browser.get(SIGN_IN)).toMatchObject({ status: 303, location: PAGE });
		expect(await browser.post(SIGN_IN, {})).toMatchObject({ status: 303, location: PAGE });
		expect(printer.account.asked).toEqual([]);
	});

	test.each(["http://login.contoso.example", "https://a@login.contoso.example", "ftp://x"])(
		"the authority %s is not stored: tokens would pass in the clear or to who knows whom",
		async (authority) => {
			expect((await send({ ...OTHER, "mail.oauth-authority": authority })).status).toBe(422);
			expect(printer.settings.get("mail.oauth-authority")).toBe("");
		},
	);
});

describe("Another app registration", () => {
	test.each(["exchange-online", "outlook"] as const)("signs in to %s", async (service) => {
		await send({
			"mail.authentication": "oauth2",
			"mail.service": service,
			"mail.oauth-client-id": "own-client",
		});
		await browser.get(SIGN_IN);
		await browser.post(SIGN_IN, {});
		expect(printer.account.registration).toEqual({ service: SERVICES[service], clientId: "own-client" });
	});
});

describe("The QR code of the sign-in page", () => {
	function showCode(verificationUri: string): void {
		printer.account.state = {
			kind: "code-shown",
			userCode: "A1B2C3D4E",
			verificationUri,
			message: "",
			expiresAt: Date.now() + 900_000,
		};
	}

	/** The dark modules of the picture in the page, row by row. */
	function modulesOf(page: string): { side: number; modules: Uint8Array } {
		const [, from = "", side = ""] = /<svg class="qr" viewBox="(-?\d+) -?\d+ (\d+) /.exec(page) ?? [];
		const size = Number(side) + 2 * Number(from);
		const modules = new Uint8Array(size * size);
		for (const [, x, y, length, back] of page.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
			expect(back).toBe(length);
			modules.fill(1, Number(y) * size + Number(x), Number(y) * size + Number(x) + Number(length));
		}
		return { side: Number(side), modules };
	}

	test("shows the address exactly as it came, with the white around it that readers need", async () => {
		const address = "https://login.microsoft.com/device?a=1&b=%C3%A9";
		showCode(address);
		const { text } = await browser.get(SIGN_IN);
		const { side, modules } = modulesOf(text);
		const code = qrcode({ input: address, maxVersion: 10 });
		expect(side).toBe(code.size + 8);
		expect(modules).toEqual(new Uint8Array(code));
		expect(text).toContain('role="img" aria-label="QR code of this page, for a phone"');
	});

	test("is left out for an address that fits none, and for one that is no link", async () => {
		for (const address of [`https://login.example/${"x".repeat(2000)}`, "http://login.example/"]) {
			showCode(address);
			const { status, text } = await browser.get(SIGN_IN);
			expect(status).toBe(200);
			expect(text).not.toContain('<svg class="qr"');
			expect(visibleText(text)).toContain(address);
		}
	});
});

describe("Who closes the browser during the sign-in and comes back", () => {
	let later: Browser;

	beforeEach(async () => {
		await send(
			{
				"mail.authentication": "oauth2",
				"mail.service": "outlook",
				"mail.sender": "scan@contoso.com",
				"mail.password": "typed-secret",
			},
			"sign-in",
		);
		await browser.get(SIGN_IN);
		await browser.post(SIGN_IN, {});
		later = new Browser(printer);
	});

	test("finds the code that is shown, and no second sign-in", async () => {
		await later.logIn();
		expect((await later.get(SIGN_IN)).text).toContain('data-state="starting"');
		await later.post(SIGN_IN, {});
		expect(printer.account.asked).toEqual(["sign in to outlook in en"]);
	});

	test("finds the sign-in that has ended well, with what was typed, and OK stores both", async () => {
		printer.account.signedIn(false);
		await later.logIn();
		expect(await later.emailServerForm()).toMatchObject({
			"mail.authentication": "oauth2",
			"mail.service": "outlook",
			"mail.sender": "scan@contoso.com",
			"mail.smtp-server": "smtp-mail.outlook.com",
		});
		await send({}, "save", later);
		expect(printer.account.asked).toEqual(["sign in to outlook in en", "save"]);
		expect(printer.settings.get("mail.authentication")).toBe("oauth2");
		expect(printer.settings.get("mail.service")).toBe("outlook");
	});

	test("does not find a password again that was typed and not stored", async () => {
		printer.account.signedIn(false);
		await later.logIn();
		await send({}, "save", later);
		expect(printer.settings.get("mail.password")).toBe("");
	});

	test.each(["save", "cancel"])("finds the settings as they hold after %s", async (action) => {
		printer.account.signedIn(false);
		await send({ "mail.sender": "other@contoso.com" }, action);
		await later.logIn();
		const kept = action === "save" ? "other@contoso.com" : "";
		expect((await later.emailServerForm())["mail.sender"]).toBe(kept);
	});

	test("finds the settings as they hold after the sign-in came to nothing", async () => {
		printer.account.state = { kind: "signed-out" };
		await later.logIn();
		expect((await later.emailServerForm())["mail.authentication"]).toBe("off");
	});
});
