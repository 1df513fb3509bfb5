import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Key } from "../../modules/base/device";
import type { Box } from "../../modules/graphics/box";
import { ACTION } from "../../modules/panel/layout";
import { TIME_OUT_MINUTES } from "../../modules/panel/operation-time-out";
import { describeWith } from "../host/program";
import { TESSERACT } from "../host/tesseract";
import { type JobReport, Office } from "../virtual/support/office";
import { PLACES, wayTo } from "./support/person";
import { readQRCode, readText } from "./support/reader";

/** Milliseconds after which a picture that never comes is a failure. */
const PATIENCE = 10_000;

/** Letters of the lab's codes, as of Microsoft's: none that looks like another. */
const CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

/** Where the code stands. */
const CODE: Box = { x: 133, y: 146, width: 187, height: 40 };

const MARIE = { name: "Marie", row: 1, idNumber: "31415926", address: "marie@timbre.example" };
const PAUL = { name: "Jean Paul", row: 0, idNumber: "2718", address: "paul@timbre.example" };

type User = typeof MARIE;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});

function press(...keys: readonly Key[]): void {
	for (const key of keys) office.printer.board.input.key(key);
}

function tap({ x, y, width, height }: Box): void {
	const { input } = office.printer.board;
	input.touch("began", x + width / 2, y + height / 2);
	input.touch("ended", x + width / 2, y + height / 2);
}

function type(text: string): void {
	for (const character of text) office.printer.board.input.character(character);
}

