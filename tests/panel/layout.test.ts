import { Failure } from "../../modules/base/failure";
import { FAILURES, type FailureCode } from "../../modules/base/failure-codes";
import { Job } from "../../modules/jobs/job";
import { LANGUAGES } from "../../modules/language/texts";
import type { MenuItem, MenuText } from "../../modules/panel/menu-item";
import { MENU_TREE } from "../../modules/panel/menu-tree";
import { AddressScreen } from "../../modules/panel/screens/address";
import { factoryReset } from "../../modules/panel/screens/factory-reset";
import { FailureScreen } from "../../modules/panel/screens/failure";
import { FaxNumberScreen, FaxScreen } from "../../modules/panel/screens/fax";
import { HomeScreen } from "../../modules/panel/screens/home";
import { IDNumberScreen } from "../../modules/panel/screens/id-number";
import { JobScreen } from "../../modules/panel/screens/job";
import { JobsScreen } from "../../modules/panel/screens/jobs";
import { MenuScreen } from "../../modules/panel/screens/menu";
import { NoticeScreen } from "../../modules/panel/screens/notice";
import { PasswordScreen } from "../../modules/panel/screens/password";
import { ScanToEmailScreen } from "../../modules/panel/screens/scan-to-email";
import { StatusScreen } from "../../modules/panel/screens/status";
import { StatusSheetScreen } from "../../modules/panel/screens/status-sheet";
import { ToMyEmailScreen } from "../../modules/panel/screens/to-my-email";
import { UsersScreen } from "../../modules/panel/screens/users";
import { Button } from "../../modules/panel/widgets/button";
import { Keyboard } from "../../modules/panel/widgets/keyboard";
import { FIELDS } from "../../modules/settings/fields";
import { emailServerBlock } from "../../modules/status/status";
import { accountStates, Inspector, LONGEST } from "./support/inspector";
import { RecordingCanvas } from "./support/recording-canvas";
import { settle } from "./support/test-printer";

const CODES = Object.keys(FAILURES) as FailureCode[];

/** Numbers of two keys of the keyboard. */
const SHIFT = 31;
const OTHER_PAGE = 32;

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

	test("home with users", async () => {
		const inspector = new Inspector({ language });
		await inspector.users.add("Marie", "1234");
		expect(inspector.problems(new HomeScreen(MENU_TREE))).toEqual([]);
	});

	test("To My Email: the users with names of every length, the ID number, the user's own screen and sign-in", async () => {
		const inspector = new Inspector({ language });
		const longest = [
			"W".repeat(83),
			"a ".repeat(41),
			"é".repeat(41),
			"Jean-Baptiste de La Salle-Montmorency",
		];
		const ids: number[] = [];
		for (const name of longest) ids.push(await inspector.enrol(name, "12345678", LONGEST));
		ids.push(await inspector.enrol("nobody yet", "1234"));
		const list = new UsersScreen("toMyEmail", () => {});
		const cut = inspector.problems(list).filter((problem) => !/(W|é|a)…" is cut/.test(problem));
		expect(cut).toEqual([]);
		expect(inspector.problems(new IDNumberScreen(ids[0] ?? 0, () => {}))).toEqual([]);
		for (const id of ids) {
			const screen = new ToMyEmailScreen(id, inspector.users.open(id));
			expect(inspector.problems(screen)).toEqual([]);
			inspector.navigator.open(screen);
			screen.signIn(inspector.navigator);
			await settle();
			expect(inspector.problems(screen)).toEqual([]);
			inspector.navigator.home();
		}
		const { toMyEmail } = inspector.navigator.texts.panel;
		for (const text of [
			...[0, 1, 4].map((left) => toMyEmail.wrong(left)),
			toMyEmail.locked(inspector.navigator.texts.dates.duration(3600)),
		]) {
			expect(inspector.problems(new NoticeScreen("toMyEmail", text))).toEqual([]);
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
