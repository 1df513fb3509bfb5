import type { Failure } from "../../base/failure";
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

/** What happened, what helps, and what the server said, if it said something. */
export function failureNote({ texts }: Visit, failure: Failure): Markup {
	const { happened, remedy } = texts.failures[failure.code];
	return html`<div class="note bad" role="alert">
<p><strong>${happened}</strong></p><p>${remedy}</p>
${failure.detail && html`<details><summary>${texts.web.signIn.details}</summary>${failure.detail}</details>`}
</div>`;
}
