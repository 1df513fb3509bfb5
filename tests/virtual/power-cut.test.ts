import { readFileSync } from "node:fs";
import { join } from "node:path";
import { forms } from "../storage/attack";
import { Office } from "./support/office";

const MARIE = "marie@timbre.example";

/** Longer than any access token lives, in milliseconds: the next job must refresh. */
const TOKEN_LIFE = 3 * 3600 * 1000;

let office: Office;

beforeAll(async () => {
	office = await Office.open();
}, 120_000);
afterAll(async () => {
	await office?.close();
});

/**
 * Does something with the power cut in the middle of each flash operation in turn, until it goes through whole; each
 * time the printer is switched on again.
 *
 * @param after what must hold then; `cut` tells whether the power was cut
 */
async function cuttingEverywhere(
	act: () => Promise<unknown>,
	after: (cut: boolean) => Promise<unknown>,
): Promise<number> {
	const { board } = office.printer;
	for (let operations = 0; ; operations++) {
		board.storage.cutAfter(operations);
		await act().catch(() => {});
		const cut = !board.engine.powered;
		board.storage.cutAfter(Number.MAX_SAFE_INTEGER);
		if (cut) await board.power(true);
		await after(cut);
		expectNoSecret();
		if (!cut) return operations;
	}
}

/** No refresh token that the lab ever gave out, and no password, lies in the flash in any form. */
function expectNoSecret(): void {
	const memory = readFileSync(join(office.state, "lab", "memory.json"), "utf8");
	const tokens = [...memory.matchAll(/"(?:AccessToken|RefreshToken|DeviceCode):([^"]{20,})"/g)];
	expect(tokens.length).toBeGreaterThan(0);
	const flash = readFileSync(join(office.state, "printer", "flash.bin"));
	for (const [, token = ""] of tokens) {
		for (const form of forms(token)) expect(flash.includes(form)).toBe(false);
	}
}

/** Is the printer signed in, and does it send then? One or the other, never something in between. */
async function signedIn(): Promise<boolean> {
	const browser = await office.administrator();
	await browser.open("/network/email-server");
	const signedIn = browser.text.includes("Current StatusSigned in");
	await office.load(new Uint8Array(1000));
	expect(await office.scan([MARIE])).toMatchObject({ result: signedIn ? "success" : "failed" });
	await browser.open("/");
	expect(browser.text).not.toContain("Memory");
	return signedIn;
}

test("while the sign-in is saved by OK: the printer is signed in and sends, or is signed out, and signing in again works", async () => {
	const seen: boolean[] = [];
	const cuts = await cuttingEverywhere(
		async () => {
			const browser = await office.administrator();
			await office.signIn(browser);
			await browser.press("OK");
		},
		async () => {
			const now = await signedIn();
			seen.push(now);
			if (!now) return;
			// Out again, for the next cut.
			const browser = await office.administrator();
			await browser.open("/network/email-server/sign-out");
			await browser.press("Sign out");
			expect(await signedIn()).toBe(false);
		},
	);
	expect(cuts).toBeGreaterThan(2);
	expect(seen).toContain(false);
	expect(seen.at(-1)).toBe(true);
}, 120_000);

test("while a new refresh token is stored: a refresh token is usable, always", async () => {
	const browser = await office.administrator();
	await office.signIn(browser);
	await browser.press("OK");
	const { board } = office.printer;
	const cuts = await cuttingEverywhere(
		async () => {
			await board.clock.advance(TOKEN_LIFE);
			await office.load(new Uint8Array(1000));
			await office.scan([MARIE]);
		},
		async () => {
			expect(await signedIn()).toBe(true);
		},
	);
	expect(cuts).toBeGreaterThan(0);
}, 120_000);
