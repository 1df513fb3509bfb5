import { Office } from "./support/office";

const PAGE = "/network/email-server/connection-test";

const ENGLISH = { first: "Start", again: "Test again" };
const FRENCH = { first: "Démarrer", again: "Tester à nouveau" };

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});
afterEach(() => office.lab.faults.clearAll());

/** Runs a test in Web Config and answers what the page says in the end. */
async function runTest(language = "en"): Promise<string> {
	const browser = await office.administrator(language);
	await browser.open(PAGE);
	const { first, again } = language === "fr" ? FRENCH : ENGLISH;
	await browser.press(browser.text.includes(again) ? again : first);
	await office.reloadUntil(browser, () => !/Testing…|En cours…/.test(browser.text));
	return browser.text;
}

describe("The connection test, the firmware on XS against the lab", () => {
	test("passes each step and leaves nothing in any mailbox", async () => {
		const text = await runTest();
		expect(text).toContain("The printer can send email with these settings.");
		expect(text).not.toContain("Not tested");
		expect(office.lab.mailboxes.list("admin@timbre.example")).toHaveLength(0);
		expect(office.lab.transcripts.last?.text).toMatch(/C: RSET\nS: 250/);
		expect(office.lab.transcripts.last?.text).not.toMatch(/C: (DATA|BDAT)/);
	});

	test("names the switch that the administrator must turn", async () => {
		office.lab.faults.set("smtp-auth-disabled", "tenant");
		const text = await runTest("fr");
		expect(text).toMatch(/Certificat du serveur\s*OK/);
		expect(text).toMatch(/Authentification\s*Échec/);
		expect(text).toContain("SmtpClientAuthenticationDisabled");
	});

	test("tells a certificate that is not to be trusted from encryption that fails", async () => {
		office.lab.faults.set("certificate", "unknown-issuer");
		const text = await runTest();
		expect(text).toMatch(/Encryption \(TLS\)\s*OK/);
		expect(text).toMatch(/Certificate of the server\s*Failed/);
	});
});
