import type { FailureCode } from "../../modules/base/failure-codes";
import type { FaultName, FaultValue } from "../../tools/lab/lab";
import { Office } from "./support/office";

const MARIE = "marie@timbre.example";
const ADMIN = "admin@timbre.example";

/** Longer than any access token lives, in milliseconds: the next job must refresh. */
const TOKEN_LIFE = 3 * 3600 * 1000;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});
afterEach(() => office.lab.faults.clearAll());

async function scanWith(name: FaultName, value: FaultValue = true) {
	office.lab.faults.set(name, value);
	await office.load(new Uint8Array(100_000).fill(7));
	return office.scanPatiently([MARIE]);
}

/** A job that goes through shows that nothing was lost and nobody has to sign in again. */
async function expectRecovery(): Promise<void> {
	office.lab.faults.clearAll();
	await office.load(new Uint8Array(1000));
	expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
}

describe("When the mail server has a bad day, the job says what and the printer stays signed in", () => {
	test.each<[FaultName, FaultValue, FailureCode, number]>([
		["smtp-auth-disabled", "tenant", "smtp.auth-disabled-for-tenant", 312],
		["smtp-auth-disabled", ADMIN, "smtp.auth-disabled-for-mailbox", 312],
		["security-defaults", true, "smtp.security-defaults", 312],
		["smtp-conditional-access", true, "smtp.conditional-access", 312],
		["smtp-432", "connections", "smtp.too-many-connections", 312],
		["temporary", "RCPT", "smtp.unavailable", 313],
		["drop-mid-data", 20_000, "network.closed", 313],
		["no-starttls", true, "smtp.starttls-missing", 313],
		["starttls-injection", true, "tls.plaintext-injected", 313],
		["certificate", "expired", "tls.certificate-expired", 350],
		["certificate", "wrong-host", "tls.wrong-host", 350],
		["certificate", "unknown-issuer", "tls.unknown-issuer", 350],
	])("%s %j", async (name, value, code, jobCode) => {
		expect(await scanWith(name, value)).toMatchObject({ result: "failed", code: jobCode, failure: { code } });
		await expectRecovery();
	});

	test("a message larger than the mailbox allows", async () => {
		expect(await scanWith("message-limit", 50_000)).toMatchObject({
			result: "failed",
			code: 314,
			failure: { code: "smtp.message-too-large", action: "fix-input" },
		});
		await expectRecovery();
	});

	test("the certificate check turned off by the administrator lets the mail pass, and only that", async () => {
		const browser = await office.administrator();
		await browser.open("/network/email-server");
		await browser.press("OK", { "mail.validate-certificate": "false" });
		office.lab.faults.set("certificate", "unknown-issuer");
		await office.load(new Uint8Array(1000));
		expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
		await office.printer.board.clock.advance(TOKEN_LIFE);
		await office.load(new Uint8Array(1000));
		expect(await office.scan([MARIE])).toMatchObject({ failure: { code: "tls.unknown-issuer" } });
		// Hours later the administrator has been logged out.
		const later = await office.administrator();
		await later.open("/network/email-server");
		await later.press("OK", { "mail.validate-certificate": "true" });
		await expectRecovery();
	});
});

describe("When the sign-in service has a bad day", () => {
	beforeEach(() => office.printer.board.clock.advance(TOKEN_LIFE));

	test.each<[FaultName, FaultValue, FailureCode]>([
		["throttled", 60, "oauth.throttled"],
		["server-error", 503, "oauth.unavailable"],
		["conditional-access", true, "oauth.conditional-access"],
		["device-code-blocked", true, "oauth.device-code-blocked"],
	])("%s passes: nobody has to sign in again", async (name, value, code) => {
		expect(await scanWith(name, value)).toMatchObject({ result: "failed", failure: { code } });
		await expectRecovery();
	});

	test("a sign-in that has expired is job code 361, Web Config says so, and signing in again heals it", async () => {
		expect(await scanWith("refresh-token-expired")).toMatchObject({
			result: "failed",
			code: 361,
			failure: { code: "oauth.sign-in-expired", action: "sign-in" },
		});
		office.lab.faults.clearAll();
		const browser = await office.administrator("fr");
		await browser.open("/jobs");
		expect(browser.text).toContain("La connexion au service de cloud ou au service de messagerie a expiré.");

		const again = await office.administrator();
		await office.signIn(again);
		await again.press("OK");
		await expectRecovery();
	});
});

test("A history full of failures is shown whole, in a heap of 128 KB", async () => {
	office.lab.faults.set("smtp-auth-disabled", "tenant");
	const browser = await office.administrator();
	for (let job = 0; job < 12; job += 1) {
		await office.load(new Uint8Array(10));
		await office.scan([MARIE, ADMIN]);
	}
	await browser.open("/jobs");
	const reasons = browser.text.match(/SMTP AUTH/g) ?? [];
	expect(reasons.length).toBeGreaterThanOrEqual(12);
	expect(office.printer.board.engine.restarts).toBe(0);
});
