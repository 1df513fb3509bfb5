import { type HistoryEntry, historyEntry, type JobResult } from "../../jobs/history";
import type { Job } from "../../jobs/job";
import { CONTENT } from "../layout";
import type { Color } from "../palette";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { List, type Row } from "../widgets/list";
import { Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";
import { JobScreen } from "./job";

const COLORS: Readonly<Record<JobResult, Color>> = {
	running: "accent",
	success: "success",
	partial: "warning",
	failed: "error",
	cancelled: "quiet",
};

/** The job history, newest first. */
export class JobsScreen extends Screen {
	#shown = false;

	/** The job under way may end while the list is shown. */
	override enter(context: PanelContext): void {
		this.#shown = true;
		void context.queue.running?.ended.then(() => {
			if (this.#shown) context.refresh(CONTENT);
		});
	}

	override leave(): void {
		this.#shown = false;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { panel, web } = context.texts;
		const title = new TitleBar(panel.menu.jobStatus, () => context.back());
		const numbers = context.history.entries().map(({ receiptNumber }) => receiptNumber);
		if (numbers.length === 0) {
			const empty = { text: web.jobs.empty, font: "body", color: "quiet", space: 16 } as const;
			return [title, new Paragraphs(CONTENT, [empty], context.measure)];
		}
		const rows = {
			length: numbers.length,
			at: (index: number) => jobRow(context.history.find(numbers[index] ?? 0), context),
		};
		return [title, new List(CONTENT, rows, context.measure)];
	}
}

/** The row of a job; undefined once the history has forgotten it. */
function jobRow(job: Job | undefined, context: PanelContext): Row | undefined {
	if (!job) return undefined;
	const entry = historyEntry(job);
	return {
		label: context.texts.jobs.types[entry.type],
		note: describe(entry, context),
		noteColor: COLORS[entry.result],
		icon: "forward",
		action: () => context.open(new JobScreen(job)),
	};
}

function describe({ result, code, startedAt, receiptNumber }: HistoryEntry, { texts }: PanelContext): string {
	const { columns, results } = texts.jobs;
	const parts = [`${columns.receiptNumber} ${receiptNumber}`];
	parts.push(code === undefined ? results[result] : `${results[result]} ${code}`);
	if (startedAt !== undefined) parts.push(texts.dates.dateTime(new Date(startedAt)));
	return parts.join(" · ");
}
