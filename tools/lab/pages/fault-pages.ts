import type Router from "@koa/router";
import type { Context } from "koa";
import type { Consents } from "../consents";
import { FAULTS, type FaultValue, isFaultName } from "../fault-table";
import type { FaultState, Faults } from "../faults";
import { html, type Markup } from "./html";
import { showLabPage } from "./lab-page";

/** The page that turns faults on and off. */
export function addFaultPages(router: Router, faults: Faults, consents: Consents): void {
	router.get("/faults", (context) => showFaults(context, faults));
	router.post("/faults", (context) => {
		const { name = "", value = "", action = "" } = (context.request.body ?? {}) as Record<string, string>;
		if (action === "clear-all") faults.clearAll();
		else if (action === "revoke-consent") consents.revoke();
		else if (!isFaultName(name)) return showFaults(context, faults, `There is no fault ${name}.`);
		else if (action === "clear") faults.clear(name);
		else {
			const typed = readValue(value.trim());
			if (!FAULTS[name].values.accepts(typed)) {
				return showFaults(context, faults, `${name} takes ${FAULTS[name].values.hint}.`);
			}
			faults.set(name, typed);
		}
		context.status = 303;
		return context.redirect("/faults");
	});
}

/** A value as a person types it: nothing means "on". */
function readValue(text: string): FaultValue {
	if (text === "" || text === "true") return true;
	return /^\d+$/.test(text) ? Number(text) : text.replace(/^"(.*)"$/, "$1");
}

function showFaults(context: Context, faults: Faults, error?: string): void {
	const rows = faults.list().map(row);
	showLabPage(
		context,
		"Faults",
		html`<h1>Faults</h1>
${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
<div class="panel"><table class="stack"><thead><tr><th>Name</th><th>What it does</th><th>Value</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<form method="post" action="/faults"><div class="buttons">
<button class="plain" name="action" value="revoke-consent">Forget every consent</button>
<button class="plain" name="action" value="clear-all">Clear all faults</button>
</div></form>`,
	);
}

function row(fault: FaultState): Markup {
	const on = fault.value !== undefined;
	const state = on ? html`<p class="on">on: ${String(fault.value)}${times(fault)}</p>` : undefined;
	const button = on
		? html`<button class="plain" name="action" value="clear">Clear</button>`
		: html`<input type="text" name="value" aria-label="Value of ${fault.name}" placeholder="${short(fault.values)}"><button name="action" value="set">Set</button>`;
	return html`<tr><td><code>${fault.name}</code></td>
<td>${fault.effect}<br><span class="note">${fault.where}; value: ${fault.values}</span></td>
<td>${state}<form method="post" action="/faults"><input type="hidden" name="name" value="${fault.name}">${button}</form></td></tr>`;
}

function times(fault: FaultState): string {
	return fault.times === undefined ? "" : ` (${fault.times} more)`;
}

function short(hint: string): string {
	return hint.length > 24 ? `${hint.slice(0, 22)}…` : hint;
}
