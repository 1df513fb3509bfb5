import type { HistoryEntry } from "../../jobs/history";
import { serverOf } from "../../jobs/job";
import { remedyOf } from "../../status/failure-subject";
import { type Content, each, html, type Markup } from "../html";
import type { Reply, Visit } from "../visit";
import { ENTRY, FAILURE_DETAILS, failureSubjectEntry, LIST } from "./parts";

const RESULT_STYLES = {
	running: "",
	success: "good",
	partial: "warn",
	failed: "bad",
	cancelled: "",
} as const satisfies Record<HistoryEntry["result"], string>;

const NO_JOBS = html`<p class="card">${"empty"}</p>`;
const JOBS = html`<div class="card"><table class="jobs">
<thead><tr>${"heads"}</tr></thead>
<tbody>${"rows"}</tbody>
</table></div>`;
const HEAD = html`<th scope="col">${"name"}</th>`;

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
				? NO_JOBS({ empty: jobs.empty })
				: JOBS({
						heads: each(heads, (name) => HEAD({ name })),
						rows: each(entries, (entry) => jobRows(entry, texts)),
					}),
	};
}

const ROWS = html`<tr>
${"receiptNumber"}
${"startedAt"}
${"type"}
${"result"}
${"code"}
${"pages"}
${"from"}
${"to"}
</tr>
${"explanation"}`;
const RESULT = html`<span class="pill ${"style"}">${"result"}</span>`;

function jobRows(entry: HistoryEntry, texts: Visit["texts"]): Markup {
	const { columns, results, types } = texts.jobs;
	const { startedAt, result, code } = entry;
	const time = startedAt === undefined ? "–" : texts.dates.dateTime(new Date(startedAt));
	const to = entry.to.map((address, index) => [index > 0 && ", ", breakable(address)]);
	return ROWS({
		receiptNumber: cell(columns.receiptNumber, entry.receiptNumber),
		startedAt: cell(columns.startedAt, time),
		type: cell(columns.type, types[entry.type]),
		result: cell(columns.result, RESULT({ style: RESULT_STYLES[result], result: results[result] })),
		code: cell(columns.code, code ?? "–"),
		pages: cell(columns.pages, entry.pages),
		from: cell(columns.from, breakable(entry.from), "any"),
		to: cell(columns.to, to, "any"),
		explanation: (entry.failure ?? entry.refused.length > 0) && explanation(entry, texts),
	});
}

const CELL = html`<td class="${"style"}" data-label="${"label"}"><span>${"value"}</span></td>`;

function cell(label: string, value: Content, style = ""): Markup {
	return CELL({ style, label, value });
}

const BREAK = html`<wbr>`;

/** An address that a narrow column breaks after its `@`. */
function breakable(address: string): Content {
	const at = address.lastIndexOf("@") + 1;
	return [address.slice(0, at), BREAK, address.slice(at)];
}

const EXPLANATION = html`<tr class="why"><td colspan="8"><div class="note bad">
${"coded"}
${"subject"}
${"told"}
${"refused"}
${"details"}
</div></td></tr>`;
const PARAGRAPH = html`<p>${"first"} ${"second"}</p>`;

/** Beneath a job that went wrong: the code's status and solution, then what is known beyond the code. */
function explanation({ type, code, failure, refused }: HistoryEntry, texts: Visit["texts"]): Markup {
	const { signIn, jobs } = texts.web;
	const coded = code === undefined ? undefined : texts.jobs.codes[code];
	const told = failure && texts.failures[failure.code];
	const subject = failure && failureSubjectEntry(failure, texts);
	return EXPLANATION({
		coded:
			coded &&
			LIST({
				entries: [
					ENTRY({ label: texts.jobs.columns.code, value: code }),
					ENTRY({ label: jobs.status, value: coded.status }),
					ENTRY({ label: jobs.solution, value: coded.solution }),
				],
			}),
		subject: subject && LIST({ entries: subject }),
		told: told && PARAGRAPH({ first: told.happened, second: remedyOf(failure.code, serverOf(type), texts) }),
		refused:
			refused.length > 0 &&
			PARAGRAPH({ first: jobs.refused, second: refused.map(({ address }) => address).join(", ") }),
		details: failure?.detail && FAILURE_DETAILS({ summary: signIn.details, detail: failure.detail }),
	});
}
