import { FIELDS, type SettingKey } from "../../settings/fields";
import { isPresetKey, PRESETS, type PresetKey } from "../../settings/presets";
import { choiceName } from "../../status/status";
import { type Content, html, type Markup } from "../html";
import type { AdministratorVisit } from "../visit";
import { DESCRIBED, HINT } from "./parts";

/** The settings whose values were refused, where some were. */
export type Refused = ReadonlySet<SettingKey> | undefined;

/** How a setting's row differs from others. */
export interface RowOptions {
	/** The authentication methods that use the row; all where absent. The page's script hides the others' rows. */
	readonly methods?: string;
	/** The mail services that use the row, likewise. */
	readonly services?: string;
	readonly hint?: string;
	/** Stands in an empty field. */
	readonly fallback?: string | undefined;
}

const INPUT = html`<input ${"attributes"} type="text" value="${"value"}"${"number"} autocapitalize="none" spellcheck="false">`;
const NUMBER = html` class="short" inputmode="numeric"`;

/** A line of text or a number. */
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

const RADIO_ROW = html`<div class="row" role="radiogroup" aria-labelledby="${"id"}-label" aria-describedby="${"id"}-hint">
<span class="label" id="${"id"}-label">${"label"}</span>
<div>${"choices"}</div>
<p class="hint" id="${"id"}-hint">${"hint"}</p>${"complaint"}</div>`;
const RADIO = html`<label class="choice"><input type="radio" name="${"key"}" value="${"value"}"${"checked"}>${"name"}</label>`;
/** An attribute of what is chosen. */
export const CHECKED = html` checked`;

/** On or off, as two choices side by side. */
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

const ROW = html`<div class="row"${"methods"}${"services"}>
<label class="label" for="${"id"}">${"label"}</label>
${"control"}
${"hint"}${"complaint"}</div>`;
const METHODS = html` data-for="${"methods"}"`;
const SERVICES = html` data-service="${"services"}"`;

/** A setting: its label, its control, and what is said about it. */
export function row(
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
export function attributes(key: SettingKey, refused: Refused, { hint }: RowOptions): Markup {
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
