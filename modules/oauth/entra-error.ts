import { Failure, type FailureOptions } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";

/** Longest text of the server in a failure's detail, in characters. */
const DETAIL_LIMIT = 300;

/** An error answer of Entra ID: RFC 6749 section 5.2 with Microsoft's additions. */
export interface EntraError {
	readonly error: string;
	/** Numbers of the AADSTS errors, the deciding one first. */
	readonly codes: readonly number[];
	readonly suberror: string | undefined;
	readonly description: string;
}

/**
 * What an AADSTS number means, for those that a printer can meet: not the ones of browsers, of SAML, or of passwords, which
 * it never sees. The first known one of an answer decides; the action that helps comes from the failure's own table.
 * Source: Microsoft Entra authentication and authorization error codes.
 */
export const AADSTS: Readonly<Record<number, FailureCode>> = {
	70019: "oauth.code-expired",
	70020: "oauth.code-expired",
	90120: "oauth.code-invalid",
	700171: "oauth.declined",
	65004: "oauth.declined",

	65001: "oauth.consent-required",
	90008: "oauth.consent-required",
	90094: "oauth.admin-approval-required",
	90095: "oauth.admin-approval-required",
	900941: "oauth.application-risky",
	70001: "oauth.application-unknown",
	700011: "oauth.application-unknown",
	700016: "oauth.application-unknown",
	7000112: "oauth.application-disabled",
	1000031: "oauth.application-disabled",
	70002: "oauth.public-client-not-allowed",
	7000218: "oauth.public-client-not-allowed",
	50194: "oauth.account-type-not-allowed",
	90124: "oauth.account-type-not-allowed",
	90130: "oauth.account-type-not-allowed",
	9002332: "oauth.account-type-not-allowed",
	65005: "oauth.permission-missing",
	650056: "oauth.permission-missing",
	650057: "oauth.permission-missing",
	50001: "oauth.exchange-missing",
	500011: "oauth.exchange-missing",
	650052: "oauth.exchange-missing",
	650054: "oauth.exchange-missing",
	28002: "oauth.scope-invalid",
	28003: "oauth.scope-invalid",
	70011: "oauth.scope-invalid",
	700022: "oauth.scope-invalid",
	700023: "oauth.scope-invalid",

	50059: "oauth.tenant-unknown",
	50128: "oauth.tenant-unknown",
	90002: "oauth.tenant-unknown",
	50134: "oauth.wrong-cloud",
	90038: "oauth.wrong-cloud",
	90051: "oauth.wrong-cloud",
	50002: "oauth.tenant-restricted",
	500021: "oauth.tenant-restricted",
	500022: "oauth.tenant-restricted",
	500212: "oauth.tenant-restricted",
	500213: "oauth.tenant-restricted",

	70008: "oauth.sign-in-expired",
	700082: "oauth.sign-in-expired",
	50132: "oauth.password-changed",
	50133: "oauth.password-changed",
	50173: "oauth.password-changed",
	50055: "oauth.password-expired",
	50135: "oauth.password-expired",
	50144: "oauth.password-expired",
	70043: "oauth.sign-in-frequency",
	50072: "oauth.mfa-required",
	50074: "oauth.mfa-required",
	50076: "oauth.mfa-required",
	50078: "oauth.mfa-required",
	50079: "oauth.mfa-required",
	50158: "oauth.mfa-required",

	50131: "oauth.conditional-access",
	53003: "oauth.conditional-access",
	530032: "oauth.conditional-access",
	50005: "oauth.device-required",
	50097: "oauth.device-required",
	50129: "oauth.device-required",
	50155: "oauth.device-required",
	50187: "oauth.device-required",
	53000: "oauth.device-required",
	53001: "oauth.device-required",
	53002: "oauth.device-required",
	135011: "oauth.device-required",
	530036: "oauth.device-code-blocked",
	530035: "oauth.security-defaults",
	50105: "oauth.user-not-assigned",
	50053: "oauth.user-blocked",
	53011: "oauth.user-blocked",
	50057: "oauth.user-disabled",
	50014: "oauth.user-unknown",
	50020: "oauth.user-unknown",
	50034: "oauth.user-unknown",
	51004: "oauth.user-unknown",
	90072: "oauth.user-unknown",
	500208: "oauth.user-unknown",

	50196: "oauth.throttled",
	40010: "oauth.unavailable",
	50033: "oauth.unavailable",
	50087: "oauth.unavailable",
	70012: "oauth.unavailable",
	90006: "oauth.unavailable",
	90012: "oauth.unavailable",
	90024: "oauth.unavailable",
	90033: "oauth.unavailable",
	90055: "oauth.unavailable",
	90090: "oauth.unavailable",
	90091: "oauth.unavailable",
};

