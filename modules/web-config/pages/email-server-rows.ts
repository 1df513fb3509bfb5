import type { EmailServerKey } from "../../settings/email-server";
import { FIELDS, type Field, type SettingKey } from "../../settings/fields";
import { isPresetKey, PRESETS, type PresetKey } from "../../settings/presets";
import { remedyOf } from "../../status/failure-subject";
import { accountWarning, choiceName, loginOf } from "../../status/status";
import { chosenServiceName, emailServerValue } from "../email-server-draft";
import { type Content, each, html, type Markup } from "../html";
import { type AdministratorVisit, accountOf, type ServerVisit } from "../visit";
import { DESCRIBED, HINT } from "./parts";

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

const SELECT = html`<select ${"attributes"}>${"options"}</select>`;
const OPTION = html`<option value="${"value"}"${"selected"}>${"name"}</option>`;
const SELECTED = html` selected`;

/** A list to choose from. */
export function choiceRow(
	visit: ServerVisit,
	key: EmailServerKey,
	refused: Refused,
	options: RowOptions = {},
): Markup {
	const value = emailServerValue(visit, key);
	const field: Field = FIELDS[key];
	const choices = field.kind === "choice" ? field.choices : [];
	const control = SELECT({
		attributes: attributes(key, refused, options),
		options: each(choices, (choice) =>
			OPTION({
				value: choice,
				selected: choice === value && SELECTED,
				name: choiceName(key, choice, visit.texts),
			}),
		),
	});
	return row(visit, key, refused, options, control);
}

/** A line of text or a number. */
export function textRow(
	visit: ServerVisit,
	key: EmailServerKey,
	refused: Refused,
	options: RowOptions = {},
): Markup {
	return textField(visit, key, emailServerValue(visit, key) || (options.fallback ?? ""), refused, options);
}

const INPUT = html`<input ${"attributes"} type="text" value="${"value"}"${"number"} autocapitalize="none" spellcheck="false">`;
const NUMBER = html` class="short" inputmode="numeric"`;

/** As `textRow`, of any setting. */
export function textField(
	visit: AdministratorVisit,
	key: SettingKey,
	value: string,
	refused: Refused,
	options: RowOptions = {},
): Markup {
	const control = INPUT({
		attributes: attributes(key, refused, options),
		value,
		number: FIELDS[key].kind === "number" && NUMBER,
	});
	return row(visit, key, refused, options, control);
}

/** Two choices side by side. */
export function radioRow(visit: ServerVisit, key: EmailServerKey, refused: Refused, hint: string): Markup {
	return radioField(visit, key, emailServerValue(visit, key), refused, hint);
}

const RADIO_ROW = html`<div class="row" role="radiogroup" aria-labelledby="${"id"}-label" aria-describedby="${"id"}-hint">
<span class="label" id="${"id"}-label">${"label"}</span>
<div>${"choices"}</div>
<p class="hint" id="${"id"}-hint">${"hint"}</p>${"complaint"}</div>`;
const RADIO = html`<label class="choice"><input type="radio" name="${"key"}" value="${"value"}"${"checked"}>${"name"}</label>`;
const CHECKED = html` checked`;

/** As `radioRow`, of any setting. */
export function radioField(
	visit: AdministratorVisit,
	key: SettingKey,
	value: string,
	refused: Refused,
	hint: string,
): Markup {
	const { texts } = visit;
	return RADIO_ROW({
		id: idOf(key),
		label: texts.settings.labels[key],
		choices: ["true", "false"].map((choice) =>
			RADIO({
				key,
				value: choice,
				checked: choice === value && CHECKED,
				name: choiceName(key, choice, texts),
			}),
		),
		hint,
		complaint: complaint(visit, key, refused),
	});
}

const ACCOUNT = html`${"typed"}
${"signedIn"}`;
const SIGNED_IN_ACCOUNT = html`<div class="row" data-for="oauth2"><label class="label" for="login">${"label"}</label>
<input id="login" type="text" value="${"login"}" readonly></div>`;

