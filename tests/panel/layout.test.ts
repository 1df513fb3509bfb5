import { Failure } from "../../modules/base/failure";
import { FAILURES, type FailureCode } from "../../modules/base/failure-codes";
import { intersects } from "../../modules/graphics/box";
import { Job } from "../../modules/jobs/job";
import { LANGUAGES } from "../../modules/language/texts";
import type { AccountState } from "../../modules/oauth/account";
import { SERVICES } from "../../modules/oauth/microsoft";
import type { MenuItem, MenuText } from "../../modules/panel/menu-item";
import { MENU_TREE } from "../../modules/panel/menu-tree";
import { Navigator } from "../../modules/panel/navigator";
import type { Screen } from "../../modules/panel/screen";
import { AddressScreen } from "../../modules/panel/screens/address";
import { administratorAccess } from "../../modules/panel/screens/administrator";
import { ConfirmationScreen } from "../../modules/panel/screens/confirmation";
import { ConnectionCheckScreen } from "../../modules/panel/screens/connection-check";
import { DateTimeScreen } from "../../modules/panel/screens/date-time";
import { factoryReset } from "../../modules/panel/screens/factory-reset";
import { FailureScreen } from "../../modules/panel/screens/failure";
import { FaxNumberScreen, FaxScreen } from "../../modules/panel/screens/fax";
import { HomeScreen } from "../../modules/panel/screens/home";
import { JobScreen } from "../../modules/panel/screens/job";
import { JobsScreen } from "../../modules/panel/screens/jobs";
import { MenuScreen } from "../../modules/panel/screens/menu";
import { NoticeScreen } from "../../modules/panel/screens/notice";
import { PasswordScreen } from "../../modules/panel/screens/password";
import { ScanToEmailScreen } from "../../modules/panel/screens/scan-to-email";
import { ServerSettingsScreen } from "../../modules/panel/screens/server-settings";
import { settingScreen } from "../../modules/panel/screens/setting";
import { SignInScreen } from "../../modules/panel/screens/sign-in";
import { signOut } from "../../modules/panel/screens/sign-out";
import { StatusScreen } from "../../modules/panel/screens/status";
import { StatusSheetScreen } from "../../modules/panel/screens/status-sheet";
import { SubjectScreen } from "../../modules/panel/screens/subject";
import type { Widget } from "../../modules/panel/widget";
import { Button } from "../../modules/panel/widgets/button";
import { Keyboard } from "../../modules/panel/widgets/keyboard";
import { FIELDS, type SettingKey } from "../../modules/settings/fields";
import { emailServerBlock } from "../../modules/status/status";
import { type Mark, RecordingCanvas } from "./support/recording-canvas";
import { settle, TestPrinter, type TestPrinterOptions } from "./support/test-printer";

const CODES = Object.keys(FAILURES) as FailureCode[];

/** The longest address there is: 254 characters, most of them in words that cannot be broken at a space. */
const LONGEST = `${"w".repeat(64)}@${"m".repeat(63)}.${"w".repeat(63)}.${"m".repeat(53)}.example`;

/** Numbers of two keys of the keyboard. */
const SHIFT = 31;
const OTHER_PAGE = 32;

/** Texts that are cut at their end on purpose, because what they name stands in full on another screen. */
const MAY_BE_CUT = /^(W+|[a-z]+(-[a-z]+)*-?)…$/;

/** A printer whose screens are laid out and measured. */
class Inspector extends TestPrinter {
	readonly canvas = new RecordingCanvas();
	readonly navigator: Navigator;

	constructor(options: TestPrinterOptions = {}) {
		super(options);
		this.navigator = new Navigator(this.services, this.canvas, new HomeScreen(MENU_TREE));
	}

	/** Everything that is wrong with a screen, scrolled to each of its places. */
	problems(screen: Screen): string[] {
		return this.widgetProblems(screen.layout(this.navigator));
	}

	/** What is wrong with widgets: each for itself, and one over the other. */
	widgetProblems(widgets: readonly Widget[]): string[] {
		const problems: string[] = [];
		const texts: Mark[] = [];
		for (const widget of widgets) {
			do {
				problems.push(...this.canvas.problems(widget));
				for (const { what } of this.canvas.texts) {
					if (what.endsWith("…") && !SENTENCES.has(what) && !MAY_BE_CUT.test(what)) {
						problems.push(`"${what}" is cut`);
					}
				}
			} while (widget.scroll(37));
			for (const text of this.canvas.texts) {
				if (texts.some(({ box }) => intersects(box, text.box)))
					problems.push(`"${text.what}" lies over another`);
			}
			texts.push(...this.canvas.texts);
		}
		return problems;
	}

