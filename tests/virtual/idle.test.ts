import { parseMessage } from "../../tools/lab/lab";
import { Office } from "./support/office";

const DAY = 24 * 3600 * 1000;
const MARIE = "marie@timbre.example";
const ADMIN = "admin@timbre.example";

let office: Office;

beforeEach(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterEach(async () => {
	await office?.close();
});

async function pass(days: number): Promise<void> {
	for (let day = 0; day < days; day++) await office.printer.board.clock.advance(DAY);
}

/** What an administrator sets on Web Config > Email Notification. */
async function set(form: Readonly<Record<string, string>>): Promise<void> {
	const browser = await office.administrator();
	await browser.open("/network/email-notification");
	await browser.press("OK", form);
	expect(browser.text).toContain("The settings were saved.");
}

/** The status page as the administrator reads it. */
async function shown(): Promise<string> {
	const browser = await office.administrator();
	await browser.open("/");
	return browser.text;
}

async function scan() {
	await office.load(new Uint8Array(1000));
	return office.scanPatiently([MARIE]);
}

test("400 days of idle keep the account alive, with one flash record a week", async () => {
	const before = office.printer.board.storage.use.records;
	await pass(400);
	const records = office.printer.board.storage.use.records - before;
	expect(records).toBeGreaterThanOrEqual(400 / 7.25);
	expect(records).toBeLessThanOrEqual(400 / 6);
	expect(await scan()).toMatchObject({ result: "success" });
	expect(await shown()).not.toContain("Warning");
	expect(office.printer.board.engine.restarts).toBe(0);
}, 300_000);

test("with self-refresh off they end in 361 and the sentence to sign in again", async () => {
	await set({ "account.self-refresh": "false" });
	await pass(400);
	expect(await scan()).toMatchObject({
		result: "failed",
		code: 361,
		failure: { code: "oauth.sign-in-expired", action: "sign-in" },
	});
	const french = await office.administrator("fr");
	await french.open("/jobs");
	expect(french.text).toContain("La connexion au service de cloud ou au service de messagerie a expiré.");
	expect(french.text).toContain("Connectez-vous au service de cloud ou au service de messagerie.");
	await french.open("/network/email-server");
	expect(french.text).toContain("Connexion expirée");
	const again = await office.administrator();
	await office.signIn(again);
	await again.press("OK");
	expect(await scan()).toMatchObject({ result: "success" });
}, 300_000);

test("when refreshing fails for days the status and the panel warn, and stop to once it works", async () => {
	await set({ "account.refresh-interval": "1" });
	office.lab.faults.set("conditional-access", true);
	await pass(3);
	const warning = "will expire if this goes on";
	expect(await shown()).not.toContain(warning);
	await pass(2);
	expect(await shown()).toContain(warning);
	await office.control("POST", "/power", JSON.stringify({ cycle: true }));
	expect(await shown()).toContain(warning);
	office.lab.faults.clearAll();
	await pass(1);
	expect(await shown()).not.toContain(warning);
	expect(await scan()).toMatchObject({ result: "success" });
}, 300_000);

test("a sign-in that ends while a token is still good: the administrator gets one email that says so", async () => {
	await set({ "administrator.email": ADMIN });
	office.lab.faults.set("password-changed", true);
	// The first refresh is due within five minutes of the token's end.
	for (let minute = 0; minute < 100 && (await scan()).result === "success"; minute += 4) {
		await office.printer.board.clock.advance(4 * 60_000);
	}
	const [stored] = await office.lab.mailboxes.waitFor(ADMIN, 1);
	if (!stored) throw new Error("no message");
	const { summary } = await parseMessage(stored);
	expect(summary.subject).toMatch(/: the sign-in to the email service has expired$/);
	expect(summary.text).toContain(`as ${ADMIN} has expired`);
	expect(summary.text).toContain("/network/email-server");
	expect(await scan()).toMatchObject({ code: 361, failure: { code: "oauth.password-changed" } });
	await pass(30);
	expect(office.lab.mailboxes.list(ADMIN)).toHaveLength(1);
}, 300_000);

test.each([
	["was never set", { set: false }, "are not set"],
	["lies before the firmware was made", { ms: -20 * 365 * DAY }, "are wrong"],
])(
	"a clock that %s: the sign-in says so, and asks nobody",
	async (_name, clock, words) => {
		await office.control("POST", "/clock/error", JSON.stringify(clock));
		const browser = await office.administrator();
		await browser.open("/network/email-server");
		expect(browser.text).toContain(`The date and time of the printer ${words}`);
		await browser.press("Sign out");
		await browser.press("Sign out");
		await browser.open("/network/email-server");
		await browser.press("Sign In", { "mail.authentication": "oauth2" });
		await browser.press("Sign in with Microsoft");
		await office.reloadUntil(browser, () =>
			browser.text.includes(`The date and time of the printer ${words}`),
		);
		expect(browser.text).toContain("Set the date and time of the printer");
		await office.control("POST", "/clock/error", JSON.stringify({ ms: 0 }));
		await office.signIn(browser);
		await browser.press("OK");
		expect(await scan()).toMatchObject({ result: "success" });
	},
	300_000,
);
