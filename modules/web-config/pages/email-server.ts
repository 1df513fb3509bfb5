import type { SettingKey, Values } from "../../settings/fields";
import { emailServerValue, keepDraft, missingForSignIn, parseDraft } from "../email-server-draft";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import {
	accountRow,
	choiceRow,
	currentStatusRow,
	ownServiceRows,
	passwordRow,
	radioRow,
	registrationDetails,
	textRow,
} from "./email-server-rows";
import { formToken, note } from "./parts";

const EMAIL_SERVER = "/network/email-server";

/** Network > Email Server > Basic (guide, "Impossible d'envoyer un e-mail"). */
export function showEmailServer(visit: AdministratorVisit): Reply {
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
export function changeEmailServer(visit: AdministratorVisit): Reply {
	const { session, services } = visit;
	const { account } = services;
	const action = visit.form("action");
	if (action === "cancel") {
		session.draft = {};
		visit.sessions.suspended = {};
		account.discard();
		return redirect(EMAIL_SERVER);
	}
	keepDraft(visit);
	if (action === "sign-in") {
		session.draft["mail.authentication"] = "oauth2";
		return goToSignIn(visit);
	}
	if (action === "sign-out") {
		const { state } = account;
		if (state.kind !== "signed-in" || state.saved) return redirect("/network/email-server/sign-out");
		account.discard();
		return redirect(EMAIL_SERVER);
	}
	return save(visit);
}

/** The sign-in's own page, unless the page does not say yet where to sign in. */
function goToSignIn(visit: AdministratorVisit): Reply {
	const missing = missingForSignIn(visit);
	if (missing === undefined) return redirect("/network/email-server/sign-in");
	const top = note("bad", visit.texts.web.email.signInIncomplete);
	return { ...page(visit, top, new Set([missing])), status: 422 };
}

/** OK: everything is stored, or nothing is and the page says why beside each field. */
function save(visit: AdministratorVisit): Reply {
	const { session, services, texts } = visit;
	const { changes, refused } = parseDraft(session.draft);
	if (refused.size > 0) {
		return { ...page(visit, note("bad", texts.web.email.notSaved), refused), status: 422 };
	}
	services.settings.set(changes);
	saveSignIn(visit, changes);
	session.draft = {};
	visit.sessions.suspended = {};
	session.notice = "saved";
	return redirect(EMAIL_SERVER);
}

/** A sign-in that is not stored yet is stored with the settings, unless they do not use it. */
function saveSignIn({ services }: AdministratorVisit, changes: Partial<Values>): void {
	const { account, settings } = services;
	const method = changes["mail.authentication"] ?? settings.get("mail.authentication");
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
${"authentication"}
${"servers"}
${"registration"}
<div class="actions"><button class="first" name="action" value="save">${"ok"}</button>
<button name="action" value="cancel">${"cancel"}</button></div>
</form>`;

function page(visit: AdministratorVisit, top: Markup | false, refused?: ReadonlySet<SettingKey>) {
	const { texts } = visit;
	const { email, certificates, actions } = texts.web;
	return {
		kind: "page",
		heading: email.heading,
		content: PAGE({
			top,
			certificateRequired: email.certificateRequired,
			certificateSettings: email.certificateSettings,
			caCertificate: certificates.caCertificate,
			rootUpdate: certificates.rootUpdate,
			path: EMAIL_SERVER,
			formToken: formToken(visit),
			authentication: () => authentication(visit, refused),
			servers: () => servers(visit, refused),
			registration: () => registrationDetails(visit, refused),
			ok: actions.ok,
			cancel: actions.cancel,
		}),
	} as const;
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

function authentication(visit: AdministratorVisit, refused?: ReadonlySet<SettingKey>): Markup {
	const { groups, standardNetworkOnly: hint } = visit.texts.web.email;
	return AUTHENTICATION({
		legend: groups.authentication,
		method: () => choiceRow(visit, "mail.authentication", refused),
		service: () => choiceRow(visit, "mail.service", refused, { methods: "oauth2", hint }),
		ownService: ownServiceRows(visit, refused),
		currentStatus: () => currentStatusRow(visit),
		account: () => accountRow(visit, refused),
		password: () => passwordRow(visit, refused),
		sender: () => textRow(visit, "mail.sender", refused, { fallback: signedInLogin(visit) }),
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

function servers(visit: AdministratorVisit, refused?: ReadonlySet<SettingKey>): Markup {
	const { groups, validationAdvice, validationOff } = visit.texts.web.email;
	const hint = `${validationAdvice} ${validationOff}`;
	return SERVERS({
		outgoing: groups.outgoing,
		smtpServer: () => textRow(visit, "mail.smtp-server", refused),
		smtpPort: () => textRow(visit, "mail.smtp-port", refused),
		security: () => choiceRow(visit, "mail.security", refused),
		validateCertificate: () => radioRow(visit, "mail.validate-certificate", refused, hint),
		incoming: groups.incoming,
		pop3Server: () => textRow(visit, "mail.pop3-server", refused),
		pop3Port: () => textRow(visit, "mail.pop3-port", refused),
	});
}

/** With OAuth2 the sender is, unless it says otherwise, the account that is signed in. */
function signedInLogin(visit: AdministratorVisit): string | undefined {
	const { state } = visit.services.account;
	if (emailServerValue(visit, "mail.authentication") !== "oauth2") return undefined;
	return state.kind === "signed-in" ? state.login : undefined;
}
