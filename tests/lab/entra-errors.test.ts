import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { ENTRA_ERRORS } from "../../tools/lab/authority/entra-errors";
import { type FaultName, type FaultValue, type Lab, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient, SMTP_SCOPE } from "./entra-client";
import { ManualClock } from "./manual-clock";

let lab: Lab;
let entra: EntraClient;
let refreshToken: string;
const clock = new ManualClock();

beforeAll(async () => {
	lab = await startLab({ clock });
	entra = new EntraClient(lab);
	refreshToken = (await entra.signIn(ADMIN)).refresh_token;
});
afterAll(() => lab.close());
afterEach(() => lab.faults.clearAll());

/** `error` and HTTP status by AADSTS number: reference, sections 1, 3 and 4. */
const EXPECTED: readonly (readonly [number, string, number, string | undefined])[] = [
	[28002, "invalid_scope", 400, undefined],
	[28003, "invalid_scope", 400, undefined],
	[40010, "temporarily_unavailable", 503, undefined],
	[50001, "invalid_resource", 400, undefined],
	[50002, "invalid_grant", 400, undefined],
	[50005, "interaction_required", 400, undefined],
	[50014, "invalid_grant", 400, undefined],
	[50020, "invalid_grant", 400, undefined],
	[50033, "temporarily_unavailable", 503, undefined],
	[50034, "invalid_grant", 400, undefined],
	[50053, "invalid_grant", 400, undefined],
	[50055, "invalid_grant", 400, "user_password_expired"],
	[50057, "invalid_grant", 400, undefined],
	[50059, "invalid_request", 400, undefined],
	[50072, "invalid_grant", 400, "basic_action"],
	[50074, "invalid_grant", 400, "basic_action"],
	[50076, "invalid_grant", 400, "basic_action"],
	[50078, "invalid_grant", 400, "basic_action"],
	[50079, "invalid_grant", 400, "basic_action"],
	[50087, "temporarily_unavailable", 503, undefined],
	[50097, "interaction_required", 400, undefined],
	[50105, "invalid_grant", 400, undefined],
	[50128, "invalid_request", 400, undefined],
	[50129, "interaction_required", 400, undefined],
	[50131, "interaction_required", 400, "message_only"],
	[50132, "invalid_grant", 400, "bad_token"],
	[50133, "invalid_grant", 400, "bad_token"],
	[50134, "invalid_request", 400, undefined],
	[50135, "invalid_grant", 400, "basic_action"],
	[50144, "invalid_grant", 400, "user_password_expired"],
	[50155, "interaction_required", 400, undefined],
	[50158, "invalid_grant", 400, "basic_action"],
	[50173, "invalid_grant", 400, "bad_token"],
	[50187, "interaction_required", 400, undefined],
	[50194, "unauthorized_client", 400, undefined],
	[50196, "invalid_grant", 400, undefined],
	[51004, "invalid_grant", 400, undefined],
	[53000, "interaction_required", 400, "message_only"],
	[53001, "interaction_required", 400, "message_only"],
	[53002, "interaction_required", 400, "message_only"],
	[53003, "invalid_grant", 400, "message_only"],
	[53011, "invalid_grant", 400, "message_only"],
	[65001, "invalid_grant", 400, "consent_required"],
	[65004, "access_denied", 400, undefined],
	[65005, "invalid_client", 400, undefined],
	[70000, "invalid_grant", 400, undefined],
	[70001, "unauthorized_client", 400, undefined],
	[70002, "invalid_client", 401, undefined],
	[70003, "unsupported_grant_type", 400, undefined],
	[70008, "invalid_grant", 400, "bad_token"],
	[70011, "invalid_scope", 400, undefined],
	[70012, "temporarily_unavailable", 503, undefined],
	[70016, "authorization_pending", 400, undefined],
	[70019, "expired_token", 400, undefined],
	[70020, "expired_token", 400, undefined],
	[70043, "invalid_grant", 400, "bad_token"],
	[90002, "invalid_request", 400, undefined],
	[90006, "temporarily_unavailable", 503, undefined],
	[90008, "invalid_grant", 400, "consent_required"],
	[90012, "temporarily_unavailable", 503, undefined],
	[90024, "temporarily_unavailable", 503, undefined],
	[90033, "temporarily_unavailable", 503, undefined],
	[90038, "invalid_request", 400, undefined],
	[90051, "invalid_request", 400, undefined],
	[90055, "temporarily_unavailable", 503, undefined],
	[90072, "invalid_grant", 400, undefined],
	[90090, "temporarily_unavailable", 503, undefined],
	[90091, "temporarily_unavailable", 503, undefined],
	[90094, "access_denied", 400, undefined],
	[90095, "access_denied", 400, undefined],
	[90120, "invalid_request", 400, undefined],
	[90124, "invalid_request", 400, undefined],
	[90130, "invalid_request", 400, undefined],
	[135011, "invalid_grant", 400, "message_only"],
	[500011, "invalid_resource", 400, undefined],
	[500021, "invalid_grant", 400, undefined],
	[500022, "invalid_grant", 400, undefined],
	[500208, "invalid_grant", 400, undefined],
	[500212, "invalid_grant", 400, undefined],
	[500213, "invalid_grant", 400, undefined],
	[530032, "invalid_grant", 400, "message_only"],
	[530035, "invalid_grant", 400, "message_only"],
	[530036, "invalid_grant", 400, "message_only"],
	[650052, "invalid_client", 400, undefined],
	[650054, "invalid_client", 400, undefined],
	[650056, "invalid_client", 400, undefined],
	[650057, "invalid_resource", 400, undefined],
	[700011, "unauthorized_client", 400, undefined],
	[700016, "unauthorized_client", 400, undefined],
	[700022, "invalid_scope", 400, undefined],
	[700023, "invalid_scope", 400, undefined],
	[700025, "invalid_client", 401, undefined],
	[700082, "invalid_grant", 400, "bad_token"],
	[700171, "authorization_declined", 400, undefined],
	[900144, "invalid_request", 400, undefined],
	[900941, "access_denied", 400, undefined],
	[1000031, "unauthorized_client", 400, undefined],
	[7000112, "unauthorized_client", 400, undefined],
	[7000218, "invalid_client", 401, undefined],
	[9002332, "invalid_request", 400, undefined],
];

