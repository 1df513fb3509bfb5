import { randomBytes } from "node:crypto";
import type { Key } from "../../modules/base/device";
import type { Box } from "../../modules/graphics/box";
import type { MenuText } from "../../modules/panel/menu-item";
import { describeWith } from "../host/program";
import { TESSERACT } from "../host/tesseract";
import { Office } from "../virtual/support/office";
import { PLACES, wayTo } from "./support/person";
import { readQRCode, readText } from "./support/reader";

/** Milliseconds after which a picture that never comes is a failure. */
const PATIENCE = 10_000;

/** Letters of the lab's codes, as of Microsoft's: none that looks like another. */
const CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

/** Where the code stands. */
const CODE: Box = { x: 133, y: 146, width: 187, height: 40 };

const SERVER_SETTINGS = [
	"settings",
	"generalSettings",
	"networkSettings",
	"advanced",
	"emailServer",
	"serverSettings",
] as const satisfies readonly MenuText[];

/** Position of OAuth2 among the methods. */
const OAUTH2 = 3;

let office: Office;

beforeEach(async () => {
	office = await Office.open();
}, 120_000);
afterEach(async () => {
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

/** What the display shows, once a reader finds in it what the test waits for. */
async function until<Found>(find: () => Found | undefined | false): Promise<Found> {
	for (const end = Date.now() + PATIENCE; ; ) {
		const found = find();
		if (found) return found;
		if (Date.now() > end) {
			const { display, engine } = office.printer.board;
			const ended = engine.restarts > 0 ? ` after a break-down: ${engine.lastExit?.reason}` : "";
			throw new Error(`the display still shows: ${readText(display)}${ended}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

/** Waits for a text on the display. */
function shows(text: string): Promise<boolean> {
	return until(() => readText(office.printer.board.display).includes(text));
}

async function enterPassword(): Promise<void> {
	const { board } = office.printer;
	for (const character of board.identity.initialPassword) board.input.character(character);
	tap(PLACES.keyboardOK);
}

async function openServerSettings(): Promise<void> {
	const { tile, keys } = wayTo(...SERVER_SETTINGS);
	press("home");
	tap(tile);
	press(...keys);
	await enterPassword();
	await shows("Server Settings");
}

/** Bytes of the heap in use. */
async function heap(): Promise<number> {
	await office.printer.board.collect();
	const report = await office.printer.board.collect();
	return (report?.["slots"] ?? Number.NaN) + (report?.["chunks"] ?? Number.NaN);
}

describeWith([TESSERACT], "At the panel of a new printer, the firmware on XS", () => {
	test("the administrator signs in to the mail service with the code and the page that the display shows", async () => {
		const { board } = office.printer;
		press("down", "right");
		await shows("Scan to Email");
		const before = await heap();
		await openServerSettings();
		press("ok", ...new Array<Key>(OAUTH2).fill("down"), "ok");
		await shows("Sign In");
		press("down", "down", "ok");

		const page = await until(() => readQRCode(board.display));
		expect(page).toBe(`${office.lab.url}/device`);
		const code = readText(board.display, { line: CODE, alphabet: CODE_LETTERS });
		expect(code).toMatch(/^[B-Z]{9}$/);
		await office.lab.approve(code, { account: "admin@timbre.example", admin: true });
		await board.clock.advance(6_000);
		await shows("Signed in as admin@timbre.example");
		press("ok");
		await shows("The sign-in is stored in the printer");

		press("home");
		await shows("Scan to Email");
		// The account itself stays, and so does what the first use of each part made.
		expect((await heap()) - before).toBeLessThan(6 * 1024);
		await office.load(randomBytes(1000));
		expect(await office.scan(["marie@timbre.example"])).toMatchObject({ result: "success" });
	}, 60_000);

	test("a sign-in that is left without OK is let go of", async () => {
		const { board } = office.printer;
		await openServerSettings();
		press("ok", ...new Array<Key>(OAUTH2).fill("down"), "ok");
		await shows("Sign In");
		press("down", "down", "ok");
		await until(() => readQRCode(board.display));
		const code = readText(board.display, { line: CODE, alphabet: CODE_LETTERS });
		press("home");
		await shows("Scan to Email");
		await office.lab.approve(code, { account: "admin@timbre.example", admin: true });
		await board.clock.advance(30_000);
		await office.load(randomBytes(1000));
		const job = await office.scan(["marie@timbre.example"]);
		expect(job).toMatchObject({ result: "failed", failure: { code: "oauth.not-signed-in" } });
	}, 60_000);

	test("an administrator who walks away is logged out by the operation time-out", async () => {
		const { board } = office.printer;
		await openServerSettings();
		await board.clock.advance(2.5 * 60_000);
		await shows("Server Settings");
		await board.clock.advance(60_000);
		await shows("Scan to Email");
		const { tile, keys } = wayTo(...SERVER_SETTINGS);
		tap(tile);
		press(...keys);
		await shows("Administrator password");
	}, 60_000);
});
