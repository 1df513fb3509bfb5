import { FAILURES, type FailureCode } from "../base/failure-codes";
import { FIELDS } from "../settings/fields";
import type { RecordSchema } from "../storage/record";
import { entraEndpoints, type Service } from "./microsoft";

/** What the flash keeps of a saved account; access tokens are never among it. */
export interface AccountRecord {
	readonly service: Service;
	readonly clientId: string;
	/** `preferred_username`. */
	readonly login: string;
	readonly tenantId?: string;
	readonly displayName?: string;
	readonly refreshToken: string;
	/** Milliseconds since 1970. */
	readonly refreshedAt: number;
	/** Why the account must sign in again. */
	readonly expired?: FailureCode;
	/** Since when, and why, no refresh has worked, for reasons that may pass. */
	readonly failing?: StoredFailing;
	/** What the administrator has been told of it by mail. */
	readonly warned?: Warned;
}

/** A row of failed refreshes, as the flash keeps it. */
export interface StoredFailing {
	/** Milliseconds since 1970. */
	readonly since: number;
	readonly code: FailureCode;
}

/** What the administrator was told: that refreshing has been failing, or that the account must sign in again. */
export type Warned = "failing" | "expired";

/** The vault's owner of an account's records: destroying it is what signing out does. */
export function accountOwner(name: string): string {
	return `account/${name}`;
}

/** Name of the account's one record, so that a refresh is one flash write. */
export const ACCOUNT_RECORD = "account";

/** The record of the account with this name. */
export function accountSchema(name: string): RecordSchema<AccountRecord> {
	return { name: `${accountOwner(name)}/${ACCOUNT_RECORD}`, schema: 2, parse: parseAccount };
}

function parseAccount(json: object, schema: number): AccountRecord {
	const { service, refreshedAt, expired, failing, warned, ...rest } = json as Record<string, unknown>;
	const { clientId, login, refreshToken, tenantId, displayName } = rest;
	if (!isText(clientId) || !isText(login) || !isText(refreshToken)) throw new TypeError("account");
	return {
		service: parseService(service as Record<string, unknown>, schema),
		clientId,
		login,
		refreshToken,
		refreshedAt: typeof refreshedAt === "number" ? refreshedAt : 0,
		...(isText(tenantId) ? { tenantId } : {}),
		...(isText(displayName) ? { displayName } : {}),
		...(isFailureCode(expired) ? { expired } : {}),
		...(isFailing(failing) ? { failing } : {}),
		...(warned === "failing" || warned === "expired" ? { warned } : {}),
	};
}

function isFailing(value: unknown): value is StoredFailing {
	if (typeof value !== "object" || value === null) return false;
	const { since, code } = value as Record<string, unknown>;
	return typeof since === "number" && isFailureCode(code);
}

/** Schema 1 had authority and tenant in place of the endpoints. */
function parseService(json: Readonly<Record<string, unknown>>, schema: number): Service {
	const { name, authority, tenant, scope } = json;
	const endpoints =
		schema === 1 && isText(authority) && isText(tenant) ? entraEndpoints(authority, tenant) : json;
	const { deviceAuthorizationEndpoint, tokenEndpoint } = endpoints;
	if (!isText(deviceAuthorizationEndpoint) || !isText(tokenEndpoint)) throw new TypeError("endpoints");
	if (!isServiceName(name) || !isText(scope)) throw new TypeError("service");
	return { name, deviceAuthorizationEndpoint, tokenEndpoint, scope };
}

function isServiceName(value: unknown): value is Service["name"] {
	return FIELDS["mail.service"].choices.some((choice) => choice === value);
}

function isFailureCode(value: unknown): value is FailureCode {
	return isText(value) && Object.hasOwn(FAILURES, value);
}

function isText(value: unknown): value is string {
	return typeof value === "string" && value !== "";
}
