import { Failure } from "../../modules/base/failure";
import type { FailureCode } from "../../modules/base/failure-codes";
import { jobCode } from "../../modules/jobs/codes";
import { type Language, texts } from "../../modules/language/texts";
import { AADSTS } from "../../modules/oauth/entra-error";
import { ENTRA_ERRORS } from "../../tools/lab/authority/entra-errors";
import type { Browser } from "../../tools/person/browser";
import { lcd } from "../host/lcd";
import { TestPanel } from "../panel/support/test-panel";
import { Office } from "./support/office";

const MARIE = "marie@timbre.example";
const ADMIN = "admin@timbre.example";
const SIGN_IN = "/network/email-server/sign-in";

/** Seconds between two polls. */
const POLL_INTERVAL = 5;

/** Milliseconds after which a picture or an answer that never comes is a failure. */
const PATIENCE = 10_000;

/** From the home screen to the newest job of the history. */
const TO_NEWEST_JOB = ["home", "down", "left", "ok", "ok", "ok"] as const;

/** Every number of the table, then one that no table knows. */
const ROWS: readonly (readonly [number, FailureCode])[] = [
	...Object.entries(AADSTS).map(([number, code]) => [Number(number), code] as const),
	[900144, "oauth.refused"],
];

const actionOf = (code: FailureCode) => new Failure(code).action;

/** A server that has no answer for now says so by HTTP 503 and JSON, which tells the printer no more than the status. */
const saysWhy = (number: number) => (ENTRA_ERRORS[number]?.status ?? 0) < 500;

let office: Office;
let browser: Browser;

beforeAll(async () => {
	office = await Office.openSignedIn();
	browser = await office.administrator();
}, 120_000);
afterAll(async () => {
	await office?.close();
});
afterEach(() => office.lab.faults.clearAll());

/** Opens a page; the administrator logs in again where so much time has passed that the session is over. */
async function open(path: string): Promise<void> {
	await browser.open(path);
	if (!browser.url.includes("/login")) return;
	browser = await office.administrator();
	await browser.open(path);
}

/** A text as {@link Browser.text} gives it. */
function folded(text: string): string {
	return text.replace(/\s+/g, " ");
}

