import { remedyOf } from "../../status/failure-subject";
import { accountWarning } from "../../status/status";
import { type Content, html, type Markup } from "../html";
import { accountOf, type ServerVisit } from "../visit";

const STATUS_ROW = html`<div class="row" data-for="oauth2">${"status"}</div>`;
const NO_CONNECTION = html`<span class="label"></span><div><button name="action" value="sign-in">${"signIn"}</button></div>`;
const CURRENT_STATUS = html`<span class="label">${"label"}</span>${"connection"}`;

/** Current Status with Sign out, or the button Sign In where there is no connection. */
export function currentStatusRow(visit: ServerVisit): Markup {
	const { texts } = visit;
	const { email } = texts.web;
	const { state } = accountOf(visit);
	return STATUS_ROW({
		status:
			state.kind === "signed-out"
				? NO_CONNECTION({ signIn: email.signIn })
				: CURRENT_STATUS({ label: email.currentStatus, connection: connection(visit) }),
	});
}

const CONNECTION = html`<div class="actions"><span class="pill ${"style"}">${"status"}</span>
${"buttons"}</div>
${"notes"}`;
const BUTTON = html`<button class="small" name="action" value="${"action"}">${"label"}</button>`;
const WARNING = html`<p class="note warn">${"text"}</p>`;
const EXPIRY = html`<p class="note bad">${"happened"} ${"remedy"}</p>`;

function connection(visit: ServerVisit): Content {
	const { texts } = visit;
	const { email } = texts.web;
	const { state } = accountOf(visit);
	switch (state.kind) {
		case "signed-in":
			return CONNECTION({
				style: "good",
				status: email.signedIn,
				buttons: BUTTON({ action: "sign-out", label: email.signOut }),
				notes: [() => renewalWarning(visit), !state.saved && WARNING({ text: email.signedInUntilOK })],
			});
		case "expired": {
			const { code } = state.failure;
			const { happened } = texts.failures[code];
			return CONNECTION({
				style: "bad",
				status: texts.status.values.signInExpired,
				buttons: [
					BUTTON({ action: "sign-in", label: email.signInAgain }),
					BUTTON({ action: "sign-out", label: email.signOut }),
				],
				notes: EXPIRY({ happened, remedy: remedyOf(code, visit.server, texts) }),
			});
		}
		case "starting":
		case "code-shown":
			return CONNECTION({
				style: "",
				status: texts.status.values.signingIn,
				buttons: BUTTON({ action: "sign-in", label: email.showCode }),
				notes: undefined,
			});
		default:
			return undefined;
	}
}

/** Refreshing has failed for as long as is set, or no certificate can be checked by the clock. */
function renewalWarning(visit: ServerVisit): Content {
	const { server, services, texts } = visit;
	const { settings, device } = services;
	const warning = accountWarning({ settings, device, account: accountOf(visit) }, texts);
	if (!warning) return undefined;
	const { code } = warning.failure;
	const { happened } = texts.failures[code];
	const remedy = remedyOf(code, server, texts);
	return WARNING({ text: `${warning.failing ? `${warning.text} ` : ""}${happened} ${remedy}` });
}
