import { type ServerName, withFaxServer } from "../base/fax-server";
import type { Values } from "./fields";

/** The settings that a mail service fills in. */
export type PresetKey = `${ServerName}.${"smtp-server" | "smtp-port" | "security"}`;

/** What a mail service fills in. */
export type Preset = Readonly<Pick<Values, PresetKey>>;

/**
 * The submission server of each mail service, used with OAuth2 where nothing else is set. The guide's screenshot shows
 * smtp-mail.outlook.com for Exchange Online; Microsoft's own pages name smtp.office365.com for work and school accounts.
 * The servers of the US government and China clouds are those that mail clients use there, not tried by Timbre; DoD tenants
 * may need outlook-dod.office365.us.
 */
export const PRESETS: Readonly<Record<Values["mail.service"], Preset>> = {
	"exchange-online": withFaxServer({
		"mail.smtp-server": "smtp.office365.com",
		"mail.smtp-port": 587,
		"mail.security": "starttls",
	}),
	outlook: withFaxServer({
		"mail.smtp-server": "smtp-mail.outlook.com",
		"mail.smtp-port": 587,
		"mail.security": "starttls",
	}),
	"us-government": withFaxServer({
		"mail.smtp-server": "smtp.office365.us",
		"mail.smtp-port": 587,
		"mail.security": "starttls",
	}),
	china: withFaxServer({
		"mail.smtp-server": "smtp.partner.outlook.cn",
		"mail.smtp-port": 587,
		"mail.security": "starttls",
	}),
	/** A server of one's own must be typed; submission is usually so. */
	other: withFaxServer({ "mail.smtp-server": "", "mail.smtp-port": 587, "mail.security": "starttls" }),
};

/** Does a mail service fill in this setting? */
export function isPresetKey(key: string): key is PresetKey {
	return PRESET_KEYS.has(key);
}

/** What every service fills in. */
export const PRESET_KEYS: ReadonlySet<string> = new Set(Object.keys(PRESETS["exchange-online"]));
