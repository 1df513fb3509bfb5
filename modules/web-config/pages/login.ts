import { isUnsaved } from "../../status/status";
import { sessionCookie } from "../cookies";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect, type Visit } from "../visit";
import { formToken, note } from "./parts";

/** The administrator's login. */
export function showLogin(visit: Visit): Reply {
	const { login } = visit.texts.web;
	if (visit.session) return redirect("/");
	const why = visit.query("why");
	if (why === "ended") return page(visit, note("warn", login.ended));
	if (why === "reset") return page(visit, note("good", visit.texts.web.factoryReset.done));
	return page(visit, why === "out" && note("good", login.loggedOut));
}

/**
 * Checks the password and starts a session. The session is always a new one: what the browser brought along stays
 * unknown, so nobody can have fixed it in advance.
 */
export async function logIn(visit: Visit): Promise<Reply> {
	const { services, sessions, texts, session } = visit;
	const { login } = texts.web;
	const outcome = await services.administrator.logIn(visit.form("password") ?? "");
	if (outcome.kind === "locked-out") {
		const duration = texts.dates.duration(outcome.retryAfter);
		return { ...page(visit, note("bad", login.locked(duration))), status: 429 };
	}
	if (outcome.kind === "wrong")
		return { ...page(visit, note("bad", login.wrong(outcome.attemptsLeft))), status: 403 };
	sessions.end(session?.id);
	const unsaved = services.accounts.servers.some(({ state }) => isUnsaved(state));
	const draft = unsaved ? sessions.suspended : {};
	return redirect("/", [sessionCookie(sessions.start(draft).id)]);
}

/** Ends the session; what was typed and not stored goes with it, a sign-in without OK too. */
export function logOut({ services, sessions, session }: AdministratorVisit): Reply {
	for (const account of services.accounts.servers) {
		if (account.state.kind === "signed-in" && !account.state.saved) account.discard();
	}
	sessions.end(session.id);
	return redirect("/login?why=out", [sessionCookie("")]);
}

const PAGE = html`<div class="narrow">${"top"}<form class="card" method="post" action="/login">${"formToken"}
<h2>${"heading"}</h2><p class="hint">${"intro"}</p>
<div class="row"><label class="label" for="password">${"password"}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus aria-describedby="password-hint">
<p class="hint" id="password-hint">${"initialPassword"}</p></div>
<button class="first">${"ok"}</button></form></div>`;

function page(visit: Visit, top: Markup | false) {
	const { login, actions } = visit.texts.web;
	return {
		kind: "page",
		heading: login.heading,
		content: PAGE({
			top,
			formToken: formToken(visit),
			heading: login.heading,
			intro: login.intro,
			password: login.password,
			initialPassword: login.initialPassword,
			ok: actions.ok,
		}),
	} as const;
}
