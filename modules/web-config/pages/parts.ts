import type { Failure } from "../../base/failure";
import type { Texts } from "../../language/texts";
import { failureSubject } from "../../status/failure-subject";
import { html, type Markup } from "../html";
import type { Visit } from "../visit";

/** The proof in every form that it came from the printer's own page; see `Session.formToken`. */
export function formToken({ formToken: token }: Visit): Markup {
	return html`<input type="hidden" name="token" value="${token}">`;
}

/** A short message; read out at once by screen readers. */
export function note(kind: "good" | "warn" | "bad", text: string): Markup {
	return html`<p class="note ${kind}" role="status">${text}</p>`;
}

/** The server or the setting that a failure is about, where it names one, as an entry of a list. */
export function failureSubjectEntry(failure: Failure, texts: Texts): Markup | undefined {
	const subject = failureSubject(failure, texts);
	return subject && html`<div><dt>${subject.label}</dt><dd>${subject.value}</dd></div>`;
}

/** What happened to what, what helps, and what the server said, if it said something. */
export function failureNote({ texts }: Visit, failure: Failure): Markup {
	const { happened, remedy } = texts.failures[failure.code];
	const subject = failureSubjectEntry(failure, texts);
	return html`<div class="note bad" role="alert">
<p><strong>${happened}</strong></p>${subject && html`<dl>${subject}</dl>`}<p>${remedy}</p>
${failure.detail && html`<details><summary>${texts.web.signIn.details}</summary>${failure.detail}</details>`}
</div>`;
}
