import type { HistoryEntry, JobResult } from "../../jobs/history";
import { CONTENT } from "../layout";
import type { Color } from "../palette";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { List } from "../widgets/list";
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
	#end: (() => void) | undefined;

	/** The job that is under way moves on while the list is shown. */
	override enter(context: PanelContext): void {
		let shown = true;
		this.#end = () => {
			shown = false;
		};
		void context.queue.running?.ended.then(() => {
			if (shown) context.refresh();
		});
	}

	override leave(): void {
		this.#end?.();
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { panel, web } = context.texts;
		const title = new TitleBar(panel.menu.jobStatus, () => context.back());
		const entries = context.history.entries();
		if (entries.length === 0) {
			const empty = { text: web.jobs.empty, font: "body", color: "quiet", space: 16 } as const;
			return [title, new Paragraphs(CONTENT, [empty], context.measure)];
		}
		const rows = entries.map((entry) => ({
			label: context.texts.jobs.types[entry.type],
			note: describe(entry, context),
			noteColor: COLORS[entry.result],
			icon: "forward" as const,
			action: () => this.#open(entry, context),
		}));
		return [title, new List(CONTENT, rows, context.measure)];
	}

	#open({ receiptNumber }: HistoryEntry, context: PanelContext): void {
		const job = context.history.find(receiptNumber);
		if (job) context.open(new JobScreen(job));
	}
}

function describe({ result, code, startedAt, receiptNumber }: HistoryEntry, { texts }: PanelContext): string {
	const { columns, results } = texts.jobs;
	const parts = [`${columns.receiptNumber} ${receiptNumber}`];
	parts.push(code === undefined ? results[result] : `${results[result]} ${code}`);
	if (startedAt !== undefined) parts.push(texts.dates.dateTime(new Date(startedAt)));
	return parts.join(" · ");
}
