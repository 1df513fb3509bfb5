import { FAILURES, type FailureCode } from "../../modules/base/failure-codes";
import { en } from "../../modules/language/en";
import { fr } from "../../modules/language/fr";
import { isLanguage, LANGUAGES, texts } from "../../modules/language/texts";
import { FIELDS } from "../../modules/settings/fields";
import { entries } from "./leaves";

const CODES = Object.keys(FAILURES) as FailureCode[];

/** Words that are the same in both languages. */
const SHARED =
	/^(OK|Fax|Web Config|SMTP AUTH|POP before SMTP|OAuth2|Microsoft Exchange Online|SSL\/TLS|STARTTLS|English|Français|A4|TCP\/IP|Wi-Fi|Pages|Type|Code|Solution|Authentication|\*{8})$/;

describe.each(LANGUAGES)("Texts in %s", (language) => {
	const table = texts(language);

	test.each(CODES)("%s says in sentences what happened and what helps", (code) => {
		const { happened, remedy } = table.failures[code];
		for (const sentence of [happened, remedy]) {
			expect(sentence).toMatch(/^[A-ZÀ-Ý].{10,}[.)]$/s);
			expect(sentence).not.toMatch(/\$\{|undefined| {2}|AADSTS|\berror code\b/);
		}
		expect(happened).not.toBe(remedy);
	});

	test("no two failures read the same", () => {
		const happened = CODES.map((code) => table.failures[code].happened + table.failures[code].remedy);
		expect(new Set(happened).size).toBe(happened.length);
	});

	test("every setting has its name, what it accepts, and a name for each choice", () => {
		const choices: Record<string, Record<string, string>> = table.settings.choices;
		for (const [key, field] of Object.entries(FIELDS)) {
			expect(table.settings.labels).toHaveProperty([key]);
			expect(table.settings.accepts).toHaveProperty([key]);
			if ("choices" in field)
				expect(Object.keys(choices[key] ?? {}).sort()).toEqual([...field.choices].sort());
		}
	});

	test("no text is empty or has stray spaces", () => {
		for (const [path, text] of entries(table)) expect([path, text]).toEqual([path, text.trim() || "empty"]);
	});
});

describe("French", () => {
	test("no text was left in English", () => {
		const english = new Map(entries(en));
		const same = entries(fr).filter(([path, text]) => english.get(path) === text && !SHARED.test(text));
		expect(same).toEqual([]);
	});

	test("has a no-break space before double punctuation", () => {
		const wrong = entries(fr).filter(([, text]) =>
			/ [:;?!»]|« |[a-zé][?!]/.test(text.replace(": ( ) < > [ ] ;", "")),
		);
		expect(wrong).toEqual([]);
	});

	test("the guide's error codes read word for word as in the guide", () => {
		expect(fr.jobs.codes[360]).toEqual({
			status: "Aucune connexion au service de cloud ou au service de messagerie.",
			solution: "Connectez-vous au service de cloud ou au service de messagerie.",
		});
		expect(fr.jobs.codes[361]).toEqual({
			status: "La connexion au service de cloud ou au service de messagerie a expiré.",
			solution: "Connectez-vous au service de cloud ou au service de messagerie.",
		});
		expect(fr.jobs.codes[370]).toEqual({
			status: "Vous devez vous connecter de nouveau au service de cloud.",
			solution: "Connexion au service de cloud.",
		});
	});

	test("the message that the guide explains reads as in the guide", () => {
		const { happened, remedy } = fr.failures["oauth.not-signed-in"];
		expect(`${happened} ${remedy}`).toMatch(
			/^Pour utiliser cette fonction, vous devez vous connecter à votre service de messagerie\. Veuillez contacter votre administrateur\./,
		);
	});

	test.each([
		["mail.authentication", "Méthode d'authentification"],
		["mail.service", "Service de courriel"],
		["mail.account", "Compte authentifié"],
		["mail.password", "Mot de passe authentifié"],
		["mail.sender", "Adr. messagerie expéditeur"],
		["mail.smtp-server", "Adresse du serveur SMTP"],
		["mail.smtp-port", "Numéro port serveur SMTP"],
		["mail.security", "Connexion sécurisée"],
		["mail.validate-certificate", "Validation certificat"],
		["mail.pop3-server", "Adresse du serveur POP3"],
		["mail.pop3-port", "Numéro port serveur POP3"],
	] as const)("%s is called %s", (key, label) => {
		expect(fr.settings.labels[key]).toBe(label);
	});
});

describe("Dates and lengths of time, without Intl", () => {
	const time = new Date(2026, 0, 5, 9, 5);

	test("English", () => {
		expect(en.dates.date(time)).toBe("5 Jan 2026");
		expect(en.dates.dateTime(time)).toBe("5 Jan 2026, 09:05");
		expect([0, 59, 60, 845].map(en.dates.duration)).toEqual(["0 s", "59 s", "1 min 00 s", "14 min 05 s"]);
	});

	test("French", () => {
		expect(fr.dates.date(time)).toBe("05/01/2026");
		expect(fr.dates.dateTime(time)).toBe("05/01/2026 09:05");
		expect(fr.dates.duration(845)).toBe("14\u00a0min 05\u00a0s");
	});
});

test("a language is one of the two, whatever asks for another", () => {
	expect([isLanguage("fr"), isLanguage("en")]).toEqual([true, true]);
	for (const other of ["", "de", "FR", "constructor", undefined]) expect(isLanguage(other)).toBe(false);
});