/** What an `error` means whatever its numbers are; the others are refined by them. A map, because XS keeps every property name that is ever asked for. */
const DECIDED: ReadonlyMap<string, FailureCode> = new Map([
	["authorization_declined", "oauth.declined"],
	["expired_token", "oauth.code-expired"],
	["bad_verification_code", "oauth.code-invalid"],
	["slow_down", "oauth.throttled"],
	["temporarily_unavailable", "oauth.unavailable"],
	["server_error", "oauth.unavailable"],
]);

/** Number of "the provided grant is expired or unknown": what it means depends on the grant. */
const GRANT_UNKNOWN = 70000;

/** Reads an error answer; undefined where the object is none. */
export function readEntraError(json: Readonly<Record<string, unknown>>): EntraError | undefined {
	if (typeof json["error"] !== "string") return undefined;
	const description = typeof json["error_description"] === "string" ? json["error_description"] : "";
	const list = Array.isArray(json["error_codes"]) ? json["error_codes"] : [];
	const codes = list.slice(0, 8).filter((code) => Number.isSafeInteger(code)) as number[];
	const named = /^AADSTS([0-9]{1,9})/.exec(description)?.[1];
	if (codes.length === 0 && named) codes.push(Number(named));
	const suberror = typeof json["suberror"] === "string" ? json["suberror"] : undefined;
	return { error: json["error"], codes, suberror, description };
}

/**
 * The failure that an error answer means: `error` first, then the AADSTS numbers. An unknown one keeps the server's
 * number and first sentence.
 *
 * @param stage `device-code` while signing in, `token` when refreshing
 */
export function entraFailure(error: EntraError, stage: Stage, retryAfter?: number): Failure {
	const options: FailureOptions = { stage, detail: detailOf(error) };
	return new Failure(codeOf(error, stage), retryAfter === undefined ? options : { ...options, retryAfter });
}

function codeOf({ error, codes, suberror }: EntraError, stage: Stage): FailureCode {
	const decided = DECIDED.get(error);
	if (decided) return decided;
	for (const code of codes) {
		const known = AADSTS[code];
		if (known) return known;
	}
	if (error === "access_denied") return "oauth.declined";
	if (suberror === "consent_required") return "oauth.consent-required";
	if (error === "invalid_grant" || error === "interaction_required") {
		if (stage === "device-code") return "oauth.code-invalid";
		return codes.includes(GRANT_UNKNOWN) ? "oauth.sign-in-expired" : "oauth.revoked";
	}
	return "oauth.refused";
}

/** The number and the first sentence of what the server said; never `claims` and never a whole page. */
function detailOf({ error, codes, description }: EntraError): string {
	const line = description.slice(0, DETAIL_LIMIT).split(/[\r\n]/, 1)[0] ?? "";
	const sentence = /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
	if (sentence.startsWith("AADSTS") || codes[0] === undefined)
		return sentence || error.slice(0, DETAIL_LIMIT);
	return `AADSTS${codes[0]}: ${sentence || error}`;
}
