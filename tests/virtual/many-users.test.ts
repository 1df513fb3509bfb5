import { join } from "node:path";
import type { Vault } from "../../modules/storage/vault";
import { withVault } from "./support/flash";
import { Office } from "./support/office";

const USERS = 300;

/** What the firmware may hold in memory for users that nobody asks for, in bytes. */
const IDLE_LIMIT = 1024;

/** What signing out may take at its most, in bytes: a group is unsealed and sealed again. */
const PEAK_LIMIT = 16 * 1024;

const IN_USE = ["slots", "chunks", "stack"] as const;
const PEAKS = ["slotsPeak", "chunksPeak", "stackPeak"] as const;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});

const owner = (user: number): string => `account/user/${user}/account`;
/** As long as a record with a refresh token of Microsoft's. */
const token = (user: number): Uint8Array => new Uint8Array(1700).fill(user);

/** Switched off, changed by hand, and on again. */
async function withFlash(work: (vault: Vault) => void): Promise<void> {
	await office.restart(() => withVault(join(office.state, "printer"), work));
}

function sum(report: Readonly<Record<string, number>> | undefined, fields: readonly string[]): number {
	return fields.reduce((total, field) => total + (report?.[field] ?? Number.NaN), 0);
}

async function idle(): Promise<number> {
	const { board } = office.printer;
	await board.collect();
	return sum(await board.collect(), IN_USE);
}

/** What a sign-out takes at its most, over what was there before. */
async function signOutPeak(): Promise<number> {
	const { board } = office.printer;
	const browser = await office.administrator();
	await browser.open("/network/email-server/sign-out");
	const before = sum(await board.collect(), IN_USE);
	await board.resetPeaks();
	await browser.press("Sign out");
	expect(browser.text).toContain("The printer is signed out");
	return sum(await board.collect(), PEAKS) - before;
}

test("hundreds of users take no memory while nobody asks for them, and signing out none the more", async () => {
	await office.restart();
	const few = await idle();
	await withFlash((vault) => {
		for (let user = 0; user < USERS; user++) vault.commit([[owner(user), token(user)]]);
	});
	const many = await idle();
	expect(many - few).toBeLessThan(IDLE_LIMIT);

	await office.load(new Uint8Array(1000));
	expect(await office.scan(["marie@timbre.example"])).toMatchObject({ result: "success" });
	const peakMany = await signOutPeak();
	const browser = await office.administrator();
	await office.signIn(browser);
	await browser.press("OK");
	await withFlash((vault) => {
		for (let user = 0; user < USERS; user++) {
			expect(vault.read(owner(user))).toEqual(token(user));
			vault.destroy(`account/user/${user}`);
		}
	});
	const peakFew = await signOutPeak();
	expect(peakMany - peakFew).toBeLessThan(PEAK_LIMIT);
}, 120_000);
