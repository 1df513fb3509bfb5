import type { SettingKey } from "./fields";

/** What says where and as whom mail is sent, in the order of the guide's page. */
export const MAIL_SERVER_KEYS = [
	"mail.account",
	"mail.password",
	"mail.sender",
	"mail.smtp-server",
	"mail.smtp-port",
	"mail.security",
	"mail.validate-certificate",
	"mail.pop3-server",
	"mail.pop3-port",
] as const satisfies readonly SettingKey[];

/** What describes a mail service of one's own (`other`). */
export const OWN_SERVICE_KEYS = [
	"mail.oauth-authority",
	"mail.oauth-tenant",
	"mail.oauth-device-endpoint",
	"mail.oauth-token-endpoint",
	"mail.oauth-scope",
] as const satisfies readonly SettingKey[];

/** The settings of Network > Email Server > Basic, in the order of the page (guide, "Impossible d'envoyer un e-mail"). */
export const EMAIL_SERVER_KEYS = [
	"mail.authentication",
	"mail.service",
	...OWN_SERVICE_KEYS,
	...MAIL_SERVER_KEYS,
	"mail.oauth-client-id",
] as const;

/** A setting of that page. */
export type EmailServerKey = (typeof EMAIL_SERVER_KEYS)[number];
