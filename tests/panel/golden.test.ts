import { Failure } from "../../modules/base/failure";
import { LANGUAGES } from "../../modules/language/texts";
import type { AccountState } from "../../modules/oauth/account";
import { ACTION } from "../../modules/panel/layout";
import { lcd } from "../host/lcd";
import { expectGolden } from "../virtual/drawing/golden";
import { TestPanel } from "./support/test-panel";

const GOLDEN = new URL("golden/", import.meta.url);

const MARIE = "marie@timbre.example";

/** The OK of the keyboard. */
const KEYBOARD_OK = [290, 20] as const;

/** An account that could not be refreshed for a week. */
const FAILING: AccountState = {
	kind: "signed-in",
	login: "scanner@contoso.com",
	saved: true,
	failing: { since: new Date(2026, 1, 26).getTime(), failure: new Failure("connect.failed") },
};

/** Ways to the screens, each from the home screen. */
const WAYS: Readonly<Record<string, (panel: TestPanel) => Promise<void>>> = {
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
		await panel.press("down", "right", "ok", "ok", "ok", "ok", "ok");
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
		await panel.tap(...KEYBOARD_OK);
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
		await panel.press("home", "up");
		await startJob(panel);
		await panel.mailer.fail(new Failure("oauth.sign-in-expired"));
		await panel.press("home", "up");
		await startJob(panel);
		await panel.press("home", "down", "left", "ok", "ok");
	},
	settings: (panel) => panel.press("down", "right", "ok"),
	"general-settings": (panel) => panel.press("down", "right", "ok", "ok"),
	"network-settings": (panel) => panel.press("down", "right", "ok", "ok", "ok"),
	"network-status": (panel) => panel.press("down", "right", "ok", "ok", "ok", "ok"),
	"email-server-status": (panel) => panel.press("down", "right", "ok", "ok", "ok", "ok", "ok"),
	"email-server-status-end": async (panel) => {
		await panel.press("down", "right", "ok", "ok", "ok", "ok", "ok");
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
	language: (panel) => panel.press("down", "right", "ok", "down", "ok"),
};

async function openStatusSheet(panel: TestPanel): Promise<void> {
	await panel.press("down", "right", "ok", "ok", "ok", "ok", "down", "ok");
}

async function addRecipients(panel: TestPanel, ...addresses: readonly string[]): Promise<void> {
	await panel.press("ok");
	for (const address of addresses) {
		while (panel.panel.focus?.y !== ACTION.y) await panel.press("down");
		await panel.press("up", "ok");
		await panel.type(address);
		await panel.tap(...KEYBOARD_OK);
	}
}

async function startJob(panel: TestPanel, ...addresses: readonly string[]): Promise<void> {
	await addRecipients(panel, ...(addresses.length > 0 ? addresses : [MARIE]));
	panel.load();
	await panel.press("start");
}

describe.each(LANGUAGES)("The screens in %s look as they did when a person found them good", (language) => {
	test.each(Object.keys(WAYS))("%s", async (name) => {
		const panel = new TestPanel({ language });
		await panel.drawn();
		await WAYS[name]?.(panel);
		expectGolden(lcd, `${language}-${name}`, GOLDEN);
	});
});
