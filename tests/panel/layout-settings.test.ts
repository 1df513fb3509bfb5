import { Failure } from "../../modules/base/failure";
import { FAILURES, type FailureCode } from "../../modules/base/failure-codes";
import { LANGUAGES } from "../../modules/language/texts";
import { SERVICES } from "../../modules/oauth/microsoft";
import { administratorAccess } from "../../modules/panel/screens/administrator";
import { ConfirmationScreen } from "../../modules/panel/screens/confirmation";
import { ConnectionCheckScreen } from "../../modules/panel/screens/connection-check";
import { DateTimeScreen } from "../../modules/panel/screens/date-time";
import { FailureScreen } from "../../modules/panel/screens/failure";
import { NoticeScreen } from "../../modules/panel/screens/notice";
import { ServerSettingsScreen } from "../../modules/panel/screens/server-settings";
import { settingScreen } from "../../modules/panel/screens/setting";
import { SignInScreen } from "../../modules/panel/screens/sign-in";
import { signOut } from "../../modules/panel/screens/sign-out";
import { SubjectScreen } from "../../modules/panel/screens/subject";
import { Keyboard } from "../../modules/panel/widgets/keyboard";
import { FIELDS, type SettingKey } from "../../modules/settings/fields";
import { accountStates, Inspector, LONGEST } from "./support/inspector";

const CODES = Object.keys(FAILURES) as FailureCode[];

/** Numbers of two keys of the keyboard. */
const SHIFT = 31;
const OTHER_PAGE = 32;

describe.each(LANGUAGES)("Of the settings nothing is cut off and nothing overlaps in %s:", (language) => {
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

	test("the sign-in in every state, with codes and pages of every length, and however it fails", () => {
		const inspector = new Inspector({ language });
		const service = SERVICES["exchange-online"];
		const screen = new SignInScreen(service, inspector.account);
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
});
