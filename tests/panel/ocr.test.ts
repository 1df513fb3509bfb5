import { Failure } from "../../modules/base/failure";
import { lcd } from "../host/lcd";
import { describeWith } from "../host/program";
import { TESSERACT } from "../host/tesseract";
import { readText } from "./support/reader";
import { TestPanel } from "./support/test-panel";

/** The guide's message, word for word ("Impossible d'envoyer un e-mail"). */
const GUIDE_MESSAGE =
	"Pour utiliser cette fonction, vous devez vous connecter à votre service de messagerie. Veuillez contacter votre administrateur.";

/** A French printer that shows what a person went to. */
async function french(way: (panel: TestPanel) => Promise<void>): Promise<string> {
	const panel = new TestPanel({ language: "fr" });
	await panel.drawn();
	await way(panel);
	return readText(lcd, { language: "fr" });
}

describeWith([TESSERACT], "A reader without knowledge of the program reads on the display", () => {
	test("the home screen, accents as accents", async () => {
		const text = await french((panel) => panel.drawn());
		expect(text).toContain("Numérisation vers email");
		expect(text).toContain("État des travaux");
		expect(text).toContain("Param.");
	});

	test("the guide's way to the status of the email server", async () => {
		const way = ["settings", "generalSettings", "networkSettings", "networkStatus"] as const;
		const names = ["Param.", "Réglages généraux", "Paramètres réseau", "État réseau"];
		const next = ["Réglages généraux", "Paramètres réseau", "État réseau", "État serveur de messagerie"];
		for (let depth = 1; depth <= way.length; depth++) {
			const text = await french((panel) => panel.go(...way.slice(0, depth)));
			expect(text).toContain(names[depth - 1]);
			expect(text).toContain(next[depth - 1]);
		}
		expect(await french((panel) => panel.go(...way))).toContain("État LAN câblé/Wi-Fi");
		const status = await french((panel) => panel.go(...way, "emailServerStatus"));
		expect(status).toContain("Méthode d'authentification");
		expect(status).toContain("Microsoft Exchange Online");
		expect(status).toContain("Connecté(e)");
	});

	test("the guide's message while nobody has signed in, word for word", async () => {
		const text = await french(async (panel) => {
			panel.account.become({ kind: "signed-out" });
			await panel.press("ok");
		});
		expect(text).toContain(GUIDE_MESSAGE);
	});

	test("that the sign-in has expired, and who can help", async () => {
		const text = await french(async (panel) => {
			const failure = new Failure("oauth.sign-in-expired");
			panel.account.become({ kind: "expired", login: "scanner@contoso.com", failure });
			await panel.press("ok");
		});
		expect(text).toContain("La connexion au service de messagerie a expiré");
		expect(text).toContain("L'administrateur doit effectuer de nouveau l'opération de connexion");
	});

	test("a job's code in the history, and its solution", async () => {
		const panel = new TestPanel({ language: "fr" });
		await panel.press("ok", "ok");
		await panel.type("marie@timbre.example");
		await panel.tap(290, 20);
		panel.load();
		await panel.press("start");
		await panel.mailer.fail(new Failure("oauth.not-signed-in"));
		await panel.go("jobMenu", "jobStatus");
		expect(readText(lcd, { language: "fr" })).toContain("360");
		await panel.press("ok");
		const text = readText(lcd, { language: "fr" });
		expect(text).toContain("Code d'erreur 360");
		expect(text).toContain("Solution");
	});

	test("the same in English", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		const home = readText(lcd);
		for (const name of ["Scan to Email", "Settings"]) expect(home).toContain(name);
		panel.account.become({ kind: "signed-out" });
		await panel.press("ok");
		expect(readText(lcd)).toContain("Please contact your administrator");
	});
});