async function eventually(what: string, holds: () => boolean): Promise<void> {
	const end = Date.now() + PATIENCE;
	while (!holds()) {
		if (Date.now() > end) throw new Error(`never: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** What the panel shows of a job that failed so, and its picture; drawn by the same panel without XS. */
const PICTURES = new Map<FailureCode, { readonly text: string; readonly pixels: Uint16Array }>();

async function pictureOf(code: FailureCode, detail: string | undefined) {
	const known = PICTURES.get(code);
	if (known) return known;
	const panel = new TestPanel();
	await panel.drawn();
	await panel.press("ok", "ok");
	await panel.type(MARIE);
	await panel.tap(290, 20);
	panel.load();
	await panel.press("start");
	await panel.mailer.fail(new Failure(code, { stage: "token", detail }));
	await panel.press(...TO_NEWEST_JOB);
	const pixels = Uint16Array.from(lcd.pixels);
	let { text } = panel;
	for (let page = 0; page < 4; page++) {
		await panel.press("down");
		text += ` ${panel.text}`;
	}
	const picture = { text, pixels };
	PICTURES.set(code, picture);
	return picture;
}

/** Does the text hold every word of a sentence? Lines on the panel are drawn one by one, some of them twice. */
function expectWords(text: string, sentence: string): void {
	const words = new Set(text.split(/\s+/));
	expect(sentence.split(/\s+/).filter((word) => !words.has(word))).toEqual([]);
}

async function expectOnPanel(code: FailureCode, detail: string | undefined): Promise<void> {
	const { text, pixels } = await pictureOf(code, detail);
	const { happened, remedy } = texts("en").failures[code];
	expectWords(text, happened);
	expectWords(text, remedy);
	const { display, input } = office.printer.board;
	for (const key of TO_NEWEST_JOB) input.key(key);
	await eventually(`the panel shows ${code}`, () =>
		display.pixels.every((pixel, index) => pixel === pixels[index]),
	);
	input.key("home");
}

/** The language in which a row's pages are read: every other row in French. */
function languageOf(number: number): Language {
	return ROWS.findIndex(([one]) => one === number) % 2 === 0 ? "fr" : "en";
}

/** The newest line of the job history. */
async function expectInHistory(number: number, code: FailureCode): Promise<void> {
	const language = languageOf(number);
	await open(`/jobs?language=${language}`);
	const told = browser.document.querySelector("tr.why")?.textContent ?? "";
	const { happened, remedy } = texts(language).failures[code];
	expect(told).toContain(`${happened} ${remedy}`);
	if (saysWhy(number)) expect(told).toContain(`AADSTS${number}: `);
}

/** Web Config > Email Server > Basic of an account that works or has expired. */
async function expectAccount(number: number, code: FailureCode): Promise<void> {
	const expired = actionOf(code) === "sign-in";
	const language = languageOf(number);
	await open(`/network/email-server?language=${language}`);
	const { failures, status, web } = texts(language);
	expect(browser.text).toContain(expired ? status.values.signInExpired : web.email.signedIn);
	if (expired) {
		expect(browser.text).toContain(folded(`${failures[code].happened} ${failures[code].remedy}`));
	}
	expect(browser.document.querySelector("#login")?.getAttribute("value")).toBe(ADMIN);
}

async function cyclePower(): Promise<void> {
	await office.control("POST", "/power", JSON.stringify({ cycle: true }));
}

async function signInAgain(): Promise<void> {
	await open("/network/email-server?language=en");
	await office.signIn(browser, ADMIN, "Admin-2025");
	await browser.press("OK");
}

/** The job that meets an error when it asks for a token; the mail server refuses the one that is left, if any. */
async function scanWith(number: number) {
	office.lab.faults.set("token-rejected", true, 1);
	office.lab.faults.set("entra-error", number);
	await office.load(new Uint8Array(100));
	return office.scanPatiently([MARIE]);
}

describe("An error of Entra ID while a job asks for a token shows in the job, on the panel and on the page", () => {
	// Rows that keep the account come first: each asks with the refresh token that the row before it must have kept.
	const keeping = ROWS.filter(([, code]) => actionOf(code) !== "sign-in");
	const ending = ROWS.filter(([, code]) => actionOf(code) === "sign-in");

	test.each(keeping)("AADSTS%d is %s, and the account stays", async (number, code) => {
		const report = await scanWith(number);
		const { action } = new Failure(code);
		expect(report).toMatchObject({
			result: "failed",
			code: jobCode(new Failure(code, { stage: "token" })),
			failure: { code, action },
		});
		await expectInHistory(number, code);
		await expectOnPanel(
			code,
			code === "oauth.refused" ? `AADSTS${number}: ${ENTRA_ERRORS[number]?.text}` : undefined,
		);
		await expectAccount(number, code);
	});

	test("after all of these a job goes through, also after a power cut: nothing was lost", async () => {
		for (const cycle of [false, true]) {
			if (cycle) await cyclePower();
			await office.load(new Uint8Array(100));
			expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
		}
	});

	test.each(ending)("AADSTS%d is %s, and the account must sign in again", async (number, code) => {
		// From an empty history: twelve failed jobs, a browser, the panel and a sign-in at once come near the heap's limit.
		await cyclePower();
		const report = await scanWith(number);
		expect(report).toMatchObject({ result: "failed", code: 361, failure: { code, action: "sign-in" } });
		await expectInHistory(number, code);
		await expectOnPanel(code, undefined);
		await expectAccount(number, code);
		office.lab.faults.clearAll();
		await signInAgain();
		await office.load(new Uint8Array(100));
		expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
	});

	test("an expired account is still known after a power cut, and why", async () => {
		await scanWith(700082);
		await cyclePower();
		await expectAccount(700082, "oauth.sign-in-expired");
		office.lab.faults.clearAll();
		await signInAgain();
	});
});

describe("An error of Entra ID at the sign-in shows on the page", () => {
	/** How the sign-in ended; the account that was saved before stays. */
	async function expectRefused(number: number, code: FailureCode): Promise<void> {
		const language = languageOf(number);
		await open(`${SIGN_IN}?language=${language}`);
		const { happened, remedy } = texts(language).failures[code];
		expect(browser.text).toContain(folded(`${happened}${remedy}`));
		if (saysWhy(number)) expect(browser.text).toContain(`AADSTS${number}: `);
		await open("/network/email-server");
		expect(browser.text).toContain(texts(language).web.email.signedIn);
	}

	const isOver = () => !browser.document.querySelector("[data-follow]");

	const oneOfEach = [...new Map(ROWS.map((row) => [row[1], row])).values()];

	test.each(oneOfEach)("AADSTS%d in place of a code is %s", async (number, code) => {
		office.lab.faults.set("device-code-error", number, 1);
		await open(`${SIGN_IN}?language=en`);
		await browser.press("Sign in with Microsoft");
		await office.reloadUntil(browser, isOver);
		await expectRefused(number, code);
	});

	test.each(ROWS)("AADSTS%d to a poll is %s", async (number, code) => {
		await open(`${SIGN_IN}?language=en`);
		await browser.press("Sign in with Microsoft");
		await office.reloadUntil(browser, () => browser.document.querySelector("#code") !== null);
		office.lab.faults.set("entra-error", number, 1);
		await office.printer.board.clock.advance(POLL_INTERVAL * 1000);
		if (actionOf(code) !== "retry" || code.startsWith("oauth.code-")) {
			await office.reloadUntil(browser, isOver);
			await expectRefused(number, code);
			return;
		}
		await eventually("a poll", () => office.lab.faults.peek("entra-error") === undefined);
		await open(`${SIGN_IN}?language=en`);
		expect(browser.document.querySelector("#code")).not.toBeNull();
		await browser.press("Cancel");
	});

	test("after all of these the account that was saved before still sends", async () => {
		await office.load(new Uint8Array(100));
		expect(await office.scan([MARIE])).toMatchObject({ result: "success" });
	});
});
