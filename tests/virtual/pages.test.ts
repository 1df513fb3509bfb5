import { LANGUAGES } from "../../modules/language/texts";
import { ROUTES } from "../../modules/web-config/routes";
import { signIn } from "../../tools/person/administrator";
import { Office } from "./support/office";

/** Bytes that may stay when pages were opened that nobody had opened before: far less than one page's texts. */
const LEFT_LIMIT = 1024;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
	const browser = await office.administrator();
	await signIn(office.printer, browser, "paul@timbre.example", "Paul-2025", "fax");
	await browser.press("OK");
}, 120_000);
afterAll(async () => {
	await office?.close();
});

/** What is in use once nothing superfluous is, in bytes. */
async function inUse(): Promise<number> {
	const { board } = office.printer;
	await board.collect();
	const { slots = Number.NaN, chunks = Number.NaN, stack = Number.NaN } = (await board.collect()) ?? {};
	return slots + chunks + stack;
}

test("pages leave nothing in the memory, however many are opened, and come out alike each time", async () => {
	await office.restart();
	const browser = await office.administrator();
	// The fax server's account and its test are made when they are first asked for, and then stay.
	await browser.open("/fax/email-server/connection-test");
	const before = await inUse();
	const paths = ROUTES.filter((route) => route.menu || route.path.endsWith("sign-out")).map(
		({ path }) => path,
	);
	const visit = async (): Promise<string[]> => {
		const pages: string[] = [];
		for (const language of LANGUAGES) {
			for (const path of [...paths, "/nowhere"]) {
				await browser.open(`${path}?language=${language}`);
				expect(browser.status).toBe(path === "/nowhere" ? 404 : 200);
				// The status tells the time.
				if (path !== "/") pages.push(browser.document.outerHTML);
			}
		}
		return pages;
	};
	const first = await visit();
	expect((await inUse()) - before).toBeLessThan(LEFT_LIMIT);
	expect(new Set(first).size).toBe(first.length);
	expect(await visit()).toEqual(first);
	expect(office.printer.board.engine.restarts).toBe(0);
});
