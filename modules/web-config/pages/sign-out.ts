import { loginOf } from "../../status/status";
import { html } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { formToken } from "./parts";

const EMAIL_SERVER = "/network/email-server";

/** Asks before the printer forgets a stored sign-in, which only a new sign-in brings back. */
export function showSignOut(visit: AdministratorVisit): Reply {
	const { texts, services } = visit;
	const { signOut: words, email } = texts.web;
	const login = loginOf(services.account.state);
	if (login === undefined) return redirect(EMAIL_SERVER);
	return {
		kind: "page",
		heading: words.heading,
		content: html`<form class="card" method="post" action="/network/email-server/sign-out">${formToken(visit)}
<p>${words.question(login)}</p>
<div class="actions"><button class="first">${email.signOut}</button><a class="button" href="${EMAIL_SERVER}">${texts.web.actions.cancel}</a></div>
</form>`,
	};
}

/** Forgets the sign-in. */
export function signOut({ services, session }: AdministratorVisit): Reply {
	services.account.signOut();
	session.notice = "signed-out";
	return redirect(EMAIL_SERVER);
}
