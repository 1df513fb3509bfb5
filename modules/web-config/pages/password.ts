import { Failure } from "../../base/failure";
import { ADMINISTRATOR_PASSWORD } from "../../settings/administrator";
import { html, type Markup } from "../html";
import type { AdministratorVisit, Reply } from "../visit";
import { DESCRIBED, formToken, HINT, note } from "./parts";

/** The form for a new administrator password. */
export function showPassword(visit: AdministratorVisit): Reply {
	return page(visit, false);
}

/**
 * Sets the new password and logs out every other browser. The present one is asked for again, since a session may have
 * been left open on a desk; wrong ones count towards the lock-out.
 *
 * @throws Failure `storage.*`
 */
export async function changePassword(visit: AdministratorVisit): Promise<Reply> {
	const { services, session, texts } = visit;
	const { login, password } = texts.web;
	const next = visit.form("next") ?? "";
	if (next !== visit.form("again")) return refusal(visit, password.different);
	const outcome = await services.administrator.logIn(visit.form("current") ?? "");
	if (outcome.kind === "locked-out") {
		return refusal(visit, login.locked(texts.dates.duration(outcome.retryAfter)));
	}
	if (outcome.kind === "wrong") return refusal(visit, login.wrong(outcome.attemptsLeft));
	try {
		await services.administrator.setPassword(next, session);
	} catch (error) {
		if (!(error instanceof Failure) || error.code !== "settings.invalid") throw error;
		return refusal(visit, rule(visit));
	}
	return page(visit, note("good", password.saved));
}

function refusal(visit: AdministratorVisit, why: string): Reply {
	return { ...page(visit, note("bad", why)), status: 422 };
}

function rule({ texts }: AdministratorVisit): string {
	return texts.web.password.rule(ADMINISTRATOR_PASSWORD.min, ADMINISTRATOR_PASSWORD.max);
}

const PAGE = html`${"top"}<form class="card" method="post" action="/administrator/password">${"formToken"}
${"current"}
${"next"}
${"again"}
<div class="actions"><button class="first">${"ok"}</button></div></form>`;

function page(visit: AdministratorVisit, top: Markup | false) {
	const { password, actions } = visit.texts.web;
	return {
		kind: "page",
		heading: password.heading,
		content: PAGE({
			top,
			formToken: formToken(visit),
			current: passwordRow("current", password.current, "current-password"),
			next: passwordRow("next", password.next, "new-password", rule(visit)),
			again: passwordRow("again", password.again, "new-password"),
			ok: actions.ok,
		}),
	} as const;
}

const ROW = html`<div class="row"><label class="label" for="${"name"}">${"label"}</label>
<input id="${"name"}" name="${"name"}" type="password" autocomplete="${"autocomplete"}" required${"described"}>
${"hint"}</div>`;

function passwordRow(name: string, label: string, autocomplete: string, hint?: string): Markup {
	return ROW({
		name,
		label,
		autocomplete,
		described: hint && DESCRIBED({ ids: `${name}-hint` }),
		hint: hint && HINT({ id: name, hint }),
	});
}
