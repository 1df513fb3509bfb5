import { MIB } from "./documents";
import { type Figure, median } from "./figure";
import type { Group } from "./group";
import { ENCODINGS, type Encoding, type Stage } from "./stage";

/** Milliseconds of one size, one number for each round. */
interface Times {
	readonly timbre: Readonly<Record<Encoding, number[]>>;
	readonly nodemailer: number[];
	readonly curl: number[];
}

/** The most that Timbre's time may be of nodemailer's. */
const BUDGETS: Readonly<Record<Encoding, number>> = { binarymime: 1, base64: 1.5 };

/** The size that the budgets are for, in MiB. */
const BUDGET_SIZE = 10;

/** Wall time of one message, and its ratio to nodemailer's. */
export const SMTP_TIME: Group = {
	key: "time",
	title: "Time for one message",
	about:
		"Timbre from the job's start to its success, over its control API; nodemailer from the connection to sendMail's " +
		"answer, in a warm process; curl as a whole process. Each over a new connection, in turn, in one run; the median.",
	async *measure(stage) {
		for (const race of plan(stage)) yield* describe(race, await run(stage, race));
	},
};

/** Who sends what how often. */
interface Race {
	/** MiB of the attachment. */
	readonly size: number;
	readonly rounds: number;
	/** Timbre's ways; the peers have one. */
	readonly encodings: readonly Encoding[];
}

/** The longest less often, and its two ways apart, so that the one is known even where the other fails. */
function plan({ effort: { rounds, quick } }: Stage): readonly Race[] {
	const short = [1, BUDGET_SIZE].map((size) => ({ size, rounds, encodings: ENCODINGS }));
	if (quick) return short;
	const long = ENCODINGS.map((encoding) => ({
		...{ size: 50, rounds: Math.ceil(rounds * 0.6), encodings: [encoding] },
	}));
	return [...short, ...long];
}

/** Lets everybody send in turn, each round beginning with another, so that a slow moment hits all alike. */
async function run(stage: Stage, { size, rounds, encodings }: Race): Promise<Times> {
	const times: Times = { timbre: { binarymime: [], base64: [] }, nodemailer: [], curl: [] };
	const letter = stage.letter(size * MIB);
	const { timbre, nodemailer, curl } = stage;
	const entries = [
		...encodings.map((encoding) => ({ sender: timbre, encoding, into: times.timbre[encoding] })),
		{ sender: nodemailer, encoding: "base64", into: times.nodemailer } as const,
		...(curl ? [{ sender: curl, encoding: "base64", into: times.curl } as const] : []),
	];
	for (let round = 0; round < rounds; round++) {
		const first = round % entries.length;
		for (const { sender, encoding, into } of [...entries.slice(first), ...entries.slice(0, first)]) {
			into.push((await stage.offering(encoding, () => stage.send(sender, letter))).duration);
		}
	}
	return times;
}

function describe({ size, encodings }: Race, times: Times): Figure[] {
	const nodemailer = median(times.nodemailer);
	const curl = times.curl.length > 0 ? { curl: median(times.curl) } : {};
	return encodings.flatMap((encoding): Figure[] => {
		const value = median(times.timbre[encoding]);
		const budget = size === BUDGET_SIZE ? { budget: BUDGETS[encoding] } : {};
		return [
			{
				name: `smtp.time.${encoding}.${size}MiB`,
				value,
				unit: "ms",
				peers: { nodemailer, ...curl },
			},
			{
				name: `smtp.time-ratio.${encoding}.${size}MiB`,
				value: value / nodemailer,
				unit: "ratio",
				...budget,
				peers: { nodemailer: 1, ...(curl.curl && { curl: curl.curl / nodemailer }) },
			},
		];
	});
}
