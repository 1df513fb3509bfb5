import type { EmailServerKey } from "../../settings/email-server";
import { FIELDS, type Field } from "../../settings/fields";
import { choiceName, loginOf } from "../../status/status";
import { chosenServiceName, emailServerValue } from "../email-server-draft";
import { type Content, each, html, type Markup } from "../html";
import { accountOf, type ServerVisit } from "../visit";
import {
	attributes,
	CHECKED,
	type Refused,
	type RowOptions,
	radioField,
	row,
	textField,
} from "./setting-rows";

/** Authentication methods with which the account's name and password are used. */
const PASSWORD_METHODS = "smtp-auth pop-before-smtp";

/** Mail services where the app registration of the build configuration is unknown. */
const OWN_REGISTRATION: readonly string[] = ["us-government", "china", "other"];

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

/** Two choices side by side. */
export function radioRow(visit: ServerVisit, key: EmailServerKey, refused: Refused, hint: string): Markup {
	return radioField(visit, key, emailServerValue(visit, key), refused, hint);
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
