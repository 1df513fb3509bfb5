import type { ServerName } from "../base/fax-server";
import type { SettingKey } from "./fields";
import type { Settings } from "./settings";

/** A setting that both servers have, without the server's name before it. */
type ServerSetting = SettingKey extends infer Key ? (Key extends `mail.${infer Name}` ? Name : never) : never;

/** What says where and as whom mail is sent, in the order of the guide's page. */
export const MAIL_SERVER_SETTINGS = [
	"account",
	"password",
	"sender",
	"smtp-server",
	"smtp-port",
	"security",
	"validate-certificate",
	"pop3-server",
	"pop3-port",
] as const satisfies readonly ServerSetting[];

/** What describes a mail service of one's own (`other`). */
export const OWN_SERVICE_SETTINGS = [
	"oauth-authority",
	"oauth-tenant",
	"oauth-device-endpoint",
	"oauth-token-endpoint",
	"oauth-scope",
] as const satisfies readonly ServerSetting[];

const EMAIL_SERVER_SETTINGS = [
	"authentication",
	"service",
	...OWN_SERVICE_SETTINGS,
	...MAIL_SERVER_SETTINGS,
	"oauth-client-id",
] as const satisfies readonly ServerSetting[];

/** A setting of the page of the mail server or of the fax server. */
export type EmailServerKey = `${ServerName}.${(typeof EMAIL_SERVER_SETTINGS)[number]}` | "fax.server-domain";

/**
 * The settings of Network > Email Server > Basic, or of Fax > Fax Server > Email Server Settings, in the order of the page
 * (guide, "Impossible d'envoyer un e-mail", "Assistance du serveur de télécopie OAuth 2.0").
 */
export function emailServerKeys(server: ServerName): readonly EmailServerKey[] {
	const keys: EmailServerKey[] = EMAIL_SERVER_SETTINGS.map((name) => `${server}.${name}` as const);
	return server === "fax" ? ["fax.server-domain", ...keys] : keys;
}

/** Can faxes be sent, once somebody has signed in where that is needed? The service's domain and an SMTP server are set. */
export function isFaxServerSet(settings: Pick<Settings, "get">): boolean {
	return settings.get("fax.server-domain") !== "" && settings.get("fax.smtp-server") !== "";
}
