import type { EmailServerKey } from "../../settings/email-server";
import { FIELDS, type Field, type SettingKey } from "../../settings/fields";
import { isPresetKey, PRESETS, type PresetKey } from "../../settings/presets";
import { accountWarning, choiceName, loginOf } from "../../status/status";
import { chosenServiceName, emailServerValue } from "../email-server-draft";
import { type Content, html, type Markup } from "../html";
import type { AdministratorVisit } from "../visit";

type Refused = ReadonlySet<SettingKey> | undefined;

/** Authentication methods with which the account's name and password are used. */
const PASSWORD_METHODS = "smtp-auth pop-before-smtp";

/** Mail services where the app registration of the build configuration is unknown. */
const OWN_REGISTRATION: readonly string[] = ["us-government", "china", "other"];

interface RowOptions {
	/** The authentication methods that use the row; all where absent. The page's script hides the others' rows. */
	readonly methods?: string;
	/** The mail services that use the row, likewise. */
	readonly services?: string;
	readonly hint?: string;
	/** Stands in an empty field. */
	readonly fallback?: string | undefined;
}

/** A list to choose from. */
export function choiceRow(
	visit: AdministratorVisit,
	key: EmailServerKey,
	refused: Refused,
	options: RowOptions = {},
): Markup {
	const value = emailServerValue(visit, key);
	const field: Field = FIELDS[key];
	const choices = field.kind === "choice" ? field.choices : [];
	return row(
		visit,
		key,
		refused,
		options,
		html`<select ${attributes(key, refused, options)}>${choices.map(
			(choice) =>
				html`<option value="${choice}"${choice === value && html` selected`}>${choiceName(key, choice, visit.texts)}</option>`,
		)}</select>`,
	);
}

/** A line of text or a number. */
export function textRow(
	visit: AdministratorVisit,
	key: EmailServerKey,
	refused: Refused,
	options: RowOptions = {},
): Markup {
	return textField(visit, key, emailServerValue(visit, key) || (options.fallback ?? ""), refused, options);
}

/** As `textRow`, of any setting. */
export function textField(
	visit: AdministratorVisit,
	key: SettingKey,
	value: string,
	refused: Refused,
	options: RowOptions = {},
): Markup {
	const number = FIELDS[key].kind === "number";
	return row(
		visit,
		key,
		refused,
		options,
		html`<input ${attributes(key, refused, options)} type="text" value="${value}"${
			number && html` class="short" inputmode="numeric"`
		} autocapitalize="none" spellcheck="false">`,
	);
}

/** Two choices side by side. */
export function radioRow(
	visit: AdministratorVisit,
	key: EmailServerKey,
	refused: Refused,
	hint: string,
): Markup {
	return radioField(visit, key, emailServerValue(visit, key), refused, hint);
}

/** As `radioRow`, of any setting. */
export function radioField(
	visit: AdministratorVisit,
	key: SettingKey,
	value: string,
	refused: Refused,
	hint: string,
): Markup {
	const { texts } = visit;
	const id = idOf(key);
	return html`<div class="row" role="radiogroup" aria-labelledby="${id}-label" aria-describedby="${id}-hint">
<span class="label" id="${id}-label">${texts.settings.labels[key]}</span>
<div>${["true", "false"].map(
		(choice) =>
			html`<label class="choice"><input type="radio" name="${key}" value="${choice}"${choice === value && html` checked`}>${choiceName(key, choice, texts)}</label>`,
	)}</div>
<p class="hint" id="${id}-hint">${hint}</p>${complaint(visit, key, refused)}</div>`;
}

/** Name and password methods: the account is typed. OAuth2: it is the one that signed in. */
export function accountRow(visit: AdministratorVisit, refused: Refused): Markup {
	const login = loginOf(visit.services.account.state);
	return html`${textRow(visit, "mail.account", refused, { methods: PASSWORD_METHODS })}
${
	login !== undefined &&
	html`<div class="row" data-for="oauth2"><label class="label" for="login">${visit.texts.settings.labels["mail.account"]}</label>
<input id="login" type="text" value="${login}" readonly></div>`
}`;
}

/** What describes a mail service of one's own. */
export function ownServiceRows(visit: AdministratorVisit, refused: Refused): Content {
	const { email } = visit.texts.web;
	const options = { methods: "oauth2", services: "other" };
	return [
		() => textRow(visit, "mail.oauth-authority", refused, { ...options, hint: email.ownService }),
		() => textRow(visit, "mail.oauth-tenant", refused, { ...options, hint: email.ownTenant }),
		() => textRow(visit, "mail.oauth-device-endpoint", refused, options),
		() => textRow(visit, "mail.oauth-token-endpoint", refused, options),
		() => textRow(visit, "mail.oauth-scope", refused, { ...options, hint: email.ownScope }),
	];
}

