import { sessionCookie } from "../cookies";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { formToken, note } from "./parts";

/** Asks before everything is forgotten. */
export function showFactoryReset(visit: AdministratorVisit): Reply {
	return page(visit, false);
}

/**
 * Forgets everything and restarts, once the administrator password was entered again: a session may have been left open
 * on a desk. Wrong ones count towards the lock-out.
 *
 * @throws Failure `storage.failed`
 */
export async function restoreFactorySettings(visit: AdministratorVisit): Promise<Reply> {
	const { services, sessions, texts } = visit;
	const { login } = texts.web;
	const outcome = await services.administrator.logIn(visit.form("current") ?? "");
	if (outcome.kind === "locked-out") {
		return refusal(visit, login.locked(texts.dates.duration(outcome.retryAfter)));
	}
	if (outcome.kind === "wrong") return refusal(visit, login.wrong(outcome.attemptsLeft));
	services.factoryReset.run();
	sessions.endAll();
	return redirect("/login?why=reset", [sessionCookie("")]);
}

function refusal(visit: AdministratorVisit, why: string): Reply {
	return { ...page(visit, note("bad", why)), status: 422 };
}

function page(visit: AdministratorVisit, top: Markup | false) {
	const { factoryReset, login, actions } = visit.texts.web;
	return {
		kind: "page",
		heading: factoryReset.heading,
		content: html`${top}<form class="card" method="post" action="/administrator/factory-reset">${formToken(visit)}
<p>${factoryReset.forgets}</p>
<p>${factoryReset.afterwards}</p>
<div class="row"><label class="label" for="current">${login.password}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required></div>
<div class="actions"><button class="first">${factoryReset.restore}</button><a class="button" href="/">${actions.cancel}</a></div></form>`,
	} as const;
}
