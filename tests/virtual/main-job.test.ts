import { randomBytes } from "node:crypto";
import { parseMessage } from "../../tools/lab/lab";
import { Office } from "./support/office";

const MARIE = "marie@timbre.example";

let office: Office;

beforeAll(async () => {
	office = await Office.open();
}, 120_000);
afterAll(async () => {
	await office?.close();
});

/** What stands for a scanned PDF: bytes of every kind, line ends and dots at line starts among them. */
function pdf(byteLength: number): Buffer {
	return Buffer.concat([
		Buffer.from("%PDF-1.7\r\n.\r\n..\n"),
		randomBytes(byteLength),
		Buffer.from("\r\n.\r\n%%EOF"),
	]);
}

async function expectDelivered(document: Buffer, name: string): Promise<void> {
	const [stored] = await office.lab.mailboxes.waitFor(MARIE, 1);
	if (!stored) throw new Error("no message");
	const { summary, contents } = await parseMessage(stored);
	expect(summary.attachments).toMatchObject([
		{ fileName: name, type: "application/pdf", size: document.length },
	]);
	expect(contents[0]?.equals(document)).toBe(true);
}

describe("The main job, the firmware on XS, over real TCP, TLS and HTTP", () => {
	beforeEach(() => {
		office.lab.mailboxes.clear(MARIE);
	});

	test("before anybody has signed in, a scan ends with code 360 and stays a clear failure", async () => {
		const browser = await office.administrator();
		await browser.open("/network/email-server");
		await browser.press("OK", { "mail.authentication": "oauth2" });
		await office.load(pdf(1000));
		expect(await office.scan([MARIE])).toMatchObject({
			result: "failed",
			code: 360,
			failure: { code: "oauth.not-signed-in", action: "sign-in" },
		});
	});

	test("the administrator signs in; Connected shows, but nothing is stored before OK", async () => {
		const browser = await office.administrator();
		await office.signIn(browser);
		expect(browser.text).toContain("Signed in");
		expect(browser.text).toContain("Not saved yet");
		await office.control("POST", "/power", JSON.stringify({ cycle: true }));
		const again = await office.administrator();
		await again.open("/network/email-server");
		expect(again.text).not.toContain("Signed in");
	});

	test("after OK a scanned PDF arrives byte for byte", async () => {
		const browser = await office.administrator();
		await office.signIn(browser);
		await browser.press("OK");
		expect(browser.text).toContain("The settings were saved.");

		const document = pdf(300_000);
		await office.load(document, "Reçu n° 7.pdf");
		expect(await office.scan([MARIE])).toMatchObject({ result: "success", refused: [] });
		await expectDelivered(document, "Reçu n° 7.pdf");
	});

	test("a restart asks for nothing", async () => {
		await office.control("POST", "/power", JSON.stringify({ cycle: true }));
		const document = pdf(10_000);
		await office.load(document);
		expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
		await expectDelivered(document, "document.pdf");
		const browser = await office.administrator("fr");
		await browser.open("/network/email-server");
		expect(browser.text).toContain("Connecté(e)");
	});

	test("nor does a new start of the virtual printer and the lab", async () => {
		await office.restart();
		const document = pdf(10_000);
		await office.load(document);
		expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
		await expectDelivered(document, "document.pdf");
	});

	test("one recipient that does not exist is reported, the other gets the mail", async () => {
		await office.load(pdf(5000));
		expect(await office.scan([MARIE, "nobody@timbre.example"])).toMatchObject({
			result: "partial",
			refused: [{ address: "nobody@timbre.example", failure: { code: "smtp.recipient-refused" } }],
		});
		expect(await office.lab.mailboxes.waitFor(MARIE, 1)).toHaveLength(1);
	});

	test("an empty scanner and a bad address start no job", async () => {
		expect(
			(await office.control("POST", "/scan", JSON.stringify({ to: [MARIE] }))).status,
		).toBeGreaterThanOrEqual(400);
		await office.load(pdf(10));
		const answer = await office.control(
			"POST",
			"/scan",
			JSON.stringify({ to: ["marie@timbre.example\r\nRSET"] }),
		);
		expect(answer.body).toMatchObject({ failure: { code: "mail.address-invalid" } });
	});

	test("signing out ends it: the next scan has code 360, also after a restart", async () => {
		const browser = await office.administrator();
		await browser.open("/network/email-server");
		await browser.press("Sign out");
		await browser.press("Sign out");
		await office.control("POST", "/power", JSON.stringify({ cycle: true }));
		await office.load(pdf(10));
		expect(await office.scan([MARIE])).toMatchObject({ result: "failed", code: 360 });
	});
});
