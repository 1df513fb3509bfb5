import { Office } from "./support/office";

const MARIE = "marie@timbre.example";

let office: Office;

beforeAll(async () => {
	office = await Office.open();
	office.lab.faults.set("pop-before-smtp", true);
}, 120_000);
afterAll(async () => {
	await office?.close();
});

/** The administrator fills in Email Server > Basic. */
async function setUp(security: string, password: string): Promise<void> {
	const browser = await office.administrator();
	await browser.open("/network/email-server");
	await browser.press("OK", {
		"mail.authentication": "pop-before-smtp",
		"mail.account": MARIE,
		"mail.password": password,
		"mail.sender": MARIE,
		"mail.smtp-server": "smtp.office365.com",
		"mail.smtp-port": "587",
		"mail.security": security,
		"mail.pop3-server": "outlook.office365.com",
		"mail.pop3-port": "110",
	});
}

describe("A printer that is set up for POP before SMTP", () => {
	// Without TLS the lab's greeting leads to APOP, and with it to the board's MD5.
	test.each(["none", "starttls"])("sends what is scanned, Secure Connection being %s", async (security) => {
		await setUp(security, "Marie-2025");
		office.lab.mailboxes.clear(MARIE);
		await office.load(new Uint8Array(200_000).fill(7));
		expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
		expect(await office.lab.mailboxes.waitFor(MARIE)).toHaveLength(1);
		expect(office.lab.transcripts.last?.text).not.toContain("C: AUTH");
	});

	test("is told that the POP3 server refuses the password, with the history's code for it", async () => {
		await setUp("starttls", "Marie-2024");
		await office.load(new Uint8Array(1000));
		expect(await office.scan([MARIE])).toMatchObject({
			result: "failed",
			code: 312,
			failure: { code: "pop3.auth-failed", action: "administrator" },
		});
	});

	test("is told on the pages which of the two servers failed", async () => {
		office.lab.faults.set("certificate", "unknown-issuer");
		await office.load(new Uint8Array(1000));
		expect(await office.scan([MARIE])).toMatchObject({ failure: { code: "tls.unknown-issuer" } });
		const browser = await office.administrator();
		await browser.open("/jobs");
		expect(browser.text).toMatch(/POP3 server\s*outlook\.office365\.com/);
		office.lab.faults.clearAll();
	});
});
