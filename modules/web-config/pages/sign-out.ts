import { loginOf } from "../../status/status";
import { html } from "../html";
import { accountOf, type Reply, redirect, type ServerVisit } from "../visit";
import { formToken } from "./parts";

const SIGN_OUT = html`<form class="card" method="post" action="${"path"}">${"formToken"}
<p>${"question"}</p>
<div class="actions"><button class="first">${"signOut"}</button><a class="button" href="${"back"}">${"cancel"}</a></div>
</form>`;

/** Asks before the printer forgets a stored sign-in, which only a new sign-in brings back. */
export function showSignOut(visit: ServerVisit): Reply {
	const { texts } = visit;
	const { signOut: words, email } = texts.web;
	const login = loginOf(accountOf(visit).state);
	if (login === undefined) return redirect(visit.home);
	return {
		kind: "page",
		heading: words.heading,
		content: SIGN_OUT({
			path: `${visit.home}/sign-out`,
			formToken: formToken(visit),
			question: words.question[visit.server](login),
			signOut: email.signOut,
			back: visit.home,
			cancel: texts.web.actions.cancel,
		}),
	};
}

/** Forgets the sign-in. */
export function signOut(visit: ServerVisit): Reply {
	accountOf(visit).signOut();
	visit.session.notice = "signed-out";
	return redirect(visit.home);
}
