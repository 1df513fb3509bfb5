import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import { DeviceGrant } from "../../modules/oauth/device-grant";
import { SERVICES } from "../../modules/oauth/microsoft";
import { readDeviceAuthorization, type Tokens } from "../../modules/oauth/token-response";
import { DEVICE_CODE, entra, json, pass, pending, type Reply, ScriptedServer, tokens } from "./server";

const authorization = readDeviceAuthorization(json(200, DEVICE_CODE));
const slowDown = json(400, { error: "slow_down" });
const broken = new Failure("network.timeout");

/** Polls a server; answers how it ended, or "polling". */
function poll(server: ScriptedServer) {
	const service = SERVICES["exchange-online"];
	const grant = new DeviceGrant({ post: server.post, service, clientId: "client-1" });
	const polling: { grant: DeviceGrant; outcome: Tokens | Failure | "polling" } = {
		grant,
		outcome: "polling",
	};
	grant.poll(authorization).then(
		(result) => {
			polling.outcome = result;
		},
		(failure: Failure) => {
			polling.outcome = failure;
		},
	);
	return polling;
}

/** Seconds between the start and each request. */
function times(server: ScriptedServer, start: number): number[] {
	return server.seen.map(({ at }) => (at - start) / 1000);
}

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("The request for a code", () => {
	test.each([
		[
			"exchange-online",
			"fr",
			"https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode?mkt=fr-FR",
		],
		["outlook", "en", "https://login.microsoftonline.com/consumers/oauth2/v2.0/devicecode?mkt=en-US"],
	] as const)("for %s in %s", async (name, language, url) => {
		const server = new ScriptedServer(json(200, DEVICE_CODE));
		const grant = new DeviceGrant({ post: server.post, service: SERVICES[name], clientId: "client-1" });
		expect(await grant.start(language)).toMatchObject({ userCode: "C7K9PQ2LM" });
		const scope = "https://outlook.office.com/SMTP.Send offline_access openid profile";
		expect(server.seen).toMatchObject([{ url, form: { client_id: "client-1", scope } }]);
		expect(Object.keys(server.seen[0]?.form ?? {})).toEqual(["client_id", "scope"]);
	});
});

describe("Polling (RFC 8628 section 3.5)", () => {
	test("asks at the same tenant, without a client secret, each interval until the person has signed in", async () => {
		const start = Date.now();
		const server = new ScriptedServer(pending, pending, tokens(1));
		const polling = poll(server);
		await pass(15);
		expect(polling.outcome).toMatchObject({ accessToken: "access-token-1", refreshToken: "refresh-token-1" });
		expect(times(server, start)).toEqual([5, 10, 15]);
		for (const { url, form } of server.seen) {
			expect(url).toBe("https://login.microsoftonline.com/organizations/oauth2/v2.0/token");
			expect(form).toEqual({
				grant_type: "urn:ietf:params:oauth:grant-type:device_code",
				client_id: "client-1",
				device_code: DEVICE_CODE.device_code,
			});
		}
	});

	test("slow_down makes the pauses five seconds longer, for good", async () => {
		const start = Date.now();
		const server = new ScriptedServer(pending, slowDown, pending, slowDown, tokens(1));
		poll(server);
		await pass(60);
		expect(times(server, start)).toEqual([5, 10, 20, 30, 45]);
	});

	test("connection errors make the pauses longer, up to a minute, until a request gets through", async () => {
		const start = Date.now();
		const errors = Array.from({ length: 5 }, () => broken);
		const server = new ScriptedServer(...errors, pending, pending, tokens(1));
		const polling = poll(server);
		await pass(400);
		expect(times(server, start)).toEqual([5, 15, 35, 75, 135, 195, 200, 205]);
		expect(polling.outcome).toMatchObject({ accessToken: "access-token-1" });
	});

	test("Retry-After is kept to", async () => {
		const start = Date.now();
		const throttled = { status: 429, retryAfter: 120, body: "slow down" };
		const server = new ScriptedServer(throttled, pending, tokens(1));
		poll(server);
		await pass(200);
		expect(times(server, start)).toEqual([5, 125, 130]);
	});

	test.each<[string, Reply]>([
		["dns", new Failure("dns.not-found")],
		["refused connections", new Failure("connect.failed")],
		["500", json(500, {})],
		["503 in plain text", { status: 503, retryAfter: undefined, body: "busy" }],
		["AADSTS50196", entra("invalid_grant", 50196)],
		["AADSTS90033", entra("temporarily_unavailable", 90033)],
	])("%s do not end it", async (_name, reply) => {
		const server = new ScriptedServer(reply, tokens(1));
		const polling = poll(server);
		await pass(60);
		expect(polling.outcome).toMatchObject({ accessToken: "access-token-1" });
	});

	test.each<[string, Reply, string]>([
		["the person declined", entra("authorization_declined", 700171), "oauth.declined"],
		["the code ran out", entra("expired_token", 70020), "oauth.code-expired"],
		["the code is unknown", entra("bad_verification_code", 70000), "oauth.code-invalid"],
		["the code was used", entra("invalid_grant", 70000), "oauth.code-invalid"],
		["no public client", entra("invalid_client", 7000218), "oauth.public-client-not-allowed"],
		["blocked by policy", entra("invalid_grant", 530036), "oauth.device-code-blocked"],
		["another host answers", new Failure("tls.wrong-host"), "tls.wrong-host"],
		["no JSON", { status: 200, retryAfter: undefined, body: "<html>" }, "oauth.answer-malformed"],
	])("ends when %s", async (_name, reply, code) => {
		const server = new ScriptedServer(pending, reply);
		const polling = poll(server);
		await pass(900);
		expect(polling.outcome).toMatchObject({ code });
		expect(server.seen).toHaveLength(2);
	});

	test("ends by itself when the code has run out, even if the server only ever says to wait", async () => {
		const server = new ScriptedServer(...Array.from({ length: 200 }, () => pending));
		const polling = poll(server);
		await pass(899);
		expect(polling.outcome).toBe("polling");
		await pass(1);
		expect(polling.outcome).toMatchObject({ code: "oauth.code-expired" });
		expect(server.seen).toHaveLength(179);
		await pass(1000);
		expect(server.seen).toHaveLength(179);
	});

	test("ends at once when it is cancelled between requests", async () => {
		const server = new ScriptedServer(pending);
		const polling = poll(server);
		await pass(7);
		polling.grant.cancel();
		await pass(0);
		expect(polling.outcome).toMatchObject({ code: "oauth.cancelled" });
		expect(jest.getTimerCount()).toBe(0);
	});

	test("tokens that arrive after it was cancelled are let go of", async () => {
		let answer: (value: Awaited<Reply & object>) => void = () => undefined;
		const late = new Promise<ReturnType<typeof tokens>>((resolve) => {
			answer = resolve as typeof answer;
		});
		const polling = poll(new ScriptedServer(late));
		await pass(5);
		polling.grant.cancel();
		answer(tokens(1));
		await pass(0);
		expect(polling.outcome).toMatchObject({ code: "oauth.cancelled" });
	});
});
