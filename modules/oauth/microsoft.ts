import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import type { SettingKey, Values } from "../settings/fields";
import type { Settings } from "../settings/settings";

/**
 * Where an account signs in and for what. It is stored with the account: a refresh token only ever goes to the token
 * endpoint that it came from, whatever the settings say by then.
 */
export interface Service {
	readonly name: Values["mail.service"];
	/** `https:` URL (RFC 8628 section 3.1). */
	readonly deviceAuthorizationEndpoint: string;
	/** `https:` URL (RFC 6749 section 3.2). */
	readonly tokenEndpoint: string;
	/** Scopes to ask for, separated by spaces. */
	readonly scope: string;
}

/** The two endpoints of a service. */
type Endpoints = Pick<Service, "deviceAuthorizationEndpoint" | "tokenEndpoint">;

/** A refresh token, and the sign-in's name in the id_token; one resource a token, so the rest is for mail alone. */
const IDENTITY_SCOPE = "offline_access openid profile";

/** Sending mail with Exchange Online and Outlook.com. */
const SCOPE = `https://outlook.office.com/SMTP.Send ${IDENTITY_SCOPE}`;

const DEVICE_CODE_PATH = "/oauth2/v2.0/devicecode";

/**
 * Microsoft's services. The authorities of the US government and China clouds are those of Microsoft's pages on national
 * clouds; their scopes are what mail clients ask for there (nothing of Microsoft's names them), not tried by Timbre.
 */
export const SERVICES: Readonly<Record<Exclude<Values["mail.service"], "other">, Service>> = {
	"exchange-online": {
		name: "exchange-online",
		...endpointsAt("https://login.microsoftonline.com/organizations"),
		scope: SCOPE,
	},
	outlook: {
		name: "outlook",
		...endpointsAt("https://login.microsoftonline.com/consumers"),
		scope: SCOPE,
	},
	"us-government": {
		name: "us-government",
		...endpointsAt("https://login.microsoftonline.us/organizations"),
		scope: `https://outlook.office365.us/SMTP.Send ${IDENTITY_SCOPE}`,
	},
	china: {
		name: "china",
		...endpointsAt("https://login.partner.microsoftonline.cn/organizations"),
		scope: `https://partner.outlook.cn/SMTP.Send ${IDENTITY_SCOPE}`,
	},
};

/** The endpoints of Entra ID, whatever the cloud: those of an authority and a tenant. */
export function entraEndpoints(authority: string, tenant: string): Endpoints {
	const base = authority.endsWith("/") ? authority.slice(0, -1) : authority;
	return endpointsAt(`${base}/${encodeURIComponent(tenant)}`);
}

function endpointsAt(tenantURL: string): Endpoints {
	return {
		deviceAuthorizationEndpoint: tenantURL + DEVICE_CODE_PATH,
		tokenEndpoint: `${tenantURL}/oauth2/v2.0/token`,
	};
}

/**
 * The service that the settings of a server describe. One of one's own has an authority like Entra ID's, or both endpoints, which then
 * count; its scope is Exchange Online's unless it is set.
 *
 * @throws Failure `settings.invalid` with `field`: the setting that is missing
 */
export function serviceOf(settings: Pick<Settings, "get">, server: ServerName): Service {
	const name = settings.get(`${server}.service`);
	if (name !== "other") return SERVICES[name];
	return { name, ...ownEndpoints(settings, server), scope: settings.get(`${server}.oauth-scope`) || SCOPE };
}

function ownEndpoints(settings: Pick<Settings, "get">, server: ServerName): Endpoints {
	const deviceAuthorizationEndpoint = settings.get(`${server}.oauth-device-endpoint`);
	const tokenEndpoint = settings.get(`${server}.oauth-token-endpoint`);
	if (deviceAuthorizationEndpoint && tokenEndpoint) return { deviceAuthorizationEndpoint, tokenEndpoint };
	if (deviceAuthorizationEndpoint) throw missing(`${server}.oauth-token-endpoint`);
	if (tokenEndpoint) throw missing(`${server}.oauth-device-endpoint`);
	const authority = settings.get(`${server}.oauth-authority`);
	if (!authority) throw missing(`${server}.oauth-authority`);
	return entraEndpoints(authority, settings.get(`${server}.oauth-tenant`) || "organizations");
}

function missing(field: SettingKey): Failure {
	return new Failure("settings.invalid", { field, detail: "is missing" });
}

/** Microsoft's names of the panel languages: the language of the message with the code. */
const MARKETS: Readonly<Record<Values["language"], string>> = { en: "en-US", fr: "fr-FR" };

/** URL to ask for a code at; Entra ID localises the message by `mkt`, which means nothing elsewhere. */
export function deviceCodeURL(
	{ deviceAuthorizationEndpoint }: Service,
	language: Values["language"],
): string {
	if (!deviceAuthorizationEndpoint.endsWith(DEVICE_CODE_PATH)) return deviceAuthorizationEndpoint;
	return `${deviceAuthorizationEndpoint}?mkt=${MARKETS[language]}`;
}

/**
 * Does a granted scope allow sending mail? Microsoft reorders and re-prefixes scopes: the last path segment counts. What
 * a service of one's own calls its scopes is unknown here: where SMTP.Send was not asked for, it need not be granted.
 */
export function allowsSending({ scope }: Service, granted: string): boolean {
	return !namesSending(scope) || namesSending(granted);
}

function namesSending(scope: string): boolean {
	return scope.split(" ").some((one) => one.slice(one.lastIndexOf("/") + 1).toLowerCase() === "smtp.send");
}
