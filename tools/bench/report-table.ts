import { type Figure, PEERS, type Unit, verdict } from "./figure";
import type { Group } from "./group";
import type { Circumstances } from "./report-json";

/** A group with what was measured. */
export interface Section {
	readonly group: Pick<Group, "title" | "about">;
	readonly figures: readonly Figure[];
}

/** Columns that explanations are folded at. */
const WIDTH = 100;

const HEADINGS = ["", "Timbre", "budget", "", ...PEERS];

const SGR = { bold: 1, dim: 2, kept: 32, missed: 31 } as const;

/** The figures as a table for people. @param colours whether to use a terminal's */
export function tableReport(
	sections: readonly Section[],
	circumstances: Circumstances,
	colours: boolean,
): string {
	const paint = (style: keyof typeof SGR, text: string) =>
		colours && text.trim() ? `\x1b[${SGR[style]}m${text}\x1b[0m` : text;
	const rows = sections.map(({ figures }) => figures.map(cells));
	const widths = columnWidths([HEADINGS, ...rows.flat()]);
	const line = (texts: readonly string[]) => texts.map((text, column) => align(text, column, widths));
	const lines: string[] = [paint("dim", line(HEADINGS).join("  ").trimEnd())];
	for (const [index, { group, figures }] of sections.entries()) {
		lines.push("", paint("bold", group.title), ...fold(group.about).map((text) => paint("dim", text)));
		for (const [at, figure] of figures.entries()) {
			const texts = line(rows[index]?.[at] ?? []);
			const verdictOf = verdict(figure);
			if (verdictOf) texts[3] = paint(verdictOf, texts[3] ?? "");
			lines.push(texts.join("  ").trimEnd());
		}
	}
	const { slotBits, rounds } = circumstances;
	const measured = `XS with ${slotBits}-bit slots, ${rounds === 1 ? "1 round" : `${rounds} rounds`}`;
	return [...lines, "", `${paint("bold", conclusion(sections))} ${paint("dim", `(${measured})`)}`, ""].join(
		"\n",
	);
}

/** How many budgets are kept, and how many missed. */
function conclusion(sections: readonly Section[]): string {
	const verdicts = sections.flatMap(({ figures }) => figures.map(verdict));
	const count = (which: "kept" | "missed") => verdicts.filter((one) => one === which).length;
	return `Budgets: ${count("kept")} kept, ${count("missed")} missed.`;
}

function cells(figure: Figure): readonly string[] {
	const { name, value, unit, budget, peers } = figure;
	return [
		`  ${name}`,
		amount(value, unit),
		budget === undefined ? "" : amount(budget, unit),
		verdict(figure) ?? "",
		...PEERS.map((peer) => {
			const theirs = peers?.[peer];
			return theirs === undefined ? "" : amount(theirs, unit);
		}),
	];
}

/** A number with its unit, as short as it stays exact enough to compare. */
export function amount(value: number, unit: Unit): string {
	switch (unit) {
		case "waits":
		case "records":
			return `${value}`;
		case "ratio":
			return `${Number(value.toFixed(value < 2 ? 4 : 1))}x`;
		case "ms":
			return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
		case "bytes":
			return `${(value / 1024).toFixed(1)} KiB`;
		case "instructions/KiB":
			return `${grouped(value)} /KiB`;
		case "pixels":
		case "instructions":
			return grouped(value);
	}
}

/** A whole number whose thousands can be told apart. */
function grouped(value: number): string {
	return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, " ");
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
	return HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}

/** Words to the left, numbers to the right. */
function align(text: string, column: number, widths: readonly number[]): string {
	const width = widths[column] ?? 0;
	return column === 0 || column === 3 ? text.padEnd(width) : text.padStart(width);
}

function fold(text: string): string[] {
	const lines: string[] = [];
	let line = " ";
	for (const word of text.split(" ")) {
		if (line.length + 1 + word.length > WIDTH) {
			lines.push(line);
			line = " ";
		}
		line += ` ${word}`;
	}
	return [...lines, line];
}
