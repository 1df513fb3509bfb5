import { Failure } from "../base/failure";
import { withFaxServer } from "../base/fax-server";
import { splitURL } from "../network/url";

/** Which characters a text may have; {@link FORMATS} holds the rules. */
export type TextFormat =
	| "ascii"
	| "sender"
	| "address"
	| "server-name"
	| "host-name"
	| "domain"
	| "https-url"
	| "authority"
	| "scope"
	| "client-id";

/** One of a few named values. */
export interface ChoiceField {
	readonly kind: "choice";
	readonly choices: readonly string[];
	readonly default: string;
}

/** A line of text of 0 to `max` characters. */
export interface TextField {
	readonly kind: "text";
	readonly format: TextFormat;
	readonly max: number;
	readonly default: string;
}

/** A password of 0 to `max` characters: never shown, never kept in memory. */
export interface PasswordField {
	readonly kind: "password";
	readonly format: TextFormat;
	readonly max: number;
	readonly default: string;
	readonly secret: true;
}

/** A whole number from `min` to `max`. */
export interface NumberField {
	readonly kind: "number";
	readonly min: number;
	readonly max: number;
	readonly default: number;
}

/** On or off. */
export interface BooleanField {
	readonly kind: "boolean";
	readonly default: boolean;
}

/** Longest local part of an address, in characters (RFC 5321 section 4.5.3.1.1). */
const LOCAL_PART_LIMIT = 64;

/** What a setting may hold. */
export type Field = ChoiceField | TextField | PasswordField | NumberField | BooleanField;

/**
 * Every setting: the one table that the web page, the panel and an import validate against. Ranges are those of Web
 * Config > Network > Email Server > Basic (guide, "Impossible d'envoyer un e-mail"). Labels come from `language/` by key.
 * Each `mail.*` is there as `fax.*` too: the fax server has a mail server of its own.
 */
export const FIELDS = withFaxServer({
	language: { kind: "choice", choices: ["en", "fr"], default: "en" },
	/** Empty: the name in the device's identity. */
	"device.name": { kind: "text", format: "host-name", max: 53, default: "" },
	"mail.authentication": {
		kind: "choice",
		choices: ["off", "smtp-auth", "pop-before-smtp", "oauth2"],
		default: "off",
	},
	"mail.service": {
		kind: "choice",
		choices: ["exchange-online", "outlook", "us-government", "china", "other"],
		default: "exchange-online",
	},
	/** Of the service `other`, as are tenant, endpoints and scope. Both endpoints set count in place of the authority. */
	"mail.oauth-authority": { kind: "text", format: "authority", max: 255, default: "" },
	"mail.oauth-tenant": { kind: "text", format: "server-name", max: 255, default: "" },
	"mail.oauth-device-endpoint": { kind: "text", format: "https-url", max: 255, default: "" },
	"mail.oauth-token-endpoint": { kind: "text", format: "https-url", max: 255, default: "" },
	"mail.oauth-scope": { kind: "text", format: "scope", max: 255, default: "" },
	/** Empty: the build configuration's. */
	"mail.oauth-client-id": { kind: "text", format: "client-id", max: 255, default: "" },
	"mail.account": { kind: "text", format: "ascii", max: 255, default: "" },
	"mail.password": { kind: "password", format: "ascii", max: 20, default: "", secret: true },
	"mail.sender": { kind: "text", format: "sender", max: 255, default: "" },
	"mail.smtp-server": { kind: "text", format: "server-name", max: 255, default: "" },
	"mail.smtp-port": { kind: "number", min: 1, max: 65535, default: 25 },
	"mail.security": { kind: "choice", choices: ["none", "tls", "starttls"], default: "none" },
	"mail.validate-certificate": { kind: "boolean", default: true },
	"mail.pop3-server": { kind: "text", format: "server-name", max: 255, default: "" },
	"mail.pop3-port": { kind: "number", min: 1, max: 65535, default: 110 },
	/**
	 * Of the fax service: a fax to +33 1 23 45 67 89 is mailed to 33123456789 at this domain. Short enough for the longest
	 * local part in an address of 254 characters.
	 */
	"fax.server-domain": { kind: "text", format: "domain", max: 189, default: "" },
	/** Does the control panel ask for the administrator password before what only the administrator may do? */
	"administrator.lock": { kind: "boolean", default: true },
	/** Where the printer mails its warnings; empty: nowhere. */
	"administrator.email": { kind: "text", format: "address", max: 254, default: "" },
	/** Are accounts that nobody uses refreshed by themselves? */
	"account.self-refresh": { kind: "boolean", default: true },
	/** Days after which they are. With the days of a warning, this stays below the 90 idle days of Microsoft's. */
	"account.refresh-interval": { kind: "number", min: 1, max: 60, default: 7 },
	/** Days for which refreshing must have failed before the printer warns. */
	"account.warning-delay": { kind: "number", min: 1, max: 29, default: 3 },
} as const satisfies Record<string, Field>);

