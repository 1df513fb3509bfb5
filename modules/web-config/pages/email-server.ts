import type { SettingKey, Values } from "../../settings/fields";
import {
	emailServerValue,
	forgetDraft,
	keepDraft,
	missingForSignIn,
	parseDraft,
} from "../email-server-draft";
import { html, type Markup } from "../html";
import { accountOf, type Reply, redirect, type ServerVisit } from "../visit";
import { currentStatusRow } from "./current-status";
import {
	accountRow,
	choiceRow,
	ownServiceRows,
	passwordRow,
	radioRow,
	registrationDetails,
	textRow,
} from "./email-server-rows";
import { formToken, note } from "./parts";

/**
 * Network > Email Server > Basic, and Fax > Fax Server > Email Server Settings (guide, "Impossible d'envoyer un e-mail",
 * "Assistance du serveur de télécopie OAuth 2.0").
 */
export function showEmailServer(visit: ServerVisit): Reply {
	const { session } = visit;
	const { email } = visit.texts.web;
	const notice =
		session.notice === "saved" ? email.saved : session.notice === "signed-out" ? email.signedOut : undefined;
	session.notice = undefined;
	return page(visit, notice !== undefined && note("good", notice));
}

/**
 * What the form's buttons do: OK stores the settings and the sign-in together, Sign In and Sign out keep what was typed
 * and go to their own pages, Cancel forgets what was not stored.
 *
 * @throws Failure `storage.*`
 */
export function changeEmailServer(visit: ServerVisit): Reply {
	const { session, server } = visit;
	const account = accountOf(visit);
	const action = visit.form("action");
	if (action === "cancel") {
		forgetDraft(visit);
		account.discard();
		return redirect(visit.home);
	}
	keepDraft(visit);
	if (action === "sign-in") {
		session.draft[`${server}.authentication`] = "oauth2";
		return goToSignIn(visit);
	}
	if (action === "sign-out") {
		const { state } = account;
		if (state.kind !== "signed-in" || state.saved) return redirect(`${visit.home}/sign-out`);
		account.discard();
		return redirect(visit.home);
	}
	return save(visit);
}

/** The sign-in's own page, unless the page does not say yet where to sign in. */
function goToSignIn(visit: ServerVisit): Reply {
	const missing = missingForSignIn(visit);
	if (missing === undefined) return redirect(`${visit.home}/sign-in`);
	const top = note("bad", visit.texts.web.email.signInIncomplete);
	return { ...page(visit, top, new Set([missing])), status: 422 };
}

/** OK: everything is stored, or nothing is and the page says why beside each field. */
function save(visit: ServerVisit): Reply {
	const { session, services, texts } = visit;
	const { changes, refused } = parseDraft(visit);
	if (refused.size > 0) {
		return { ...page(visit, note("bad", texts.web.email.notSaved), refused), status: 422 };
	}
	services.settings.set(changes);
	saveSignIn(visit, changes);
	forgetDraft(visit);
	session.notice = "saved";
	return redirect(visit.home);
}

/** A sign-in that is not stored yet is stored with the settings, unless they do not use it. */
function saveSignIn(visit: ServerVisit, changes: Partial<Values>): void {
	const { server, services } = visit;
	const account = accountOf(visit);
	const method = changes[`${server}.authentication`] ?? services.settings.get(`${server}.authentication`);
	if (account.state.kind !== "signed-in" || account.state.saved) return;
	if (method === "oauth2") account.save();
	else account.discard();
}

const PAGE = html`${"top"}
<div class="note"><p>${"certificateRequired"} ${"certificateSettings"}</p>
<ul><li><a href="/network/certificates#ca">${"caCertificate"}</a></li>
<li><a href="/network/certificates#root-update">${"rootUpdate"}</a></li></ul></div>
<form method="post" action="${"path"}" autocomplete="off">${"formToken"}
<button class="unseen" name="action" value="save" tabindex="-1" aria-hidden="true">${"ok"}</button>
${"faxService"}
${"authentication"}
${"servers"}
${"registration"}
<div class="actions"><button class="first" name="action" value="save">${"ok"}</button>
<button name="action" value="cancel">${"cancel"}</button></div>
</form>`;

