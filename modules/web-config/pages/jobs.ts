import type { HistoryEntry } from "../../jobs/history";
import { type Content, each, html, type Markup } from "../html";
import type { Reply, Visit } from "../visit";
import { failureSubjectEntry } from "./parts";

const RESULT_STYLES = {
	running: "",
	success: "good",
	partial: "warn",
	failed: "bad",
	cancelled: "",
} as const satisfies Record<HistoryEntry["result"], string>;

/** The job history with error codes, what they mean and what helps (guide, "Un code d'erreur s'est affiché"). */
export function showJobs({ services, texts }: Visit): Reply {
	const { jobs } = texts.web;
	const { columns } = texts.jobs;
	const entries = services.history.entries();
	const heads = [
		columns.receiptNumber,
		columns.startedAt,
		columns.type,
		columns.result,
		columns.code,
		columns.pages,
		columns.from,
		columns.to,
	];
	return {
		kind: "page",
		heading: jobs.heading,
		content:
			entries.length === 0
				? html`<p class="card">${jobs.empty}</p>`
				: html`<div class="card"><table class="jobs">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${each(entries, (entry) => jobRows(entry, texts))}</tbody>
</table></div>`,
	};
}

function jobRows(entry: HistoryEntry, texts: Visit["texts"]): Markup {
	const { columns, results, types } = texts.jobs;
	const { startedAt, result, code } = entry;
	const time = startedAt === undefined ? "–" : texts.dates.dateTime(new Date(startedAt));
	return html`<tr>
${cell(columns.receiptNumber, entry.receiptNumber)}
${cell(columns.startedAt, time)}
${cell(columns.type, types[entry.type])}
${cell(columns.result, html`<span class="pill ${RESULT_STYLES[result]}">${results[result]}</span>`)}
${cell(columns.code, code ?? "–")}
${cell(columns.pages, entry.pages)}
${cell(columns.from, breakable(entry.from), "any")}
${cell(
	columns.to,
	entry.to.map((address, index) => [index > 0 && ", ", breakable(address)]),
	"any",
)}
</tr>
${(entry.failure ?? entry.refused.length > 0) && explanation(entry, texts)}`;
}

function cell(label: string, value: Content, style = ""): Markup {
	return html`<td class="${style}" data-label="${label}"><span>${value}</span></td>`;
}

/** An address that a narrow column breaks after its `@`. */
function breakable(address: string): Content {
	const at = address.lastIndexOf("@") + 1;
	return [address.slice(0, at), html`<wbr>`, address.slice(at)];
}

/** Beneath a job that went wrong: the code's status and solution, then what is known beyond the code. */
function explanation({ code, failure, refused }: HistoryEntry, texts: Visit["texts"]): Markup {
	const { web } = texts;
	const coded = code === undefined ? undefined : texts.jobs.codes[code];
	const told = failure && texts.failures[failure.code];
	const subject = failure && failureSubjectEntry(failure, texts);
	return html`<tr class="why"><td colspan="8"><div class="note bad">
${
	coded &&
	html`<dl><div><dt>${texts.jobs.columns.code}</dt><dd>${code}</dd></div>
<div><dt>${web.jobs.status}</dt><dd>${coded.status}</dd></div>
<div><dt>${web.jobs.solution}</dt><dd>${coded.solution}</dd></div></dl>`
}
${subject && html`<dl>${subject}</dl>`}
${told && html`<p>${told.happened} ${told.remedy}</p>`}
${refused.length > 0 && html`<p>${web.jobs.refused} ${refused.map(({ address }) => address).join(", ")}</p>`}
${failure?.detail && html`<details><summary>${web.signIn.details}</summary>${failure.detail}</details>`}
</div></td></tr>`;
}
