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
	28002: row(
		"invalid_scope",
		"Provided value for the input parameter scope is not valid when requesting an access token.",
	),
	28003: row(
		"invalid_scope",
		"Provided value for the input parameter scope cannot be empty when requesting an access token.",
	),
	40010: row(
		"temporarily_unavailable",
		"A transient error has occurred at the federated identity provider.",
		{ status: 503 },
	),
	50001: row("invalid_resource", "The resource is disabled or does not exist."),
	50002: row("invalid_grant", "Sign-in failed due to restricted proxy access on the tenant."),
	50005: row(
		"interaction_required",
		"User tried to log in to a device from a platform that is currently not supported through Conditional Access policy.",
	),
	50014: row("invalid_grant", "The user account is pending and does not exist in the directory."),
	50020: row(
		"invalid_grant",
		"User account from an identity provider does not exist in the tenant and cannot access the application.",
	),
	50033: row("temporarily_unavailable", "A transient error has occurred. Please try again.", { status: 503 }),
	50034: row("invalid_grant", "The user account does not exist in the directory."),
	50053: row(
		"invalid_grant",
		"The account is locked, you have tried to sign in too many times with an incorrect user ID or password.",
	),
	50055: row("invalid_grant", "The password is expired.", { suberror: "user_password_expired" }),
	50057: row("invalid_grant", "The user account is disabled."),
	50059: row(
		"invalid_request",
		"No tenant-identifying information found in either the request or implied by any provided credentials.",
	),
	50072: row("invalid_grant", "User needs to enroll for multi-factor authentication.", {
		suberror: "basic_action",
	}),
	50074: row("invalid_grant", "Strong authentication is required.", { suberror: "basic_action" }),
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
	50087: row(
		"temporarily_unavailable",
		"A transient error has occurred during strong authentication. Please try again.",
		{ status: 503 },
	),
	50097: row("interaction_required", "Device authentication is required."),
	50105: row("invalid_grant", "The signed in user is not assigned to a role for the application."),
	50128: row(
		"invalid_request",
		"Invalid domain name. No tenant-identifying information found in either the request or implied by any provided credentials.",
	),
	50129: row(
		"interaction_required",
		"Device is not workplace joined. Workplace join is required to register the device.",
	),
	50131: row("interaction_required", "Access policy does not allow token issuance.", {
		suberror: "message_only",
	}),
	50132: row(
		"invalid_grant",
		"The session is not valid due to password expiration or recent password change.",
		{ suberror: "bad_token" },
	),
	50133: row(
		"invalid_grant",
		"The session is not valid due to password expiration or recent password change.",
		{ suberror: "bad_token" },
	),
	50134: row(
		"invalid_request",
		"Wrong data center. The device flow must be authorized where it was started.",
	),
	50135: row("invalid_grant", "Password change is required due to account risk.", {
		suberror: "basic_action",
	}),
	50144: row("invalid_grant", "The user's Active Directory password has expired.", {
		suberror: "user_password_expired",
	}),
	50155: row("interaction_required", "Device authentication failed for this user."),
	50158: row("invalid_grant", "External security challenge not satisfied.", { suberror: "basic_action" }),
	50173: row(
		"invalid_grant",
		"The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
		{ suberror: "bad_token" },
	),
	50187: row("interaction_required", "The service failed to perform device authentication."),
	50194: row("unauthorized_client", "Application is not configured as a multi-tenant application."),
	50196: row("invalid_grant", "The server terminated an operation because it encountered a loop."),
	51004: row("invalid_grant", "The user account does not exist in the directory."),
	53000: row(
		"interaction_required",
		"Device is not in required device state: compliant. Conditional Access policy requires a compliant device.",
		{ suberror: "message_only" },
	),
	53001: row(
		"interaction_required",
		"Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device.",
		{ suberror: "message_only" },
	),
	53002: row("interaction_required", "Application is not approved for Conditional Access.", {
		suberror: "message_only",
	}),
	53003: row(
		"invalid_grant",
		"Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
		{ suberror: "message_only" },
	),
	53011: row("invalid_grant", "User blocked due to risk on home tenant.", { suberror: "message_only" }),
	65001: row(
		"invalid_grant",
		"The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.",
		{ suberror: "consent_required" },
	),
	65004: row("access_denied", "User declined to consent to access the app."),
	65005: row(
		"invalid_client",
		"The client application has requested access to a resource that is not listed in its required resource access list.",
	),
	70000: row("invalid_grant", "Provided grant is invalid or malformed."),
	70001: row("unauthorized_client", "Application is disabled or was not found in the directory."),
	70002: row(
		"invalid_client",
		"Error validating credentials. The request body must contain the following parameter: 'client_secret'.",
		{ status: 401 },
	),
	70003: row("unsupported_grant_type", "The app requested an unsupported grant type."),
	70008: row("invalid_grant", "The refresh token has expired due to inactivity.", { suberror: "bad_token" }),
	70011: row("invalid_scope", "The provided value for the input parameter 'scope' is not valid."),
	70012: row("temporarily_unavailable", "A server error occurred while authenticating a consumer user.", {
		status: 503,
	}),
	70016: row(
		"authorization_pending",
		"OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
	),
	70019: row("expired_token", "Verification code expired."),
	70020: row("expired_token", "The provided value for the input parameter 'device_code' has expired."),
	70043: row(
		"invalid_grant",
		"The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
		{ suberror: "bad_token" },
	),
	90002: row("invalid_request", "Tenant not found. Check to make sure you have the correct tenant ID."),
	90006: row("temporarily_unavailable", "The service is temporarily unavailable.", { status: 503 }),
	90008: row(
		"invalid_grant",
		"The user or administrator has not consented to use the application, which requires access to the directory.",
		{ suberror: "consent_required" },
	),
	90012: row("temporarily_unavailable", "The request has timed out.", { status: 503 }),
	90024: row("temporarily_unavailable", "Request budget exceeded: a transient error has occurred.", {
		status: 503,
	}),
	90033: row("temporarily_unavailable", "A transient error has occurred. Please try again.", { status: 503 }),
	90038: row("invalid_request", "The specified tenant belongs to another national cloud."),
	90051: row("invalid_request", "The national cloud identifier is not valid."),
	90055: row("temporarily_unavailable", "Tenant throttled: too many requests. Please try again later.", {
		status: 503,
	}),
	90072: row(
		"invalid_grant",
		"The external account does not exist in the tenant and cannot access the application.",
	),
	90090: row("temporarily_unavailable", "The service is temporarily unavailable.", { status: 503 }),
	90091: row("temporarily_unavailable", "The directory service is unreachable.", { status: 503 }),
	90094: row("access_denied", "Admin consent is required for the permissions requested by this application."),
	90095: row("access_denied", "Admin consent is required. A request can be sent to an administrator."),
	90120: row("invalid_request", "The request was already authorized or declined."),
	90124: row("invalid_request", "The resource is not supported over the /common or /consumers endpoints."),
	90130: row("invalid_request", "The application is not supported over the /common or /consumers endpoints."),
	135011: row("invalid_grant", "The device used during the authentication is disabled.", {
		suberror: "message_only",
	}),
	500011: row("invalid_resource", "The resource principal was not found in the tenant."),
	500021: row("invalid_grant", "Access to the tenant is denied by its tenant restrictions."),
	500022: row("invalid_grant", "Access to the tenant is denied by its tenant restrictions policy."),
	500208: row("invalid_grant", "The domain is not a valid login domain for the account type."),
	500212: row(
		"invalid_grant",
		"The user's administrator has set an outbound access policy that does not allow access to the resource tenant.",
	),
	500213: row(
		"invalid_grant",
		"The resource tenant's cross-tenant access policy does not allow this user to access this tenant.",
	),
	530032: row("invalid_grant", "User blocked due to risk on the home tenant.", { suberror: "message_only" }),
	530035: row("invalid_grant", "Access has been blocked by security defaults.", { suberror: "message_only" }),
	530036: row(
		"invalid_grant",
		"Your organization has a policy that blocks the device code flow. Access has been blocked by authentication flows policy.",
		{ suberror: "message_only" },
	),
	650052: row(
		"invalid_client",
		"The app is trying to access a service that your organization lacks a service principal for.",
	),
	650054: row(
		"invalid_client",
		"The application asked for permissions to access a resource that has been removed or is no longer available.",
	),
	650056: row(
		"invalid_client",
		"Misconfigured application. The client has not listed any permissions in its application registration.",
	),
	650057: row(
		"invalid_resource",
		"Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.",
	),
	700011: row("unauthorized_client", "Application with this identifier was not found in the directory."),
	700016: row("unauthorized_client", "Application was not found in the directory."),
	700022: row(
		"invalid_scope",
		"The provided value for the input parameter scope is not valid because it contains more than one resource.",
	),
	700023: row(
		"invalid_scope",
		"The provided value for the input parameter scope is not valid when requesting an access token.",
	),
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
	1000031: row(
		"unauthorized_client",
		"The application cannot be accessed at this time. Contact your administrator.",
	),
	7000112: row("unauthorized_client", "Application is disabled."),
	7000218: row(
		"invalid_client",
		"The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
		{ status: 401 },
	),
	9002332: row(
		"invalid_request",
		"Application is configured for use by Microsoft Entra users only. Please do not use the /consumers endpoint to serve this request.",
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
