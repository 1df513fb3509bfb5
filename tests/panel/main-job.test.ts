import { Failure } from "../../modules/base/failure";
import { keyOf, PLACES, walk } from "./support/person";
import { TestPanel } from "./support/test-panel";

const MARIE = "marie@timbre.com";

/** Ways of working the panel: going to a place and choosing it. */
const HANDS = {
	"by keys alone": async (panel: TestPanel, place: Parameters<typeof walk>[1]) => {
		await walk(panel, place);
		await panel.press("ok");
	},
	"by touch alone": (panel: TestPanel, place: Parameters<typeof walk>[1]) => panel.tapOn(place),
} as const;

type Choose = (typeof HANDS)[keyof typeof HANDS];

async function enterAddress(panel: TestPanel, choose: Choose, address: string): Promise<void> {
	await choose(panel, PLACES.scanToEmail);
	await choose(panel, PLACES.addRecipient);
	for (const character of address) await choose(panel, keyOf(character));
	await choose(panel, PLACES.keyboardOK);
}

describe.each(Object.entries(HANDS))("Scan to Email %s", (_hands, choose) => {
	test("an address is typed, the document sent, and its progress and end are shown", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		await enterAddress(panel, choose, MARIE);
		expect(panel.text).toContain(MARIE);
		panel.load(2);
		await choose(panel, PLACES.action);
		expect(panel.text).toContain("Connecting…");
		expect(panel.mailer.sent).toMatchObject([{ to: [{ address: MARIE }] }]);

		panel.texts.length = 0;
		panel.mailer.progress(500_000, 2_000_000);
		await panel.drawn();
		expect(panel.text).toContain("25%");
		expect(panel.text).toContain("500 KB of 2.0 MB");

		await panel.mailer.finish();
		await panel.drawn();
		expect(panel.text).toContain("Email sent");
		expect(panel.history.entries()).toMatchObject([{ result: "success", to: [MARIE], pages: 2 }]);
		await choose(panel, PLACES.action);
		expect(panel.text).toContain("TIMBRE-1");
	});

	test("Stop cancels a job", async () => {
		const panel = new TestPanel({ language: "fr" });
		await panel.drawn();
		await enterAddress(panel, choose, MARIE);
		panel.load();
		await choose(panel, PLACES.action);
		await choose(panel, PLACES.action);
		expect(panel.history.entries()).toMatchObject([{ result: "cancelled" }]);
		expect(panel.text).toContain("Annulé");
	});
});

describe("The hard keys Start and Stop", () => {
	async function running(): Promise<TestPanel> {
		const panel = new TestPanel();
		await panel.press("ok", "ok");
		await panel.type(MARIE);
		await panel.tapOn(PLACES.keyboardOK);
		panel.load();
		await panel.press("start");
		return panel;
	}

	test("Start sends, wherever the focus is", async () => {
		const panel = await running();
		expect(panel.mailer.sent).toHaveLength(1);
	});

	test("Stop cancels the job from any screen and shows how it ended", async () => {
		const panel = await running();
		await panel.press("home", "stop");
		expect(panel.history.entries()).toMatchObject([{ result: "cancelled" }]);
		expect(panel.text).toContain("Cancelled");
	});

	test("Stop without a job does nothing", async () => {
		const panel = new TestPanel();
		await panel.press("stop");
		expect(panel.text).toContain("TIMBRE-1");
	});
});

describe("When a job cannot do what was asked", () => {
	async function finished(end: (panel: TestPanel) => Promise<void>): Promise<TestPanel> {
		const panel = new TestPanel({ language: "fr" });
		await panel.press("ok", "ok");
		await panel.type(MARIE);
		await panel.tapOn(PLACES.keyboardOK);
		panel.load();
		await panel.press("start");
		panel.texts.length = 0;
		await end(panel);
		await panel.drawn();
		return panel;
	}

	test("the code, what happened and the remedy are shown, and again in the job history", async () => {
		const panel = await finished((office) => office.mailer.fail(new Failure("oauth.not-signed-in")));
		const expectReport = async () => {
			expect(panel.text).toContain("Code d'erreur 360");
			expect(panel.text).toContain("Pour utiliser cette fonction,");
			await panel.press("down");
			expect(panel.text).toContain("Veuillez contacter votre");
		};
		await expectReport();
		await panel.press("home", "down", "left", "ok", "ok");
		expect(panel.text).toContain("Erreur 360");
		await panel.press("ok");
		await expectReport();
	});

	test("the recipients that were refused are named", async () => {
		const failure = new Failure("smtp.recipient-refused");
		const panel = await finished((office) => office.mailer.finish([{ address: MARIE, failure }]));
		expect(panel.text).toContain("Envoi partiel");
		expect(panel.text).toContain(`Refusé ${MARIE}`);
	});
});

describe("Before a job starts", () => {
	test("who has not signed in reads the guide's message, and the scanner keeps its document", async () => {
		const panel = new TestPanel({ language: "fr", signedIn: false });
		panel.load();
		await panel.press("ok");
		expect(panel.text).toContain(
			"Pour utiliser cette fonction, vous devez vous connecter à votre service de messagerie. " +
				"Veuillez contacter votre administrateur.",
		);
		expect(panel.mailer.sent).toEqual([]);
		await panel.press("ok");
		panel.account.beSignedIn();
		await panel.press("ok");
		expect(panel.text).toContain("Ajouter un destinataire");
	});

	test("an address that is none is refused, and what was typed stays", async () => {
		const panel = new TestPanel();
		await panel.press("ok", "ok");
		await panel.type("marie@");
		await panel.tapOn(PLACES.keyboardOK);
		expect(panel.text).toContain("An email address is not written correctly.");
		await panel.press("back");
		expect(panel.text).toContain("marie@");
	});

	test("without a document or a recipient the reason is shown, and the recipients stay", async () => {
		const panel = new TestPanel();
		await panel.press("ok", "start");
		expect(panel.text).toContain("The message has no recipient.");
		await panel.press("ok", "ok");
		await panel.type(MARIE);
		await panel.tapOn(PLACES.keyboardOK);
		await panel.press("start");
		expect(panel.text).toContain("There is no document to scan.");
		await panel.press("back");
		expect(panel.text).toContain(MARIE);
	});

	test("an address is edited, taken once only, and removed", async () => {
		const panel = new TestPanel();
		await panel.press("ok", "ok");
		await panel.type(MARIE);
		await panel.tapOn(PLACES.keyboardOK);
		await panel.press("up", "ok");
		await panel.type(MARIE);
		await panel.tapOn(PLACES.keyboardOK);
		expect(panel.texts.filter((text) => text === MARIE)).toHaveLength(1);
		await panel.tap(100, 60);
		await panel.type("\b\b\bfr");
		await panel.tapOn(PLACES.keyboardOK);
		expect(panel.text).toContain("marie@timbre.fr");
		await panel.tap(300, 60);
		await panel.press("start");
		expect(panel.text).toContain("The message has no recipient.");
	});
});

test("the job history shows a job's end while it is looked at", async () => {
	const panel = new TestPanel();
	await panel.press("ok", "ok");
	await panel.type(MARIE);
	await panel.tapOn(PLACES.keyboardOK);
	panel.load();
	await panel.press("start", "home", "down", "left", "ok", "ok");
	expect(panel.text).toContain("In progress");
	panel.texts.length = 0;
	await panel.mailer.finish();
	await panel.drawn();
	expect(panel.text).toContain("Completed");
});
