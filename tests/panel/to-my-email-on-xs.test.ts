import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Key } from "../../modules/base/device";
import { ACTION } from "../../modules/panel/layout";
import { TIME_OUT_MINUTES } from "../../modules/panel/operation-time-out";
import { type JobReport, Office } from "../virtual/support/office";
import { PanelOnXS } from "./support/panel-on-xs";
import { PLACES, wayTo } from "./support/person";

const MARIE = { name: "Marie", row: 1, idNumber: "31415926", address: "marie@timbre.example" };
const PAUL = { name: "Jean Paul", row: 0, idNumber: "2718", address: "paul@timbre.example" };

type User = typeof MARIE;

let office: Office;
let panel: PanelOnXS;

beforeAll(async () => {
	office = await Office.openSignedIn();
	panel = new PanelOnXS(office);
}, 120_000);
afterAll(async () => {
	panel?.close();
	await office?.close();
});

/** However much it had to do, the firmware never ran out of memory or time. */
afterEach(() => {
	expect(office.printer.board.engine.restarts).toBe(0);
});

/** Goes to To My Email, chooses the user and types an ID number. */
async function logIn({ row }: User, idNumber: string): Promise<void> {
	panel.press("home");
	panel.tap(wayTo("toMyEmail").tile);
	await panel.shows("Marie");
	panel.press(...new Array<Key>(row).fill("down"), "ok");
	await panel.shows("ID number");
	panel.type(idNumber);
	panel.tap(PLACES.keyboardOK);
}

/** Signs in with the code and the page that the display shows. */
async function signIn({ address }: User): Promise<void> {
	const { board } = office.printer;
	const code = await panel.line(/^[B-Z]{9}$/);
	await office.lab.approve(code, { account: address });
	await board.clock.advance(6_000);
	await panel.shows(`Signed in as ${address}`);
	panel.press("ok");
	await panel.shows("The sign-in is stored");
	panel.press("ok");
	await panel.shows("Start");
}

/** Scans what lies in the scanner, and waits for the job's end. */
async function scan(outcome: string): Promise<void> {
	await office.load(randomBytes(20_000), "scan.pdf");
	panel.tap(ACTION);
	await panel.shows(outcome);
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

describe("To My Email, the firmware on XS, from Web Config to the mailbox", () => {
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
		await panel.shows("The ID number is not right");
		panel.press("ok", "back", "start", "ok");
		await panel.shows("ID number");
		expect(panel.text).not.toContain("timbre.example");
	}, 60_000);

	test("after a restart nobody signs in again", async () => {
		await panel.restart();
		await logIn(MARIE, MARIE.idNumber);
		await panel.shows(MARIE.address);
		await scan("Email sent");
		await expectDelivered(MARIE);
	}, 60_000);

	test("who walks away is logged out by the operation time-out, and the account goes out of memory", async () => {
		panel.press("home");
		const before = await heap();
		await logIn(MARIE, MARIE.idNumber);
		await panel.shows(MARIE.address);
		await office.printer.board.clock.advance(TIME_OUT_MINUTES * 70_000);
		await panel.shows("Scan to Email");
		expect((await heap()) - before).toBeLessThan(1024);
		panel.tap(wayTo("toMyEmail").tile);
		await panel.shows("Marie");
		panel.press("down", "ok");
		await panel.shows("ID number");
	}, 60_000);

	test.each([
		["refresh-token-expired", 361],
		["password-changed", 370],
	] as const)(
		"where the lab answers a refresh with %s, the job ends with code %d and the user signs in again",
		async (fault, code) => {
			await panel.restart();
			office.lab.faults.set(fault, MARIE.address);
			await logIn(MARIE, MARIE.idNumber);
			await panel.shows(MARIE.address);
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
			await panel.shows("is not right");
		}
		await logIn(PAUL, "9004");
		await panel.shows("Too many wrong ID numbers");
		await panel.restart();
		await logIn(PAUL, PAUL.idNumber);
		await panel.shows("Too many wrong ID numbers");
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
		panel.press("home", "down", "ok");
		await panel.shows("Job Status");
		panel.press("home");
		await panel.shows("Settings");
		expect(panel.text).not.toContain("To My Email");
		const flash = readFileSync(join(office.state, "printer", "flash.bin"));
		expect(flash.includes(MARIE.idNumber)).toBe(false);
	}, 60_000);
});