	/** All texts of a screen, whole paragraphs from the top to the end. */
	read(screen: Screen): string {
		const texts: string[] = [];
		for (const widget of screen.layout(this.navigator)) {
			do {
				this.canvas.problems(widget);
				texts.push(...this.canvas.texts.map(({ what }) => what));
			} while (widget.scroll(37));
		}
		return [...new Set(texts)].join(" ");
	}
}

/** Texts that end with an ellipsis because they say that something goes on. */
const SENTENCES = new Set([
	...["Asking for a code…", "Demande d'un code…"],
	...["Connecting…", "Sending…", "Stopping…", "Connexion…", "Envoi…", "Arrêt…"],
	...["Preparing…", "Printing…", "Préparation…", "Impression…"],
]);

/** An account in each of its states, with the longest name. */
function accountStates(): AccountState[] {
	const failure = new Failure("oauth.sign-in-expired");
	return [
		{ kind: "signed-out" },
		{ kind: "starting" },
		{ kind: "signed-in", login: LONGEST, saved: false },
		{ kind: "signed-in", login: LONGEST, saved: true },
		{ kind: "expired", login: LONGEST, failure },
	];
}

function emailServerStatus(): StatusScreen {
	return new StatusScreen("emailServerStatus", (context) => [emailServerBlock(context, context.texts)]);
}

/** The items of a tree that open a screen. */
function leaves(items: readonly MenuItem[]): Extract<MenuItem, { readonly open: unknown }>[] {
	return items.flatMap((item) => ("items" in item ? leaves(item.items) : [item]));
}

function menus(items: readonly MenuItem[]): MenuItem[] {
	return items.flatMap((item) => ("items" in item ? [item, ...menus(item.items)] : []));
}

async function endedJob(end: () => Promise<readonly { address: string; failure: Failure }[]>): Promise<Job> {
	const to = [LONGEST, "marie@timbre.example"];
	const job = new Job({ type: "scan-to-email", from: "a@b.example", to, pages: 2 }, 7, undefined, end);
	await job.ended;
	return job;
}

