import { jest } from "@jest/globals";
import { ROUTES } from "../../modules/web-config/routes";
import { Browser } from "./browser";
import { LABEL_PASSWORD, TestPrinter } from "./printer";

const PRIVATE = ROUTES.filter((route) => route.access === "administrator");
const METHODS = ["GET", "POST"] as const;

let printer: TestPrinter;
let browser: Browser;

beforeEach(() => {
	jest.useFakeTimers({ advanceTimers: true, doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
	printer = new TestPrinter();
	browser = new Browser(printer);
});
afterEach(() => {
	printer.web.close();
	jest.useRealTimers();
});

describe("Only the administrator sees and changes anything", () => {
	const doors = PRIVATE.flatMap((route) =>
		METHODS.filter((method) => route[method]).map((method) => [method, route.path] as const),
	);

	test("the table of routes has private pages to protect", () => {
		expect(doors.length).toBeGreaterThan(10);
	});

	test.each(doors)("%s %s leads to the login without a session", async (method, path) => {
		await browser.get("/login");
		const page = method === "GET" ? await browser.get(path) : await browser.post(path, { action: "save" });
		expect(page).toMatchObject({ status: 303, location: "/login", text: "" });
		expect(printer.account.asked).toEqual([]);
	});

	test.each(doors)("%s %s leads to the login with a made-up session", async (method, path) => {
		browser.cookies.set("timbre-session", "0123456789abcdef0123456789abcdef");
		const page = method === "GET" ? await browser.get(path) : await browser.post(path, {});
		expect(page).toMatchObject({ status: 303, location: "/login?why=ended", text: "" });
	});

	test.each([["", "constructor", "__proto__"]])("a session id like %p is none", async (id) => {
		browser.cookies.set("timbre-session", id);
		expect((await browser.get("/")).status).toBe(303);
	});

	test("what is open to everyone tells nothing of the printer's settings", async () => {
		printer.settings.set({ "mail.account": "secret-account", "mail.smtp-server": "mail.contoso.com" });
		for (const { path } of ROUTES.filter((route) => route.access === "everyone")) {
			const { text } = await browser.get(path);
			expect(text).not.toContain("secret-account");
			expect(text).not.toContain("mail.contoso.com");
		}
	});

	test("methods that a page does not have are refused", async () => {
		await browser.logIn();
		expect((await browser.post("/jobs", {})).status).toBe(405);
		expect((await browser.get("/logout")).status).toBe(405);
		for (const method of ["PUT", "DELETE", "OPTIONS", "TRACE", "constructor", "path"]) {
			expect((await browser.get("/", { method })).status).toBe(405);
		}
	});

	test("paths match whole", async () => {
		await browser.logIn();
		for (const path of ["/network", "/jobs/", "//jobs", "/Jobs", "/network/email-server/../../jobs/x"]) {
			expect((await browser.get(path)).status).toBe(404);
		}
	});

	test("a form of megabytes is refused unread", async () => {
		await browser.logIn();
		const page = await browser.post("/network/email-server", { "mail.sender": "x".repeat(2_000_000) });
		expect(page.status).toBe(413);
	});
});

describe("Logging in and out", () => {
	test("the password on the label opens the pages", async () => {
		expect(await browser.logIn()).toMatchObject({ status: 303, location: "/" });
		expect((await browser.get("/")).status).toBe(200);
	});

	test("a wrong password opens nothing, and says how many are left", async () => {
		const page = await browser.logIn("guess-5678");
		expect(page.status).toBe(403);
		expect(page.text).toContain("The password is not right. 4 more");
		expect(page.text).not.toContain("guess-5678");
		expect((await browser.get("/")).status).toBe(303);
	});

	test("five wrong passwords lock the login, for the right one as well", async () => {
		for (let i = 0; i < 5; i++) await browser.logIn("wrong");
		const page = await browser.logIn(LABEL_PASSWORD);
		expect(page.status).toBe(429);
		expect(page.text).toContain("Too many wrong passwords. Try again in ");
		expect((await browser.get("/")).status).toBe(303);
	});

	test("the session cookie is out of the reach of scripts and other sites", async () => {
		const { cookies } = await browser.logIn();
		expect(cookies).toHaveLength(1);
		expect(cookies[0]).toMatch(/^timbre-session=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
	});

	test("an id known before the login is not the session's: it cannot be fixed in advance", async () => {
		const fixed = "deadbeefdeadbeefdeadbeefdeadbeef";
		browser.cookies.set("timbre-session", fixed);
		await browser.logIn();
		expect(browser.cookies.get("timbre-session")).not.toBe(fixed);
		const attacker = new Browser(printer);
		attacker.cookies.set("timbre-session", fixed);
		expect((await attacker.get("/")).status).toBe(303);
	});

	test("logging in again ends the session before", async () => {
		await browser.logIn();
		const first = browser.cookies.get("timbre-session") ?? "";
		const { token } = browser;
		await browser.post("/login", { password: LABEL_PASSWORD }, { token });
		expect(browser.cookies.get("timbre-session")).not.toBe(first);
		browser.cookies.set("timbre-session", first);
		expect((await browser.get("/")).status).toBe(303);
	});

	test("logging out ends the session on the printer, not only in the browser", async () => {
		await browser.logIn();
		const stolen = browser.cookies.get("timbre-session") ?? "";
		expect(await browser.post("/logout", {})).toMatchObject({ status: 303, location: "/login?why=out" });
		browser.cookies.set("timbre-session", stolen);
		expect((await browser.get("/")).status).toBe(303);
	});

	test("a session ends after 15 idle minutes, and each use keeps it alive", async () => {
		await browser.logIn();
		for (let i = 0; i < 4; i++) {
			jest.advanceTimersByTime(14 * 60_000);
			expect((await browser.get("/")).status).toBe(200);
		}
		jest.advanceTimersByTime(15 * 60_000);
		expect(await browser.get("/")).toMatchObject({ status: 303, location: "/login?why=ended" });
		expect((await browser.get("/login?why=ended")).text).toContain("because nothing happened");
	});

	test("many logins fill no memory: the session idle longest ends", async () => {
		const browsers = Array.from({ length: 6 }, () => new Browser(printer));
		for (const one of browsers) await one.logIn();
		const alive = [];
		for (const one of browsers) alive.push((await one.get("/")).status);
		expect(alive).toEqual([303, 303, 200, 200, 200, 200]);
	});

	test("a new administrator password logs out every other browser", async () => {
		const other = new Browser(printer);
		await other.logIn();
		await browser.logIn();
		const next = "new-pass-1234";
		const page = await browser.post("/administrator/password", {
			current: LABEL_PASSWORD,
			next,
			again: next,
		});
		expect(page.text).toContain("The new password holds.");
		expect((await other.get("/")).status).toBe(303);
		expect((await browser.get("/")).status).toBe(200);
		expect((await other.logIn(LABEL_PASSWORD)).status).toBe(403);
		expect((await other.logIn(next)).status).toBe(303);
	});

	test("a new administrator password that is set at the panel logs out every browser", async () => {
		await browser.logIn();
		await printer.services.administrator.setPassword("new-pass-1234");
		expect((await browser.get("/")).status).toBe(303);
		expect((await browser.logIn(LABEL_PASSWORD)).status).toBe(403);
	});

	test.each([
		[
			"the present password is wrong",
			{ current: "guess-1234", next: "new-pass-1234", again: "new-pass-1234" },
		],
		["the two new ones differ", { current: LABEL_PASSWORD, next: "new-pass-1234", again: "new-pass-1235" }],
		["the new one is short", { current: LABEL_PASSWORD, next: "short", again: "short" }],
	])("the administrator password stays when %s", async (_, form) => {
		await browser.logIn();
		expect((await browser.post("/administrator/password", form)).status).toBe(422);
		expect((await new Browser(printer).logIn(LABEL_PASSWORD)).status).toBe(303);
	});
});

describe("Other sites cannot act through the administrator's browser", () => {
	const forms = ROUTES.filter((route) => route.POST).map((route) => [route.path]);

	test.each(forms)("POST %s needs the proof from the printer's own page", async (path) => {
		await browser.logIn();
		for (const token of ["", "0".repeat(32), browser.token.slice(1), `${browser.token}0`]) {
			const page = await browser.post(path, { action: "save", "mail.sender": "evil@example.com" }, { token });
			expect(page.status).toBe(403);
		}
		expect(printer.account.asked).toEqual([]);
		expect(printer.settings.get("mail.sender")).toBe("");
		expect((await browser.get("/")).status).toBe(200);
	});

	test("a form that is none is refused", async () => {
		await browser.logIn();
		for (const body of ["", "token", "%E9=%", `token=%ZZ${browser.token}`, "&".repeat(500)]) {
			expect((await browser.post("/logout", {}, { body })).status).toBe(403);
		}
	});

	test("another session's proof is none", async () => {
		const other = new Browser(printer);
		await other.logIn();
		await browser.logIn();
		expect((await browser.post("/logout", {}, { token: other.token })).status).toBe(403);
	});

	test.each(["http://evil.example", "null", "https://192.168.1.20", "http://192.168.1.20:81"])(
		"a form that the browser says comes from %s is refused",
		async (origin) => {
			await browser.logIn();
			expect((await browser.post("/logout", {}, { origin })).status).toBe(403);
			expect((await browser.post("/logout", {}, { origin: "http://192.168.1.20" })).status).toBe(303);
		},
	);

	test("the login form has a proof too, so nobody is logged in unawares", async () => {
		await browser.get("/login");
		expect(
			(await browser.post("/login", { password: LABEL_PASSWORD }, { token: "0".repeat(32) })).status,
		).toBe(403);
		const bare = new Browser(printer);
		expect((await bare.post("/login", { password: LABEL_PASSWORD }, { token: "" })).status).toBe(403);
	});

	test.each([
		"evil.example",
		"192.168.1.20.evil.example",
		"192.168.1.21",
		"",
		"192.168.1.20@evil.example",
		"localhost.evil.example",
		"[::1]",
	])("a foreign name that resolves to the printer (%p) gets nothing", async (host) => {
		await browser.logIn();
		for (const { path } of ROUTES) {
			const page = await browser.get(path, { host });
			expect(page.status).toBe(421);
			expect(page.text).not.toMatch(/TIMBRE|MF-1/);
			expect(page.cookies).toEqual([]);
		}
		expect((await browser.post("/logout", {}, { host })).status).toBe(421);
	});

	test.each(["192.168.1.20:8080", "timbre-1", "TIMBRE-1.local", "timbre-1.local.:80", "localhost:8080"])(
		"the printer answers to %s",
		async (host) => {
			expect((await browser.get("/login", { host })).status).toBe(200);
		},
	);

	test("it answers to the name that was set", async () => {
		printer.settings.set({ "device.name": "Accueil" });
		expect((await browser.get("/login", { host: "accueil.local" })).status).toBe(200);
		expect((await browser.get("/login", { host: "timbre-1" })).status).toBe(421);
	});
});

describe("What every answer tells the browser", () => {
	test("nothing foreign may run, no site may frame it, nothing is kept", async () => {
		await browser.logIn();
		for (const path of [...ROUTES.map((route) => route.path), "/nowhere"]) {
			const page = await browser.get(path);
			expect(page.header("Content-Security-Policy")).toMatch(
				/^default-src 'none';.* frame-ancestors 'none'$/,
			);
			expect(page.header("Content-Security-Policy")).not.toMatch(/unsafe|\*|http/);
			expect(page.header("X-Frame-Options")).toBe("DENY");
			expect(page.header("X-Content-Type-Options")).toBe("nosniff");
			expect(page.header("Referrer-Policy")).toBe("same-origin");
			expect(page.header("Cache-Control")).toBe("no-store");
		}
	});

	test("pages hold no script, style or handler of their own, and load nothing from elsewhere", async () => {
		await browser.logIn();
		for (const { path } of PRIVATE) {
			const { text } = await browser.get(path);
			expect(text).not.toMatch(/<style|<script(?! src="\/script\.js" defer><\/script>)| style=| on[a-z]+=/);
			expect(text).not.toMatch(/(src|href|action)="(?!\/|#)/);
		}
	});
});