/** What the display shows, once a reader finds in it what the test waits for. */
async function until<Found>(find: () => Found | undefined | false | Promise<Found | false>): Promise<Found> {
	for (const end = Date.now() + PATIENCE; ; ) {
		const found = await find();
		if (found) return found;
		if (Date.now() > end)
			throw new Error(`the display still shows: ${readText(office.printer.board.display)}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

/** Waits for a text on the display. */
function shows(text: string): Promise<boolean> {
	return until(() => readText(office.printer.board.display).includes(text));
}

/** Goes to To My Email, chooses the user and types an ID number. */
async function logIn({ row }: User, idNumber: string): Promise<void> {
	press("home");
	await shows("Scan to Email");
	tap(wayTo("toMyEmail").tile);
	await shows("Marie");
	press(...new Array<Key>(row).fill("down"), "ok");
	await shows("ID number");
	type(idNumber);
	tap(PLACES.keyboardOK);
}

/** Signs in with the code and the page that the display shows. */
async function signIn({ address }: User): Promise<void> {
	const { board } = office.printer;
	expect(await until(() => readQRCode(board.display))).toBe(`${office.lab.url}/device`);
	// Whoever misreads a letter looks again; a code that nobody was given does nothing.
	await until(async () => {
		const line = readText(board.display, { line: CODE, alphabet: CODE_LETTERS });
		const codes = new Set([line, ...readText(board.display).split(" ")]);
		for (const code of codes) {
			if (!/^[B-Z]{9}$/.test(code)) continue;
			const page = await office.lab.approve(code, { account: address });
			if (page.text.includes("You have signed in")) return true;
		}
		return false;
	});
	await board.clock.advance(6_000);
	await shows(`Signed in as ${address}`);
	press("ok");
	await shows("The sign-in is stored");
	press("ok");
	await shows("Start");
}

/** Scans what lies in the scanner, and waits for the job's end. */
async function scan(outcome: string): Promise<void> {
	await office.load(randomBytes(20_000), "scan.pdf");
	tap(ACTION);
	await shows(outcome);
}

async function expectDelivered({ address }: User): Promise<void> {
	const [stored] = await office.lab.mailboxes.waitFor(address, 1);
	expect(stored).toMatchObject({ sender: address, recipients: [address], login: address });
	office.lab.mailboxes.clear(address);
}

async function newestJob(): Promise<JobReport> {
	const { body } = await office.control("GET", "/jobs");
	return (body as readonly JobReport[])[0] as JobReport;
}

/** Bytes of the heap in use. */
async function heap(): Promise<number> {
	await office.printer.board.collect();
	const report = await office.printer.board.collect();
	return (report?.["slots"] ?? Number.NaN) + (report?.["chunks"] ?? Number.NaN);
}

describeWith([TESSERACT], "To My Email, the firmware on XS, from Web Config to the mailbox", () => {
	test("the administrator adds two users; each signs in at the first use, and gets the scan from the own address", async () => {
		const browser = await office.administrator();
		for (const { name, idNumber } of [MARIE, PAUL]) {
			await browser.open("/users");
			await browser.press("Add a user", { name, number: idNumber });
			expect(browser.text).toContain(`${name} was added.`);
		}
		expect(browser.text).toContain("Not signed in yet");
		expect(browser.text).not.toContain(PAUL.idNumber);
		for (const user of [MARIE, PAUL]) {
			await logIn(user, user.idNumber);
			await signIn(user);
			await scan("Email sent");
			await expectDelivered(user);
			expect(await newestJob()).toMatchObject({ type: "to-my-email", result: "success" });
		}
		await browser.open("/users");
		expect(browser.text).toContain(MARIE.address);
	}, 120_000);

	test("one user's ID number does not open another's account", async () => {
		await logIn(PAUL, MARIE.idNumber);
		await shows("The ID number is not right");
		press("ok", "back", "start", "ok");
		expect(readText(office.printer.board.display)).not.toContain("timbre.example");
	}, 60_000);

	test("after a restart nobody signs in again", async () => {
		await office.restart();
		await logIn(MARIE, MARIE.idNumber);
		await shows(MARIE.address);
		await scan("Email sent");
		await expectDelivered(MARIE);
	}, 60_000);

	test("who walks away is logged out by the operation time-out, and the account goes out of memory", async () => {
		press("home");
		await shows("Scan to Email");
		const before = await heap();
		await logIn(MARIE, MARIE.idNumber);
		await shows(MARIE.address);
		await office.printer.board.clock.advance(TIME_OUT_MINUTES * 70_000);
		await shows("Scan to Email");
		expect((await heap()) - before).toBeLessThan(1024);
		tap(wayTo("toMyEmail").tile);
		await shows("Marie");
		press("down", "ok");
		await shows("ID number");
	}, 60_000);

	test.each([
		["refresh-token-expired", 361],
		["password-changed", 370],
	] as const)(
		"where the lab answers a refresh with %s, the job ends with code %d and the user signs in again",
		async (fault, code) => {
			await office.restart();
			office.lab.faults.set(fault, MARIE.address);
			await logIn(MARIE, MARIE.idNumber);
			await shows(MARIE.address);
			await scan(`Error code ${code}`);
			expect(await newestJob()).toMatchObject({ type: "to-my-email", result: "failed", code });
			office.lab.faults.clearAll();
			await logIn(MARIE, MARIE.idNumber);
			await signIn(MARIE);
			await scan("Email sent");
			await expectDelivered(MARIE);
		},
		120_000,
	);

	test("wrong ID numbers lock the log-in out, and a power cut does not end that", async () => {
		// Somebody has guessed once already.
		for (let guess = 1; guess < 4; guess++) {
			await logIn(PAUL, `900${guess}`);
			await shows("is not right");
		}
		await logIn(PAUL, "9004");
		await shows("Too many wrong ID numbers");
		await office.restart();
		await logIn(PAUL, PAUL.idNumber);
		await shows("Too many wrong ID numbers");
	}, 120_000);

	test("a user who is removed is gone from the panel and from the flash, and no ID number was ever written to it", async () => {
		const browser = await office.administrator();
		for (const { name } of [MARIE, PAUL]) {
			await browser.open("/users");
			const link = browser.document
				.querySelectorAll("a")
				.find((a) => a.getAttribute("aria-label") === `Change ${name}`);
			await browser.open(link?.getAttribute("href") ?? "");
			await browser.press("Remove");
			expect(browser.text).toContain("The user was removed.");
		}
		expect(browser.text).toContain("There are no users.");
		press("home");
		await until(() => !readText(office.printer.board.display).includes("To My Email"));
		const flash = readFileSync(join(office.state, "printer", "flash.bin"));
		expect(flash.includes(MARIE.idNumber)).toBe(false);
	}, 60_000);
});
