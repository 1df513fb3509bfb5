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

const PAGE = html`${"top"}<form class="card" method="post" action="/administrator/factory-reset">${"formToken"}
<p>${"forgets"}</p>
<p>${"afterwards"}</p>
<div class="row"><label class="label" for="current">${"password"}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required></div>
<div class="actions"><button class="first">${"restore"}</button><a class="button" href="/">${"cancel"}</a></div></form>`;

function page(visit: AdministratorVisit, top: Markup | false) {
	const { factoryReset, login, actions } = visit.texts.web;
	return {
		kind: "page",
		heading: factoryReset.heading,
		content: PAGE({
			top,
			formToken: formToken(visit),
			forgets: factoryReset.forgets,
			afterwards: factoryReset.afterwards,
			password: login.password,
			restore: factoryReset.restore,
			cancel: actions.cancel,
		}),
	} as const;
}
