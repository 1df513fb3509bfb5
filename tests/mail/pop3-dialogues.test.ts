import * as fc from "fast-check";
import { apopDigest, apopTimestamp } from "../../modules/mail/pop3-apop";
import { POP3Capabilities } from "../../modules/mail/pop3-capabilities";
import type { POP3Client } from "../../modules/mail/pop3-client";
import { CRAMMD5 } from "../../modules/mail/sasl/cram-md5";
import { OAuthBearer } from "../../modules/mail/sasl/oauth-bearer";
import { XOAUTH2 } from "../../modules/mail/sasl/xoauth2";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { messageOf } from "./composition";
import { ehloReply, goodBye, LOGIN, mailerOn, PASSWORD, TOKEN, xoauth2 } from "./exchange";
import {
	ACCOUNT,
	capa,
	GREETING,
	HAPPY,
	POP_BEFORE_SMTP,
	QUIT,
	session,
	USER_PASS,
	upgrade,
} from "./pop3-exchange";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const base64 = (text: string) => Buffer.from(text).toString("base64");
const TIMESTAMP = "<1896.697170952@dbc.mtview.ca.us>";
const APOP_GREETING: Step = `S: +OK POP3 server ready ${TIMESTAMP}`;
const apop: Step = `C: APOP ${ACCOUNT} ${apopDigest(TIMESTAMP, PASSWORD)}`;
const CHALLENGE = base64("<1896.697170952@postoffice.reston.mci.net>");
const cram: readonly Step[] = [
	"C: AUTH CRAM-MD5",
	`S: + ${CHALLENGE}`,
	`C: ${new CRAMMD5(ACCOUNT, PASSWORD).respond(CHALLENGE)}`,
];
const plain: Step = `C: AUTH PLAIN ${base64(`\0${ACCOUNT}\0${PASSWORD}`)}`;
const welcome: Step = "S: +OK welcome";

describe("APOP", () => {
	test("digests as in the example of RFC 1939", () => {
		expect(apopDigest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf")).toBe(
			"c4c9334bac560ecc979e58001b3e22fb",
		);
	});

	test.each([
		[`POP3 server ready ${TIMESTAMP}`, TIMESTAMP],
		["<1.2@[192.0.2.1]> ready", "<1.2@[192.0.2.1]>"],
		["ready", undefined],
		["<>", undefined],
		["<abc>", undefined],
		["<a@>", undefined],
		["<@b>", undefined],
		["<a..b@c>", undefined],
		["<a b@c>", undefined],
		["<a@b@c>", undefined],
		["<a@b", undefined],
		["<a\x00\x80b@c>", undefined],
		["<é@c>", undefined],
		[`<${"a".repeat(600)}@c>`, undefined],
	])("takes a timestamp only where it is one: %j", (greeting, timestamp) => {
		expect(apopTimestamp(greeting)).toBe(timestamp);
	});
});

