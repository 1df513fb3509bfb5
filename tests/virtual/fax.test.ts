import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { decodePNG } from "../../hosts/virtual/board/png";
import type { Box } from "../../modules/graphics/box";
import { ACTION, DISPLAY } from "../../modules/panel/layout";
import { tilePlace } from "../../modules/panel/screens/home";
import { parseMessage } from "../../tools/lab/lab";
import { signIn } from "../../tools/person/administrator";
import { PLACES } from "../panel/support/person";
import { expectGolden } from "./drawing/golden";
import { Office } from "./support/office";

const MARIE = "marie@timbre.example";
const MAIL = "admin@timbre.example";
const FAX = "paul@timbre.example";
const NUMBER = "33123456789@fax.example";

/** Between Scan to Email and the two below. */
const FAX_TILE = tilePlace(1, 4);

const GOLDEN = new URL("../panel/golden/", import.meta.url);

const DAY = 24 * 3600 * 1000;

/** Milliseconds after which a picture that never comes is a failure. */
const PATIENCE = 10_000;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});
beforeEach(() => {
	for (const address of [MARIE, NUMBER]) office.lab.mailboxes.clear(address);
});

function tap({ x, y, width, height }: Box): void {
	const { input } = office.printer.board;
	input.touch("began", x + width / 2, y + height / 2);
	input.touch("ended", x + width / 2, y + height / 2);
}

/** A key of the page for dialling: four of them in each of four rows. */
function keyOf(character: string): Box {
	const index = "123+456-789 *0#".indexOf(character);
	const [width, height] = [DISPLAY.width / 4, (DISPLAY.height - 40) / 4];
	return { x: (index % 4) * width, y: 40 + Math.floor(index / 4) * height, width, height };
}

/** The newest job's row in Web Config's history, once no job runs any more. */
async function newestJob(): Promise<string> {
	const browser = await office.administrator();
	await browser.open("/jobs");
	await office.reloadUntil(browser, () => !browser.text.includes("In progress"));
	return browser.document.querySelector("table.jobs tbody tr")?.textContent.replace(/\s+/g, " ") ?? "";
}

/** The panel shows the same picture as in the tests without XS. */
async function expectShown(name: string): Promise<void> {
	const { display } = office.printer.board;
	const golden = decodePNG(readFileSync(new URL(`${name}.png`, GOLDEN))).pixels;
	const end = Date.now() + PATIENCE;
	const shown = () => display.pixels.every((pixel, index) => pixel === golden[index]);
	while (!shown() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
	expectGolden(display, name, GOLDEN);
}

/** Sends a fax from the panel, by touch. */
async function fax(document: Buffer): Promise<void> {
	await office.load(document, "Contrat n° 7.pdf");
	office.printer.board.input.key("home");
	tap(FAX_TILE);
	tap(PLACES.addRecipient);
	for (const character of "+33 1 23-45 67 89") tap(keyOf(character));
	tap(PLACES.keyboardOK);
	tap(ACTION);
}

async function expectFaxed(): Promise<void> {
	office.lab.mailboxes.clear(NUMBER);
	const document = randomBytes(20_000);
	await fax(document);
	const [stored] = await office.lab.mailboxes.waitFor(NUMBER, 1);
	if (!stored) throw new Error("no message");
	const { summary, contents } = await parseMessage(stored);
	expect(summary).toMatchObject({ from: expect.stringContaining(FAX) });
	expect(contents[0]?.equals(document)).toBe(true);
	expect(await newestJob()).toMatch(/ Fax Completed .* paul@timbre\.example 33123456789@fax\.example/);
}

async function expectScanned(): Promise<void> {
	await office.load(randomBytes(1000));
	expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
	const [stored] = await office.lab.mailboxes.waitFor(MARIE, 1);
	if (!stored) throw new Error("no message");
	expect((await parseMessage(stored)).summary).toMatchObject({ from: expect.stringContaining(MAIL) });
}

describe("The fax server, with an account of its own, the firmware on XS", () => {
	test("is set and signed in on its own page, and OK stores both", async () => {
		const browser = await office.administrator();
		await browser.open("/");
		expect(browser.text).not.toContain("Fax Service Domain");
		await signIn(office.printer, browser, FAX, "Paul-2025", "fax");
		expect(browser.text).toContain("Not saved yet");
		await browser.press("OK", { "fax.server-domain": "fax.example" });
		expect(browser.text).toContain("The settings were saved.");
		await browser.open("/");
		expect(browser.text).toMatch(/Fax Service Domain\s*fax\.example.*Signed in.*paul@timbre\.example/);
		await browser.open("/network/email-server");
		expect(browser.document.querySelector("#login")?.getAttribute("value")).toBe(MAIL);
	});

	test("its connection test signs in as the fax account, and passes", async () => {
		const browser = await office.administrator();
		await browser.open("/fax/email-server/connection-test");
		await browser.press("Start");
		await office.reloadUntil(browser, () => !browser.text.includes("Testing"));
		expect(browser.text).toContain("The printer can send email with these settings.");
	});

	test("a fax from the panel arrives at number@domain from the fax account; a scan goes by the mail server's", async () => {
		await expectFaxed();
		await expectScanned();
		await expectFaxed();
	});

	test("both go on after a restart", async () => {
		await office.restart();
		await expectFaxed();
		await expectScanned();
	});

	test("after 100 days in which nobody faxed, longer than Microsoft keeps a sign-in, it is still signed in", async () => {
		for (let day = 0; day < 100; day++) await office.printer.board.clock.advance(DAY);
		await expectFaxed();
	}, 120_000);

	test("signing the mail server out leaves the fax server signed in", async () => {
		const browser = await office.administrator();
		await browser.open("/network/email-server");
		await browser.press("Sign out");
		await browser.press("Sign out");
		await office.load(randomBytes(10));
		expect(await office.scan([MARIE])).toMatchObject({ result: "failed", code: 360 });
		await expectFaxed();
		await office.signIn(browser);
		await browser.press("OK");
	});

	test("signing the fax server out leaves the mail server signed in, and the panel says what the fax lacks", async () => {
		const browser = await office.administrator();
		await browser.open("/fax/email-server");
		await browser.press("Sign out");
		expect(browser.text).toContain("can send no more faxes");
		await browser.press("Sign out");
		await expectScanned();
		await browser.open("/");
		expect(browser.text).toMatch(/Fax Service Domain.*Not signed in/);
		office.printer.board.input.key("home");
		tap(FAX_TILE);
		await expectShown("en-fax-not-signed-in");
	});
});
