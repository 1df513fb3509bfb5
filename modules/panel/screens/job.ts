import { historyEntry } from "../../jobs/history";
import type { Job } from "../../jobs/job";
import { ACTION } from "../layout";
import { type PanelContext, Screen } from "../screen";
import { NONE, type Widget } from "../widget";
import { Button } from "../widgets/button";
import { TitleBar } from "../widgets/title-bar";
import { JobProgress, type Running } from "./job-progress";
import { endedJob } from "./job-report";

/** One job: how far it has come, and then what became of it. */
export class JobScreen extends Screen {
	readonly #job: Job;
	#progress: JobProgress | undefined;

	constructor(job: Job) {
		super();
		this.#job = job;
	}

	/** Is it this job that the screen shows? */
	shows(job: Job): boolean {
		return job === this.#job;
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

	override get underWay(): boolean {
		return this.#job.state.kind === "running";
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
			: [title, ...endedJob(historyEntry(this.#job), context)];
	}

	#running(state: Running, context: PanelContext): readonly Widget[] {
		const { job } = context.texts.panel;
		this.#progress = new JobProgress(this.#job.description.type, state, this.#job.cancelled, context);
		if (this.#job.cancelled) return this.#progress.widgets;
		const stop = new Button(ACTION, job.stop, "plain", () => this.#stop(context));
		return [...this.#progress.widgets, stop];
	}

	#stop(context: PanelContext): void {
		this.#job.cancel();
		context.refresh();
	}
}
