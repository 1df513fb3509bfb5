import type { Failure } from "../../base/failure";
import type { ServerName } from "../../base/fax-server";
import type { Texts } from "../../language/texts";
import { failureSubject, remedyOf } from "../../status/failure-subject";
import { html, type Markup } from "../html";
import type { Visit } from "../visit";

const FORM_TOKEN = html`<input type="hidden" name="token" value="${"token"}">`;

/** The proof in every form that it came from the printer's own page; see `Session.formToken`. */
export function formToken({ formToken: token }: Visit): Markup {
	return FORM_TOKEN({ token });
}

const NOTE = html`<p class="note ${"kind"}" role="status">${"text"}</p>`;

/** A short message; read out at once by screen readers. */
export function note(kind: "good" | "warn" | "bad", text: string): Markup {
	return NOTE({ kind, text });
}

/** A list of {@link ENTRY}s. */
export const LIST = html`<dl>${"entries"}</dl>`;

/** What something is called, and what it is. */
export const ENTRY = html`<div><dt>${"label"}</dt><dd>${"value"}</dd></div>`;

/** What is said beneath the control of this id, which is {@link DESCRIBED} by it for screen readers. */
export const HINT = html`<p class="hint" id="${"id"}-hint">${"hint"}</p>`;

/** A control's attribute: ids of what is said about it. */
export const DESCRIBED = html` aria-describedby="${"ids"}"`;

/** Something goes on meanwhile. */
export const BUSY = html`<p class="busy" role="status">${"text"}</p>`;

/** An element's attribute: the page's script loads the page at `path` again when its `/status` tells another state. */
export const FOLLOW = html` data-follow="${"path"}/status"`;

/** The server or the setting that a failure is about, where it names one, as an entry of a list. */
export function failureSubjectEntry(failure: Failure, texts: Texts): Markup | undefined {
	const subject = failureSubject(failure, texts);
	return subject && ENTRY({ label: subject.label, value: subject.value });
}

const FAILURE_NOTE = html`<div class="note bad" role="alert">
<p><strong>${"happened"}</strong></p>${"subject"}<p>${"remedy"}</p>
${"details"}
</div>`;

/** What the server said, folded away. */
export const FAILURE_DETAILS = html`<details><summary>${"summary"}</summary>${"detail"}</details>`;

/** What happened to what, what helps, and what the server said, if it said something. @param server with which it happened */
export function failureNote({ texts }: Visit, failure: Failure, server: ServerName = "mail"): Markup {
	const { happened } = texts.failures[failure.code];
	const subject = failureSubjectEntry(failure, texts);
	return FAILURE_NOTE({
		happened,
		subject: subject && LIST({ entries: subject }),
		remedy: remedyOf(failure.code, server, texts),
		details: failure.detail && FAILURE_DETAILS({ summary: texts.web.signIn.details, detail: failure.detail }),
	});
}
