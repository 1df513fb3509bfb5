import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import { type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";
import { FIELDS, isSecret, isSettingKey, type SettingKey, type Values, validateSetting } from "./fields";
import { isPresetKey, PRESET_KEYS, PRESETS } from "./presets";

/** Told after a change was stored, with the settings that were given new values. */
export type SettingsListener = (changed: readonly SettingKey[]) => void;

/** POP3 within TLS from the start (RFC 8314 section 7.4). */
const POP3S_PORT = 995;

/** All settings are one record of the vault: the values that differ from the defaults. */
const RECORD: RecordSchema<Partial<Values>> = { name: "settings/values", schema: 1, parse: parseValues };

/**
 * The printer's settings. Reading is from memory, except secrets, which are unsealed for each use; a change is validated
 * whole and then stored with one flash write.
 */
export class Settings {
	readonly #vault: Vault;
	readonly #listeners = new Set<SettingsListener>();
	#stored: Partial<Values>;

	/** @param vault where the settings are kept; a damaged record there means defaults, and the vault reports it */
	constructor(vault: Vault) {
		this.#vault = vault;
		this.#stored = withoutSecrets(readRecord(vault, RECORD) ?? {});
	}

	/**
	 * The value that holds: the one set, else with OAuth2 the mail service's server, port and security, else the default;
	 * for POP3 within TLS from the start that is its own port.
	 *
	 * @throws Failure `storage.*` when a secret cannot be read
	 */
	get<Key extends SettingKey>(key: Key): Values[Key] {
		if (isSecret(key)) {
			const secrets: Partial<Values> = readRecord(this.#vault, RECORD) ?? {};
			return (secrets[key] ?? FIELDS[key].default) as Values[Key];
		}
		return effective(this.#stored, key);
	}

	/**
	 * Validates all changes, then stores them at once; nothing is stored when one of them is refused. A value that
	 * already holds is no change, so a form may send every field. Going over to OAuth2, or to another mail service,
	 * lets go of the server, port and security set before, unless the same call gives them new values: the service's
	 * own then hold, as the guide's page shows. A service of one's own (`other`) has none: what the call gives stays.
	 *
	 * @throws Failure `settings.invalid` with `field`, `storage.*`
	 */
	set(changes: Partial<Values>): void {
		const given: [SettingKey, Values[SettingKey]][] = [];
		for (const [key, value] of Object.entries(changes)) {
			if (!isSettingKey(key))
				throw new Failure("settings.invalid", { field: key, detail: "no such setting" });
			if (value !== undefined) given.push([key, validateSetting(key, value)]);
		}
		const before: Partial<Values> = readRecord(this.#vault, RECORD) ?? {};
		const changed = given.filter(([key, value]) => value !== effective(before, key));
		if (changed.length === 0) return;

		const after: Partial<Values> = { ...before };
		for (const server of SERVERS) {
			if (!servedAnew(server, before, Object.fromEntries(changed))) continue;
			for (const key of PRESET_KEYS) if (serverOf(key) === server) delete after[key as SettingKey];
			if (changes[`${server}.service`] === "other") {
				const own = given.filter(([key]) => isPresetKey(key) && serverOf(key) === server);
				Object.assign(after, Object.fromEntries(own));
			}
		}
		Object.assign(after, Object.fromEntries(changed));
		writeRecord(this.#vault, RECORD, after);
		this.#stored = withoutSecrets(after);
		const keys = changed.map(([key]) => key);
		for (const listener of [...this.#listeners]) listener(keys);
	}

	/** Calls `listener` after each change; answers a function that ends this. */
	observe(listener: SettingsListener): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
}

/** The servers that a mail service's server can be filled in for. */
const SERVERS: readonly ServerName[] = ["mail", "fax"];

function serverOf(key: string): ServerName {
	return key.startsWith("fax.") ? "fax" : "mail";
}

/** Do the changes lead to a mail service whose server must be filled in anew? */
function servedAnew(server: ServerName, before: Partial<Values>, changes: Partial<Values>): boolean {
	const method = changes[`${server}.authentication`] ?? effective(before, `${server}.authentication`);
	if (method !== "oauth2") return false;
	return changes[`${server}.authentication`] !== undefined || changes[`${server}.service`] !== undefined;
}

function effective<Key extends SettingKey>(stored: Partial<Values>, key: Key): Values[Key] {
	const value = stored[key];
	if (value !== undefined && value !== "") return value;
	const server = serverOf(key);
	if (isPresetKey(key) && effective(stored, `${server}.authentication`) === "oauth2") {
		return PRESETS[effective(stored, `${server}.service`)][key] as Values[Key];
	}
	if (key === `${server}.pop3-port` && effective(stored, `${server}.security`) === "tls")
		return POP3S_PORT as Values[Key];
	return FIELDS[key].default as Values[Key];
}

function withoutSecrets(values: Partial<Values>): Partial<Values> {
	const open = { ...values };
	for (const key of Object.keys(open) as SettingKey[]) {
		if (isSecret(key)) delete open[key];
	}
	return open;
}

/** What of a stored record still is a valid setting: an older or newer firmware may have known other ranges. */
function parseValues(json: unknown): Partial<Values> {
	const values: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(json as object)) {
		if (!isSettingKey(key)) continue;
		try {
			values[key] = validateSetting(key, value);
		} catch {
			// This setting falls back to its default; the others keep what they hold.
		}
	}
	return values as Partial<Values>;
}
