import fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import { readIdToken } from "../../modules/oauth/id-token";
import type { Answer } from "../../modules/oauth/post";
import { readDeviceAuthorization, readPoll, readTokens } from "../../modules/oauth/token-response";
import { thrownBy } from "../host/failure-of";
import { DEVICE_CODE, idToken, json, tokens } from "./server";

const readers: [string, (answer: Answer) => unknown][] = [
	["device authorization", readDeviceAuthorization],
	["poll", readPoll],
	["refresh", readTokens],
];

describe("A device authorization answer", () => {
	test("is taken exactly as the server gave it", () => {
		expect(readDeviceAuthorization(json(200, DEVICE_CODE))).toEqual({
			deviceCode: DEVICE_CODE.device_code,
			userCode: "C7K9PQ2LM",
			verificationUri: "https://login.microsoft.com/device",
			message: DEVICE_CODE.message,
			expiresIn: 900,
			interval: 5,
		});
	});

	test("may lack interval and message, and have its numbers as texts", () => {
		const { interval, message, ...rest } = DEVICE_CODE;
		const authorization = readDeviceAuthorization(json(200, { ...rest, expires_in: "600" }));
		expect(authorization).toMatchObject({ interval: 5, message: "", expiresIn: 600 });
	});

	test.each(["device_code", "user_code", "verification_uri", "expires_in"])(
		"without %s is refused",
		(field) => {
			const failure = thrownBy(() =>
				readDeviceAuthorization(json(200, { ...DEVICE_CODE, [field]: undefined })),
			);
			expect(failure).toMatchObject({ code: "oauth.answer-malformed", detail: field });
		},
	);

	test.each([
		"http://login.example/",
		"javascript:alert(1)",
		'https://x/"onclick="',
		"https://x/<b>",
		"https://x/ y",
	])("with %s to open is refused", (verification_uri) => {
		expect(() => readDeviceAuthorization(json(200, { ...DEVICE_CODE, verification_uri }))).toThrow(
			"malformed",
		);
	});
});

describe("A token answer", () => {
	test("may hold tokens of 16 KB", () => {
		const access_token = "a".repeat(16 * 1024);
		expect(readTokens(tokens(1, { access_token })).accessToken).toBe(access_token);
		expect(() => readTokens(tokens(1, { access_token: `${access_token}a` }))).toThrow(
			"oauth.answer-malformed",
		);
	});

	test("may hold tokens with $ ! and *", () => {
		expect(readTokens(tokens(1, { refresh_token: "M.C5_BAY!$a*b" })).refreshToken).toBe("M.C5_BAY!$a*b");
	});

	test("without a refresh token keeps the present one, without a scope grants what was asked for", () => {
		const answer = readTokens(json(200, { access_token: "a", token_type: "bearer" }));
		expect(answer).toEqual({
			accessToken: "a",
			expiresIn: 3600,
			refreshToken: undefined,
			scope: undefined,
			idToken: undefined,
		});
	});

	test.each<[string, unknown]>([
		["access_token", undefined],
		["access_token", ""],
		["access_token", 1],
		["access_token", "a b"],
		["access_token", "a\u0001b"],
		["access_token", "a\r\nRCPT TO:<x>"],
		["access_token", "é"],
		["refresh_token", ["x"]],
		["refresh_token", ""],
		["token_type", "mac"],
		["token_type", 7],
		["expires_in", 0],
		["expires_in", -1],
		["expires_in", "soon"],
		["expires_in", {}],
		["scope", ""],
		["id_token", 9],
	])("with %s %j is refused, and the failure names the field only", (field, value) => {
		const failure = thrownBy(() => readTokens(tokens(1, { [field]: value })));
		expect(failure).toMatchObject({ code: "oauth.answer-malformed", detail: field, stage: "token" });
	});

	test.each([
		[429, "oauth.throttled"],
		[500, "oauth.unavailable"],
		[503, "oauth.unavailable"],
		[200, "oauth.answer-malformed"],
		[404, "oauth.answer-malformed"],
	])("that is HTTP %d in plain text is %s", (status, code) => {
		const answer = { status, retryAfter: 60, body: "Too many requests, access_token" };
		const failure = thrownBy(() => readTokens(answer));
		expect(failure.code).toBe(code);
		if (failure.action === "retry") expect(failure.retryAfter).toBe(60);
	});
});

describe.each(readers)("Whatever a server answers (%s)", (_name, read) => {
	const check = (answer: Answer): void => {
		try {
			read(answer);
		} catch (error) {
			expect(error).toBeInstanceOf(Failure);
			expect((error as Failure).code).toMatch(/^oauth\./);
		}
	};

	test("random JSON, random fields", () => {
		const names = ["access_token", "refresh_token", "error", "error_codes", "interval", "scope", "user_code"];
		const value = fc.oneof(fc.jsonValue(), fc.array(fc.integer()), fc.double());
		const object = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names, "__proto__"), value));
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), object, (status, body) => check(json(status, body))),
		);
	});

	test("random bytes", () => {
		const body = fc.uint8Array({ maxLength: 200 });
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), body, (status, bytes) => {
				check({ status, retryAfter: undefined, body: Buffer.from(bytes).toString() });
			}),
		);
	});

	test("a good answer cut off anywhere, or with one field of another type", () => {
		for (const good of [tokens(1), json(200, DEVICE_CODE)]) {
			for (let length = 0; length < good.body.length; length++) {
				const answer = { ...good, body: good.body.slice(0, length) };
				expect(thrownBy(() => read(answer)).code).toBe("oauth.answer-malformed");
			}
			const fields = JSON.parse(good.body) as Record<string, unknown>;
			for (const field of Object.keys(fields)) {
				for (const value of [null, 0, -1, true, [], {}, "", "\u0000", "x".repeat(20_000)]) {
					check(json(200, { ...fields, [field]: value }));
				}
			}
		}
	});
});

describe("Who signed in", () => {
	test("is preferred_username of the id_token", () => {
		const claims = {
			preferred_username: "é.dupont@contoso.example",
			tid: "t",
			name: "Émile Dupont",
			email: "x@y",
		};
		expect(readIdToken(idToken(claims))).toEqual({
			login: "é.dupont@contoso.example",
			tenantId: "t",
			displayName: "Émile Dupont",
		});
	});

	test.each<[string, string | undefined]>([
		["nothing", undefined],
		["no JWT", "abc"],
		["no base64url", "a.%%%.c"],
		["no JSON", "a.YWJj.c"],
		["JSON null", "a.bnVsbA.c"],
		["no name", idToken({ email: "x@contoso.example" })],
		["a number for a name", idToken({ preferred_username: 5 })],
		["a name that would end the XOAUTH2 user", idToken({ preferred_username: "a\u0001auth=Bearer x" })],
		["a name without end", idToken({ preferred_username: "x".repeat(5000) })],
	])("%s is oauth.identity-missing", (_name, token) => {
		expect(thrownBy(() => readIdToken(token)).code).toBe("oauth.identity-missing");
	});
});
