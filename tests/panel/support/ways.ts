import { Failure } from "../../../modules/base/failure";
import type { AccountState } from "../../../modules/oauth/account";
import { ACTION } from "../../../modules/panel/layout";
import { PLACES } from "./person";
import type { TestPanel } from "./test-panel";

const MARIE = "marie@timbre.example";

/** An account that could not be refreshed for a week. */
const FAILING: AccountState = {
	kind: "signed-in",
	login: "scanner@contoso.com",
	saved: true,
	failing: { since: new Date(2026, 1, 26).getTime(), failure: new Failure("connect.failed") },
};

const TO_STATUS = ["settings", "generalSettings", "networkSettings", "networkStatus"] as const;

const TO_EMAIL_SERVER = [
	"settings",
	"generalSettings",
	"networkSettings",
	"advanced",
	"emailServer",
] as const;

const TO_CONNECTION_CHECK = ["settings", "generalSettings", "networkSettings", "connectionCheck"] as const;

const CODE_SHOWN: AccountState = {
	kind: "code-shown",
	userCode: "GTHKVBXZQ",
	verificationUri: "https://microsoft.com/devicelogin",
	message: "",
	expiresAt: 0,
};

/** Ways to the screens by the names of their pictures, each from the home screen. */
export const WAYS: Readonly<Record<string, (panel: TestPanel) => Promise<void>>> = {
	home: (panel) => panel.drawn(),
	"home-signed-out": async (panel) => {
		panel.account.become({ kind: "signed-out" });
		await panel.drawn();
	},
	"home-warning": async (panel) => {
		panel.account.become(FAILING);
		await panel.drawn();
	},
	"email-server-status-warning": async (panel) => {
		panel.account.become(FAILING);
		await panel.go(...TO_STATUS, "emailServerStatus");
	},
	"not-signed-in": async (panel) => {
		panel.account.become({ kind: "signed-out" });
		await panel.press("ok");
	},
	"sign-in-expired": async (panel) => {
		const failure = new Failure("oauth.sign-in-expired");
		panel.account.become({ kind: "expired", login: "scanner@contoso.com", failure });
		await panel.press("ok");
	},
	"scan-to-email": (panel) => panel.press("ok"),
	"scan-to-email-recipients": async (panel) => {
		await addRecipients(panel, MARIE, "a-colleague-with-a-long-name@subsidiary.timbre.example");
	},
	keyboard: (panel) => panel.press("ok", "ok"),
	"keyboard-capitals": async (panel) => {
		await panel.press("ok", "ok", "up", "left");
		await panel.tap(40, 220);
	},
	"keyboard-symbols": async (panel) => {
		await panel.press("ok", "ok");
		await panel.type("marie_");
		await panel.tap(120, 220);
	},
	"keyboard-long-address": async (panel) => {
		await panel.press("ok", "ok");
		await panel.type("a-colleague-with-a-long-name@subsidiary.timbre.example");
	},
	"address-refused": async (panel) => {
		await panel.press("ok", "ok");
		await panel.type("marie@");
		await panel.tapOn(PLACES.keyboardOK);
	},
	"job-connecting": (panel) => startJob(panel),
	"job-sending": async (panel) => {
		await startJob(panel);
		panel.mailer.progress(1_234_567, 2_740_000);
		await panel.drawn();
	},
	"job-sent": async (panel) => {
		await startJob(panel);
		await panel.mailer.finish();
		await panel.drawn();
	},
	"job-partial": async (panel) => {
		await startJob(panel, MARIE, "gone@timbre.example");
		const failure = new Failure("smtp.recipient-refused");
		await panel.mailer.finish([{ address: "gone@timbre.example", failure }]);
		await panel.drawn();
	},
	"job-failed": async (panel) => {
		await startJob(panel);
		await panel.mailer.fail(new Failure("oauth.not-signed-in"));
		await panel.drawn();
	},
	"job-failed-pop3": async (panel) => {
		await startJob(panel);
		await panel.mailer.fail(new Failure("dns.not-found", { server: "pop.example.com" }));
		await panel.drawn();
	},
	"job-cancelled": async (panel) => {
		await startJob(panel);
		await panel.press("stop");
	},
	"factory-reset": (panel) => panel.press("down", "right", "ok", "down", "down", "ok"),
	"factory-reset-password": async (panel) => {
		await panel.press("down", "right", "ok", "down", "down", "ok", "ok");
		await panel.type("label-12");
		await panel.tap(120, 220);
	},
	"job-menu": (panel) => panel.press("down", "left", "ok"),
	"jobs-empty": (panel) => panel.press("down", "left", "ok", "ok"),
	jobs: async (panel) => {
		await startJob(panel);
		await panel.mailer.finish();
		await panel.press("home");
		await startJob(panel);
		await panel.mailer.fail(new Failure("oauth.sign-in-expired"));
		await panel.press("home");
		await startJob(panel);
		await panel.press("home", "down", "left", "ok", "ok");
	},
	settings: (panel) => panel.press("down", "right", "ok"),
	"general-settings": (panel) => panel.go("settings", "generalSettings"),
	"network-settings": (panel) => panel.go("settings", "generalSettings", "networkSettings"),
	"network-status": (panel) => panel.go(...TO_STATUS),
	"email-server-status": (panel) => panel.go(...TO_STATUS, "emailServerStatus"),
	"email-server-status-end": async (panel) => {
		await panel.go(...TO_STATUS, "emailServerStatus");
		for (let page = 0; page < 10; page++) await panel.press("down");
	},
	"status-sheet": (panel) => openStatusSheet(panel),
	"status-sheet-printing": async (panel) => {
		panel.printEngine.standsStillAfter = 10_000;
		await openStatusSheet(panel);
		await panel.press("ok");
		await panel.until(() => panel.printEngine.taken >= 10_000);
	},
	"status-sheet-printed": async (panel) => {
		await openStatusSheet(panel);
		await panel.press("ok");
		await panel.until(() => panel.queue.running === undefined);
	},
	"status-sheet-paper-out": async (panel) => {
		panel.printEngine.obstacle = "paper-out";
		await openStatusSheet(panel);
		await panel.press("start");
		await panel.until(() => panel.queue.running === undefined);
	},
	language: (panel) => panel.go("settings", "language"),
	"home-logged-in": async (panel) => {
		await logIn(panel);
		await panel.press("down");
	},
	"home-lock": (panel) => panel.press("up"),
	"administrator-login": (panel) => panel.press("up", "ok"),
	"administrator-logout": async (panel) => {
		await logIn(panel);
		await panel.tapOn(PLACES.lock);
	},
	"password-wrong": async (panel) => {
		await panel.tapOn(PLACES.lock);
		await panel.enterPassword("wrong");
	},
	"lan-status": (panel) => panel.go(...TO_STATUS, "lanStatus"),
	advanced: (panel) => panel.go("settings", "generalSettings", "networkSettings", "advanced"),
	"email-server": (panel) => panel.go(...TO_EMAIL_SERVER),
	"server-settings": (panel) => openServerSettings(panel),
	"server-settings-end": async (panel) => {
		await openServerSettings(panel);
		for (let row = 0; row < 10; row++) await panel.press("down");
	},
	"authentication-method": async (panel) => {
		await openServerSettings(panel);
		await panel.press("ok");
	},
	"port-number": async (panel) => {
		await openServerSettings(panel);
		await panel.press("down", "down", "down", "down", "down", "down", "ok");
	},
	"setting-refused": async (panel) => {
		await openServerSettings(panel);
		await panel.press("down", "down", "down", "down", "down", "ok");
		await panel.type(" ");
		await panel.type("!");
		await panel.tapOn(PLACES.keyboardOK);
	},
	"sign-in-starting": (panel) => openSignIn(panel),
	"sign-in-code": async (panel) => {
		await openSignIn(panel);
		panel.account.become({ ...CODE_SHOWN, expiresAt: Date.now() + 845_000 });
		await panel.drawn();
	},
	"sign-in-done": async (panel) => {
		await openSignIn(panel);
		panel.account.become({ kind: "signed-in", login: "scanner@contoso.com", saved: false });
		await panel.drawn();
	},
	"sign-in-failed": async (panel) => {
		await openSignIn(panel);
		panel.account.become({ kind: "signed-out", failure: new Failure("oauth.device-code-blocked") });
		await panel.drawn();
	},
	"sign-out": async (panel) => {
		await openServerSettings(panel);
		await panel.press("down", "down", "down", "ok");
	},
	"connection-check": async (panel) => {
		await panel.go(...TO_CONNECTION_CHECK);
		panel.connectionTest.reach(5);
		await panel.drawn();
	},
	"connection-check-passed": async (panel) => {
		await panel.go(...TO_CONNECTION_CHECK);
		await panel.connectionTest.end();
		await panel.drawn();
	},
	"connection-check-failed": async (panel) => {
		await panel.go(...TO_CONNECTION_CHECK);
		panel.connectionTest.reach(5);
		await panel.connectionTest.end(new Failure("tls.certificate-expired"));
		await panel.drawn();
	},
	"printer-settings": (panel) => panel.go("settings", "generalSettings", "printerSettings"),
	administrator: (panel) => panel.go("settings", "generalSettings", "printerSettings", "administrator"),
	"lock-setting": async (panel) => {
		await panel.go("settings", "generalSettings", "printerSettings", "administrator", "lockSetting");
		await panel.enterPassword();
	},
	"new-password": async (panel) => {
		await panel.go(
			"settings",
			"generalSettings",
			"printerSettings",
			"administrator",
			"administratorPassword",
		);
		await panel.enterPassword();
	},
	"date-time": (panel) => panel.go("settings", "generalSettings", "dateTime"),
	"home-with-fax": (panel) => panel.drawn(),
	fax: (panel) => panel.go("fax"),
	"fax-numbers": async (panel) => {
		await panel.go("fax");
		await addNumber(panel, "+33 1 23 45 67 89");
		await panel.press("up", "ok");
		await panel.type("01.98.76.54.32");
		await panel.tapOn(PLACES.keyboardOK);
	},
	"fax-number": async (panel) => {
		await panel.go("fax");
		await panel.press("ok");
		await panel.type("+33 1 23 4");
	},
	"fax-number-refused": async (panel) => {
		await panel.go("fax");
		await addNumber(panel, "+");
	},
	"fax-not-signed-in": async (panel) => {
		panel.faxAccount.become({ kind: "signed-out" });
		await panel.go("fax");
	},
	"job-fax-sent": async (panel) => {
		await sendFax(panel);
		await panel.mailer.finish();
		await panel.drawn();
	},
	"job-fax-failed": async (panel) => {
		await sendFax(panel);
		await panel.mailer.fail(new Failure("dns.not-found"));
		await panel.drawn();
	},
	"home-users": async (panel) => {
		await enrol(panel);
		await panel.press("home");
	},
	"users-to-choose": async (panel) => {
		await enrol(panel);
		await panel.go("toMyEmail");
	},
	"id-number": async (panel) => {
		await enrol(panel);
		await panel.go("toMyEmail");
		await panel.press("ok");
		await panel.type("123");
	},
	"id-number-empty": async (panel) => {
		await enrol(panel);
		await panel.go("toMyEmail");
		await panel.press("ok");
	},
	"id-number-wrong": async (panel) => {
		await enrol(panel);
		await panel.logInAs(0, "9999");
	},
	"to-my-email": async (panel) => {
		await enrol(panel);
		await panel.logInAs(0, "1111");
	},
	"to-my-email-first-use": async (panel) => {
		await enrol(panel);
		await panel.logInAs(1, "2222");
		await panel.press("back");
	},
	"to-my-email-failed": async (panel) => {
		await enrol(panel);
		await panel.logInAs(0, "1111");
		panel.load();
		await panel.press("start");
		await panel.mailer.fail(new Failure("oauth.revoked"));
		await panel.drawn();
	},
	"to-my-email-administrator-first": async (panel) => {
		await enrol(panel);
		panel.account.become({ kind: "signed-out" });
		await panel.go("toMyEmail");
	},
	subject: async (panel) => {
		await panel.press("ok", "down", "ok");
		await panel.type("Relevé d'été");
		await panel.tap(180, 220);
	},
};

