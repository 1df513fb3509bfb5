import type { Failure } from "../../modules/base/failure";
import { ConnectionTest, type TestReport } from "../../modules/mail/connection-test";
import type { TokenSource } from "../../modules/mail/mail-server";
import type { Values } from "../../modules/settings/fields";
import { type Delivery, type ScriptedNetwork, type Step, transcript } from "../host/transcript";
import { messageOf } from "./composition";
import {
	accountOf,
	ehloReply,
	GREETING,
	goodBye,
	LOGIN,
	mailerOn,
	QUIT,
	SIGN_IN,
	SMTP_AUTH,
	settingsOf,
	TOKEN,
	upgrade,
	xoauth2,
} from "./exchange";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const PROBE: readonly Step[] = [
	`C: MAIL FROM:<${LOGIN}> SIZE=0`,
	"S: 250 2.1.0 Sender OK",
	`C: RCPT TO:<${LOGIN}>`,
	"S: 250 2.1.5 Recipient OK",
	"C: RSET",
	"S: 250 2.0.0 Resetting",
];

function testOn(network: ScriptedNetwork, changes: Partial<Values> = {}, account?: TokenSource) {
	const mailer = mailerOn(network, changes, account);
	return { mailer, test: new ConnectionTest({ mailer, settings: settingsOf(changes), server: "mail" }) };
}

/** The name of the step at which a test stands. */
const at = ({ steps, current }: TestReport) => steps[current] ?? "passed";

describe.each(DELIVERIES)("A connection test, the server's bytes coming %s", (delivery) => {
	test("passes every step, has the sender and the recipient accepted, and sends no message", async () => {
		const network = transcript([...GREETING, ...upgrade(), ...SIGN_IN, ...PROBE, ...QUIT], { delivery });
		const { test } = testOn(network);
		const report = await test.run();
		network.verify();
		expect(report.failure).toBeUndefined();
		expect(at(report)).toBe("passed");
		expect(report.steps).toEqual([
			"network",
			"dns",
			"connect",
			"greeting",
			"tls",
			"certificate",
			"sign-in",
			"sender",
			"recipient",
		]);
		expect(Buffer.concat(network.received).toString()).not.toMatch(/DATA|BDAT/);
	});

	const ends: [string, Step[], string, string][] = [
		["a server that is not in service", ["S: 554 5.3.2 no service"], "greeting", "smtp.refused"],
		[
			"no STARTTLS",
			["S: 220 ready", "C: EHLO copier", ...ehloReply(["AUTH XOAUTH2"])],
			"tls",
			"smtp.starttls-missing",
		],
		[
			"a handshake that fails",
			[...GREETING, "C: STARTTLS", "S: 220 go", { tls: "tls" }],
			"tls",
			"tls.failed",
		],
		[
			"a certificate that has expired",
			[...GREETING, "C: STARTTLS", "S: 220 go", { tls: "certificate-expired" }],
			"certificate",
			"tls.certificate-expired",
		],
		[
			"a certificate of another host",
			[...GREETING, "C: STARTTLS", "S: 220 go", { tls: "wrong-host" }],
			"certificate",
			"tls.wrong-host",
		],
		[
			"SMTP AUTH turned off for the organization",
			[
				...GREETING,
				...upgrade(),
				SIGN_IN[0] as Step,
				"S: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled",
			],
			"sign-in",
			"smtp.auth-disabled-for-tenant",
		],
		[
			"a sender that may not send",
			[
				...GREETING,
				...upgrade(),
				...SIGN_IN,
				PROBE[0] as Step,
				"S: 550 5.1.8 Access denied, bad outbound sender",
			],
			"sender",
			"smtp.sender-blocked",
		],
		[
			"a recipient that does not exist",
			[...GREETING, ...upgrade(), ...SIGN_IN, ...PROBE.slice(0, 3), "S: 550 5.1.10 Recipient not found"],
			"recipient",
			"smtp.recipient-refused",
		],
	];
	test.each(ends)("stops at %s and names the one remedy", async (_, steps, step, code) => {
		const { test } = testOn(transcript(steps, { delivery }));
		const report = await test.run();
		expect(at(report)).toBe(step);
		expect(report.failure?.code).toBe(code);
	});
});