function page(visit: ServerVisit, top: Markup | false, refused?: ReadonlySet<SettingKey>) {
	const { texts } = visit;
	const { email, certificates, actions } = texts.web;
	return {
		kind: "page",
		heading: email.heading[visit.server],
		content: PAGE({
			top,
			certificateRequired: email.certificateRequired,
			certificateSettings: email.certificateSettings,
			caCertificate: certificates.caCertificate,
			rootUpdate: certificates.rootUpdate,
			path: visit.home,
			formToken: formToken(visit),
			faxService: visit.server === "fax" && (() => faxService(visit, refused)),
			authentication: () => authentication(visit, refused),
			servers: () => servers(visit, refused),
			registration: () => registrationDetails(visit, refused),
			ok: actions.ok,
			cancel: actions.cancel,
		}),
	} as const;
}

const FAX_SERVICE = html`<fieldset class="card"><legend>${"legend"}</legend>
<div>${"domain"}</div></fieldset>`;

/** Where faxes are mailed. */
function faxService(visit: ServerVisit, refused?: ReadonlySet<SettingKey>): Markup {
	const { groups, faxDomain: hint } = visit.texts.web.email;
	return FAX_SERVICE({
		legend: groups.faxService,
		domain: () => textRow(visit, "fax.server-domain", refused, { hint }),
	});
}

const AUTHENTICATION = html`<fieldset class="card"><legend>${"legend"}</legend>
<div>
${"method"}
${"service"}
${"ownService"}
${"currentStatus"}
${"account"}
${"password"}
${"sender"}
</div></fieldset>`;

function authentication(visit: ServerVisit, refused?: ReadonlySet<SettingKey>): Markup {
	const { server } = visit;
	const { groups, standardNetworkOnly: hint } = visit.texts.web.email;
	return AUTHENTICATION({
		legend: groups.authentication,
		method: () => choiceRow(visit, `${server}.authentication`, refused),
		service: () => choiceRow(visit, `${server}.service`, refused, { methods: "oauth2", hint }),
		ownService: ownServiceRows(visit, refused),
		currentStatus: () => currentStatusRow(visit),
		account: () => accountRow(visit, refused),
		password: () => passwordRow(visit, refused),
		sender: () => textRow(visit, `${server}.sender`, refused, { fallback: signedInLogin(visit) }),
	});
}

const SERVERS = html`<fieldset class="card"><legend>${"outgoing"}</legend>
<div>
${"smtpServer"}
${"smtpPort"}
${"security"}
${"validateCertificate"}
</div></fieldset>
<fieldset class="card" data-for="pop-before-smtp"><legend>${"incoming"}</legend>
<div>
${"pop3Server"}
${"pop3Port"}
</div></fieldset>`;

function servers(visit: ServerVisit, refused?: ReadonlySet<SettingKey>): Markup {
	const { server } = visit;
	const { groups, validationAdvice, validationOff } = visit.texts.web.email;
	const hint = `${validationAdvice} ${validationOff}`;
	return SERVERS({
		outgoing: groups.outgoing,
		smtpServer: () => textRow(visit, `${server}.smtp-server`, refused),
		smtpPort: () => textRow(visit, `${server}.smtp-port`, refused),
		security: () => choiceRow(visit, `${server}.security`, refused),
		validateCertificate: () => radioRow(visit, `${server}.validate-certificate`, refused, hint),
		incoming: groups.incoming,
		pop3Server: () => textRow(visit, `${server}.pop3-server`, refused),
		pop3Port: () => textRow(visit, `${server}.pop3-port`, refused),
	});
}

/** With OAuth2 the sender is, unless it says otherwise, the account that is signed in. */
function signedInLogin(visit: ServerVisit): string | undefined {
	const { state } = accountOf(visit);
	if (emailServerValue(visit, `${visit.server}.authentication`) !== "oauth2") return undefined;
	return state.kind === "signed-in" ? state.login : undefined;
}