describe.each(DELIVERIES)("Signing in to a POP3 server, its bytes coming %s", (delivery) => {
	async function signIn(
		steps: readonly Step[],
		security: "none" | "tls" | "starttls" = "none",
		use?: (client: POP3Client) => Promise<void>,
	) {
		const { ended, network } = await session(steps, security, { delivery }, use);
		network.verify();
		expect(network.opened[0]?.closed).toBe(true);
		return { ended, network };
	}

	test("works through STLS, and asks within TLS what the server can do", async () => {
		const { ended, network } = await signIn(HAPPY, "starttls");
		expect(ended).toBe("signed in");
		expect(network.opened).toMatchObject([{ port: 110, host: "pop.example.com" }]);
	});

	test("works within TLS from the start", async () => {
		const network = transcript(["TLS", GREETING, ...capa("USER"), ...USER_PASS, ...QUIT], { delivery });
		await mailerOn(network, { ...POP_BEFORE_SMTP, "mail.pop3-port": 995, "mail.security": "tls" })
			.send(messageOf())
			.catch(() => undefined);
		expect(network.opened).toMatchObject([{ port: 995, host: "pop.example.com", secure: { verify: true } }]);
	});

	test.each<[string, Step[]]>([
		["CRAM-MD5", [APOP_GREETING, ...capa("USER", "SASL PLAIN CRAM-MD5"), ...cram, welcome]],
		["APOP", [APOP_GREETING, ...capa("USER", "SASL PLAIN"), apop, welcome]],
		["USER and PASS", [GREETING, ...capa("USER", "SASL LOGIN PLAIN"), ...USER_PASS]],
		["AUTH PLAIN", [GREETING, ...capa("SASL LOGIN PLAIN"), plain, welcome]],
		[
			"AUTH LOGIN",
			[
				GREETING,
				...capa("SASL LOGIN"),
				"C: AUTH LOGIN",
				`S: + ${base64("Username:")}`,
				`C: ${base64(ACCOUNT)}`,
				`S: + ${base64("Password:")}`,
				`C: ${base64(PASSWORD)}`,
				welcome,
			],
		],
		[
			"USER and PASS, asked of a server too old for CAPA",
			[GREETING, "C: CAPA", "S: -ERR what?", ...USER_PASS],
		],
		["APOP with a server too old for CAPA", [APOP_GREETING, "C: CAPA", "S: -ERR what?", apop, welcome]],
	])("goes by the strongest way that is offered: %s", async (_, steps) => {
		expect((await signIn([...steps, ...QUIT])).ended).toBe("signed in");
	});

	test("does not use APOP within TLS, where a greeting only hints at it", async () => {
		const steps = [APOP_GREETING, ...capa("STLS"), ...upgrade("USER"), ...USER_PASS, ...QUIT];
		expect((await signIn(steps, "starttls")).ended).toBe("signed in");
		const implicit: Step[] = ["TLS", APOP_GREETING, ...capa("USER"), ...USER_PASS, ...QUIT];
		expect((await signIn(implicit, "tls")).ended).toBe("signed in");
	});

	test("goes on to the next way where one is not there after all", async () => {
		const steps: Step[] = [
			APOP_GREETING,
			...capa("USER", "SASL CRAM-MD5"),
			"C: AUTH CRAM-MD5",
			"S: -ERR Unsupported authentication mechanism.",
			apop,
			"S: -ERR Unknown command: APOP",
			...USER_PASS,
			...QUIT,
		];
		expect((await signIn(steps)).ended).toBe("signed in");
	});

	test("does not say in the clear a password that was just refused", async () => {
		for (const refusal of [
			"-ERR permission denied",
			"-ERR [AUTH] unsupported",
			"-ERR unknown user name or bad password",
		]) {
			const { ended } = await signIn([APOP_GREETING, ...capa("USER"), apop, `S: ${refusal}`] as Step[]);
			expect(ended).toMatchObject({ code: "pop3.auth-failed", stage: "auth", detail: refusal });
		}
	});

	test("without a way that printer and server share is a failure that lists what is offered", async () => {
		const { ended } = await signIn([GREETING, ...capa("SASL GSSAPI NTLM")]);
		expect(ended).toMatchObject({ code: "pop3.auth-mechanism-missing", detail: "SASL GSSAPI NTLM" });
	});

	test("by token: on the line where it fits 255 octets, else on the next", async () => {
		const short = new XOAUTH2("a@b.c", "t".repeat(100));
		const both = "SASL OAUTHBEARER XOAUTH2";
		const first: Step[] = [
			"TLS",
			GREETING,
			...capa(both),
			`C: AUTH XOAUTH2 ${short.initialResponse}`,
			welcome,
			...QUIT,
		];
		expect((await signIn(first, "tls", (client) => client.signInByToken([short]))).ended).toBe("signed in");
		const long = [new XOAUTH2(LOGIN, TOKEN), new OAuthBearer(LOGIN, TOKEN, { host: "h", port: 995 })];
		const second: Step[] = [
			"TLS",
			GREETING,
			...capa(both),
			"C: AUTH XOAUTH2",
			"S: + ",
			`C: ${xoauth2()}`,
			welcome,
			...QUIT,
		];
		expect((await signIn(second, "tls", (client) => client.signInByToken(long))).ended).toBe("signed in");
	});

	test("by a token that is refused: what the server said of it is told", async () => {
		const steps: Step[] = [
			"TLS",
			GREETING,
			...capa("SASL XOAUTH2"),
			"C: AUTH XOAUTH2",
			"S: +",
			`C: ${xoauth2()}`,
			`S: + ${base64('{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}')}`,
			"C: ",
			"S: -ERR [AUTH] Authentication failure",
		];
		const use = (client: POP3Client) => client.signInByToken([new XOAUTH2(LOGIN, TOKEN)]);
		expect((await signIn(steps, "tls", use)).ended).toMatchObject({
			code: "pop3.auth-failed",
			detail: "-ERR [AUTH] Authentication failure (status 400, scope https://mail.google.com/)",
		});
	});

	test.each([
		["-ERR [IN-USE] Do you have another POP session running?", "pop3.mailbox-locked", undefined],
		["-ERR maildrop already locked", "pop3.mailbox-locked", undefined],
		["-ERR [LOGIN-DELAY] minimum time between mail checks violation", "pop3.login-delay", 900],
		["-ERR [SYS/TEMP] try later", "pop3.unavailable", undefined],
		["-ERR [SYS/PERM] mailbox is corrupt", "pop3.refused", undefined],
		["-ERR [auth] wrong", "pop3.auth-failed", undefined],
		[
			"-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
			"pop3.tls-required",
			undefined,
		],
		["-ERR Logon failure: BasicAuthBlocked", "smtp.basic-auth-disabled", undefined],
		["-ERR [AUTH] Application-specific password required", "smtp.app-password-required", undefined],
		["+ more", "pop3.reply-malformed", undefined],
	])("answered with %s", async (reply, code, retryAfter) => {
		const steps = [
			GREETING,
			...capa("USER", "LOGIN-DELAY 900 USER"),
			...USER_PASS.slice(0, 3),
			`S: ${reply}`,
		];
		expect((await signIn(steps as Step[])).ended).toMatchObject({
			code,
			stage: "auth",
			detail: reply,
			retryAfter,
		});
	});

	test("ends well though the server never says good-bye", async () => {
		for (const end of [
			["CLOSE"],
			["C: QUIT", "CLOSE"],
			["C: QUIT", "S: -ERR no"],
			["C: QUIT", "S: what"],
		] as Step[][]) {
			const { ended } = await session([GREETING, ...capa("USER"), ...USER_PASS, ...end], "none", {
				delivery,
			});
			expect(ended).toBe("signed in");
		}
	});
});

