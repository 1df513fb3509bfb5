import type Router from "@koa/router";
import type { Context } from "koa";
import { ACCOUNTS, SHARED_MAILBOX } from "../accounts";
import type { Mailboxes } from "../mail/mailboxes";
import { type MessageSummary, parseMessage } from "../mail/summary";
import { html, type Markup } from "./html";
import { showLabPage } from "./lab-page";

/** The pages that show mail. */
export function addMailboxPages(router: Router, mailboxes: Mailboxes): void {
	router.get("/mailbox", (context) => showMailboxes(context, mailboxes));
	router.get("/mailbox/:id", (context) => showMessage(context, mailboxes));
}

async function showMailboxes(context: Context, mailboxes: Mailboxes): Promise<void> {
	const known = [...ACCOUNTS.map((account) => account.address), SHARED_MAILBOX];
	const all = [...new Set([...known, ...mailboxes.addresses()])];
	const sections: Markup[] = [];
	for (const address of all) {
		const messages = await Promise.all(mailboxes.list(address).map(parseMessage));
		sections.push(mailbox(address, messages.map(({ summary }) => summary).reverse()));
	}
	showLabPage(context, "Mailboxes", html`<h1>Mailboxes</h1>${sections}`);
}

function count(number: number, what: string): string {
	return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function mailbox(address: string, messages: readonly MessageSummary[]): Markup {
	const rows = messages.map(
		(message) => html`<tr><td><a href="/mailbox/${message.id}">${message.subject || "(no subject)"}</a></td>
<td>${message.from}</td><td>${count(message.attachments.length, "attachment")}</td><td>${message.received}</td></tr>`,
	);
	const table = html`<table class="stack"><thead><tr><th>Subject</th><th>From</th><th>Attachments</th><th>Received</th></tr></thead>
<tbody>${rows}</tbody></table>`;
	return html`<h2>${address}</h2><div class="panel">${messages.length > 0 ? table : html`<p class="note">No mail.</p>`}</div>`;
}

async function showMessage(context: Context, mailboxes: Mailboxes): Promise<void> {
	const message = mailboxes.get(context["params"].id as string);
	if (message === undefined) return context.throw(404, "no such message");
	const { summary } = await parseMessage(message);
	const fields: readonly (readonly [string, string])[] = [
		["From", summary.from],
		["To", summary.to],
		["Date", summary.date],
		["Message-ID", summary.messageId],
		["Envelope", `${summary.sender} to ${summary.recipients.join(", ")}, signed in as ${summary.login}`],
		["Size", `${summary.size} octets, ${summary.body}`],
	];
	const attachments = summary.attachments.map(
		(
			attachment,
			index,
		) => html`<tr><td><a href="/api/messages/${summary.id}/attachments/${index}">${attachment.fileName || `part ${index}`}</a></td>
<td>${attachment.type}</td><td>${attachment.size} octets</td><td><code>${attachment.sha256}</code></td></tr>`,
	);
	showLabPage(
		context,
		summary.subject,
		html`<h1>${summary.subject || "(no subject)"}</h1>
<div class="panel"><table>${fields.map(([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`)}</table></div>
<h2>Text</h2><pre>${summary.text}</pre>
<h2>Attachments</h2><div class="panel"><table class="stack">${attachments}</table></div>
<p><a href="/api/messages/${summary.id}/raw">The message as it came</a></p>`,
	);
}
