import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import { type Service, serviceOf } from "../oauth/microsoft";
import { type EmailServerKey, emailServerKeys } from "../settings/email-server";
import { FIELDS, isSettingKey, parseSetting, type SettingKey, type Values } from "../settings/fields";
import { isPresetKey, PRESETS } from "../settings/presets";
import type { Draft } from "./sessions";
import type { ServerVisit, Services } from "./visit";

/** Characters of a typed value that are kept: one more than any setting takes, so that too long stays too long. */
const TYPED_LIMIT = 256;

/**
 * Keeps what was typed and differs from what the page showed, until OK stores it. The password stays out of every page from here
 * on, and an empty password field means that the stored one stays.
 */
export function keepDraft(visit: ServerVisit): void {
	const { session, server } = visit;
	const draft: Draft = { ...session.draft };
	// A service of one's own fills in no server, so the one in the form is meant, even where it is that of the service before.
	const goesToOther =
		visit.form(`${server}.service`) === "other" && emailServerValue(visit, `${server}.service`) !== "other";
	for (const key of emailServerKeys(server)) {
		const before = session.draft[key];
		const typed = visit.form(key)?.slice(0, TYPED_LIMIT);
		const text = key === `${server}.password` ? typed : typed?.trim();
		const meant = text !== emailServerValue(visit, key) || (goesToOther && isPresetKey(key));
		const kept = text === undefined || !meant ? before : text;
		if (kept !== undefined) draft[key] = kept;
	}
	session.draft = draft;
	if (visit.form(`${server}.password.remove`) === "true") draft[`${server}.password`] = "";
}

/**
 * The text that stands in a field: what was typed, else what holds. Where the draft goes over to OAuth2 or to another mail
 * service, that service's server, as `Settings.set` will do. A password is never answered.
 */
export function emailServerValue(visit: ServerVisit, key: EmailServerKey): string {
	const { session, server, services } = visit;
	if (key === `${server}.password`) return "";
	const { draft } = session;
	const text = draft[key];
	if (text !== undefined) return text;
	if (isPresetKey(key) && goesToOtherService(visit)) return `${PRESETS[chosenServiceName(visit)][key]}`;
	return storedText(services, key);
}

/** The mail service chosen on the page, stored or not. */
export function chosenServiceName({ session, server, services }: ServerVisit): Values["mail.service"] {
	const chosen = session.draft[`${server}.service`];
	const { choices } = FIELDS["mail.service"];
	return choices.find((choice) => choice === chosen) ?? services.settings.get(`${server}.service`);
}

/**
 * Where the page's Sign In leads and as which app, by what was typed, else by what holds.
 *
 * @throws Failure `settings.invalid` with `field`: the setting that is wrong or missing
 */
export function chosenService({ session, server, services }: ServerVisit): {
	readonly service: Service;
	/** Undefined: the build configuration's. */
	readonly clientId: string | undefined;
} {
	const get = <Key extends SettingKey>(key: Key): Values[Key] => {
		const typed = session.draft[key];
		return typed === undefined ? services.settings.get(key) : parseSetting(key, typed);
	};
	return { service: serviceOf({ get }, server), clientId: get(`${server}.oauth-client-id`) || undefined };
}

/** The setting that keeps the page's Sign In from leading anywhere: one that is wrong or missing; undefined where none does. */
export function missingForSignIn(visit: ServerVisit): SettingKey | undefined {
	try {
		chosenService(visit);
		return undefined;
	} catch (error) {
		const { field } = Failure.from(error);
		if (field === undefined || !isSettingKey(field)) throw error;
		return field;
	}
}

/**
 * The draft as settings of the server to store.
 *
 * @returns the values, and the settings whose text was refused; nothing may be stored while there is one
 */
export function parseDraft({ session: { draft }, server }: ServerVisit): {
	readonly changes: Partial<Values>;
	readonly refused: ReadonlySet<SettingKey>;
} {
	const changes: Partial<Record<SettingKey, unknown>> = {};
	const refused = new Set<SettingKey>();
	for (const key of emailServerKeys(server)) {
		const text = draft[key];
		if (text === undefined) continue;
		try {
			changes[key] = parseSetting(key, text);
		} catch (error) {
			if (!(error instanceof Failure) || error.code !== "settings.invalid") throw error;
			refused.add(key);
		}
	}
	return { changes: changes as Partial<Values>, refused };
}

/** Forgets what was typed for the server; what was typed for the other one stays. */
export function forgetDraft({ session, sessions, server }: ServerVisit): void {
	session.draft = without(session.draft, server);
	sessions.suspended = without(sessions.suspended, server);
}

function without(draft: Readonly<Draft>, server: ServerName): Draft {
	const others: Draft = { ...draft };
	for (const key of emailServerKeys(server)) delete others[key];
	return others;
}

function goesToOtherService({ session: { draft }, server, services }: ServerVisit): boolean {
	const method = draft[`${server}.authentication`] ?? services.settings.get(`${server}.authentication`);
	if (method !== "oauth2") return false;
	return draft[`${server}.authentication`] !== undefined || draft[`${server}.service`] !== undefined;
}

function storedText({ settings }: Services, key: EmailServerKey): string {
	return `${settings.get(key)}`;
}