describe("A connection test", () => {
	test("tells where it is, and never goes back when the server greets again within TLS", async () => {
		const network = transcript([...GREETING, ...upgrade(), ...SIGN_IN, ...PROBE, ...QUIT]);
		const { test } = testOn(network);
		const seen: number[] = [];
		let ended = false;
		const running = test.run().finally(() => {
			ended = true;
		});
		while (!ended) {
			seen.push(test.report?.current ?? -1);
			await new Promise(setImmediate);
		}
		await running;
		expect(seen).toEqual([...seen].sort((a, b) => a - b));
		expect(new Set(seen).size).toBeGreaterThan(4);
	});

	test("of a name without an address stops at DNS, of a port that nobody listens on at the connection", async () => {
		const unknown = await testOn(transcript([], { resolve: () => undefined })).test.run();
		expect([at(unknown), unknown.failure?.code]).toEqual(["dns", "dns.not-found"]);
		// The second connection finds nobody there.
		const { test } = testOn(transcript([["S: 554 5.3.2 no service"]]));
		await test.run();
		const refused = await test.run();
		expect([at(refused), refused.failure?.code]).toEqual(["connect", "connect.failed"]);
	});

	test("without a network stops at once", async () => {
		const network = { ...transcript([]), interfaces: () => [] };
		const report = await testOn(network).test.run();
		expect([at(report), report.failure?.code]).toEqual(["network", "network.down"]);
	});

	test("where nobody has signed in still tries the way to the server, then says so", async () => {
		const { Failure } = await import("../../modules/base/failure");
		const account: TokenSource = {
			login: undefined,
			accessToken: async () => {
				throw new Failure("oauth.not-signed-in");
			},
			invalidateAccessToken: () => {},
		};
		const network = transcript([...GREETING, ...upgrade()]);
		const report = await testOn(network, {}, account).test.run();
		network.verify();
		expect([at(report), report.failure?.code]).toEqual(["sign-in", "oauth.not-signed-in"]);
	});

	test("gets a new token where the one that it held was taken back", async () => {
		const refusal: Step[] = [`C: AUTH XOAUTH2 ${xoauth2("old")}`, "S: 535 5.7.3 Authentication unsuccessful"];
		const network = transcript([
			[...GREETING, ...upgrade(), ...refusal],
			[...GREETING, ...upgrade(), ...SIGN_IN, ...PROBE, ...QUIT],
		]);
		const report = await testOn(network, {}, accountOf("old", TOKEN)).test.run();
		network.verify();
		expect(at(report)).toBe("passed");
	});

	test("leaves out what the settings do not ask for", async () => {
		const changes: Partial<Values> = { ...SMTP_AUTH, "mail.authentication": "off", "mail.sender": LOGIN };
		const network = transcript([
			"S: 220 ready",
			"C: EHLO copier",
			...ehloReply([]),
			PROBE[0]?.toString().replace(" SIZE=0", "") as Step,
			...PROBE.slice(1),
			...QUIT,
		]);
		const report = await testOn(network, changes).test.run();
		expect(report.failure).toBeUndefined();
		expect(report.steps).toEqual(["network", "dns", "connect", "greeting", "sender", "recipient"]);
	});

	test("without a server's name stops where that would be looked up", async () => {
		const report = await testOn(transcript([]), { "mail.smtp-server": "" }).test.run();
		expect(at(report)).toBe("dns");
		expect(report.failure).toMatchObject({ code: "mail.not-configured", field: "mail.smtp-server" });
	});

	test("without a sender says which setting is missing", async () => {
		const changes: Partial<Values> = { ...SMTP_AUTH, "mail.authentication": "off", "mail.account": "" };
		const network = transcript(["S: 220 ready", "C: EHLO copier", ...ehloReply([])]);
		const report = await testOn(network, changes).test.run();
		expect(at(report)).toBe("sender");
		expect(report.failure as Failure).toMatchObject({ code: "mail.not-configured", field: "mail.sender" });
	});

	test("waits for a message that is being sent, and joins one that runs already", async () => {
		const body = Buffer.from("Please find the scan attached.\r\n");
		expect(body.length).toBeGreaterThan(0);
		const sending: Step[] = [
			...GREETING,
			...upgrade(["AUTH XOAUTH2"]),
			...SIGN_IN,
			`C: MAIL FROM:<${LOGIN}>`,
			"S: 250 OK",
			"C: RCPT TO:<marie@contoso.example>",
			"S: 250 OK",
			"C: DATA",
			"S: 354 go",
			{ expect: (received) => (received.includes("\r\n.\r\n") ? received.length : undefined) },
			"S: 250 2.0.0 OK",
			...QUIT,
		];
		const network = transcript([sending, [...GREETING, ...upgrade(), ...SIGN_IN, ...PROBE, ...QUIT]]);
		const { mailer, test } = testOn(network);
		const order: string[] = [];
		const message = messageOf({ from: { address: LOGIN } });
		const sent = mailer.send(message).then(() => order.push("sent"));
		const first = test.run();
		expect(test.run()).toBe(first);
		await Promise.all([sent, first.then(() => order.push("tested"))]);
		await goodBye();
		network.verify();
		expect(order).toEqual(["sent", "tested"]);
	});
});
