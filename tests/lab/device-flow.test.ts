import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { CLIENT_ID, CONSUMER_TENANT_ID, type Lab, startLab, TENANT_ID } from "../../tools/lab/lab";
import { ADMIN, claims, DEVICE_GRANT, EntraClient, SMTP_SCOPE } from "./entra-client";
import { ManualClock, MINUTE } from "./manual-clock";

let lab: Lab;
let entra: EntraClient;
const clock = new ManualClock();

beforeAll(async () => {
	lab = await startLab({ clock });
	entra = new EntraClient(lab);
});
afterAll(() => lab.close());
beforeEach(() => lab.consents.revoke());

describe("a device asks for a code", () => {
	test("and gets Entra's six values, without verification_uri_complete", async () => {
		const { status, json, headers } = await entra.deviceCode();
		expect(status).toBe(200);
		expect(Object.keys(json).sort()).toEqual(
			["device_code", "expires_in", "interval", "message", "user_code", "verification_uri"].sort(),
		);
		expect(json).toMatchObject({ expires_in: 900, interval: 5, verification_uri: `${lab.url}/device` });
		expect(json.user_code).toMatch(/^[A-Z0-9]{9}$/);
		expect(json.message).toBe(
			`To sign in, use a web browser to open the page ${lab.url}/device and enter the code ${json.user_code} to authenticate.`,
		);
		expect(headers["content-type"]).toMatch(/^application\/json/);
	});

	test("for a personal account: 8 characters and the other page", async () => {
		const { json } = await new EntraClient(lab, "consumers").deviceCode();
		expect(json.user_code).toMatch(/^[A-Z0-9]{8}$/);
		expect(json.verification_uri).toBe(`${lab.url}/link`);
	});

	test("with mkt=fr-FR in the query, and the message is French", async () => {
		const { json } = await entra.deviceCode(SMTP_SCOPE, "?mkt=fr-FR");
		expect(json.message).toMatch(/^Pour vous connecter, .* entrez le code [A-Z0-9]{9} /);
	});

	test("and the code waits in the list of codes until it is used", async () => {
		const { json } = await entra.deviceCode();
		const list = async () => (await (await fetch(`${lab.url}/api/codes`)).json()) as { userCode: string }[];
		expect((await list()).map((code) => code.userCode)).toContain(json.user_code);
		await lab.approve(json.user_code, ADMIN);
		expect((await list()).map((code) => code.userCode)).not.toContain(json.user_code);
	});
});

describe("the whole flow through the real pages", () => {
	test.each(["organizations", TENANT_ID])("signs the administrator in at %s", async (tenant) => {
		const client = new EntraClient(lab, tenant);
		const { json } = await client.deviceCode();
		expect((await client.poll(json.device_code)).json.error).toBe("authorization_pending");

		const page = await lab.approve(json.user_code, ADMIN);
		expect(page.text).toContain("You have signed in to Timbre on your device.");
		expect(page.text).toContain("You may now close this window.");

		const answer = await client.poll(json.device_code);
		expect(answer.status).toBe(200);
		expect(answer.json.token_type).toBe("Bearer");
		expect(answer.json.expires_in).toBeGreaterThanOrEqual(3600);
		expect(answer.json.expires_in).toBeLessThanOrEqual(5400);
		expect(answer.json.access_token.length).toBe(2560);
		expect(answer.json.refresh_token.length).toBe(1040);
		expect(answer.json.scope.split(" ").sort()).toEqual([
			"https://outlook.office.com/SMTP.Send",
			"openid",
			"profile",
		]);
		expect(claims(answer.json.id_token)).toMatchObject({
			aud: CLIENT_ID,
			tid: TENANT_ID,
			preferred_username: "admin@timbre.example",
			name: "Alix Admin",
			iat: Math.floor(clock.now() / 1000),
		});
	});

	test.each(["consumers", CONSUMER_TENANT_ID])(
		"signs a person in at %s, with a re-prefixed scope",
		async (tenant) => {
			const tokens = await new EntraClient(lab, tenant).signIn({ account: "home@outlook.example" });
			expect(claims(tokens.id_token)).toMatchObject({ tid: CONSUMER_TENANT_ID });
			expect(tokens.scope).toContain("https://outlook.office365.com/SMTP.Send");
		},
	);

	test("refresh tokens carry every character that a careless form encoding spoils", async () => {
		const { refresh_token } = await entra.signIn(ADMIN);
		for (const mark of [".", "-", "_", "$", "!", "*"]) expect(refresh_token).toContain(mark);
	});

	test("without offline_access there is no refresh token, without openid no id_token", async () => {
		const tokens = await entra.signIn(ADMIN, "https://outlook.office.com/SMTP.Send");
		expect(tokens.refresh_token).toBeUndefined();
		expect(tokens.id_token).toBeUndefined();
	});

	test("takes the code in lower case and with spaces", async () => {
		const { json } = await entra.deviceCode();
		const typed = json.user_code.toLowerCase().replace(/^(....)/, " $1 ");
		await lab.approve(typed, ADMIN);
		expect((await entra.poll(json.device_code)).status).toBe(200);
	});
});

