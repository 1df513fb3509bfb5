import type { Action, FailureCode, Stage } from "../../modules/base/failure-codes";
import { AADSTS, entraFailure, readEntraError } from "../../modules/oauth/entra-error";
import { readTokens } from "../../modules/oauth/token-response";
import { entra, json } from "./server";

function failureOf(body: Record<string, unknown>, stage: Stage = "token") {
	const error = readEntraError(body);
	if (!error) throw new Error("no error");
	return entraFailure(error, stage);
}

describe("What Entra ID's errors mean, and what helps", () => {
	const rows: [number, string, FailureCode, Action][] = [
		[70019, "expired_token", "oauth.code-expired", "retry"],
		[70020, "invalid_request", "oauth.code-expired", "retry"],
		[90120, "invalid_request", "oauth.code-invalid", "retry"],
		[700171, "invalid_request", "oauth.declined", "sign-in"],
		[65004, "invalid_grant", "oauth.declined", "sign-in"],
		[65001, "invalid_grant", "oauth.consent-required", "administrator"],
		[90008, "invalid_grant", "oauth.consent-required", "administrator"],
		[90094, "invalid_grant", "oauth.admin-approval-required", "administrator"],
		[90095, "invalid_grant", "oauth.admin-approval-required", "administrator"],
		[900941, "invalid_grant", "oauth.application-risky", "administrator"],
		[70001, "unauthorized_client", "oauth.application-unknown", "administrator"],
		[700011, "unauthorized_client", "oauth.application-unknown", "administrator"],
		[700016, "unauthorized_client", "oauth.application-unknown", "administrator"],
		[7000112, "unauthorized_client", "oauth.application-disabled", "administrator"],
		[1000031, "unauthorized_client", "oauth.application-disabled", "administrator"],
		[70002, "invalid_client", "oauth.public-client-not-allowed", "administrator"],
		[7000218, "invalid_client", "oauth.public-client-not-allowed", "administrator"],
		[50194, "unauthorized_client", "oauth.account-type-not-allowed", "administrator"],
		[90124, "invalid_request", "oauth.account-type-not-allowed", "administrator"],
		[90130, "invalid_request", "oauth.account-type-not-allowed", "administrator"],
		[9002332, "invalid_request", "oauth.account-type-not-allowed", "administrator"],
		[65005, "invalid_client", "oauth.permission-missing", "administrator"],
		[650056, "invalid_client", "oauth.permission-missing", "administrator"],
		[650057, "invalid_resource", "oauth.permission-missing", "administrator"],
		[50001, "invalid_resource", "oauth.exchange-missing", "administrator"],
		[500011, "invalid_resource", "oauth.exchange-missing", "administrator"],
		[650052, "invalid_client", "oauth.exchange-missing", "administrator"],
		[650054, "invalid_client", "oauth.exchange-missing", "administrator"],
		[28002, "invalid_scope", "oauth.scope-invalid", "administrator"],
		[28003, "invalid_scope", "oauth.scope-invalid", "administrator"],
		[70011, "invalid_scope", "oauth.scope-invalid", "administrator"],
		[700022, "invalid_scope", "oauth.scope-invalid", "administrator"],
		[700023, "invalid_scope", "oauth.scope-invalid", "administrator"],
		[50059, "invalid_request", "oauth.tenant-unknown", "administrator"],
		[50128, "invalid_request", "oauth.tenant-unknown", "administrator"],
		[90002, "invalid_request", "oauth.tenant-unknown", "administrator"],
		[50134, "invalid_request", "oauth.wrong-cloud", "administrator"],
		[90038, "invalid_request", "oauth.wrong-cloud", "administrator"],
		[90051, "invalid_request", "oauth.wrong-cloud", "administrator"],
		[50002, "invalid_grant", "oauth.tenant-restricted", "administrator"],
		[500021, "invalid_grant", "oauth.tenant-restricted", "administrator"],
		[500022, "invalid_grant", "oauth.tenant-restricted", "administrator"],
		[500212, "invalid_grant", "oauth.tenant-restricted", "administrator"],
		[500213, "invalid_grant", "oauth.tenant-restricted", "administrator"],
		[70008, "invalid_grant", "oauth.sign-in-expired", "sign-in"],
		[700082, "invalid_grant", "oauth.sign-in-expired", "sign-in"],
		[50132, "invalid_grant", "oauth.password-changed", "sign-in"],
		[50133, "invalid_grant", "oauth.password-changed", "sign-in"],
		[50173, "invalid_grant", "oauth.password-changed", "sign-in"],
		[50055, "invalid_grant", "oauth.password-expired", "sign-in"],
		[50135, "invalid_grant", "oauth.password-expired", "sign-in"],
		[50144, "invalid_grant", "oauth.password-expired", "sign-in"],
		[70043, "invalid_grant", "oauth.sign-in-frequency", "sign-in"],
		[50072, "invalid_grant", "oauth.mfa-required", "sign-in"],
		[50074, "invalid_grant", "oauth.mfa-required", "sign-in"],
		[50076, "interaction_required", "oauth.mfa-required", "sign-in"],
		[50078, "interaction_required", "oauth.mfa-required", "sign-in"],
		[50079, "interaction_required", "oauth.mfa-required", "sign-in"],
		[50158, "interaction_required", "oauth.mfa-required", "sign-in"],
		[50131, "interaction_required", "oauth.conditional-access", "administrator"],
		[53003, "access_denied_by_policy", "oauth.conditional-access", "administrator"],
		[530032, "invalid_grant", "oauth.conditional-access", "administrator"],
		[50005, "interaction_required", "oauth.device-required", "administrator"],
		[50097, "interaction_required", "oauth.device-required", "administrator"],
		[50129, "interaction_required", "oauth.device-required", "administrator"],
		[50155, "interaction_required", "oauth.device-required", "administrator"],
		[50187, "interaction_required", "oauth.device-required", "administrator"],
		[53000, "interaction_required", "oauth.device-required", "administrator"],
		[53001, "interaction_required", "oauth.device-required", "administrator"],
		[53002, "interaction_required", "oauth.device-required", "administrator"],
		[135011, "invalid_grant", "oauth.device-required", "administrator"],
		[530036, "invalid_grant", "oauth.device-code-blocked", "administrator"],
		[530035, "invalid_grant", "oauth.security-defaults", "administrator"],
		[50105, "invalid_grant", "oauth.user-not-assigned", "administrator"],
		[50053, "invalid_grant", "oauth.user-blocked", "administrator"],
		[53011, "invalid_grant", "oauth.user-blocked", "administrator"],
		[50057, "invalid_grant", "oauth.user-disabled", "administrator"],
		[50014, "invalid_grant", "oauth.user-unknown", "administrator"],
		[50020, "invalid_grant", "oauth.user-unknown", "administrator"],
		[50034, "invalid_grant", "oauth.user-unknown", "administrator"],
		[51004, "invalid_grant", "oauth.user-unknown", "administrator"],
		[90072, "invalid_grant", "oauth.user-unknown", "administrator"],
		[500208, "invalid_grant", "oauth.user-unknown", "administrator"],
		[50196, "invalid_grant", "oauth.throttled", "retry"],
		[40010, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[50033, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[50087, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[70012, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[90006, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[90012, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[90024, "invalid_request", "oauth.unavailable", "retry"],
		[90033, "invalid_request", "oauth.unavailable", "retry"],
		[90055, "invalid_request", "oauth.unavailable", "retry"],
		[90090, "temporarily_unavailable", "oauth.unavailable", "retry"],
		[90091, "temporarily_unavailable", "oauth.unavailable", "retry"],
	];

	test.each(rows)("AADSTS%d (%s) is %s: %s", (code, error, expected, action) => {
		expect(() => readTokens(entra(error, code))).toThrow(expect.objectContaining({ code: expected, action }));
	});

	test("every number of the table stands above", () => {
		expect(rows.map(([code]) => code).sort()).toEqual(Object.keys(AADSTS).map(Number).sort());
	});

	test.each<[string, number, Stage, FailureCode]>([
		["authorization_declined", 1, "device-code", "oauth.declined"],
		["access_denied", 1, "device-code", "oauth.declined"],
		["access_denied", 53003, "device-code", "oauth.conditional-access"],
		["expired_token", 1, "device-code", "oauth.code-expired"],
		["bad_verification_code", 1, "device-code", "oauth.code-invalid"],
		["invalid_grant", 70000, "device-code", "oauth.code-invalid"],
		["invalid_grant", 70000, "token", "oauth.sign-in-expired"],
		["invalid_grant", 123456, "token", "oauth.revoked"],
		["interaction_required", 123456, "token", "oauth.revoked"],
		["temporarily_unavailable", 1, "token", "oauth.unavailable"],
		["server_error", 1, "token", "oauth.unavailable"],
		["slow_down", 1, "token", "oauth.throttled"],
		["invalid_request", 900144, "token", "oauth.refused"],
		["constructor", 1, "token", "oauth.refused"],
	])("%s with AADSTS%d at stage %s is %s", (error, code, stage, expected) => {
		expect(failureOf({ error, error_codes: [code] }, stage)).toMatchObject({ code: expected, stage });
	});

	test("consent taken back shows by the suberror too", () => {
		expect(failureOf({ error: "invalid_grant", suberror: "consent_required" }).code).toBe(
			"oauth.consent-required",
		);
	});

	test("the number counts where only the description has it", () => {
		const error_description = "AADSTS50057: The user account is disabled.\r\nTrace ID: x";
		expect(failureOf({ error: "invalid_grant", error_description }).code).toBe("oauth.user-disabled");
	});

	test("an unknown error keeps the server's number and first sentence, and nothing else", () => {
		const answer = {
			error: "invalid_request",
			error_description: "AADSTS900144: The request body is bad. Ask someone.\r\nTrace ID: secret-trace\r\n",
			error_codes: [900144],
			claims: '{"access_token":{"nbf":{"essential":true}}}',
		};
		expect(failureOf(answer).detail).toBe("AADSTS900144: The request body is bad.");
		expect(failureOf({ ...answer, error_description: "Just text" }).detail).toBe("AADSTS900144: Just text");
		expect(failureOf({ error: "odd" }).detail).toBe("odd");
		expect(failureOf({ error: "odd", error_description: "x".repeat(1e6) }).detail?.length).toBeLessThan(400);
	});

	test("the words access_token inside claims are no token", () => {
		const answer = entra("interaction_required", 50076, "MFA.", { claims: '{"access_token":{"x":1}}' });
		expect(() => readTokens(answer)).toThrow(expect.objectContaining({ code: "oauth.mfa-required" }));
	});

	test("error fields of wrong types change nothing but the detail", () => {
		const body = { error: "invalid_grant", error_description: 7, error_codes: "x", suberror: [] };
		expect(failureOf(body).code).toBe("oauth.revoked");
		expect(readEntraError({ error: 5 })).toBeUndefined();
		expect(() => readTokens(json(400, { error: 5 }))).toThrow("oauth.answer-malformed");
	});
});