async function openStatusSheet(panel: TestPanel): Promise<void> {
	await panel.go(...TO_STATUS, "statusSheet");
}

/** Users of To My Email; the first of them has signed in. */
async function enrol(panel: TestPanel): Promise<void> {
	await panel.enrol("Anna Bergström", "1111", "anna@contoso.com");
	await panel.enrol("Bernard Lefèvre-Dupont", "2222");
	await panel.enrol("Claire-Marie de la Tour d'Auvergne-Lauraguais (accounting)", "3333");
	await panel.enrol("Denis", "4444");
	await panel.enrol("Élodie", "5555");
}

async function logIn(panel: TestPanel): Promise<void> {
	await panel.tapOn(PLACES.lock);
	await panel.enterPassword();
}

async function openServerSettings(panel: TestPanel): Promise<void> {
	await panel.go(...TO_EMAIL_SERVER, "serverSettings");
	await panel.enterPassword();
}

async function openSignIn(panel: TestPanel): Promise<void> {
	await openServerSettings(panel);
	await panel.press("down", "down", "ok");
}

async function addRecipients(panel: TestPanel, ...addresses: readonly string[]): Promise<void> {
	await panel.press("ok");
	for (const address of addresses) {
		while (panel.panel.focus?.y !== ACTION.y) await panel.press("down");
		await panel.press("up", "up", "ok");
		await panel.type(address);
		await panel.tapOn(PLACES.keyboardOK);
	}
}

async function addNumber(panel: TestPanel, number: string): Promise<void> {
	await panel.press("ok");
	await panel.type(number);
	await panel.tapOn(PLACES.keyboardOK);
}

async function sendFax(panel: TestPanel): Promise<void> {
	await panel.go("fax");
	await addNumber(panel, "+33 1 23 45 67 89");
	panel.load();
	await panel.press("start");
}

async function startJob(panel: TestPanel, ...addresses: readonly string[]): Promise<void> {
	await addRecipients(panel, ...(addresses.length > 0 ? addresses : [MARIE]));
	panel.load();
	await panel.press("start");
}
