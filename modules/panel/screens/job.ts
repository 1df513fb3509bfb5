import { type HistoryEntry, historyEntry } from "../../jobs/history";
import type { Job, JobState } from "../../jobs/job";
import { ACTION, CONTENT, CONTENT_ABOVE_ACTIONS, MARGIN } from "../layout";
import { type PanelContext, Screen } from "../screen";
import { NONE, type Widget } from "../widget";
import { Button } from "../widgets/button";
import { Label } from "../widgets/label";
import { OUTCOME_HEIGHT, Outcome, type OutcomeKind } from "../widgets/outcome";
import { type Paragraph, Paragraphs, titled } from "../widgets/paragraphs";
import { ProgressBar } from "../widgets/progress-bar";
import { TitleBar } from "../widgets/title-bar";

type Running = Extract<JobState, { readonly kind: "running" }>;

/** One job: how far it has come, and then what became of it. */
export class JobScreen extends Screen {
	readonly #job: Job;
	#progress: Progress | undefined;

	constructor(job: Job) {
		super();
		this.#job = job;
	}

	override enter(context: PanelContext): void {
		this.#job.observe(({ state }) => {
			if (state.kind === "running" && this.#progress) this.#progress.show(state, context);
			else {
				this.focusedWidget = NONE;
				context.refresh();
			}
		});
	}

	override leave(): void {
		this.#job.observe(() => {});
		this.#progress = undefined;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { jobs } = context.texts;
		const title = new TitleBar(jobs.types[this.#job.description.type], () => context.back());
		const { state } = this.#job;
		this.#progress = undefined;
		return state.kind === "running"
			? [title, ...this.#running(state, context)]
			: [title, ...ended(historyEntry(this.#job), context)];
	}

	#running(state: Running, context: PanelContext): readonly Widget[] {
		const { job } = context.texts.panel;
		this.#progress = new Progress(state, this.#job.cancelled, context);
		if (this.#job.cancelled) return this.#progress.widgets;
		const stop = new Button(ACTION, job.stop, "plain", () => this.#stop(context));
		return [...this.#progress.widgets, stop];
	}

	#stop(context: PanelContext): void {
		this.#job.cancel();
		context.refresh();
	}
}

/** What moves while a job runs. */
class Progress {
	readonly #doing: Label;
	readonly #bar: ProgressBar;
	readonly #percent: Label;
	readonly #bytes: Label;
	readonly #cancelled: boolean;

	constructor(state: Running, cancelled: boolean, context: PanelContext) {
		const { measure } = context;
		const [x, width] = [MARGIN + 4, CONTENT.width - 2 * MARGIN - 8];
		const line = (y: number, height: number) => ({ x, y: CONTENT.y + y, width, height });
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

	#take({ sent, total }: Running, context: PanelContext) {
		const { job } = context.texts.panel;
		const doing = this.#cancelled ? job.stopping : sent === 0 ? job.preparing : job.sending;
		const done = total ? Math.min(1, sent / total) : 0;
		const changed = [this.#bar.show(done)];
		if (this.#doing.show(doing)) changed.push(this.#doing.box);
		if (this.#percent.show(total ? job.percent(done) : "")) changed.push(this.#percent.box);
		if (this.#bytes.show(sent === 0 ? "" : job.progress(sent, total))) changed.push(this.#bytes.box);
		return changed.filter((box) => box !== undefined);
	}
}

function ended(entry: HistoryEntry, context: PanelContext): readonly Widget[] {
	const { panel, web } = context.texts;
	const kind: OutcomeKind = entry.result === "running" ? "cancelled" : entry.result;
	const code = kind === "failed" ? entry.code : undefined;
	const heading = code === undefined ? panel.job[kind] : panel.job.errorCode(code);
	const top = CONTENT_ABOVE_ACTIONS.y + OUTCOME_HEIGHT;
	const body = { ...CONTENT_ABOVE_ACTIONS, y: top, height: CONTENT_ABOVE_ACTIONS.height - OUTCOME_HEIGHT };
	return [
		new Outcome(kind, heading),
		new Paragraphs(body, report(entry, context), context.measure),
		new Button(ACTION, web.actions.ok, "primary", () => context.back()),
	];
}

/** What a person needs to know of a job that has ended: what went wrong, what helps, and whom it reached. */
function report({ result, failure, code, refused, to }: HistoryEntry, { texts }: PanelContext): Paragraph[] {
	const paragraphs: Paragraph[] = [];
	if (result === "failed" && failure) {
		const { happened, remedy } = texts.failures[failure.code];
		paragraphs.push({ text: happened, font: "body", color: "ink", space: 0 });
		paragraphs.push(...titled(texts.status.labels.solution, remedy));
	}
	for (const refusal of refused) {
		const { happened, remedy } = texts.failures[refusal.failure.code];
		paragraphs.push(...titled(texts.panel.job.refused, refusal.address));
		paragraphs.push({ text: `${happened} ${remedy}`, font: "small", color: "quiet", space: 2 });
	}
	const reached = to.filter((address) => !refused.some((refusal) => refusal.address === address));
	if (reached.length > 0) paragraphs.push(...titled(texts.jobs.columns.to, reached.join("\n")));
	// The guide's table of error codes.
	if (code !== undefined)
		paragraphs.push(...titled(texts.jobs.columns.code, `${code}: ${texts.jobs.codes[code].status}`));
	return paragraphs;
}
