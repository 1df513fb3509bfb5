import type { Values } from "../settings/fields";

/**
 * Where an account signs in and for what. It is stored with the account: a refresh token is only good where it came
 * from.
 */
export interface Service {
	readonly name: Values["mail.service"];
	/** `https://host[:port]` of the authorization server, without a slash at the end. */
	readonly authority: string;
	/** `organizations` (work or school), `consumers` (personal), or a tenant's id. */
	readonly tenant: string;
	/** Scopes to ask for, separated by spaces. */
	readonly scope: string;
}

const AUTHORITY = "https://login.microsoftonline.com";

/** Sending mail; a refresh token; the sign-in's name in the id_token. */
const SCOPE = "https://outlook.office.com/SMTP.Send offline_access openid profile";

/** The services that the guide names. */
export const SERVICES: Readonly<Record<Values["mail.service"], Service>> = {
	"exchange-online": {
		name: "exchange-online",
		authority: AUTHORITY,
		tenant: "organizations",
		scope: SCOPE,
	},
	outlook: { name: "outlook", authority: AUTHORITY, tenant: "consumers", scope: SCOPE },
};

/** Microsoft's names of the panel languages: the language of the message with the code. */
const MARKETS: Readonly<Record<Values["language"], string>> = { en: "en-US", fr: "fr-FR" };

/** URL of the device authorization endpoint (RFC 8628 section 3.1); `mkt` localises the message. */
export function deviceCodeURL({ authority, tenant }: Service, language: Values["language"]): string {
	return `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/devicecode?mkt=${MARKETS[language]}`;
}

/** URL of the token endpoint (RFC 6749 section 3.2). */
export function tokenURL({ authority, tenant }: Service): string {
	return `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
}

/** Does a granted scope allow sending mail? Microsoft reorders and re-prefixes scopes: the last path segment counts. */
export function allowsSending(scope: string): boolean {
	return scope.split(" ").some((one) => one.slice(one.lastIndexOf("/") + 1).toLowerCase() === "smtp.send");
}
