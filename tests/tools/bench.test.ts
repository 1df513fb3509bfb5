import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Cleanup } from "../../tools/bench/cleanup";
import { type Figure, median, verdict } from "../../tools/bench/figure";
import { GROUPS } from "../../tools/bench/groups";
import { helpText, parseOptions } from "../../tools/bench/options";
import { jsonReport } from "../../tools/bench/report-json";
import { amount, type Section, tableReport } from "../../tools/bench/report-table";

const CIRCUMSTANCES = { slotBits: 32, rounds: 5 } as const;

const KEPT: Figure = {
	...{ name: "smtp.waits", value: 7, unit: "waits", budget: 7 },
	peers: { nodemailer: 8, curl: 11 },
};
const MISSED: Figure = {
	...{ name: "smtp.wire-ratio.base64", value: 1.3791, unit: "ratio", budget: 1.37 },
	peers: { nodemailer: 1.3713 },
};
const FREE: Figure = { name: "compute-per-KiB.base64", value: 18724.4, unit: "instructions/KiB" };

const SECTIONS: readonly Section[] = [
	{ group: { title: "Mail", about: "What is counted." }, figures: [KEPT, MISSED] },
	{ group: { title: "Work", about: "Instructions." }, figures: [FREE] },
];

/** Escape sequences as a terminal's colours are made of. */
const COLOUR = /\x1b\[\d+m/g;

describe("a figure", () => {
	test("keeps its budget up to the budget itself; without one there is nothing to keep", () => {
		expect(verdict(KEPT)).toBe("kept");
		expect(verdict(MISSED)).toBe("missed");
		expect(verdict(FREE)).toBeUndefined();
		expect(verdict({ ...KEPT, value: 7.001 })).toBe("missed");
		expect(verdict({ ...KEPT, value: 7.004, digits: 2 })).toBe("kept");
		expect(verdict({ ...KEPT, value: 7.006, digits: 2 })).toBe("missed");
	});

	test("of several measurements is their median", () => {
		expect(median([5])).toBe(5);
		expect(median([900, 1, 3])).toBe(3);
		expect(median([4, 1, 900, 2])).toBe(3);
		expect(() => median([])).toThrow(RangeError);
	});

	test.each([
		[7, "waits", "7"],
		[1, "ratio", "1x"],
		[1.0021, "ratio", "1.0021x"],
		[13.12, "ratio", "13.1x"],
		[4.56, "ms", "4.6 ms"],
		[1307.4, "ms", "1307 ms"],
		[1, "records", "1"],
		[6202.9, "pixels", "6 203"],
		[131072, "bytes", "128.0 KiB"],
		[191621486, "instructions", "191 621 486"],
		[18724.4, "instructions/KiB", "18 724 /KiB"],
	] as const)("%d %s reads %s", (value, unit, text) => {
		expect(amount(value, unit)).toBe(text);
	});
});

describe("the table", () => {
	test("has a line for each figure, aligned under the headings", () => {
		expect(tableReport(SECTIONS, CIRCUMSTANCES, false).split("\n")).toEqual([
			"                               Timbre  budget          nodemailer  curl",
			"",
			"Mail",
			"  What is counted.",
			"  smtp.waits                        7       7  kept             8    11",
			"  smtp.wire-ratio.base64      1.3791x   1.37x  missed     1.3713x",
			"",
			"Work",
			"  Instructions.",
			"  compute-per-KiB.base64  18 724 /KiB",
			"",
			"Budgets: 1 kept, 1 missed. (XS with 32-bit slots, 5 rounds)",
			"",
		]);
	});

	test("has colours only where it is told so, and the same text with them", () => {
		const plain = tableReport(SECTIONS, CIRCUMSTANCES, false);
		const coloured = tableReport(SECTIONS, CIRCUMSTANCES, true);
		expect(plain).not.toMatch(COLOUR);
		expect(coloured).toContain("\x1b[32mkept");
		expect(coloured).toContain("\x1b[31mmissed");
		expect(coloured.replace(COLOUR, "")).toBe(plain);
	});
});

test("the JSON is one object, in which every figure has every field", () => {
	const text = jsonReport([KEPT, FREE], CIRCUMSTANCES);
	expect(text).not.toContain("\n");
	expect(JSON.parse(text)).toEqual({
		slotBits: 32,
		rounds: 5,
		figures: [
			{ ...KEPT, verdict: "kept" },
			{ ...FREE, budget: null, verdict: null, peers: {} },
		],
	});
});

describe("the command line", () => {
	test("measures everything five times unless it is told otherwise", () => {
		expect(parseOptions([], GROUPS)).toMatchObject({ rounds: 5, quick: false, json: false, groups: GROUPS });
		expect(parseOptions(["--quick"], GROUPS)).toMatchObject({ rounds: 1, quick: true });
		expect(parseOptions(["--rounds", "9", "--json"], GROUPS)).toMatchObject({ rounds: 9, json: true });
		expect(parseOptions(["heap", "waits"], GROUPS).groups.map(({ key }) => key)).toEqual(["heap", "waits"]);
	});

	test.each([
		[["--rounds", "0"], "--rounds takes a whole number above 0, not 0"],
		[["speed"], "there is no group speed; there are waits, wire, time, heap, sheet, compute, panel, flash"],
		[["--fast"], "--fast"],
	])("%j is refused with one line", (words, line) => {
		expect(() => parseOptions(words, GROUPS)).toThrow(line);
	});

	test("--help names every group", () => {
		for (const { key, title } of GROUPS)
			expect(helpText(GROUPS)).toMatch(new RegExp(`^ +${key} +${title}$`, "m"));
	});
});

test("what was begun is undone in the end, the newest first, once, and to the end where a step fails", async () => {
	const cleanup = new Cleanup();
	const done: string[] = [];
	cleanup.add(() => done.push("lab"));
	cleanup.add(async () => {
		throw new Error("printer");
	});
	cleanup.add(() => done.push("nodemailer"));
	await expect(cleanup.run()).rejects.toThrow("printer");
	await cleanup.run();
	expect(done).toEqual(["nodemailer", "lab"]);
});

/** Figures that whoever follows Timbre over time relies on, each with the least and the most that can be true. */
const PROMISED: Readonly<Record<string, readonly [number, number]>> = {
	"smtp.waits": [5, 20],
	"smtp.waits.10-recipients": [5, 40],
	"smtp.waits.two-step": [6, 20],
	"smtp.wire-ratio.binarymime": [1, 1.5],
	"smtp.wire-ratio.base64": [4 / 3, 2],
	"smtp.time-ratio.binarymime.10MiB": [0.001, 10_000],
	"smtp.time-ratio.base64.10MiB": [0.001, 10_000],
	"smtp.time.binarymime.10MiB": [1, 600_000],
	"smtp.time.base64.10MiB": [1, 600_000],
	"heap.idle-bytes": [4096, 262_144],
	"heap.peak-bytes.send-10MiB": [8192, 262_144],
	"heap.peak-bytes.send-50MiB": [8192, 262_144],
	"heap.added-bytes.stream": [0, 262_144],
	"heap.peak-bytes.print-sheet": [8192, 262_144],
	"sheet.raster-bytes": [10_000, 262_144],
	"compute-per-KiB.base64": [1, 1e6],
	"compute-per-KiB.binarymime": [1, 1e6],
	"flash.records-per-refresh": [1, 10],
	"flash.records-per-idle-day": [0, 10],
};

async function output(stream: ChildProcess["stdout"]): Promise<string> {
	return Buffer.concat((await stream?.toArray()) ?? []).toString("utf8");
}

describe("a quick run", () => {
	let report: { readonly figures: readonly Figure[] };
	let progress: string;

	beforeAll(async () => {
		const bench = spawn(process.execPath, ["tools/run.mjs", "tools/bench/main.ts", "--quick", "--json"]);
		const ended = once(bench, "close");
		const [text, errors] = await Promise.all([output(bench.stdout), output(bench.stderr)]);
		const [code] = await ended;
		progress = errors;
		if (code !== 0) throw new Error(errors);
		report = JSON.parse(text);
	}, 600_000);

	test("tells its progress beside the JSON, not in it", () => {
		for (const { title } of GROUPS) expect(progress).toContain(`bench: ${title}...\n`);
	});

	test.each(Object.entries(PROMISED))("measures %s, between %j", (name, [least, most]) => {
		const [figure, ...others] = report.figures.filter((one) => one.name === name);
		expect(others).toEqual([]);
		expect(figure?.value).toBeGreaterThanOrEqual(least);
		expect(figure?.value).toBeLessThanOrEqual(most);
	});

	test("measures nodemailer in everything that SMTP has to do with", () => {
		for (const { name, peers } of report.figures) {
			if (name.startsWith("smtp.")) expect(peers?.nodemailer).toBeGreaterThan(0);
		}
	});
});
