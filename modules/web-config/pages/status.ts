import { statusBlocks } from "../../status/status";
import { each, html } from "../html";
import type { AdministratorVisit, Reply } from "../visit";
import { printButton } from "./status-sheet";

/** The first page: everything the printer tells about itself. */
export function showStatus(visit: AdministratorVisit): Reply {
	const { services, texts } = visit;
	const blocks = statusBlocks(services, texts);
	const { password } = texts.web;
	return {
		kind: "page",
		heading: texts.web.status.heading,
		content: html`${
			services.administrator.usesInitialPassword &&
			html`<p class="note warn">${password.initial} <a href="/administrator/password">${password.change}</a></p>`
		}<div class="blocks">${each(
			blocks,
			({ heading, rows }) =>
				html`<section class="card"><h2>${heading}</h2><dl>${each(
					rows,
					({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
				)}</dl></section>`,
		)}</div>${printButton(visit)}`,
	};
}
