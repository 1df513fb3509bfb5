import type { Texts } from "../language/texts";
import type { Problem } from "../storage/vault";
import type { StatusBlock } from "./status";

/** What of the memory cannot be read, as a person sees it. */
type Part = keyof Texts["status"]["memory"];

/**
 * What could not be read in the printer's memory and what helps: one line for each kind of record, however many there
 * are. Undefined where all is well, as nearly always.
 */
export function memoryBlock(problems: readonly Problem[], texts: Texts): StatusBlock | undefined {
	if (problems.length === 0) return undefined;
	const parts = new Set(problems.map(({ name }) => partOf(name)));
	const rows = [...parts].map((part) => texts.status.memory[part]);
	return { heading: texts.status.headings.memory, rows };
}

function partOf(name: string): Part {
	if (name === "settings/values") return "settings";
	if (name === "settings/admin") return "administrator";
	if (name.startsWith("account/")) return "signIns";
	if (name === "root key" || name === "key ring" || name === "journal") return "keys";
	return name.includes("/") ? "records" : "unknown";
}
