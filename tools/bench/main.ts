import { Cleanup } from "./cleanup";
import type { Figure } from "./figure";
import { GROUPS } from "./groups";
import { type BenchOptions, helpText, parseOptions } from "./options";
import { jsonReport } from "./report-json";
import { type Section, tableReport } from "./report-table";
import { Stage } from "./stage";

/** Progress is for people, and never in the way of a program that reads the figures. */
function say(line: string): void {
	process.stderr.write(`bench: ${line}\n`);
}

/** Says in a line what went wrong, and ends with 1 in the end. */
function fail(message: string): void {
	say(message.split("\n")[0] ?? "");
	process.exitCode = 1;
}

/** Measures group after group; one that cannot go on is told, and the next ones have their turn all the same. */
async function measure(
	stage: Stage,
	{ groups }: BenchOptions,
	interruption: AbortSignal,
): Promise<readonly Section[]> {
	const sections: Section[] = [];
	for (const group of groups) {
		say(`${group.title}...`);
		const figures: Figure[] = [];
		sections.push({ group, figures });
		try {
			for await (const figure of group.measure(stage)) figures.push(figure);
		} catch (error) {
			interruption.throwIfAborted();
			fail(`${group.key}: ${(error as Error).message}`);
		}
	}
	return sections;
}

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2), GROUPS);
	if (options.help) {
		process.stdout.write(helpText(GROUPS));
		return;
	}
	const cleanup = new Cleanup();
	const interruption = new AbortController();
	const interrupt = (): void => {
		interruption.abort();
		void cleanup.run().finally(() => process.exit(130));
	};
	process.once("SIGINT", interrupt);
	process.once("SIGTERM", interrupt);
	try {
		say("starting the lab, the printer and its peers...");
		const stage = await Stage.open(options, cleanup);
		if (!stage.curl) say("curl with SMTP is not installed, so it is left out");
		const sections = await measure(stage, options, interruption.signal);
		const circumstances = { slotBits: stage.timbre.bits, rounds: options.rounds };
		const figures = sections.flatMap((section) => section.figures);
		process.stdout.write(
			options.json
				? `${jsonReport(figures, circumstances)}\n`
				: `\n${tableReport(sections, circumstances, process.stdout.isTTY === true)}`,
		);
	} catch (error) {
		if (!interruption.signal.aborted) throw error;
	} finally {
		await cleanup.run();
	}
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
