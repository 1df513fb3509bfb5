import { statusBlocks } from "../../status/status";
import { each, html } from "../html";
import type { AdministratorVisit, Reply } from "../visit";
import { ENTRY, LIST } from "./parts";
import { printButton } from "./status-sheet";

const STATUS = html`${"warning"}<div class="blocks">${"blocks"}</div>${"print"}`;
const INITIAL_PASSWORD = html`<p class="note warn">${"initial"} <a href="/administrator/password">${"change"}</a></p>`;
const BLOCK = html`<section class="card"><h2>${"heading"}</h2>${"rows"}</section>`;

/** The first page: everything the printer tells about itself. */
export function showStatus(visit: AdministratorVisit): Reply {
	const { services, texts } = visit;
	const blocks = statusBlocks(services, texts);
	const { password } = texts.web;
	return {
		kind: "page",
		heading: texts.web.status.heading,
		content: STATUS({
			warning:
				services.administrator.usesInitialPassword &&
				INITIAL_PASSWORD({ initial: password.initial, change: password.change }),
			blocks: each(blocks, ({ heading, rows }) =>
				BLOCK({
					heading,
					rows: LIST({ entries: each(rows, ({ label, value }) => ENTRY({ label, value })) }),
				}),
			),
			print: printButton(visit),
		}),
	};
}
