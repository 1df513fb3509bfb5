import type { Box } from "../../graphics/box";
import type { JobState, JobType } from "../../jobs/job";
import type { Texts } from "../../language/texts";
import { CONTENT, MARGIN } from "../layout";
import type { PanelContext } from "../screen";
import type { Widget } from "../widget";
import { Label } from "../widgets/label";
import { ProgressBar } from "../widgets/progress-bar";

/** The state of a job that runs. */
export type Running = Extract<JobState, { readonly kind: "running" }>;

/** What a job of this type says while it runs and at its end. */
export function jobWords(
	type: JobType,
	{ panel }: Texts,
): Texts["panel"]["job"] | Texts["panel"]["printJob"] {
	if (type === "fax") return panel.faxJob;
	return type === "status-sheet" ? panel.printJob : panel.job;
}

/** The widgets of a job that runs: what it does, a bar and figures. */
export class JobProgress {
	readonly #doing: Label;
	readonly #bar: ProgressBar;
	readonly #percent: Label;
	readonly #bytes: Label;
	readonly #type: JobType;
	readonly #cancelled: boolean;

	constructor(type: JobType, state: Running, cancelled: boolean, context: PanelContext) {
		const { measure } = context;
		const [x, width] = [MARGIN + 4, CONTENT.width - 2 * MARGIN - 8];
		const line = (y: number, height: number) => ({ x, y: CONTENT.y + y, width, height });
		this.#type = type;
		this.#cancelled = cancelled;
		this.#doing = new Label(line(24, measure.lineHeight("title")), "", "title", "ink");
		this.#bar = new ProgressBar(line(64, 12));
		const below = line(88, measure.lineHeight("strong"));
		this.#percent = new Label({ ...below, width: 60 }, "", "strong", "ink");
		this.#bytes = new Label({ ...below, x: x + 60, width: width - 60 }, "", "body", "quiet", "right");
		this.#take(state, context);
	}

	get widgets(): readonly Widget[] {
		return [this.#doing, this.#bar, this.#percent, this.#bytes];
	}

	/** Shows how far the job has come, and has drawn what changed by that. */
	show(state: Running, context: PanelContext): void {
		for (const box of this.#take(state, context)) context.invalidate(box);
	}

	/** @returns the places that changed */
	#take({ sent, total }: Running, context: PanelContext): Box[] {
		const { job } = context.texts.panel;
		const words = jobWords(this.#type, context.texts);
		const doing = this.#cancelled ? job.stopping : sent === 0 ? words.preparing : words.sending;
		const done = total ? Math.min(1, sent / total) : 0;
		const changed = [this.#bar.show(done)];
		if (this.#doing.show(doing)) changed.push(this.#doing.box);
		if (this.#percent.show(total ? job.percent(done) : "")) changed.push(this.#percent.box);
		if (this.#bytes.show(sent === 0 ? "" : words.progress(sent, total))) changed.push(this.#bytes.box);
		return changed.filter((box) => box !== undefined);
	}
}
