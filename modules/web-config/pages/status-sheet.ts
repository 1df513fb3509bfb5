import { Failure } from "../../base/failure";
import type { HistoryEntry } from "../../jobs/history";
import { isRasterType, RASTER_TYPES } from "../../status-sheet/raster-type";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { BUSY, FOLLOW, failureNote, formToken, note } from "./parts";

const STATUS_SHEET = "/status-sheet";

/** Seconds between two looks of a browser without script. */
const REFRESH = 3;

const BUTTON_FORM = html`<form class="actions" method="post" action="${"path"}">${"formToken"}
<button>${"label"}</button></form>`;

/** The button for the status page; nothing on a printer that does not print. */
export function printButton(visit: AdministratorVisit): Markup | false {
	if (!visit.services.statusSheet.isAvailable) return false;
	return BUTTON_FORM({
		path: STATUS_SHEET,
		formToken: formToken(visit),
		label: visit.texts.web.statusSheet.print,
	});
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

const SHEET = html`<section class="card" data-state="${"state"}"${"follow"}>
<p>${"intro"}</p>${"result"}
<form method="post" action="${"path"}">${"formToken"}
${"types"}
<div class="actions">${"print"}
<a class="button" href="/">${"back"}</a></div></form></section>`;
const PRINT = html`<button class="first">${"label"}</button>`;

function sheetPage(visit: AdministratorVisit, result: Markup | false): Reply {
	const { services, texts } = visit;
	const { statusSheet, device } = services;
	const words = texts.web.statusSheet;
	const running = lastSheet(visit)?.result === "running";
	const mayPrint = statusSheet.isAvailable && !running;
	const paper = device.printEngine && texts.sheet.papers[device.printEngine.paper];
	const page = {
		kind: "page",
		heading: words.heading,
		content: SHEET({
			state: stateOf(visit),
			follow: running && FOLLOW({ path: STATUS_SHEET }),
			intro: paper === undefined ? words.unavailable : words.intro(paper),
			result,
			path: STATUS_SHEET,
			formToken: formToken(visit),
			types: mayPrint && typeChoice(visit),
			print: mayPrint && PRINT({ label: words.print }),
			back: texts.web.actions.back,
		}),
	} as const;
	return running ? { ...page, refresh: REFRESH } : page;
}

const TYPES = html`<div class="row"><label class="label" for="type">${"label"}</label>
<select id="type" name="type">${"options"}</select></div>`;
const OPTION = html`<option value="${"value"}">${"name"}</option>`;

function typeChoice({ texts }: AdministratorVisit): Markup {
	const { type, types } = texts.web.statusSheet;
	const options = RASTER_TYPES.map((value) => OPTION({ value, name: types[value] }));
	return TYPES({ label: type, options });
}

function outcome(visit: AdministratorVisit): Markup | false {
	const { printing, printed, cancelled } = visit.texts.web.statusSheet;
	const entry = lastSheet(visit);
	switch (entry?.result) {
		case undefined:
			return false;
		case "running":
			return BUSY({ text: printing });
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
