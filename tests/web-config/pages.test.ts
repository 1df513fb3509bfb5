import { Failure } from "../../modules/base/failure";
import type { HistoryEntry } from "../../modules/jobs/history";
import { en } from "../../modules/language/en";
import { fr } from "../../modules/language/fr";
import { type Content, escapeHTML, gather, html } from "../../modules/web-config/html";
import { ROUTES } from "../../modules/web-config/routes";
import { leaves } from "../language/leaves";
import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const ATTACK = `"><script>alert('1')</script>&`;

const FAILED: HistoryEntry = {
	receiptNumber: 7,
	startedAt: Date.UTC(2026, 2, 5, 9, 30),
	type: "scan-to-email",
	result: "failed",
	failure: new Failure("oauth.not-signed-in"),
	code: 360,
	pages: 3,
	from: "scan@contoso.com",
	to: ["a@contoso.com", "b@contoso.com"],
	refused: [],
};

const printers: TestPrinter[] = [];
function newPrinter(...options: ConstructorParameters<typeof TestPrinter>): TestPrinter {
	const printer = new TestPrinter(...options);
	printers.push(printer);
	return printer;
}
afterEach(() => {
	for (const printer of printers.splice(0)) printer.web.close();
});

describe("HTML", () => {
	test("everything put into a template comes out as text", () => {
		const link = html`<a title="${"title"}">${"text"}${"more"}</a>`;
		const more: Content[] = [ATTACK, 7, undefined, false, () => ATTACK];
		const page = [...link({ title: ATTACK, text: ATTACK, more })].join("");
		expect(page).not.toContain("<script");
		expect(page.match(/"/g)).toHaveLength(2);
		expect(page).toContain(escapeHTML(ATTACK));
	});

	test("markup within markup is not escaped twice", () => {
		const paragraph = html`<p>${"content"}${"end"}</p>`;
		const bold = html`<b>${"text"}</b>`;
		const page = paragraph({ content: bold({ text: "&" }), end: html`<br>` });
		expect([...page].join("")).toBe("<p><b>&amp;</b><br></p>");
	});

	test("a template is filled again and again, and nothing of one filling is in another", () => {
		const item = html`<li id="${"id"}">${"text"}, ${"id"}</li>`;
		const first = item({ id: "a", text: "<" });
		const second = item({ id: "b", text: undefined });
		for (let time = 0; time < 2; time += 1) {
			expect([...first].join("")).toBe('<li id="a">&lt;, a</li>');
			expect([...second].join("")).toBe('<li id="b">, b</li>');
		}
	});

	test("the compiler takes every value of a template, and none that it has no place for", () => {
		const item = html`<li id="${"id"}">${"text"}</li>`;
		const fillings = [
			() => item({ id: 1, text: "" }),
			// @ts-expect-error the text is missing
			() => item({ id: 1 }),
			// @ts-expect-error there is no place for a title
			() => item({ id: 1, text: "", title: "" }),
			// @ts-expect-error a template is no content until it is filled
			() => item({ id: 1, text: item }),
		];
		expect(fillings).toHaveLength(4);
	});

	test("a part given as a function is made when its place is reached", () => {
		const made: string[] = [];
		const part = (name: string) => () => {
			made.push(name);
			return name;
		};
		const parts = html`${"first"}<hr>${"second"}`;
		const pieces = parts({ first: part("a"), second: part("b") })[Symbol.iterator]();
		expect(made).toEqual([]);
		expect([pieces.next().value, pieces.next().value]).toEqual(["a", "<hr>"]);
		expect(made).toEqual(["a"]);
		expect([...pieces]).toEqual(["b"]);
	});

	test("an object that only looks like markup is never taken for it", () => {
		const forged = JSON.parse('{"literals":["<script>"],"values":[]}');
		expect(() => [...html`${"forged"}`({ forged })].join("")).toThrow();
	});

	test("a page leaves in pieces of about a kilobyte, never whole", () => {
		const item = html`<li>${"row"} ${"text"}</li>`;
		const rows = Array.from({ length: 500 }, (_, row) => item({ row, text: "x".repeat(20) }));
		const pieces = [...gather(html`<ul>${"rows"}</ul>`({ rows }))];
		expect(pieces.length).toBeGreaterThan(10);
		expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(1100);
	});
});

describe("What others wrote is text on every page", () => {
	test("names, addresses and server answers never become markup", async () => {
		const failure = new Failure("smtp.refused", { detail: ATTACK });
		const entry = { ...FAILED, failure, from: ATTACK, to: [ATTACK], refused: [{ address: ATTACK, failure }] };
		const printer = newPrinter({ name: ATTACK, history: [entry] });
		printer.settings.set({ "mail.account": ATTACK, "mail.authentication": "smtp-auth" });
		const browser = new Browser(printer);
		await browser.logIn();
		const states = [
			{ kind: "signed-in", login: ATTACK, saved: false },
			{ kind: "expired", login: ATTACK, failure },
			{ kind: "signed-out", failure },
			{ kind: "code-shown", userCode: ATTACK, verificationUri: ATTACK, message: ATTACK, expiresAt: 0 },
		] as const;
		for (const state of states) {
			printer.account.state = state;
			for (const { path } of ROUTES.filter((route) => route.GET && !isFile(route.path))) {
				const { text } = await browser.get(path);
				expect(text).not.toContain("<script>");
				expect(text).not.toContain("alert('1')");
			}
		}
	});

	test("nor does anything typed into a form or an address", async () => {
		const browser = new Browser(newPrinter());
		await browser.logIn();
		const form = await browser.emailServerForm();
		const attacked = Object.fromEntries(Object.keys(form).map((key) => [key, ATTACK]));
		const page = await browser.post("/network/email-server", { ...attacked, action: "save" });
		expect(page.status).toBe(422);
		expect(page.text).toContain(escapeHTML(ATTACK));
		expect(page.text).not.toContain("<script>");
		for (const path of [`/${ATTACK}`, `/?language=${ATTACK}`, `/login?why=${ATTACK}`]) {
			expect((await browser.get(path)).text).not.toContain("<script>");
		}
	});
});

function isFile(path: string): boolean {
	return path.includes(".");
}

describe("French and English", () => {
	const onlyEnglish = leaves(en).filter(
		(text) => text.length > 3 && !leaves(fr).some((other) => other.includes(text)),
	);

	test.each([
		["fr", onlyEnglish],
		["en", leaves(fr).filter((text) => text.length > 3 && !leaves(en).some((other) => other.includes(text)))],
	])("a page in %s holds no word of the other", async (language, foreign) => {
		const printer = newPrinter({ history: [FAILED] });
		const browser = new Browser(printer);
		await browser.get(`/login?language=${language}`);
		await browser.logIn();
		printer.settings.set({ "mail.authentication": "oauth2" });
		const failure = new Failure("oauth.sign-in-expired");
		const states = [
			{ kind: "signed-out" },
			{ kind: "signed-out", failure },
			{ kind: "starting" },
			{ kind: "code-shown", userCode: "X", verificationUri: "https://x.example", message: "", expiresAt: 0 },
			{ kind: "signed-in", login: "a@b.c", saved: false },
			{ kind: "signed-in", login: "a@b.c", saved: true },
			{ kind: "expired", login: "a@b.c", failure },
		] as const;
		for (const state of states) {
			printer.account.state = state;
			for (const { path, access } of ROUTES) {
				if (access === "everyone") continue;
				const { text } = await browser.get(path);
				const seen = visibleText(text);
				expect(foreign.filter((words) => containsWords(seen, words))).toEqual([]);
				if (text.startsWith("<!DOCTYPE")) expect(text).toContain(`<html lang="${language}">`);
			}
		}
	});

	test("the printer's language holds until one is chosen in the browser, which then remembers it", async () => {
		const printer = newPrinter();
		printer.settings.set({ language: "fr" });
		const browser = new Browser(printer);
		expect((await browser.get("/login")).text).toContain('<html lang="fr">');
		expect((await browser.get("/login?language=en")).text).toContain('<html lang="en">');
		expect((await browser.get("/login")).text).toContain('<html lang="en">');
		expect((await browser.get("/login?language=constructor")).text).toContain('<html lang="en">');
	});

	function containsWords(text: string, words: string): boolean {
		const at = text.indexOf(words);
		return at >= 0 && !/\p{L}/u.test(text[at - 1] ?? " ") && !/\p{L}/u.test(text[at + words.length] ?? " ");
	}
});

describe("État des travaux", () => {
	test("shows every column, and for an error the guide's words", async () => {
		const printer = newPrinter({ history: [FAILED] });
		printer.settings.set({ language: "fr" });
		const browser = new Browser(printer);
		await browser.logIn();
		const seen = visibleText((await browser.get("/jobs")).text);
		expect(seen).toContain("N° Date et heure Type Résultat Code d'erreur Pages De À");
		expect(seen).toContain("Erreur 360 3 scan@ contoso.com a@ contoso.com, b@ contoso.com");
		expect(seen).toContain("Statut Aucune connexion au service de cloud ou au service de messagerie.");
		expect(seen).toContain("Solution Connectez-vous au service de cloud ou au service de messagerie.");
		expect(seen).toContain(fr.failures["oauth.not-signed-in"].remedy);
	});

	test.each([
		["en", "POP3 server pop.example.com"],
		["fr", "Serveur POP3 pop.example.com"],
	] as const)("names the POP3 server where that one failed (%s)", async (language, named) => {
		const about = { field: "mail.pop3-server", server: "pop.example.com" };
		const failure = new Failure("connect.failed", about);
		const history = [{ ...FAILED, code: 313, failure }, FAILED] as const;
		const printer = newPrinter({ history });
		printer.settings.set({ language });
		const browser = new Browser(printer);
		await browser.logIn();
		expect(visibleText((await browser.get("/jobs")).text).split(named)).toHaveLength(2);
	});

	test("an empty history says so", async () => {
		const browser = new Browser(newPrinter());
		await browser.logIn();
		expect((await browser.get("/jobs")).text).toContain("No jobs since the printer was turned on.");
	});

	test("jobs without a clock or an error code have their line too", async () => {
		const bare = {
			...FAILED,
			startedAt: undefined,
			code: undefined,
			failure: undefined,
			result: "cancelled",
		} as const;
		const browser = new Browser(newPrinter({ history: [bare] }));
		await browser.logIn();
		expect(visibleText((await browser.get("/jobs")).text)).toContain("7 – Scan to Email Cancelled – 3");
	});
});

describe("Status", () => {
	test("warns while the label's password holds", async () => {
		const printer = newPrinter();
		const browser = new Browser(printer);
		await browser.logIn();
		expect((await browser.get("/")).text).toContain("The password on the printer&#39;s label still holds.");
		await printer.services.administrator.setPassword("another-one");
		await browser.logIn("another-one");
		expect((await browser.get("/")).status).toBe(200);
		expect((await browser.get("/")).text).not.toContain("still holds");
	});

	test("Certificates lists what the printer trusts", async () => {
		const browser = new Browser(newPrinter());
		await browser.logIn();
		const seen = visibleText((await browser.get("/network/certificates")).text);
		expect(seen).toContain("Microsoft RSA Root Certificate Authority 2017");
	});
});