/** Name and password methods: the account is typed. OAuth2: it is the one that signed in. */
export function accountRow(visit: ServerVisit, refused: Refused): Markup {
	const login = loginOf(accountOf(visit).state);
	const label = visit.texts.settings.labels[`${visit.server}.account`];
	return ACCOUNT({
		typed: textRow(visit, `${visit.server}.account`, refused, { methods: PASSWORD_METHODS }),
		signedIn: login !== undefined && SIGNED_IN_ACCOUNT({ label, login }),
	});
}

/** What describes a mail service of one's own. */
export function ownServiceRows(visit: ServerVisit, refused: Refused): Content {
	const { email } = visit.texts.web;
	const options = { methods: "oauth2", services: "other" };
	return [
		() => textRow(visit, `${visit.server}.oauth-authority`, refused, { ...options, hint: email.ownService }),
		() => textRow(visit, `${visit.server}.oauth-tenant`, refused, { ...options, hint: email.ownTenant }),
		() => textRow(visit, `${visit.server}.oauth-device-endpoint`, refused, options),
		() => textRow(visit, `${visit.server}.oauth-token-endpoint`, refused, options),
		() => textRow(visit, `${visit.server}.oauth-scope`, refused, { ...options, hint: email.ownScope }),
	];
}

const REGISTRATION = html`<details class="card" data-for="oauth2" data-open="${"services"}"${"open"}><summary>${"summary"}</summary>
${"clientID"}</details>`;
const OPEN = html` open`;

/** The app registration, for who needs another than the printer's; closed where the guide's page has none. */
export function registrationDetails(visit: ServerVisit, refused: Refused): Markup {
	const { email } = visit.texts.web;
	const key = `${visit.server}.oauth-client-id` as const;
	const open =
		OWN_REGISTRATION.includes(chosenServiceName(visit)) || emailServerValue(visit, key) || refused?.has(key);
	return REGISTRATION({
		services: OWN_REGISTRATION.join(" "),
		open: open && OPEN,
		summary: email.registration,
		clientID: textRow(visit, key, refused, { hint: email.ownClientID }),
	});
}

const PASSWORD = html`<input ${"attributes"} type="password" value="" placeholder="${"placeholder"}" autocomplete="new-password">
${"remove"}`;
const REMOVE = html`<label class="choice"><input type="checkbox" name="${"key"}.remove" value="true"${"checked"}>${"label"}</label>`;

/** The password is never in the page: the row tells only whether one is stored or was typed. */
export function passwordRow(visit: ServerVisit, refused: Refused): Markup {
	const { session, services, texts } = visit;
	const { email } = texts.web;
	const key = `${visit.server}.password` as const;
	const stored = services.settings.get(key) !== "";
	const placeholder = session.draft[key] ? email.passwordTyped : stored ? email.passwordStored : "";
	const options = { methods: PASSWORD_METHODS };
	const control = PASSWORD({
		attributes: attributes(key, refused, options),
		placeholder,
		remove:
			stored && REMOVE({ key, checked: session.draft[key] === "" && CHECKED, label: email.removePassword }),
	});
	return row(visit, key, refused, options, control);
}

const STATUS_ROW = html`<div class="row" data-for="oauth2">${"status"}</div>`;
const NO_CONNECTION = html`<span class="label"></span><div><button name="action" value="sign-in">${"signIn"}</button></div>`;
const CURRENT_STATUS = html`<span class="label">${"label"}</span>${"connection"}`;

/** Current Status with Sign out, or the button Sign In where there is no connection. */
export function currentStatusRow(visit: ServerVisit): Markup {
	const { texts } = visit;
	const { email } = texts.web;
	const { state } = accountOf(visit);
	return STATUS_ROW({
		status:
			state.kind === "signed-out"
				? NO_CONNECTION({ signIn: email.signIn })
				: CURRENT_STATUS({ label: email.currentStatus, connection: connection(visit) }),
	});
}

