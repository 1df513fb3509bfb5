import { Failure } from "../../modules/base/failure";
import { SERVICES } from "../../modules/oauth/microsoft";
import { httpsPost } from "../../modules/oauth/post";
import { readTokens } from "../../modules/oauth/token-response";
import { type Step, transcript } from "../host/transcript";

const clock = { now: () => Date.now() };
const FORM = [
	["client_id", "client-1"],
	["refresh_token", "M.C5_BAY!$a*b c&d"],
] as const;
const BODY = "client_id=client-1&refresh_token=M.C5_BAY%21%24a*b+c%26d";

const REQUEST: readonly Step[] = [
	"TLS",
	"C: POST /organizations/oauth2/v2.0/token HTTP/1.1",
	"C: Host: login.microsoftonline.com",
	"C: Connection: close",
	"C: Content-Type: application/x-www-form-urlencoded",
	"C: Accept: application/json",
	`C: Content-Length: ${BODY.length}`,
	"C: ",
	{ expect: BODY },
];

function answered(...lines: readonly string[]) {
	const network = transcript([...REQUEST, ...lines.map((line): Step => `S: ${line}`), "CLOSE"]);
	return { network, answer: httpsPost({ network, clock })(SERVICES["exchange-online"].tokenEndpoint, FORM) };
}

describe("A form to the sign-in service", () => {
	test("goes over verified TLS, encoded, and the answer comes back whatever its status", async () => {
		const { network, answer } = answered("HTTP/1.1 400 Bad Request", "Content-Length: 2", "", "{}");
		const { status, retryAfter, body } = await answer;
		expect([status, retryAfter, body]).toEqual([400, undefined, "{}"]);
		network.verify();
		expect(network.opened).toMatchObject([{ port: 443, host: "login.microsoftonline.com" }]);
		expect(network.opened[0]?.secure?.verify).not.toBe(false);
	});

	test.each([
		["60", 60],
		["999999", 3600],
		["soon", undefined],
		[new Date(0).toUTCString(), 0],
	])("Retry-After: %s means %p seconds", async (value, seconds) => {
		const lines = ["HTTP/1.1 429 Too Many", `Retry-After: ${value}`, "Content-Length: 0", ""];
		expect((await answered(...lines).answer).retryAfter).toBe(seconds);
	});

	test("an answer of more than 24 KB is refused before it is held", async () => {
		const { answer } = answered("HTTP/1.1 200 OK", "Content-Length: 24577", "");
		await expect(answer).rejects.toMatchObject({ code: "http.too-large" });
	});

	test.each([302, 307, 308])(
		"a redirect (%d) leads nowhere: what was sent stays between the two",
		async (status) => {
			const { network, answer } = answered(
				`HTTP/1.1 ${status} Moved`,
				"Location: https://evil.example/token",
				"Content-Length: 0",
				"",
			);
			const moved = await answer;
			expect(network.opened.map(({ host }) => host)).toEqual(["login.microsoftonline.com"]);
			expect(() => readTokens(moved)).toThrow("oauth.answer-malformed");
		},
	);

	test("nothing is sent without TLS, nor before the clock is set", async () => {
		const network = transcript([]);
		await expect(httpsPost({ network, clock })("http://login.example/token", FORM)).rejects.toBeInstanceOf(
			Failure,
		);
		expect(network.received).toEqual([]);
	});

	test("a certificate that cannot be checked because the clock is not set is said to be that", async () => {
		const network = transcript([{ tls: "certificate-not-yet-valid" }]);
		const posting = httpsPost({ network, clock: { now: () => undefined } });
		const answer = posting(SERVICES.outlook.tokenEndpoint, FORM);
		await expect(answer).rejects.toMatchObject({ code: "tls.clock-not-set" });
	});
});
