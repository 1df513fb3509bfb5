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

async function scan() {
	await office.load(new Uint8Array(1000));
	return office.scanPatiently([MARIE]);
}

test("400 days of idle keep the account alive, with one flash record a week", async () => {
	const before = office.printer.board.storage.wear;
	await pass(400);
	const { writes, bytes } = office.printer.board.storage.wear;
	console.info(`400 days: ${writes - before.writes} flash writes, ${bytes - before.bytes} bytes`);
	expect(await scan()).toMatchObject({ result: "success" });
	const browser = await office.administrator();
	await browser.open("/");
	expect(browser.text).not.toContain("Warning");
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

test("when refreshing fails for days the status warns, and stops to once it works", async () => {
	await set({ "account.refresh-interval": "1", "administrator.email": ADMIN });
	office.lab.faults.set("conditional-access", true);
	await pass(3);
	const browser = await office.administrator();
	await browser.open("/");
	expect(browser.text).not.toContain("Warning");
	await pass(3);
	await (await office.administrator()).open("/");
	const warned = await office.administrator();
	await warned.open("/network/email-server");
	expect(warned.text).toContain("Signed in");
	expect(warned.text).toContain("will expire if this goes on");
	office.lab.faults.clearAll();
	await pass(1);
	const healed = await office.administrator();
	await healed.open("/network/email-server");
	expect(healed.text).not.toContain("will expire if this goes on");
	expect(await scan()).toMatchObject({ result: "success" });
}, 300_000);
