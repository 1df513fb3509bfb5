import type Router from "@koa/router";
import { ACCOUNTS, CLIENT_ID, SHARED_MAILBOX, TENANT_ID } from "../accounts";
import type { Directory } from "../authority/directory";
import type { Consents } from "../consents";
import type { Transcripts } from "../mail/transcript";
import { html } from "./html";
import { showLabPage } from "./lab-page";

/** Where one of Microsoft's servers is played. */
export interface Route {
	/** The name a client connects to, and checks in the certificate. */
	readonly host: string;
	readonly port: number;
	readonly address: string;
	readonly localPort: number;
}

/** What the start page shows. */
export interface HomeParts {
	readonly consents: Consents;
	readonly directories: readonly Directory[];
	readonly transcripts: Transcripts;
	routes(): readonly Route[];
}

/** The start page, and the conversations of the mail server. */
export function addHomePages(router: Router, parts: HomeParts): void {
	router.get("/", (context) => {
		const codes = parts.directories.flatMap((directory) => directory.pendingCodes());
		showLabPage(
			context,
			"Start",
			html`<h1>A local Microsoft 365</h1>
<p>Nothing here leaves this computer. Sign in with one of the accounts below; the passwords are no secret.</p>
<h2>Codes that wait</h2><div class="panel">${
				codes.length === 0
					? html`<p class="note">No device is waiting.</p>`
					: html`<table>${codes.map((code) => html`<tr><td><a href="/device?user_code=${code.userCode}"><code>${code.userCode}</code></a></td><td>${code.audience}</td></tr>`)}</table>`
			}</div>
<h2>Accounts</h2><div class="panel"><table class="stack"><thead><tr><th>Address</th><th>Password</th><th>Name</th><th>Role</th></tr></thead><tbody>${ACCOUNTS.map(
				(account) =>
					html`<tr><td>${account.address}</td><td><code>${account.password}</code></td><td>${account.name}</td><td>${
						account.administrator ? "administrator" : account.audience === "consumers" ? "personal" : "user"
					}</td></tr>`,
			)}</tbody></table></div>
<p class="note">Shared mailbox: ${SHARED_MAILBOX}, Send As for ${ACCOUNTS.filter((account) =>
				account.sendAs.includes(SHARED_MAILBOX),
			)
				.map((account) => account.address)
				.join(", ")}. The organization has ${parts.consents.organization ? "" : "not "}consented.</p>
<h2>Servers</h2><div class="panel"><table class="stack"><thead><tr><th>Plays</th><th>Listens on</th></tr></thead><tbody>${parts
				.routes()
				.map(
					(route) =>
						html`<tr><td>${route.host}:${route.port}</td><td>${route.address}:${route.localPort}</td></tr>`,
				)}</tbody></table></div>
<p class="note">Application (client) id <code>${CLIENT_ID}</code>, directory (tenant) id <code>${TENANT_ID}</code>. <a href="/root.pem">The lab's root certificate</a>.</p>`,
		);
	});
	router.get("/transcripts", (context) => {
		const list = [...parts.transcripts.list()].reverse();
		showLabPage(
			context,
			"Transcripts",
			html`<h1>Conversations with the mail server</h1>${list.map(
				(one) => html`<h2>Connection ${one.id}: ${one.login ?? "nobody signed in"}</h2>
<p class="note">${one.tlsVersion ?? "no TLS"}, ${one.waits} waits, ${one.bytesReceived} octets received${one.closed ? "" : ", still open"}</p><pre>${one.text}</pre>`,
			)}`,
		);
	});
}
