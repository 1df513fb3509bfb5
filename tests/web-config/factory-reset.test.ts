import { LANGUAGES, texts } from "../../modules/language/texts";
import { Vault } from "../../modules/storage/vault";
import { flashDevice } from "../host/flash";
import { Browser, visibleText } from "./browser";
import { LABEL_PASSWORD, TestPrinter } from "./printer";

const PAGE = "/administrator/factory-reset";

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	printer.settings.set({ "device.name": "ACCUEIL" });
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

/** Does the flash still hold the settings? */
function kept(): boolean {
	return Vault.open(flashDevice(printer.flash)).read("settings/values") !== undefined;
}

describe("Restore Default Settings", () => {
	test.each(LANGUAGES)("says what is lost before anything is, in %s", async (language) => {
		const { factoryReset } = texts(language).web;
		const page = visibleText((await browser.get(`${PAGE}?language=${language}`)).text);
		for (const sentence of [factoryReset.forgets, factoryReset.afterwards]) {
			expect(page).toContain(sentence.replace(/\s+/g, " "));
		}
		expect(kept()).toBe(true);
	});

	test("with the administrator password forgets everything, and says that the printer restarts", async () => {
		await browser.get(PAGE);
		const page = await browser.post(PAGE, { current: LABEL_PASSWORD });
		expect(page).toMatchObject({ status: 303, location: "/login?why=reset" });
		expect(kept()).toBe(false);
		expect(printer.flash.domain("vault").size).toBe(0);
		const login = await browser.get("/login?why=reset");
		expect(visibleText(login.text)).toContain(texts("en").web.factoryReset.done);
	});

	test("ends every session", async () => {
		const other = new Browser(printer);
		await other.logIn();
		await browser.get(PAGE);
		await browser.post(PAGE, { current: LABEL_PASSWORD });
		for (const one of [browser, other]) expect((await one.get("/")).status).toBe(303);
	});

	test("with a wrong password keeps everything and counts it", async () => {
		await browser.get(PAGE);
		for (const current of ["", "wrong", "label-123", "label-12345", "LABEL-1234"]) {
			const page = await browser.post(PAGE, { current });
			expect(page.status).toBe(422);
		}
		const page = await browser.post(PAGE, { current: LABEL_PASSWORD });
		expect(visibleText(page.text)).toContain("Too many wrong passwords");
		expect(kept()).toBe(true);
	});

	test("from another site's form, or with another's proof, does nothing", async () => {
		await browser.get(PAGE);
		const fields = { current: LABEL_PASSWORD };
		expect((await browser.post(PAGE, fields, { origin: "http://evil.example" })).status).toBe(403);
		expect((await browser.post(PAGE, fields, { token: "0".repeat(32) })).status).toBe(403);
		expect((await browser.post(PAGE, fields, { host: "evil.example" })).status).toBe(421);
		expect((await browser.get(`${PAGE}?current=${LABEL_PASSWORD}`)).status).toBe(200);
		expect(kept()).toBe(true);
	});

	test("what somebody still wants to store afterwards is refused, so that nothing comes back", async () => {
		await browser.get(PAGE);
		await browser.post(PAGE, { current: LABEL_PASSWORD });
		expect(() => printer.settings.set({ "device.name": "BUREAU" })).toThrow("storage.failed");
		expect(kept()).toBe(false);
	});
});