describe("POP before SMTP", () => {
	const pop: readonly Step[] = [GREETING, ...capa("USER"), ...USER_PASS, ...QUIT];
	const smtp: readonly Step[] = [
		"S: 220 mail.example.com ESMTP",
		"C: EHLO copier",
		...ehloReply(["AUTH PLAIN CRAM-MD5"]),
		"C: MAIL FROM:<copier@example.com>",
		"S: 250 OK",
		"C: RCPT TO:<marie@contoso.example>",
		"S: 250 OK",
		"C: DATA",
		"S: 354 go on",
		{
			expect: (got) => {
				const end = got.indexOf("\r\n.\r\n");
				return end < 0 ? undefined : end + 5;
			},
		},
		"S: 250 taken",
		"C: QUIT",
		"S: 221 bye",
		"CLOSE",
	];
	const message = () => messageOf({ from: { address: "copier@example.com" } });

	test.each(DELIVERIES)(
		"signs in, closes, and then sends without AUTH, bytes coming %s",
		async (delivery) => {
			const network = transcript([pop, smtp], { delivery });
			expect(await mailerOn(network, POP_BEFORE_SMTP).send(message())).toEqual([]);
			await goodBye();
			network.verify();
			expect(network.opened).toMatchObject([
				{ port: 110, closed: true },
				{ port: 25, closed: true },
			]);
		},
	);

	test("takes Secure Connection and Certificate Validation for both servers", async () => {
		const network = transcript([HAPPY, ["S: 220 ready", "C: EHLO copier", "S: 250 mail.example.com"]]);
		const settings = {
			...POP_BEFORE_SMTP,
			"mail.security": "starttls",
			"mail.validate-certificate": false,
		} as const;
		expect(await failureOf(mailerOn(network, settings).send(message()))).toMatchObject({
			code: "smtp.starttls-missing",
		});
		expect(network.opened[0]).toMatchObject({ host: "pop.example.com", secure: { verify: false } });
	});

	test.each([
		[{ "mail.pop3-server": "" }, "mail.not-configured", "mail.pop3-server"],
		[{ "mail.account": "" }, "mail.not-configured", "mail.account"],
		[{ "mail.smtp-server": "" }, "mail.not-configured", "mail.smtp-server"],
		[{ "mail.password": "" }, "settings.invalid", "mail.password"],
		[{ "mail.account": "a\r\nDELE 1" }, "settings.invalid", "mail.account"],
		[{ "mail.password": "a\nDELE 1" }, "settings.invalid", "mail.password"],
	])("with %j tries nothing", async (changes, code, field) => {
		const network = transcript([]);
		const mailer = mailerOn(network, { ...POP_BEFORE_SMTP, ...changes });
		expect(await failureOf(mailer.send(message()))).toMatchObject({ code, field });
		expect(network.opened).toEqual([]);
	});

	test("sends nothing where the sign-in fails, and says that it was the POP3 server", async () => {
		const refused: Step[] = [GREETING, ...capa("USER"), ...USER_PASS.slice(0, 3), "S: -ERR [AUTH] no"];
		const network = transcript([refused]);
		expect(await failureOf(mailerOn(network, POP_BEFORE_SMTP).send(message()))).toMatchObject({
			code: "pop3.auth-failed",
			field: "mail.pop3-server",
			server: "pop.example.com",
		});
		const unknown = transcript([], { resolve: () => undefined });
		expect(await failureOf(mailerOn(unknown, POP_BEFORE_SMTP).send(message()))).toMatchObject({
			code: "dns.not-found",
			field: "mail.pop3-server",
			server: "pop.example.com",
		});
	});

	test("blames neither server where the printer has no network, nor the POP3 server for the mail server", async () => {
		const offline = { ...transcript([]), interfaces: () => [] };
		const down = await failureOf(mailerOn(offline, POP_BEFORE_SMTP).send(message()));
		expect([down.code, down.server]).toEqual(["network.down", undefined]);
		const network = transcript([pop], {
			resolve: (host) => (host.startsWith("pop") ? "192.0.2.1" : undefined),
		});
		const unknown = await failureOf(mailerOn(network, POP_BEFORE_SMTP).send(message()));
		expect([unknown.code, unknown.server]).toEqual(["dns.not-found", undefined]);
	});

	test("a server that wants a sign-in all the same is told as what it is", async () => {
		const wants = [
			...smtp.slice(0, -8),
			"S: 454 4.7.1 <marie@contoso.example>: Relay access denied",
			"C: RSET",
			"S: 250 OK",
			...smtp.slice(-3),
		];
		const network = transcript([pop, wants as Step[]]);
		expect(await failureOf(mailerOn(network, POP_BEFORE_SMTP).send(message()))).toMatchObject({
			code: "smtp.relay-denied",
			action: "administrator",
		});
	});

	test("Stop while the POP3 server is silent ends the job at once", async () => {
		const network = transcript([[GREETING, "STALL"]]);
		let stop = () => {};
		const control = {
			cancelled: false,
			onCancel(callback: () => void) {
				stop = callback;
			},
		};
		const sending = mailerOn(network, POP_BEFORE_SMTP).send(message(), control);
		await goodBye();
		control.cancelled = true;
		stop();
		expect(await failureOf(sending)).toMatchObject({ code: "job.cancelled" });
		expect(network.opened).toMatchObject([{ port: 110, closed: true }]);
	});
});

test("However the server's bytes happen to be cut, the sign-in is the same", async () => {
	await fc.assert(
		fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 1, max: 60 })), async (lengths) => {
			const { ended, network } = await session(HAPPY, "starttls", {
				delivery: () => lengths.next().value as number,
			});
			network.verify();
			expect(ended).toBe("signed in");
		}),
		{ numRuns: 25 },
	);
});

test("What a server says it can do is read whatever its letters and spaces", () => {
	const capabilities = new POP3Capabilities([
		"top",
		"Sasl  plain XOAUTH2 ",
		"stls",
		"LOGIN-DELAY 60",
		"",
		" odd",
	]);
	expect(capabilities.mechanisms).toEqual(["PLAIN", "XOAUTH2"]);
	expect([capabilities.startTLS, capabilities.user, capabilities.loginDelay]).toEqual([true, false, 60]);
	const none = new POP3Capabilities(["SASL", "LOGIN-DELAY soon"]);
	expect([none.mechanisms, none.startTLS, none.loginDelay]).toEqual([[], false, undefined]);
	const old = new POP3Capabilities();
	expect([old.mechanisms, old.startTLS, old.user]).toEqual([[], false, true]);
});
