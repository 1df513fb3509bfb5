import { join } from "node:path";
import type { Key } from "../../modules/base/device";
import { UserList } from "../../modules/oauth/user-list";
import { withVault } from "../virtual/support/flash";
import { Office } from "../virtual/support/office";
import { PanelOnXS } from "./support/panel-on-xs";
import { wayTo } from "./support/person";

/** The most that there can be. */
const USERS = 1008;

/** What the list of all of them may take while it is shown, in bytes: ids, places of rows, names that are seen. */
const SHOWN_LIMIT = 12 * 1024;

const IN_USE = ["slots", "chunks", "stack"] as const;

let office: Office;
let panel: PanelOnXS;

beforeAll(async () => {
	office = await Office.openSignedIn();
	panel = new PanelOnXS(office);
	await panel.restart(() =>
		withVault(join(office.state, "printer"), (vault) => {
			const list = new UserList(vault);
			for (let user = 0; user < USERS; user++) list.add(`${(user * 5) % USERS} user of the house`);
		}),
	);
}, 240_000);
afterAll(async () => {
	panel?.close();
	await office?.close();
});

function sum(report: Readonly<Record<string, number>> | undefined, fields: readonly string[]): number {
	return fields.reduce((total, field) => total + (report?.[field] ?? Number.NaN), 0);
}

describe(`With ${USERS} users, the firmware on XS`, () => {
	test("shows the list in the order of names, scrolls through it, and has its memory back afterwards", async () => {
		const { board } = office.printer;
		// What the first use of a screen makes, stays.
		panel.tap(wayTo("toMyEmail").tile);
		await panel.shows("0 user of the house");
		panel.press("home");
		await panel.shows("To My Email");
		await board.collect();
		const before = sum(await board.collect(), IN_USE);
		panel.tap(wayTo("toMyEmail").tile);
		await panel.shows("0 user of the house");
		panel.press(...new Array<Key>(6).fill("down"));
		await panel.shows("100 user");
		await board.collect();
		const shown = sum(await board.collect(), IN_USE) - before;
		board.input.key("home");
		await board.collect();
		const after = sum(await board.collect(), IN_USE) - before;
		console.info(`list of ${USERS} users: ${shown} bytes while it is shown, ${after} left`);
		expect(board.engine.restarts).toBe(0);
		expect(shown).toBeLessThan(SHOWN_LIMIT);
		expect(after).toBeLessThan(512);
	}, 120_000);

	test("shows them page by page in Web Config", async () => {
		const browser = await office.administrator();
		await browser.open("/users?page=41");
		expect(browser.text).toContain(`${USERS} users`);
		expect(browser.text).toContain("999 user of the house");
		await browser.press("Add a user", { name: "one more", number: "1234" });
		expect(office.printer.board.engine.restarts).toBe(0);
	}, 120_000);
});