describe.each(LANGUAGES)("Nothing is cut off and nothing overlaps in %s:", (language) => {
	test("home, also with the longest name a printer may have", () => {
		for (const name of [
			"TIMBRE-1",
			"W".repeat(53),
			`${"printer-of-the-third-floor-".repeat(2)}`.slice(0, 53),
		]) {
			const inspector = new Inspector({ language, name });
			expect(inspector.problems(new HomeScreen(MENU_TREE))).toEqual([]);
		}
	});

	test("every menu", () => {
		const inspector = new Inspector({ language });
		for (const menu of menus(MENU_TREE)) expect(inspector.problems(new MenuScreen(menu))).toEqual([]);
	});

	test("every screen that a menu opens, and why one that is locked asks for the password", () => {
		const inspector = new Inspector({ language });
		const items = leaves(MENU_TREE);
		expect(items.length).toBeGreaterThan(8);
		for (const item of items) {
			const screen = item.open(inspector.navigator);
			expect(inspector.problems(screen)).toEqual([]);
		}
	});

	test("home, with as many functions as the product may have, locked and unlocked", () => {
		const inspector = new Inspector({ language });
		for (let count = 3; count <= 5; count++) {
			const tiles = Array.from(
				{ length: count },
				(_, index) => MENU_TREE[index < 3 ? index : index - 2] as MenuItem,
			);
			expect(inspector.problems(new HomeScreen(tiles))).toEqual([]);
			inspector.navigator.session.open();
			expect(inspector.problems(new HomeScreen(tiles))).toEqual([]);
		}
	});

	test("the change of every setting, and its refusal", () => {
		const inspector = new Inspector({ language });
		for (const key of Object.keys(FIELDS) as SettingKey[]) {
			expect(inspector.problems(settingScreen("serverSettings", key, inspector.navigator))).toEqual([]);
			const refusal = new FailureScreen("serverSettings", new Failure("settings.invalid", { field: key }));
			expect(inspector.problems(refusal)).toEqual([]);
			const { accepts } = inspector.navigator.texts.settings;
			expect(inspector.read(refusal)).toContain(accepts[key].split(" ")[0]);
		}
	});

	test("the server settings, with every method and service and the longest values", () => {
		const inspector = new Inspector({ language });
		for (const method of FIELDS["mail.authentication"].choices) {
			for (const service of FIELDS["mail.service"].choices) {
				inspector.settings.set({
					"mail.authentication": method,
					"mail.service": service,
					"mail.account": "W".repeat(255),
					"mail.sender": LONGEST,
				});
				for (const state of accountStates()) {
					inspector.account.become(state);
					expect(inspector.problems(new ServerSettingsScreen())).toEqual([]);
				}
			}
		}
	});

	test("a fax, with the longest numbers, as many as it may have, and each way to refuse one", () => {
		const inspector = new Inspector({ language, faxes: true });
		expect(inspector.problems(new HomeScreen(MENU_TREE))).toEqual([]);
		for (const numbers of [
			[],
			["+33 1 23 45 67 89"],
			Array.from({ length: 20 }, (_, n) => `${n}`.repeat(32)),
		]) {
			expect(inspector.problems(new FaxScreen(numbers))).toEqual([]);
		}
		for (const number of ["", "+33 1 23 45 67 89", "0".repeat(64)]) {
			expect(inspector.problems(new FaxNumberScreen(number, () => {}))).toEqual([]);
		}
		for (const code of CODES) {
			const refusal = new FailureScreen("fax", new Failure(code, { field: "fax.smtp-server" }));
			expect(inspector.problems(refusal)).toEqual([]);
		}
	});

	test("the sign-in in every state, with codes and pages of every length, and however it fails", () => {
		const inspector = new Inspector({ language });
		const service = SERVICES["exchange-online"];
		const screen = new SignInScreen(service);
		for (const [userCode, verificationUri] of [
			["GTHKVBXZQ", "https://microsoft.com/devicelogin"],
			["WDJB-MJHT", "https://www.microsoft.com/link"],
			["W".repeat(40), `https://${"w".repeat(63)}.${"m".repeat(63)}.example/${"x".repeat(100)}`],
		] as const) {
			const expiresAt = Date.now() + 3_599_000;
			inspector.account.become({ kind: "code-shown", userCode, verificationUri, message: "", expiresAt });
			expect(inspector.problems(screen)).toEqual([]);
			expect(inspector.read(screen).replaceAll(" ", "")).toContain(userCode.slice(0, 8));
		}
		for (const state of accountStates()) {
			inspector.account.become(state);
			expect(inspector.problems(screen)).toEqual([]);
		}
		for (const code of CODES) {
			inspector.account.become({ kind: "signed-out", failure: new Failure(code, { detail: LONGEST }) });
			expect(inspector.problems(screen)).toEqual([]);
		}
		expect(inspector.problems(signOut(LONGEST))).toEqual([]);
	});

	test("the connection check, step by step and however it ends", async () => {
		const inspector = new Inspector({ language });
		const screen = new ConnectionCheckScreen();
		inspector.navigator.open(screen);
		for (let step = 0; step < 9; step++) {
			inspector.connectionTest.reach(step);
			expect(inspector.problems(screen)).toEqual([]);
		}
		await inspector.connectionTest.end();
		expect(inspector.problems(screen)).toEqual([]);
		for (const code of CODES) {
			void inspector.connectionTest.run();
			await inspector.connectionTest.end(new Failure(code));
			expect(inspector.problems(screen)).toEqual([]);
		}
	});

	test("every message of the administrator's log-in and log-out", () => {
		const inspector = new Inspector({ language });
		const { texts, session } = inspector.navigator;
		const { login, password } = texts.web;
		const messages = [
			...[0, 1, 4].map((left) => login.wrong(left)),
			login.locked(texts.dates.duration(3600)),
			password.different,
			password.rule(8, 20),
			texts.panel.password.changed,
		];
		for (const message of messages) {
			expect(inspector.problems(new NoticeScreen("administratorPassword", message))).toEqual([]);
		}
		session.open();
		const logOut = administratorAccess(inspector.navigator);
		expect(logOut).toBeInstanceOf(ConfirmationScreen);
		expect(inspector.problems(logOut)).toEqual([]);
	});

	test("the clock, set, wrong and not set", () => {
		for (const now of [undefined, 0, new Date(2026, 8, 30, 23, 59).getTime()]) {
			const inspector = new Inspector({ language, now });
			expect(inspector.problems(new DateTimeScreen())).toEqual([]);
		}
	});

	test("typing a subject, on all pages of the keyboard", () => {
		const inspector = new Inspector({ language });
		const widgets = new SubjectScreen("", () => {}).layout(inspector.navigator);
		const keyboard = widgets.find((widget) => widget instanceof Keyboard);
		for (const key of [SHIFT, OTHER_PAGE, OTHER_PAGE + 1]) {
			keyboard?.choose(key);
			expect(inspector.widgetProblems(widgets)).toEqual([]);
		}
	});

	test("restoring the default settings, and its password", () => {
		const inspector = new Inspector({ language });
		expect(inspector.problems(factoryReset())).toEqual([]);
		const widgets = new PasswordScreen("restoreDefaults", () => {}).layout(inspector.navigator);
		expect(inspector.widgetProblems(widgets)).toEqual([]);
		const keyboard = widgets.find((widget) => widget instanceof Keyboard);
		for (const key of [SHIFT, OTHER_PAGE]) {
			keyboard?.choose(key);
			expect(inspector.widgetProblems(widgets)).toEqual([]);
		}
	});

	test("every failure, under every function's name", () => {
		const inspector = new Inspector({ language });
		const functions = Object.keys(inspector.navigator.texts.panel.menu) as MenuText[];
		for (const code of CODES) {
			const { happened, remedy } = inspector.navigator.texts.failures[code];
			const screen = new FailureScreen("scanToEmail", new Failure(code));
			expect(inspector.problems(screen)).toEqual([]);
			for (const word of `${happened} ${remedy}`.split(/[ -]/)) {
				expect(inspector.read(screen)).toContain(word.slice(0, 12));
			}
		}
		for (const name of functions) {
			expect(inspector.problems(new FailureScreen(name, new Failure("internal")))).toEqual([]);
		}
	});

	test("a failure of the POP3 server names it, and one of a setting that is missing names that", async () => {
		const inspector = new Inspector({ language });
		const { web, settings } = inspector.navigator.texts;
		const server = { field: "mail.pop3-server", server: "pop.example.com" };
		const named = `${web.email.groups.incoming} pop.example.com`;
		const failed = await endedJob(() => Promise.reject(new Failure("tls.failed", server)));
		for (const screen of [
			new JobScreen(failed),
			new FailureScreen("scanToEmail", new Failure("dns.not-found", server)),
		]) {
			expect(inspector.problems(screen)).toEqual([]);
			expect(inspector.read(screen)).toContain(named);
		}
		const missing = new FailureScreen(
			"scanToEmail",
			new Failure("mail.not-configured", { field: "mail.smtp-server" }),
		);
		expect(inspector.problems(missing)).toEqual([]);
		expect(inspector.read(missing)).toContain(settings.labels["mail.smtp-server"]);
	});

	test("typing an address, on both pages of the keyboard, small and capital, up to the longest", () => {
		const inspector = new Inspector({ language });
		for (const address of ["", "marie@timbre.example"]) {
			expect(inspector.problems(new AddressScreen(address, () => {}))).toEqual([]);
		}
		const widgets = new AddressScreen("", () => {}).layout(inspector.navigator);
		const keyboard = widgets.find((widget) => widget instanceof Keyboard);
		for (const key of [SHIFT, OTHER_PAGE, OTHER_PAGE]) {
			keyboard?.choose(key);
			expect(inspector.widgetProblems(widgets)).toEqual([]);
		}
		const longest = new AddressScreen(LONGEST, () => {});
		expect(inspector.problems(longest)).toEqual([]);
		expect(inspector.read(longest)).toMatch(/…m+\.example/);
	});

	test("Scan to Email with twenty of the longest addresses", () => {
		const inspector = new Inspector({ language });
		const screen = new ScanToEmailScreen(Array.from({ length: 20 }, (_, n) => `${n}${LONGEST.slice(2)}`));
		expect(inspector.problems(screen)).toEqual([]);
	});

	test("what is said before the status sheet is printed, on either paper", () => {
		const inspector = new Inspector({ language });
		for (const paper of ["iso_a4_210x297mm", "na_letter_8.5x11in"] as const) {
			inspector.printEngine.paper = paper;
			expect(inspector.problems(new StatusSheetScreen())).toEqual([]);
		}
	});

	test("the status sheet while it is printed, and however that ends", async () => {
		const inspector = new Inspector({ language });
		const description = { type: "status-sheet", from: "", to: [], pages: 2 } as const;
		const running = new Job(description, 1, undefined, () => new Promise(() => {}));
		expect(inspector.problems(new JobScreen(running))).toEqual([]);
		running.progress(3508, 7016);
		expect(inspector.problems(new JobScreen(running))).toEqual([]);
		for (const code of ["print.paper-out", "print.door-open", "print.busy", "print.failed"] as const) {
			const failed = new Job(description, 1, undefined, () => Promise.reject(new Failure(code)));
			await failed.ended;
			expect(inspector.problems(new JobScreen(failed))).toEqual([]);
		}
		const printed = new Job(description, 1, undefined, () => Promise.resolve([]));
		await printed.ended;
		expect(inspector.problems(new JobScreen(printed))).toEqual([]);
	});

	test("a job under way, up to gigabytes", () => {
		const inspector = new Inspector({ language });
		for (const [sent, total] of [
			[0, undefined],
			[999, 1_000_000],
			[123_456_789, undefined],
			[4_123_456_789, 4_294_967_295],
		] as const) {
			const job = new Job(
				{ type: "scan-to-email", from: "", to: [LONGEST], pages: 1 },
				1,
				undefined,
				() => new Promise(() => {}),
			);
			job.progress(sent, total);
			expect(inspector.problems(new JobScreen(job))).toEqual([]);
			job.cancel();
			expect(inspector.problems(new JobScreen(job))).toEqual([]);
		}
	});

	test("a job that ended, however it ended", async () => {
		const inspector = new Inspector({ language });
		for (const code of CODES) {
			const failure = new Failure(code, { server: `pop.${"w".repeat(63)}.${"m".repeat(63)}.example` });
			const failed = await endedJob(() => Promise.reject(failure));
			const partial = await endedJob(() => Promise.resolve([{ address: LONGEST, failure }]));
			for (const job of [failed, partial]) expect(inspector.problems(new JobScreen(job))).toEqual([]);
		}
		expect(inspector.problems(new JobScreen(await endedJob(() => Promise.resolve([]))))).toEqual([]);
	});

	test("the job history, empty and full", async () => {
		const inspector = new Inspector({ language });
		expect(inspector.problems(new JobsScreen())).toEqual([]);
		for (const code of CODES) {
			inspector.queue.start({ type: "scan-to-email", from: "", to: [LONGEST], pages: 1 }, () =>
				Promise.reject(new Failure(code)),
			);
			await settle();
		}
		expect(inspector.problems(new JobsScreen())).toEqual([]);
	});

	test("the email server's status, with every method, account state and the longest values", () => {
		const inspector = new Inspector({ language });
		for (const method of FIELDS["mail.authentication"].choices) {
			inspector.settings.set({
				"mail.authentication": method,
				"mail.account": "W".repeat(255),
				"mail.sender": LONGEST,
				"mail.smtp-server": `${"m".repeat(63)}.${"w".repeat(63)}.example`,
			});
			for (const state of accountStates()) {
				inspector.account.become(state);
				expect(inspector.problems(emailServerStatus())).toEqual([]);
			}
		}
	});
});

test("a text that is too long for its place does not pass these tests", () => {
	const canvas = new RecordingCanvas();
	const box = { x: 20, y: 60, width: 80, height: 44 };
	expect(canvas.problems(new Button(box, "Démarrer", "primary", () => {}))).toEqual([]);
	const long = new Button(box, "Démarrer la numérisation", "primary", () => {});
	expect(canvas.problems(long)).toEqual(['"Démarrer la numérisation" leaves its Button']);
});

test("a stored password is not shown", () => {
	const inspector = new Inspector();
	const secrets = { "mail.account": "scanner", "mail.password": "tr0ub4dor" };
	inspector.settings.set({ "mail.authentication": "smtp-auth", ...secrets });
	const shown = inspector.read(emailServerStatus());
	expect(shown).toContain("********");
	expect(shown).not.toContain("tr0ub4dor");
});