/** The name of a setting. */
export type SettingKey = keyof typeof FIELDS;

type ValueOf<F> = F extends { readonly choices: readonly (infer Choice)[] }
	? Choice
	: F extends { readonly kind: "number" }
		? number
		: F extends { readonly kind: "boolean" }
			? boolean
			: string;

/** The values of all settings. */
export type Values = { -readonly [Key in SettingKey]: ValueOf<(typeof FIELDS)[Key]> };

/** Is this the name of a setting? */
export function isSettingKey(key: string): key is SettingKey {
	return KEYS.has(key);
}

/** A set, because XS keeps every property name that is ever asked for. */
const KEYS: ReadonlySet<string> = new Set(Object.keys(FIELDS));

/** Must this setting stay unseen: not shown, not exported, not kept in memory? */
export function isSecret(key: SettingKey): boolean {
	return "secret" in FIELDS[key];
}

/**
 * The value of a setting out of the text of a form field: a choice, a text or a password as it stands, a number in
 * decimal digits, a boolean as `true` or `false`.
 *
 * @throws Failure `settings.invalid` with `field`
 */
export function parseSetting<Key extends SettingKey>(key: Key, text: string): Values[Key] {
	const field: Field = FIELDS[key];
	let value: unknown = text;
	if (field.kind === "number") {
		if (!/^[0-9]{1,10}$/.test(text)) throw invalid(key, "not a whole number");
		value = Number(text);
	} else if (field.kind === "boolean") {
		value = text === "true" ? true : text === "false" ? false : undefined;
	}
	return validateSetting(key, value);
}

/**
 * Answers the value when it is one that the setting may hold.
 *
 * @throws Failure `settings.invalid` with `field`; its detail names the rule and never the value, which may be a secret
 */
export function validateSetting<Key extends SettingKey>(key: Key, value: unknown): Values[Key] {
	const complaint = complain(FIELDS[key], value);
	if (complaint) throw invalid(key, complaint);
	return value as Values[Key];
}

function complain(field: Field, value: unknown): string | undefined {
	switch (field.kind) {
		case "choice":
			return field.choices.includes(value as string) ? undefined : `not one of ${field.choices.join(", ")}`;
		case "boolean":
			return typeof value === "boolean" ? undefined : "neither true nor false";
		case "number":
			return Number.isInteger(value) && (value as number) >= field.min && (value as number) <= field.max
				? undefined
				: `not a whole number from ${field.min} to ${field.max}`;
		default:
			if (typeof value !== "string") return "not a text";
			if (value.length > field.max) return `longer than ${field.max} characters`;
			return value === "" || FORMATS[field.format](value) ? undefined : `not a valid ${field.format}`;
	}
}

/** The character rules for a text that is not empty. */
const FORMATS: Readonly<Record<TextFormat, (text: string) => boolean>> = {
	/** Printable ASCII, the space included. */
	ascii: isPrintable,
	/** An address in the envelope and in From: no character that would end or group it. */
	sender: (text) => isPrintable(text) && !/[:()<>[\];]/.test(text) && text[0] !== ".",
	/** One address to send to: what SMTP takes without quotes (RFC 5321 section 4.1.2, Dot-string). */
	address: isAddress,
	/** An IPv4 address, or a domain name (RFC 1123 section 2.1). */
	"server-name": (text) => (/^[0-9.]+$/.test(text) ? isIPv4(text) : isDomainName(text)),
	/** One label of a domain name. */
	"host-name": isLabel,
	/** What stands behind the @ of an address (RFC 5321 section 4.1.2, Domain). */
	domain: (text) => isDomainName(text) && !/^[0-9.]+$/.test(text),
	"https-url": isHTTPS,
	/** What a path can be added to. */
	authority: (text) => isHTTPS(text) && !text.includes("?"),
	/** Scope tokens with single spaces between them (RFC 6749 section 3.3). */
	scope: (text) => /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(text),
	/** RFC 6749 appendix A.1, less the space. */
	"client-id": (text) => /^[\x21-\x7e]+$/.test(text),
};

/** What is sent there is secret: nothing but https, no user name in it, no fragment. */
function isHTTPS(text: string): boolean {
	if (!/^https:\/\/[^#]+$/i.test(text)) return false;
	try {
		splitURL(text);
		return true;
	} catch {
		return false;
	}
}

function isPrintable(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}

function isAddress(text: string): boolean {
	const at = text.lastIndexOf("@");
	const local = text.slice(0, Math.max(at, 0));
	return (
		/^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/.test(local) &&
		local.length <= LOCAL_PART_LIMIT &&
		isDomainName(text.slice(at + 1))
	);
}

function isIPv4(text: string): boolean {
	const parts = text.split(".");
	return (
		parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)
	);
}

function isDomainName(text: string): boolean {
	return text.split(".").every(isLabel);
}

function isLabel(text: string): boolean {
	return /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(text);
}

function invalid(field: SettingKey, detail: string): Failure {
	return new Failure("settings.invalid", { field, detail });
}
