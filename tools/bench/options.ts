import { parseArgs } from "node:util";
import type { Group } from "./group";
import type { Effort } from "./stage";

/** What the bench was asked to do. */
export interface BenchOptions extends Effort {
	readonly help: boolean;
	readonly json: boolean;
	/** What to measure. */
	readonly groups: readonly Group[];
}

/** Rounds where nobody says how many. */
const ROUNDS = 5;

/** Text of `npm run bench -- --help`. */
export function helpText(groups: readonly Group[]): string {
	const width = Math.max(...groups.map(({ key }) => key.length));
	return `npm run bench [-- OPTIONS] [-- GROUPS]

Measures Timbre's firmware on XS beside nodemailer and, where it is installed, curl: the same documents to the same lab,
over TLS, in one run. Says which budgets are kept. Ends with 0 whatever the figures are.

  --rounds N   how often each time is measured (default ${ROUNDS}; 50 MiB three fifths as often)
  --quick      every time once, without those of 50 MiB
  --json       one JSON object on standard output in place of the table (npm run -s keeps npm's own lines away)
  --help       this text

Groups (default all):
${groups.map(({ key, title }) => `  ${key.padEnd(width)}  ${title}`).join("\n")}
`;
}

/**
 * Reads the command line.
 * @param groups those there are
 * @throws Error of one line that says what is wrong
 */
export function parseOptions(words: readonly string[], groups: readonly Group[]): BenchOptions {
	const { values, positionals } = parseArgs({
		args: [...words],
		allowPositionals: true,
		options: {
			rounds: { type: "string" },
			quick: { type: "boolean", default: false },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	const { help, json, quick } = values;
	const rounds = values.rounds === undefined ? (quick ? 1 : ROUNDS) : wholeNumber(values.rounds);
	const chosen = positionals.map((key) => {
		const group = groups.find((candidate) => candidate.key === key);
		const keys = groups.map((candidate) => candidate.key).join(", ");
		if (!group) throw new Error(`there is no group ${key}; there are ${keys}`);
		return group;
	});
	return { help, json, quick, rounds, groups: chosen.length > 0 ? chosen : groups };
}

function wholeNumber(text: string): number {
	if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`--rounds takes a whole number above 0, not ${text}`);
	return Number(text);
}
