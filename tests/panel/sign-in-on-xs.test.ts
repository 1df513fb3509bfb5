import { randomBytes } from "node:crypto";
import type { Key } from "../../modules/base/device";
import type { MenuText } from "../../modules/panel/menu-item";
import { Office } from "../virtual/support/office";
import { PanelOnXS } from "./support/panel-on-xs";
import { PLACES, wayTo } from "./support/person";
import { readQRCode } from "./support/reader";

/** A code of the lab's: letters as of Microsoft's. */
const CODE = /^[B-Z]{9}$/;

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
let panel: PanelOnXS;

beforeEach(async () => {
	office = await Office.open();
	panel = new PanelOnXS(office);
}, 120_000);
afterEach(async () => {
	panel?.close();
	await office?.close();
});

function enterPassword(): void {
	panel.type(office.printer.board.identity.initialPassword);
	panel.tap(PLACES.keyboardOK);
}

async function openServerSettings(): Promise<void> {
	const { tile, keys } = wayTo(...SERVER_SETTINGS);
	panel.tap(tile);
	panel.press(...keys);
	await panel.shows("Administrator password");
	enterPassword();
	await panel.shows("Authentication Method");
}

/** Bytes of the heap in use. */
async function heap(): Promise<number> {
	await office.printer.board.collect();
	const report = await office.printer.board.collect();
	return (report?.["slots"] ?? Number.NaN) + (report?.["chunks"] ?? Number.NaN);
}

describe("At the panel of a new printer, the firmware on XS", () => {
	test("the administrator signs in to the mail service with the code and the page that the display shows", async () => {
		const { board } = office.printer;
		panel.press("down", "right");
		await panel.shows("Scan to Email");
		const before = await heap();
		await openServerSettings();
		panel.press("ok", ...new Array<Key>(OAUTH2).fill("down"), "ok");
		await panel.shows("Sign In");
		panel.press("down", "down", "ok");

		const code = await panel.line(CODE);
		expect(readQRCode(board.display)).toBe(`${office.lab.url}/device`);
		await office.lab.approve(code, { account: "admin@timbre.example", admin: true });
		await board.clock.advance(6_000);
		await panel.shows("Signed in as admin@timbre.example");
		panel.press("ok");
		await panel.shows("The sign-in is stored in the printer");

		panel.press("home");
		await panel.shows("Scan to Email");
		// The account itself stays, and so does what the first use of each part made.
		expect((await heap()) - before).toBeLessThan(6 * 1024);
		await office.load(randomBytes(1000));
		expect(await office.scan(["marie@timbre.example"])).toMatchObject({ result: "success" });
	}, 60_000);

	test("a sign-in that is left without OK is let go of", async () => {
		const { board } = office.printer;
		await openServerSettings();
		panel.press("ok", ...new Array<Key>(OAUTH2).fill("down"), "ok");
		await panel.shows("Sign In");
		panel.press("down", "down", "ok");
		const code = await panel.line(CODE);
		panel.press("home");
		await panel.shows("Scan to Email");
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
		expect(panel.text).not.toContain("Scan to Email");
		await board.clock.advance(60_000);
		await panel.shows("Scan to Email");
		const { tile, keys } = wayTo(...SERVER_SETTINGS);
		panel.tap(tile);
		panel.press(...keys);
		await panel.shows("Administrator password");
	}, 60_000);
});
