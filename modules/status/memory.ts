import type { Texts } from "../language/texts";
import { KEY_RING, type Problem, ROOT_KEY } from "../storage/problems";

/** What of the memory cannot be read, as a person sees it. */
type Part = keyof Texts["status"]["memory"];

/**
 * What could not be read in the printer's memory and what helps: one line for each kind of record, however many there
 * are; none where all is well, as nearly always.
 */
export function memoryRows(
	problems: readonly Problem[],
	texts: Texts,
): readonly { readonly label: string; readonly value: string }[] {
	const parts = new Set(problems.map(({ name }) => partOf(name)));
	return [...parts].map((part) => texts.status.memory[part]);
}

function partOf(name: string): Part {
	if (name === "settings/values") return "settings";
	if (name === "settings/admin") return "administrator";
	if (name.startsWith("account/")) return "signIns";
	if (name === ROOT_KEY || name === KEY_RING || name === "journal") return "keys";
	return name.includes("/") ? "records" : "unknown";
}