const CONNECTION = html`<div class="actions"><span class="pill ${"style"}">${"status"}</span>
${"buttons"}</div>
${"notes"}`;
const BUTTON = html`<button class="small" name="action" value="${"action"}">${"label"}</button>`;
const WARNING = html`<p class="note warn">${"text"}</p>`;
const EXPIRY = html`<p class="note bad">${"happened"} ${"remedy"}</p>`;

function connection(visit: ServerVisit): Content {
	const { texts } = visit;
	const { email } = texts.web;
	const { state } = accountOf(visit);
	switch (state.kind) {
		case "signed-in":
			return CONNECTION({
				style: "good",
				status: email.signedIn,
				buttons: BUTTON({ action: "sign-out", label: email.signOut }),
				notes: [() => renewalWarning(visit), !state.saved && WARNING({ text: email.signedInUntilOK })],
			});
		case "expired": {
			const { code } = state.failure;
			const { happened } = texts.failures[code];
			return CONNECTION({
				style: "bad",
				status: texts.status.values.signInExpired,
				buttons: [
					BUTTON({ action: "sign-in", label: email.signInAgain }),
					BUTTON({ action: "sign-out", label: email.signOut }),
				],
				notes: EXPIRY({ happened, remedy: remedyOf(code, visit.server, texts) }),
			});
		}
		case "starting":
		case "code-shown":
			return CONNECTION({
				style: "",
				status: texts.status.values.signingIn,
				buttons: BUTTON({ action: "sign-in", label: email.showCode }),
				notes: undefined,
			});
		default:
			return undefined;
	}
}

/** Refreshing has failed for as long as is set, or no certificate can be checked by the clock. */
function renewalWarning(visit: ServerVisit): Content {
	const { server, services, texts } = visit;
	const { settings, device } = services;
	const warning = accountWarning({ settings, device, account: accountOf(visit) }, texts);
	if (!warning) return undefined;
	const { code } = warning.failure;
	const { happened } = texts.failures[code];
	const remedy = remedyOf(code, server, texts);
	return WARNING({ text: `${warning.failing ? `${warning.text} ` : ""}${happened} ${remedy}` });
}

const ROW = html`<div class="row"${"methods"}${"services"}>
<label class="label" for="${"id"}">${"label"}</label>
${"control"}
${"hint"}${"complaint"}</div>`;
const METHODS = html` data-for="${"methods"}"`;
const SERVICES = html` data-service="${"services"}"`;

function row(
	visit: AdministratorVisit,
	key: SettingKey,
	refused: Refused,
	options: RowOptions,
	control: Markup,
): Markup {
	const id = idOf(key);
	const { methods, services, hint } = options;
	return ROW({
		methods: methods && METHODS({ methods }),
		services: services && SERVICES({ services }),
		id,
		label: visit.texts.settings.labels[key],
		control,
		hint: hint && HINT({ id, hint }),
		complaint: complaint(visit, key, refused),
	});
}

const ATTRIBUTES = html`id="${"id"}" name="${"key"}"${"described"}${"invalid"}${"presets"}`;
const INVALID = html` aria-invalid="true"`;
const ITS_PRESETS = html` data-presets="${"presets"}"`;

/** What every control bears: its name, and for screen readers what is said about it. */
function attributes(key: SettingKey, refused: Refused, { hint }: RowOptions): Markup {
	const id = idOf(key);
	const wrong = refused?.has(key);
	const ids = `${hint ? `${id}-hint ` : ""}${wrong ? `${id}-wrong` : ""}`.trim();
	return ATTRIBUTES({
		id,
		key,
		described: ids && DESCRIBED({ ids }),
		invalid: wrong && INVALID,
		presets: isPresetKey(key) && ITS_PRESETS({ presets: presets(key) }),
	});
}

const COMPLAINT = html`<p class="wrong" id="${"id"}-wrong">${"accepts"}</p>`;

function complaint({ texts }: AdministratorVisit, key: SettingKey, refused: Refused): Content {
	if (!refused?.has(key)) return undefined;
	return COMPLAINT({ id: idOf(key), accepts: texts.settings.accepts[key] });
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
