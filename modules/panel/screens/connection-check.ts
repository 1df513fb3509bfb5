import type { TestReport } from "../../mail/connection-test";
import { ACTION, CONTENT, CONTENT_ABOVE_ACTIONS } from "../layout";
import { type PanelContext, Screen } from "../screen";
import { NONE, type Widget } from "../widget";
import { Button } from "../widgets/button";
import { Checklist } from "../widgets/checklist";
import { OUTCOME_HEIGHT, Outcome } from "../widgets/outcome";
import {
	failureRemedy,
	failureSubjectTitled,
	type Paragraph,
	Paragraphs,
	titled,
} from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";

/** Tries the mail settings as the screen opens: the steps are ticked off, and what fails comes with its one remedy. */
export class ConnectionCheckScreen extends Screen {
	#started = false;
	#running = false;
	#shown = false;
	#checklist: Checklist | undefined;
	#stopObserving: () => void = () => {};

	override get underWay(): boolean {
		return this.#running;
	}

	override enter(context: PanelContext): void {
		this.#shown = true;
		this.#stopObserving = context.connectionTest.observe(() => this.#follow(context));
		if (!this.#started) this.#start(context);
	}

	override leave(): void {
		this.#shown = false;
		this.#stopObserving();
		this.#checklist = undefined;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { panel } = context.texts;
		const { report } = context.connectionTest;
		const title = new TitleBar(panel.menu.connectionCheck, () => context.back());
		this.#checklist = undefined;
		if (!this.#running && report) return [title, ...this.#ended(report, context)];
		const { steps } = context.texts.web.connectionTest;
		this.#checklist = new Checklist(
			CONTENT,
			(report?.steps ?? []).map((step) => steps[step]),
		);
		this.#checklist.show(report?.current ?? 0);
		return [title, this.#checklist];
	}

	#start(context: PanelContext): void {
		this.#started = true;
		this.#running = true;
		this.focusedWidget = NONE;
		void context.connectionTest.run().then(() => {
			this.#running = false;
			this.focusedWidget = NONE;
			if (this.#shown) context.refresh();
		});
		context.refresh();
	}

	#follow(context: PanelContext): void {
		const changed = this.#checklist?.show(context.connectionTest.report?.current ?? 0);
		if (changed) context.invalidate(changed);
	}

	#ended(report: TestReport, context: PanelContext): readonly Widget[] {
		const { panel, web } = context.texts;
		const { failure } = report;
		const body = {
			...CONTENT_ABOVE_ACTIONS,
			y: CONTENT_ABOVE_ACTIONS.y + OUTCOME_HEIGHT,
			height: CONTENT_ABOVE_ACTIONS.height - OUTCOME_HEIGHT,
		};
		return [
			new Outcome(failure ? "failed" : "success", failure ? panel.check.failed : panel.check.passed),
			new Paragraphs(body, paragraphsOf(report, context), context.measure),
			new Button(ACTION, web.connectionTest.again, "primary", () => this.#start(context)),
		];
	}
}

function paragraphsOf({ steps, current, failure }: TestReport, { texts }: PanelContext): Paragraph[] {
	const { connectionTest } = texts.web;
	if (!failure) return [{ text: connectionTest.passed, font: "body", color: "ink", space: 0 }];
	const paragraphs: Paragraph[] = [
		{ text: texts.failures[failure.code].happened, font: "body", color: "ink", space: 0 },
		...failureSubjectTitled(failure, texts),
		...titled(texts.status.labels.solution, failureRemedy(failure, texts)),
	];
	const step = steps[current];
	if (step) paragraphs.push(...titled(texts.panel.check.step, connectionTest.steps[step]));
	return paragraphs;
}
