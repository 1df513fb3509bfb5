import { loginOf } from "../../status/status";
import { html } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { formToken } from "./parts";

const EMAIL_SERVER = "/network/email-server";

const SIGN_OUT = html`<form class="card" method="post" action="/network/email-server/sign-out">${"formToken"}
<p>${"question"}</p>
<div class="actions"><button class="first">${"signOut"}</button><a class="button" href="${"back"}">${"cancel"}</a></div>
</form>`;

/** Asks before the printer forgets a stored sign-in, which only a new sign-in brings back. */
export function showSignOut(visit: AdministratorVisit): Reply {
	const { texts, services } = visit;
	const { signOut: words, email } = texts.web;
	const login = loginOf(services.account.state);
	if (login === undefined) return redirect(EMAIL_SERVER);
	return {
		kind: "page",
		heading: words.heading,
		content: SIGN_OUT({
			formToken: formToken(visit),
			question: words.question(login),
			signOut: email.signOut,
			back: EMAIL_SERVER,
			cancel: texts.web.actions.cancel,
		}),
	};
}

/** Forgets the sign-in. */
export function signOut({ services, session }: AdministratorVisit): Reply {
	services.account.signOut();
	session.notice = "signed-out";
	return redirect(EMAIL_SERVER);
}