describe("Entra's errors", () => {
	test("the table has the rows expected here and no others", () => {
		expect(Object.keys(ENTRA_ERRORS).map(Number)).toEqual(EXPECTED.map(([code]) => code));
	});

	test.each(EXPECTED)("AADSTS%i is %s with HTTP %i", async (code, error, status, suberror) => {
		lab.faults.set("entra-error", code);
		const answer = await entra.refresh(refreshToken);
		expect(answer.status).toBe(status);
		const { json } = answer;
		expect(json).toMatchObject({ error, error_codes: [code] });
		expect(json.suberror).toBe(suberror);
		const stamp = `${new Date(clock.now()).toISOString().slice(0, 19).replace("T", " ")}Z`;
		expect(json.timestamp).toBe(stamp);
		expect(json.error_description).toMatch(new RegExp(`^AADSTS${code}: [^\\r\\n]+\\r\\n`));
		expect(json.error_description.split("\r\n").slice(1)).toEqual([
			`Trace ID: ${json.trace_id}`,
			`Correlation ID: ${json.correlation_id}`,
			`Timestamp: ${stamp}`,
		]);
	});
});

describe("named faults of the authority", () => {
	const onRefresh: readonly (readonly [FaultName, number])[] = [
		["refresh-token-expired", 700082],
		["password-changed", 50173],
		["conditional-access", 53003],
		["device-code-blocked", 530036],
	];
	test.each(onRefresh)(
		"%s answers a refresh with AADSTS%i, for everybody or for one account",
		async (name, code) => {
			for (const value of [true, "admin@timbre.example"] as const) {
				lab.faults.set(name, value);
				expect((await entra.refresh(refreshToken)).json.error_codes).toEqual([code]);
			}
			lab.faults.set(name, "marie@timbre.example");
			expect((await entra.refresh(refreshToken)).status).toBe(200);
		},
	);

	const onPoll: readonly (readonly [FaultName, FaultValue, string, number])[] = [
		["conditional-access", true, "invalid_grant", 53003],
		["device-code-blocked", true, "invalid_grant", 530036],
		["declined", true, "authorization_declined", 700171],
		["slow-down", true, "slow_down", 50196],
		["entra-error", 7000218, "invalid_client", 7000218],
	];
	test.each(onPoll)("%s (%s) answers a poll with %s", async (name, value, error, code) => {
		const { json } = await entra.deviceCode();
		lab.faults.set(name, value);
		expect((await entra.poll(json.device_code)).json).toMatchObject({ error, error_codes: [code] });
		lab.faults.clear(name);
		expect((await entra.poll(json.device_code)).json.error).toBe("authorization_pending");
	});

	test("device-code-error answers the request for a code", async () => {
		lab.faults.set("device-code-error", 7000218);
		expect((await entra.deviceCode()).json.error_codes).toEqual([7000218]);
	});

	test("throttled: 429, plain text, Retry-After", async () => {
		lab.faults.set("throttled", 60, 1);
		const answer = await entra.deviceCode();
		expect(answer.status).toBe(429);
		expect(answer.headers["retry-after"]).toBe("60");
		expect(answer.headers["content-type"]).toMatch(/^text\/plain/);
		expect((await entra.deviceCode()).status).toBe(200);
	});

	test("server-error: the status asked for, and HTML", async () => {
		lab.faults.set("server-error", 503);
		const answer = await entra.refresh(refreshToken);
		expect(answer.status).toBe(503);
		expect(answer.headers["content-type"]).toMatch(/^text\/html/);
	});

	test("drop-answer: the connection closes, yet the old refresh token still works", async () => {
		lab.faults.set("drop-answer", true, 1);
		await expect(entra.refresh(refreshToken)).rejects.toThrow();
		expect((await entra.refresh(refreshToken)).status).toBe(200);
	});

	test("chunked-answers: no Content-Length, and the same JSON", async () => {
		lab.faults.set("chunked-answers");
		const answer = await entra.deviceCode(SMTP_SCOPE);
		expect(answer.headers["transfer-encoding"]).toBe("chunked");
		expect(answer.headers["content-length"]).toBeUndefined();
		expect(answer.json.user_code).toMatch(/^[A-Z0-9]{9}$/);
	});

	test("large-answers: the same answer, and so many octets more", async () => {
		const small = (await entra.refresh(refreshToken)).json;
		lab.faults.set("large-answers", 20_000);
		const { json } = await entra.refresh(refreshToken);
		expect(Object.keys(json)).toEqual([...Object.keys(small), "padding"]);
		expect(JSON.stringify(json).length).toBeGreaterThan(20_000);
	});

	test("slow: an answer waits while the pages, which do not, are loaded", async () => {
		lab.faults.set("slow", 2000, 1);
		const answer = entra.deviceCode();
		const pages = async () => {
			for (let count = 0; count < 5; count++) await (await fetch(lab.url)).text();
			return "pages";
		};
		expect(await Promise.race([answer, pages()])).toBe("pages");
		expect((await answer).status).toBe(200);
	});
});
