import { en, type Words } from "./words/en";
import { fr } from "./words/fr";

export type { Words };

/** The language of the page: the first of the browser's that it speaks, otherwise English. */
export const language = chooseLanguage(navigator.languages);

/** The texts in that language. */
export const words: Words = language === "fr" ? fr : en;

/** Writes the texts into the page: `data-text` names an element's content, `data-label` its name for everyone. */
export function writeWords(): void {
	document.documentElement.lang = language;
	document.title = words.title;
	for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
		element.textContent = words[element.dataset["text"] as keyof Words];
	}
	for (const element of document.querySelectorAll<HTMLElement>("[data-label]")) {
		const label = words[element.dataset["label"] as keyof Words];
		element.setAttribute("aria-label", label);
		if (element instanceof HTMLButtonElement) element.title = label;
	}
}

function chooseLanguage(wanted: readonly string[]): "en" | "fr" {
	for (const tag of wanted) {
		if (/^fr\b/i.test(tag)) return "fr";
		if (/^en\b/i.test(tag)) return "en";
	}
	return "en";
}