/** The app registration, for who needs another than the printer's; closed where the guide's page has none. */
export function registrationDetails(visit: AdministratorVisit, refused: Refused): Markup {
	const { email } = visit.texts.web;
	const key = "mail.oauth-client-id";
	const open =
		OWN_REGISTRATION.includes(chosenServiceName(visit)) || emailServerValue(visit, key) || refused?.has(key);
	return html`<details class="card" data-for="oauth2" data-open="${OWN_REGISTRATION.join(" ")}"${open && html` open`}><summary>${email.registration}</summary>
${textRow(visit, key, refused, { hint: email.ownClientID })}</details>`;
}

/** The password is never in the page: the row tells only whether one is stored or was typed. */
export function passwordRow(visit: AdministratorVisit, refused: Refused): Markup {
	const { session, services, texts } = visit;
	const { email } = texts.web;
	const key = "mail.password";
	const stored = services.settings.get(key) !== "";
	const placeholder = session.draft[key] ? email.passwordTyped : stored ? email.passwordStored : "";
	const options = { methods: PASSWORD_METHODS };
	return row(
		visit,
		key,
		refused,
		options,
		html`<input ${attributes(key, refused, options)} type="password" value="" placeholder="${placeholder}" autocomplete="new-password">
${stored && html`<label class="choice"><input type="checkbox" name="mail.password.remove" value="true"${session.draft[key] === "" && html` checked`}>${email.removePassword}</label>`}`,
	);
}

/** Current Status with Sign out, or the button Sign In where there is no connection. */
export function currentStatusRow(visit: AdministratorVisit): Markup {
	const { texts, services } = visit;
	const { email } = texts.web;
	const { state } = services.account;
	return html`<div class="row" data-for="oauth2">${
		state.kind === "signed-out"
			? html`<span class="label"></span><div><button name="action" value="sign-in">${email.signIn}</button></div>`
			: html`<span class="label">${email.currentStatus}</span>${connection(visit)}`
	}</div>`;
}

function connection(visit: AdministratorVisit): Content {
	const { services, texts } = visit;
	const { email } = texts.web;
	const { state } = services.account;
	switch (state.kind) {
		case "signed-in":
			return html`<div class="actions"><span class="pill good">${email.signedIn}</span>
<button class="small" name="action" value="sign-out">${email.signOut}</button></div>
${() => renewalWarning(visit)}
${!state.saved && html`<p class="note warn">${email.signedInUntilOK}</p>`}`;
		case "expired": {
			const { happened, remedy } = texts.failures[state.failure.code];
			return html`<div class="actions"><span class="pill bad">${texts.status.values.signInExpired}</span>
<button class="small" name="action" value="sign-in">${email.signInAgain}</button>
<button class="small" name="action" value="sign-out">${email.signOut}</button></div>
<p class="note bad">${happened} ${remedy}</p>`;
		}
		case "starting":
		case "code-shown":
			return html`<div class="actions"><span class="pill">${texts.status.values.signingIn}</span>
<button class="small" name="action" value="sign-in">${email.showCode}</button></div>`;
		default:
			return undefined;
	}
}

/** Refreshing has failed for as long as is set, or no certificate can be checked by the clock. */
function renewalWarning({ services, texts }: AdministratorVisit): Content {
	const warning = accountWarning(services, texts);
	if (!warning) return undefined;
	const { happened, remedy } = texts.failures[warning.failure.code];
	return html`<p class="note warn">${warning.failing && `${warning.text} `}${happened} ${remedy}</p>`;
}

function row(
	visit: AdministratorVisit,
	key: SettingKey,
	refused: Refused,
	options: RowOptions,
	control: Markup,
): Markup {
	const id = idOf(key);
	const { methods, services } = options;
	return html`<div class="row"${methods && html` data-for="${methods}"`}${services && html` data-service="${services}"`}>
<label class="label" for="${id}">${visit.texts.settings.labels[key]}</label>
${control}
${options.hint && html`<p class="hint" id="${id}-hint">${options.hint}</p>`}${complaint(visit, key, refused)}</div>`;
}

/** What every control bears: its name, and for screen readers what is said about it. */
function attributes(key: SettingKey, refused: Refused, { hint }: RowOptions): Markup {
	const id = idOf(key);
	const wrong = refused?.has(key);
	const described = `${hint ? `${id}-hint ` : ""}${wrong ? `${id}-wrong` : ""}`.trim();
	return html`id="${id}" name="${key}"${described && html` aria-describedby="${described}"`}${wrong && html` aria-invalid="true"`}${
		isPresetKey(key) && html` data-presets="${presets(key)}"`
	}`;
}

function complaint({ texts }: AdministratorVisit, key: SettingKey, refused: Refused): Content {
	if (!refused?.has(key)) return undefined;
	return html`<p class="wrong" id="${idOf(key)}-wrong">${texts.settings.accepts[key]}</p>`;
}

/** What each mail service fills in, for the page's script. */
function presets(key: PresetKey): string {
	return JSON.stringify(
		Object.fromEntries(Object.entries(PRESETS).map(([name, preset]) => [name, preset[key]])),
	);
}

function idOf(key: SettingKey): string {
	return key.replace(".", "-");
}
