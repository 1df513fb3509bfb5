import type { Context } from "koa";
import { html, type Markup, page } from "./html";

/** Shows one of the lab's own pages: they are for those who develop and test, and in English only. */
export function showLabPage(context: Context, title: string, body: Markup): void {
	context.type = "html";
	context.body = page(
		"en",
		`${title} - Timbre Lab`,
		"wide",
		html`<header><strong>Timbre Lab</strong><a href="/">Start</a><a href="/device">Enter code</a><a href="/mailbox">Mailboxes</a><a href="/transcripts">Transcripts</a><a href="/faults">Faults</a></header>
<main>${body}</main>`,
	);
}