describe("the flow does not end well", () => {
	test("the person cancels: authorization_declined", async () => {
		const { json } = await entra.deviceCode();
		const page = await lab.approve(json.user_code, { ...ADMIN, cancel: true });
		expect(page.text).toContain("You did not sign in.");
		const answer = await entra.poll(json.device_code);
		expect(answer.json).toMatchObject({ error: "authorization_declined", error_codes: [700171] });
	});

	test("nobody comes for 15 minutes: expired_token, and the code no longer works in the page", async () => {
		const { json } = await entra.deviceCode();
		clock.advance(15 * MINUTE - 10);
		expect((await entra.poll(json.device_code)).json.error).toBe("authorization_pending");
		clock.advance(10);
		const answer = await entra.poll(json.device_code);
		expect(answer.json).toMatchObject({ error: "expired_token", error_codes: [70020] });
		expect((await lab.approve(json.user_code, ADMIN)).text).toContain("That code didn&#39;t work");
	});

	test("a device code is good once", async () => {
		const { json } = await entra.deviceCode();
		await lab.approve(json.user_code, ADMIN);
		expect((await entra.poll(json.device_code)).status).toBe(200);
		const again = await entra.poll(json.device_code);
		expect(again.json).toMatchObject({ error: "invalid_grant", error_codes: [70000] });
	});

	test("an unknown device code", async () => {
		const answer = await entra.poll("nobody-issued-this");
		expect(answer.json).toMatchObject({ error: "bad_verification_code", error_codes: [70000] });
	});

	test("a code of one directory is unknown in the other", async () => {
		const { json } = await entra.deviceCode();
		const answer = await new EntraClient(lab, "consumers").poll(json.device_code);
		expect(answer.json.error).toBe("bad_verification_code");
		await lab.approve(json.user_code, { account: "home@outlook.example" });
		expect((await entra.poll(json.device_code)).json.error).toBe("authorization_pending");
	});
});

describe("a request is refused", () => {
	const good = { client_id: CLIENT_ID, scope: SMTP_SCOPE };
	test.each([
		["an unknown tenant", "nowhere", "devicecode", good, 90002, "invalid_request", 400],
		["no client_id", "organizations", "devicecode", { scope: SMTP_SCOPE }, 900144, "invalid_request", 400],
		[
			"an unknown client",
			"organizations",
			"devicecode",
			{ ...good, client_id: "x" },
			700016,
			"unauthorized_client",
			400,
		],
		[
			"a client secret",
			"organizations",
			"devicecode",
			{ ...good, client_secret: "s" },
			700025,
			"invalid_client",
			401,
		],
		[
			"a secret at the token endpoint",
			"organizations",
			"token",
			{ ...good, client_secret: "s" },
			700025,
			"invalid_client",
			401,
		],
		["no scope", "organizations", "devicecode", { client_id: CLIENT_ID }, 900144, "invalid_request", 400],
		[
			"an unknown scope",
			"organizations",
			"devicecode",
			{ ...good, scope: "Mail.Send" },
			70011,
			"invalid_scope",
			400,
		],
		["no grant type", "organizations", "token", good, 900144, "invalid_request", 400],
		[
			"another grant type",
			"organizations",
			"token",
			{ ...good, grant_type: "password" },
			70003,
			"unsupported_grant_type",
			400,
		],
		[
			"no device code",
			"organizations",
			"token",
			{ ...good, grant_type: DEVICE_GRANT },
			900144,
			"invalid_request",
			400,
		],
		[
			"no refresh token",
			"organizations",
			"token",
			{ ...good, grant_type: "refresh_token" },
			900144,
			"invalid_request",
			400,
		],
	])("for %s", async (_what, tenant, endpoint, form, code, error, status) => {
		const answer = await new EntraClient(lab, tenant).post(endpoint, form as Record<string, string>);
		expect(answer.status).toBe(status);
		expect(answer.json).toMatchObject({ error, error_codes: [code] });
	});
});
