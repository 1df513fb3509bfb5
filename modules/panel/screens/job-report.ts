import type { HistoryEntry } from "../../jobs/history";
import { serverOf } from "../../jobs/job";
import { remedyOf } from "../../status/failure-subject";
import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import type { PanelContext } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { OUTCOME_HEIGHT, Outcome, type OutcomeKind } from "../widgets/outcome";
import { failureSubjectTitled, type Paragraph, Paragraphs, titled } from "../widgets/paragraphs";
import { jobWords } from "./job-progress";

/** The widgets of a job that has ended: how, what a person needs to know of it, and OK. */
export function endedJob(entry: HistoryEntry, context: PanelContext): readonly Widget[] {
	const { panel, web } = context.texts;
	const kind: OutcomeKind = entry.result === "running" ? "cancelled" : entry.result;
	const code = kind === "failed" ? entry.code : undefined;
	const heading = code === undefined ? jobWords(entry.type, context.texts)[kind] : panel.job.errorCode(code);
	const top = CONTENT_ABOVE_ACTIONS.y + OUTCOME_HEIGHT;
	const body = { ...CONTENT_ABOVE_ACTIONS, y: top, height: CONTENT_ABOVE_ACTIONS.height - OUTCOME_HEIGHT };
	return [
		new Outcome(kind, heading),
		new Paragraphs(body, report(entry, context), context.measure),
		new Button(ACTION, web.actions.ok, "primary", () => context.back()),
	];
}

/** What went wrong, what helps, and whom it reached. */
function report(
	{ type, result, failure, code, refused, to }: HistoryEntry,
	{ texts }: PanelContext,
): Paragraph[] {
	const paragraphs: Paragraph[] = [];
	if (result === "failed" && failure) {
		const { happened } = texts.failures[failure.code];
		const own = type === "to-my-email" && failure.action === "sign-in";
		const remedy = own ? texts.panel.toMyEmail.again : remedyOf(failure.code, serverOf(type), texts);
		paragraphs.push({ text: happened, font: "body", color: "ink", space: 0 });
		paragraphs.push(...failureSubjectTitled(failure, texts));
		paragraphs.push(...titled(texts.status.labels.solution, remedy));
		// What the sign-in service says of an error that has no text of its own.
		if (failure.code === "oauth.refused" && failure.detail) {
			paragraphs.push(...titled(texts.web.signIn.details, failure.detail));
		}
	}
	for (const refusal of refused) {
		const { happened } = texts.failures[refusal.failure.code];
		const remedy = remedyOf(refusal.failure.code, serverOf(type), texts);
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
