import { splitURL } from "../../network/url";
import type { AccountState } from "../../oauth/account";
import { choiceName, failureOf, isUnderWay, loginOf } from "../../status/status";
import { chosenService, chosenServiceName, missingForSignIn } from "../email-server-draft";
import { type Content, html, type Markup, safeLink } from "../html";
import { qrCode } from "../qr-code";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { failureNote, formToken, note } from "./parts";

const SIGN_IN = "/network/email-server/sign-in";
const EMAIL_SERVER = "/network/email-server";

/** Seconds between two looks of a browser without script: the least interval of the sign-in itself (RFC 8628 section 3.2). */
const REFRESH = 5;

/** The sign-in with Microsoft as it stands: the button, the code and its page, or how it ended (guide, steps 6 to 11). */
export function showSignIn(visit: AdministratorVisit): Reply {
	const { services, texts } = visit;
	const { state } = services.account;
	const waiting = isUnderWay(state);
	if (!waiting && missingForSignIn(visit)) return redirect(EMAIL_SERVER);
	const reply = {
		kind: "page",
		heading: texts.web.signIn.heading,
		content: html`<section class="card" data-state="${state.kind}"${waiting && html` data-follow="${SIGN_IN}/status"`}>${content(visit, state)}</section>`,
	} as const;
	return waiting ? { ...reply, refresh: REFRESH } : reply;
}

/** Starts or cancels the sign-in. */
export function changeSignIn(visit: AdministratorVisit): Reply {
	const { services, language, session, sessions } = visit;
	const { account } = services;
	if (visit.form("action") === "cancel") {
		account.cancel();
		return redirect(EMAIL_SERVER);
	}
	if (!isUnderWay(account.state)) {
		if (missingForSignIn(visit)) return redirect(EMAIL_SERVER);
		const { service, clientId } = chosenService(visit);
		const { "mail.password": _, ...draft } = session.draft;
		sessions.suspended = draft;
		// The page shows how it went from the account's state, so nobody waits here for the answer.
		account.signIn(service, { language, clientId }).catch(() => {});
	}
	return redirect(SIGN_IN);
}

/** What the page's script asks for, to see whether the sign-in has gone on. */
export function signInStatus({ services }: AdministratorVisit): Reply {
	return { kind: "json", text: JSON.stringify({ state: services.account.state.kind }) };
}

function content(visit: AdministratorVisit, state: AccountState): Markup {
	const { signIn, actions } = visit.texts.web;
	switch (state.kind) {
		case "starting":
			return html`<p class="busy" role="status">${signIn.starting}</p>${cancelForm(visit)}`;
		case "code-shown":
			return html`${codeSteps(visit, state)}${cancelForm(visit)}`;
		case "signed-in":
			if (state.saved) break;
			return html`${note("good", signIn.done(state.login))}<p>${signIn.doneNext}</p>
<div class="actions"><a class="button first" href="${EMAIL_SERVER}">${signIn.toSettings}</a></div>`;
	}
	const failure = failureOf(state);
	return html`${failure && failureNote(visit, failure)}
<p>${signIn.intro(providerName(visit))}</p>
<form class="actions" method="post" action="${SIGN_IN}">${formToken(visit)}
<button class="first">${startLabel(visit)}</button>
<a class="button" href="${EMAIL_SERVER}">${loginOf(state) === undefined ? actions.cancel : actions.back}</a></form>`;
}

/** Whose account signs in: the service's name, or the server's where the service is one's own. */
function providerName(visit: AdministratorVisit): string {
	const name = chosenServiceName(visit);
	return name === "other"
		? splitURL(chosenService(visit).service.tokenEndpoint).host
		: choiceName("mail.service", name, visit.texts);
}

function startLabel(visit: AdministratorVisit): Content {
	const { signIn, email } = visit.texts.web;
	if (chosenServiceName(visit) === "other") return email.signIn;
	return html`<span class="ms" aria-hidden="true"><i></i><i></i><i></i><i></i></span>${signIn.start}`;
}

function codeSteps(
	{ texts }: AdministratorVisit,
	{ userCode, verificationUri, expiresAt }: AccountState & { kind: "code-shown" },
): Markup {
	const { signIn } = texts.web;
	const link = safeLink(verificationUri);
	const seconds = Math.max(0, Math.round((expiresAt - Date.now()) / 1000));
	return html`<ol class="steps">
<li><p>${signIn.steps.copy}</p><div class="actions"><output class="code" id="code" aria-label="${signIn.code}">${userCode}</output><button type="button" data-copy="#code" data-done="${signIn.copied}" hidden>${signIn.copy}</button></div></li>
<li><p>${signIn.steps.open}</p><p>${link === undefined ? html`<b>${verificationUri}</b>` : html`<a class="link" href="${link}" target="_blank" rel="noopener noreferrer">${verificationUri}</a>`}</p>${link !== undefined && qrCode(link, signIn.steps.scan)}</li>
<li><p>${signIn.steps.enter}</p></li>
</ol>
<p class="left"><span class="busy">${signIn.timeLeft}</span> <b data-seconds="${seconds}">${texts.dates.duration(seconds)}</b> <span>${signIn.updates}</span></p>`;
}

function cancelForm(visit: AdministratorVisit): Markup {
	return html`<form class="actions" method="post" action="${SIGN_IN}">${formToken(visit)}<button name="action" value="cancel">${visit.texts.web.actions.cancel}</button></form>`;
}
