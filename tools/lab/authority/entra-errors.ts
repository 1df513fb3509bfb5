import { randomUUID } from "node:crypto";

/** An error of Entra ID: the OAuth `error`, the HTTP status, and the text behind the AADSTS number. */
export interface EntraError {
	readonly error: string;
	readonly status: number;
	readonly text: string;
	readonly suberror?: string;
}

function row(error: string, text: string, more: { status?: number; suberror?: string } = {}): EntraError {
	return { error, text, status: 400, ...more };
}

/** Errors by AADSTS number. */
export const ENTRA_ERRORS: Readonly<Record<number, EntraError>> = {
	50034: row("invalid_grant", "The user account does not exist in the directory."),
	50057: row("invalid_grant", "The user account is disabled."),
	50076: row(
		"invalid_grant",
		"Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication.",
		{ suberror: "basic_action" },
	),
	50078: row("invalid_grant", "Presented multi-factor authentication has expired, you must refresh it.", {
		suberror: "basic_action",
	}),
	50079: row("invalid_grant", "You must enroll in multi-factor authentication.", {
		suberror: "basic_action",
	}),
	50105: row("invalid_grant", "The signed in user is not assigned to a role for the application."),
	50158: row("invalid_grant", "External security challenge not satisfied.", { suberror: "basic_action" }),
	50173: row(
		"invalid_grant",
		"The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
		{ suberror: "bad_token" },
	),
	50196: row("invalid_grant", "The server terminated an operation because it encountered a loop."),
	53003: row(
		"invalid_grant",
		"Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
		{ suberror: "message_only" },
	),
	65001: row(
		"invalid_grant",
		"The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.",
		{ suberror: "consent_required" },
	),
	65004: row("access_denied", "User declined to consent to access the app."),
	70000: row("invalid_grant", "Provided grant is invalid or malformed."),
	70003: row("unsupported_grant_type", "The app requested an unsupported grant type."),
	70011: row("invalid_scope", "The provided value for the input parameter 'scope' is not valid."),
	70016: row(
		"authorization_pending",
		"OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
	),
	70020: row("expired_token", "The provided value for the input parameter 'device_code' has expired."),
	70043: row(
		"invalid_grant",
		"The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
		{ suberror: "bad_token" },
	),
	90002: row("invalid_request", "Tenant not found. Check to make sure you have the correct tenant ID."),
	90024: row("temporarily_unavailable", "Request budget exceeded: a transient error has occurred.", {
		status: 503,
	}),
	90033: row("temporarily_unavailable", "A transient error has occurred. Please try again.", { status: 503 }),
	90055: row("temporarily_unavailable", "Tenant throttled: too many requests. Please try again later.", {
		status: 503,
	}),
	90094: row("access_denied", "Admin consent is required for the permissions requested by this application."),
	90095: row("access_denied", "Admin consent is required. A request can be sent to an administrator."),
	500011: row("invalid_resource", "The resource principal was not found in the tenant."),
	530032: row("invalid_grant", "User blocked due to risk on the home tenant.", { suberror: "message_only" }),
	530035: row("invalid_grant", "Access has been blocked by security defaults.", { suberror: "message_only" }),
	530036: row(
		"invalid_grant",
		"Your organization has a policy that blocks the device code flow. Access has been blocked by authentication flows policy.",
		{ suberror: "message_only" },
	),
	700016: row("unauthorized_client", "Application was not found in the directory."),
	700025: row(
		"invalid_client",
		"Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
		{ status: 401 },
	),
	700082: row(
		"invalid_grant",
		"The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.",
		{ suberror: "bad_token" },
	),
	700171: row("authorization_declined", "The end user denied the authorization request."),
	900144: row("invalid_request", "The request body is missing a required parameter."),
	900941: row("access_denied", "Administrator consent is required. App is considered risky."),
	7000112: row("unauthorized_client", "Application is disabled."),
	7000218: row(
		"invalid_client",
		"The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
		{ status: 401 },
	),
};

/** The JSON body of an Entra error. */
export interface EntraErrorBody {
	readonly error: string;
	readonly error_description: string;
	readonly error_codes: readonly number[];
	readonly timestamp: string;
	readonly trace_id: string;
	readonly correlation_id: string;
	readonly error_uri: string;
	readonly suberror?: string;
}

/** A request that Entra refuses. */
export class EntraRefusal extends Error {
	readonly code: number;
	/** The OAuth `error`, where it differs from the table's. */
	readonly error: string | undefined;

	/** @param code an AADSTS number of {@link ENTRA_ERRORS} */
	constructor(code: number, error?: string) {
		super(`AADSTS${code}`);
		this.code = code;
		this.error = error;
	}

	get status(): number {
		return this.#row.status;
	}

	/** The answer's body. @param now milliseconds since 1970, by the lab's clock */
	body(now: number): EntraErrorBody {
		const { error, text, suberror } = this.#row;
		const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
		const trace = randomUUID();
		const correlation = randomUUID();
		return {
			error: this.error ?? error,
			error_description: `AADSTS${this.code}: ${text}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: ${timestamp}`,
			error_codes: [this.code],
			timestamp,
			trace_id: trace,
			correlation_id: correlation,
			error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
			...(suberror === undefined ? {} : { suberror }),
		};
	}

	get #row(): EntraError {
		const row = ENTRA_ERRORS[this.code];
		if (row === undefined) throw new RangeError(`no AADSTS${this.code} in the table`);
		return row;
	}
}
