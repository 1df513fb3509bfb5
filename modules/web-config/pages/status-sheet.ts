import { Failure } from "../../base/failure";
import type { HistoryEntry } from "../../jobs/history";
import { isRasterType, RASTER_TYPES } from "../../status-sheet/raster-type";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { failureNote, formToken, note } from "./parts";

const STATUS_SHEET = "/status-sheet";

/** Seconds between two looks of a browser without script. */
const REFRESH = 3;

/** The button for the status page; nothing on a printer that does not print. */
export function printButton(visit: AdministratorVisit): Markup | false {
	return (
		visit.services.statusSheet.isAvailable &&
		html`<form class="actions" method="post" action="${STATUS_SHEET}">${formToken(visit)}
<button>${visit.texts.web.statusSheet.print}</button></form>`
	);
}

/** Print Status Sheet: what will be printed, and what became of the last one. */
export function showStatusSheet(visit: AdministratorVisit): Reply {
	return sheetPage(visit, outcome(visit));
}

/** Starts to print. */
export function printStatusSheet(visit: AdministratorVisit): Reply {
	const { services, texts, form } = visit;
	const type = form("type");
	try {
		services.statusSheet.start({ texts, ...(isRasterType(type) && { type }) });
	} catch (error) {
		return sheetPage(visit, failureNote(visit, Failure.from(error)));
	}
	return redirect(STATUS_SHEET);
}

/** What the page's script asks for, to see whether the job has ended. */
export function statusSheetStatus(visit: AdministratorVisit): Reply {
	return { kind: "json", text: JSON.stringify({ state: stateOf(visit) }) };
}

function sheetPage(visit: AdministratorVisit, result: Markup | false): Reply {
	const { services, texts } = visit;
	const { statusSheet, device } = services;
	const words = texts.web.statusSheet;
	const running = lastSheet(visit)?.result === "running";
	const follow = running && html` data-follow="${STATUS_SHEET}/status"`;
	const paper = device.printEngine && texts.sheet.papers[device.printEngine.paper];
	const page = {
		kind: "page",
		heading: words.heading,
		content: html`<section class="card" data-state="${stateOf(visit)}"${follow}>
<p>${paper === undefined ? words.unavailable : words.intro(paper)}</p>${result}
<form method="post" action="${STATUS_SHEET}">${formToken(visit)}
${statusSheet.isAvailable && !running && typeChoice(visit)}
<div class="actions">${statusSheet.isAvailable && !running && html`<button class="first">${words.print}</button>`}
<a class="button" href="/">${texts.web.actions.back}</a></div></form></section>`,
	} as const;
	return running ? { ...page, refresh: REFRESH } : page;
}

function typeChoice({ texts }: AdministratorVisit): Markup {
	const { type, types } = texts.web.statusSheet;
	return html`<div class="row"><label class="label" for="type">${type}</label>
<select id="type" name="type">${RASTER_TYPES.map((name) => html`<option value="${name}">${types[name]}</option>`)}</select></div>`;
}

function outcome(visit: AdministratorVisit): Markup | false {
	const { printing, printed, cancelled } = visit.texts.web.statusSheet;
	const entry = lastSheet(visit);
	switch (entry?.result) {
		case undefined:
			return false;
		case "running":
			return html`<p class="busy" role="status">${printing}</p>`;
		case "cancelled":
			return note("warn", cancelled);
		default:
			return entry?.failure ? failureNote(visit, entry.failure) : note("good", printed);
	}
}

/** The last sheet that was asked for, while the history remembers it. */
function lastSheet({ services }: AdministratorVisit): HistoryEntry | undefined {
	return services.history.entries().find(({ type }) => type === "status-sheet");
}

/** Changes whenever the page would. */
function stateOf(visit: AdministratorVisit): string {
	const entry = lastSheet(visit);
	return entry ? `${entry.receiptNumber}-${entry.result}` : "never";
}
