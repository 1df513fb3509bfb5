import { splitURL } from "../../network/url";
import type { AccountState } from "../../oauth/account";
import { choiceName, failureOf, isUnderWay, loginOf } from "../../status/status";
import { chosenService, chosenServiceName, missingForSignIn } from "../email-server-draft";
import { type Content, html, type Markup, safeLink } from "../html";
import { qrCode } from "../qr-code";
import { accountOf, type Reply, redirect, type ServerVisit } from "../visit";
import { BUSY, FOLLOW, failureNote, formToken, note } from "./parts";

/** Seconds between two looks of a browser without script: the least interval of the sign-in itself (RFC 8628 section 3.2). */
const REFRESH = 5;

const SECTION = html`<section class="card" data-state="${"state"}"${"follow"}>${"content"}</section>`;

function signInPath({ home }: ServerVisit): string {
	return `${home}/sign-in`;
}

/** The sign-in with Microsoft as it stands: the button, the code and its page, or how it ended (guide, steps 6 to 11). */
export function showSignIn(visit: ServerVisit): Reply {
	const { texts } = visit;
	const { state } = accountOf(visit);
	const waiting = isUnderWay(state);
	if (!waiting && missingForSignIn(visit)) return redirect(visit.home);
	const reply = {
		kind: "page",
		heading: texts.web.signIn.heading,
		content: SECTION({
			state: state.kind,
			follow: waiting && FOLLOW({ path: signInPath(visit) }),
			content: content(visit, state),
		}),
	} as const;
	return waiting ? { ...reply, refresh: REFRESH } : reply;
}

/** Starts or cancels the sign-in. */
export function changeSignIn(visit: ServerVisit): Reply {
	const { language, session, sessions } = visit;
	const account = accountOf(visit);
	if (visit.form("action") === "cancel") {
		account.cancel();
		return redirect(visit.home);
	}
	if (!isUnderWay(account.state)) {
		if (missingForSignIn(visit)) return redirect(visit.home);
		const { service, clientId } = chosenService(visit);
		const { "mail.password": _, "fax.password": __, ...draft } = session.draft;
		sessions.suspended = draft;
		// The page shows how it went from the account's state, so nobody waits here for the answer.
		account.signIn(service, { language, clientId }).catch(() => {});
	}
	return redirect(signInPath(visit));
}

/** What the page's script asks for, to see whether the sign-in has gone on. */
export function signInStatus(visit: ServerVisit): Reply {
	return { kind: "json", text: JSON.stringify({ state: accountOf(visit).state.kind }) };
}

const WAITING = html`${"progress"}${"cancel"}`;
const SIGNED_IN = html`${"note"}<p>${"next"}</p>
<div class="actions"><a class="button first" href="${"path"}">${"toSettings"}</a></div>`;
const SIGNED_OUT = html`${"failure"}
<p>${"intro"}</p>
<form class="actions" method="post" action="${"path"}">${"formToken"}
<button class="first">${"start"}</button>
<a class="button" href="${"backPath"}">${"back"}</a></form>`;

function content(visit: ServerVisit, state: AccountState): Markup {
	const { signIn, actions } = visit.texts.web;
	switch (state.kind) {
		case "starting":
			return WAITING({ progress: BUSY({ text: signIn.starting }), cancel: cancelForm(visit) });
		case "code-shown":
			return WAITING({ progress: codeSteps(visit, state), cancel: cancelForm(visit) });
		case "signed-in":
			if (state.saved) break;
			return SIGNED_IN({
				note: note("good", signIn.done(state.login)),
				next: signIn.doneNext,
				path: visit.home,
				toSettings: signIn.toSettings,
			});
	}
	const failure = failureOf(state);
	return SIGNED_OUT({
		failure: failure && failureNote(visit, failure, visit.server),
		intro: signIn.intro(providerName(visit)),
		path: signInPath(visit),
		formToken: formToken(visit),
		start: startLabel(visit),
		backPath: visit.home,
		back: loginOf(state) === undefined ? actions.cancel : actions.back,
	});
}

/** Whose account signs in: the service's name, or the server's where the service is one's own. */
function providerName(visit: ServerVisit): string {
	const name = chosenServiceName(visit);
	return name === "other"
		? splitURL(chosenService(visit).service.tokenEndpoint).host
		: choiceName("mail.service", name, visit.texts);
}

const MICROSOFT = html`<span class="ms" aria-hidden="true"><i></i><i></i><i></i><i></i></span>${"label"}`;

function startLabel(visit: ServerVisit): Content {
	const { signIn, email } = visit.texts.web;
	if (chosenServiceName(visit) === "other") return email.signIn;
	return MICROSOFT({ label: signIn.start });
}

const CODE_STEPS = html`<ol class="steps">
<li><p>${"copyStep"}</p><div class="actions"><output class="code" id="code" aria-label="${"codeLabel"}">${"code"}</output><button type="button" data-copy="#code" data-done="${"copied"}" hidden>${"copy"}</button></div></li>
<li><p>${"openStep"}</p><p>${"address"}</p>${"qrCode"}</li>
<li><p>${"enterStep"}</p></li>
</ol>
<p class="left"><span class="busy">${"timeLeft"}</span> <b data-seconds="${"seconds"}">${"duration"}</b> <span>${"updates"}</span></p>`;
const LINK = html`<a class="link" href="${"link"}" target="_blank" rel="noopener noreferrer">${"address"}</a>`;
const NO_LINK = html`<b>${"address"}</b>`;

function codeSteps(
	{ texts }: ServerVisit,
	{ userCode, verificationUri, expiresAt }: AccountState & { kind: "code-shown" },
): Markup {
	const { signIn } = texts.web;
	const link = safeLink(verificationUri);
	const seconds = Math.max(0, Math.round((expiresAt - Date.now()) / 1000));
	const address = verificationUri;
	return CODE_STEPS({
		copyStep: signIn.steps.copy,
		codeLabel: signIn.code,
		code: userCode,
		copied: signIn.copied,
		copy: signIn.copy,
		openStep: signIn.steps.open,
		address: link === undefined ? NO_LINK({ address }) : LINK({ link, address }),
		qrCode: link !== undefined && qrCode(link, signIn.steps.scan),
		enterStep: signIn.steps.enter,
		timeLeft: signIn.timeLeft,
		seconds,
		duration: texts.dates.duration(seconds),
		updates: signIn.updates,
	});
}

const CANCEL_FORM = html`<form class="actions" method="post" action="${"path"}">${"formToken"}<button name="action" value="cancel">${"cancel"}</button></form>`;

function cancelForm(visit: ServerVisit): Markup {
	const { cancel } = visit.texts.web.actions;
	return CANCEL_FORM({ path: signInPath(visit), formToken: formToken(visit), cancel });
}
