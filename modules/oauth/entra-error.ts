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
 * What an AADSTS number means. The first known one of an answer decides; the action that helps comes from the failure's
 * own table.
 */
export const AADSTS: Readonly<Record<number, FailureCode>> = {
	70020: "oauth.code-expired",
	700171: "oauth.declined",
	65004: "oauth.declined",

	65001: "oauth.consent-required",
	90094: "oauth.admin-approval-required",
	90095: "oauth.admin-approval-required",
	900941: "oauth.application-risky",
	700016: "oauth.application-unknown",
	7000112: "oauth.application-disabled",
	7000218: "oauth.public-client-not-allowed",

	700082: "oauth.sign-in-expired",
	50173: "oauth.password-changed",
	70043: "oauth.sign-in-frequency",
	50076: "oauth.mfa-required",
	50078: "oauth.mfa-required",
	50079: "oauth.mfa-required",
	50158: "oauth.mfa-required",

	53003: "oauth.conditional-access",
	530032: "oauth.conditional-access",
	530036: "oauth.device-code-blocked",
	530035: "oauth.security-defaults",
	50105: "oauth.user-not-assigned",
	50057: "oauth.user-disabled",
	50034: "oauth.user-unknown",

	50196: "oauth.throttled",
	90024: "oauth.unavailable",
	90033: "oauth.unavailable",
	90055: "oauth.unavailable",
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
