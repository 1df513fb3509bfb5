import fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import { FAILURES } from "../../modules/base/failure-codes";
import { readIdToken } from "../../modules/oauth/id-token";
import type { Answer } from "../../modules/oauth/post";
import {
	type DeviceAuthorization,
	readDeviceAuthorization,
	readPoll,
	readTokens,
	type Tokens,
} from "../../modules/oauth/token-response";
import { DEVICE_CODE, idToken } from "./server";

/** Stands in every secret of an answer: nobody may find it in a failure. */
const SECRET = "S3CRET-7f0a9c";

const TOKENS = {
	token_type: "Bearer",
	scope: "https://outlook.office365.com/SMTP.Send openid profile",
	expires_in: 3599,
	access_token: `${SECRET}-access`,
	refresh_token: `${SECRET}-refresh`,
	id_token: idToken({ preferred_username: "scan@contoso.example" }),
};

const ERROR = {
	error: "invalid_grant",
	error_description: "AADSTS700082: The refresh token has expired due to inactivity. More.\r\nTrace ID: 1",
	error_codes: [700082],
	suberror: "bad_token",
	claims: `{"access_token":"${SECRET}-claims"}`,
};

const GOOD: readonly object[] = [TOKENS, { ...DEVICE_CODE, device_code: `${SECRET}-device` }, ERROR];

/** Any value, some of them huge, some with the secret in them. */
const value = fc.oneof(
	fc.jsonValue(),
	fc.constantFrom(
		null,
		0,
		-1,
		1e308,
		true,
		"",
		[],
		{},
		[[]],
		"\u0000",
		"a b",
		SECRET,
		`${SECRET}\r\nRSET`,
		`\u00e9${SECRET}`,
	),
	fc.integer({ min: 1, max: 40_000 }).map((length) => SECRET.padEnd(length, "x")),
	fc
		.integer({ min: 1, max: 2000 })
		.map((depth) => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as unknown),
);

/** An answer like a real one, with some of its fields replaced, left out, or added. */
const changed = fc
	.tuple(
		fc.constantFrom(...GOOD),
		fc.dictionary(
			fc.constantFrom(
				...GOOD.flatMap((answer) => Object.keys(answer)),
				"__proto__",
				"constructor",
				"toString",
			),
			fc.option(value, { nil: undefined }),
			{ maxKeys: 4 },
		),
	)
	.map(([answer, changes]) => JSON.stringify({ ...answer, ...changes }));

/** ... and that, whole or cut off anywhere, in a character too. */
const body = fc
	.tuple(
		fc.oneof({ weight: 3, arbitrary: changed }, fc.json(), fc.string()),
		fc.double({ min: 0, max: 1, noNaN: true }),
		fc.boolean(),
	)
	.map(([text, part, cut]) => {
		const bytes = Buffer.from(text);
		return (cut ? bytes.subarray(0, Math.floor(bytes.length * part)) : bytes).toString();
	});

const answers = fc.record({
	status: fc.oneof(fc.constant(200), fc.constantFrom(400, 401, 429, 503), fc.integer({ min: 200, max: 599 })),
	retryAfter: fc.option(fc.integer({ min: 0, max: 3600 }), { nil: undefined }),
	body,
});

const visible = (length: number) => new RegExp(`^[\\x21-\\x7e]{1,${length}}$`);

function expectTokens({ accessToken, refreshToken, idToken: identity, expiresIn, scope }: Tokens): void {
	expect(accessToken).toMatch(visible(16_384));
	for (const token of [refreshToken, identity])
		if (token !== undefined) expect(token).toMatch(visible(16_384));
	expect(Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= 172_800).toBe(true);
	if (scope !== undefined) expect(typeof scope === "string" && scope !== "").toBe(true);
	try {
		expect(readIdToken(identity).login).toMatch(/^[^\u0000-\u001f\u007f]{1,320}$/);
	} catch (error) {
		expectFailure(error);
	}
}

function expectAuthorization({
	deviceCode,
	userCode,
	verificationUri,
	expiresIn,
	interval,
}: DeviceAuthorization): void {
	expect(deviceCode).toMatch(visible(16_384));
	expect(userCode.length).toBeGreaterThan(0);
	expect(verificationUri).toMatch(/^https:\/\/[^\s"'<>]+$/);
	expect(expiresIn).toBeGreaterThanOrEqual(1);
	expect(interval).toBeGreaterThanOrEqual(1);
}

/** A Failure of the table; nothing that could be a secret is in it, however it is shown. */
function expectFailure(error: unknown): void {
	if (!(error instanceof Failure)) throw error;
	expect(FAILURES).toHaveProperty([error.code]);
	expect(error.code).toMatch(/^oauth\./);
	const { detail = "", message, field = "", cause } = error;
	expect(detail.length).toBeLessThanOrEqual(400);
	expect(cause).toBeUndefined();
	expect(`${detail} ${message} ${field} ${JSON.stringify(error)}`).not.toContain(SECRET.slice(0, 8));
}

function check<Result>(
	read: (answer: Answer) => Result,
	answer: Answer,
	expectResult: (result: Result) => void,
): void {
	let result: Result;
	try {
		result = read(answer);
	} catch (error) {
		// What the server says to people is theirs to say: a sentence of its own may hold anything.
		if (!saidByServer(answer)) expectFailure(error);
		else expect(error).toBeInstanceOf(Failure);
		return;
	}
	expectResult(result);
}

/** Did the server itself put the secret into what it says of the error? */
function saidByServer({ body: text }: Answer): boolean {
	try {
		const { error, error_description: description } = JSON.parse(text) as Record<string, unknown>;
		return [error, description].some((said) => typeof said === "string" && said.includes(SECRET.slice(0, 8)));
	} catch {
		return false;
	}
}

const RUNS = { numRuns: 1500 };

describe("Whatever an authorization server answers is valid or a Failure that tells no secret", () => {
	test("to a refresh", () => {
		fc.assert(
			fc.property(answers, (answer) => check(readTokens, answer, expectTokens)),
			RUNS,
		);
	});

	test("to a poll", () => {
		fc.assert(
			fc.property(answers, (answer) =>
				check(readPoll, answer, (result) => {
					if (result.kind === "tokens") expectTokens(result.tokens);
					else expect(["pending", "slow-down"]).toContain(result.kind);
				}),
			),
			RUNS,
		);
	});

	test("to the request for a code", () => {
		fc.assert(
			fc.property(answers, (answer) => check(readDeviceAuthorization, answer, expectAuthorization)),
			RUNS,
		);
	});

	test("a good answer is taken, so the checks above see tokens too", () => {
		const answer = { status: 200, retryAfter: undefined, body: JSON.stringify(TOKENS) };
		expect(readTokens(answer).accessToken).toBe(`${SECRET}-access`);
		const isTaken = (one: Answer) => {
			try {
				return readTokens(one) !== undefined;
			} catch {
				return false;
			}
		};
		expect(fc.sample(answers, { numRuns: 2000, seed: 1 }).filter(isTaken).length).toBeGreaterThan(20);
	});
});
