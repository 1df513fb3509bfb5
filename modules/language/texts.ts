import { en, type Texts } from "./en";
import { fr } from "./fr";

export type { Texts };

const TABLES = { en, fr } as const;

/** A language the printer speaks, as an ISO 639-1 code. */
export type Language = keyof typeof TABLES;

/** The languages, in the order they are offered. */
export const LANGUAGES = ["en", "fr"] as const satisfies readonly Language[];

/** @returns true where `value` names a language of the printer */
export function isLanguage(value: string | undefined): value is Language {
	return value === "en" || value === "fr";
}

/** @returns the preloaded table of a language; it takes no heap */
export function texts(language: Language): Texts {
	return TABLES[language];
}
