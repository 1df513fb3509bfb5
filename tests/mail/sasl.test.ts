import * as fc from "fast-check";
import { CRAMMD5 } from "../../modules/mail/sasl/cram-md5";
import { Login } from "../../modules/mail/sasl/login";
import { OAuthBearer } from "../../modules/mail/sasl/oauth-bearer";
import { Plain } from "../../modules/mail/sasl/plain";
import { redact } from "../../modules/mail/sasl/redact";
import { XOAUTH2 } from "../../modules/mail/sasl/xoauth2";
import { SMTPClient } from "../../modules/mail/smtp-client";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { messageOf } from "./composition";
import {
	accountOf,
	ehloReply,
	GREETING,
	goodBye,
	LOGIN,
	mailerOn,
	PASSWORD,
	SMTP_AUTH,
	TOKEN,
	upgrade,
	xoauth2,
} from "./exchange";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** What CRAM-MD5 answers to the challenge of RFC 2195, as `copier` with the tests' password. */
const CHALLENGE = base64("<1896.697170952@postoffice.reston.mci.net>");
const cram = new CRAMMD5("copier", PASSWORD).respond(CHALLENGE);

describe("The examples of the standards", () => {
	test("CRAM-MD5 (RFC 2195 section 2)", () => {
		const mechanism = new CRAMMD5("tim", "tanstaaftanstaaf");
		expect(mechanism.respond("PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+")).toBe(
			"dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
		);
	});

	test("PLAIN (RFC 4616 section 4) and LOGIN", () => {
		expect(new Plain("tim", "tanstaaftanstaaf").initialResponse).toBe("AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
		const login = new Login("tim", "tanstaaftanstaaf");
		expect([login.respond(), login.respond(), login.respond()]).toEqual([
			"dGlt",
			"dGFuc3RhYWZ0YW5zdGFhZg==",
			undefined,
		]);
	});

	test("OAUTHBEARER (RFC 7628 section 4.1)", () => {
		const server = { host: "server.example.com", port: 143 };
		const mechanism = new OAuthBearer(
			"user@example.com",
			"vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==",
			server,
		);
		expect(mechanism.initialResponse).toBe(
			"bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
		);
		expect(mechanism.respond("")).toBe("AQ==");
	});

	test("XOAUTH2 as Google describes it", () => {
		expect(
			new XOAUTH2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg").initialResponse,
		).toBe(
			"dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==",
		);
	});
});

describe("No input can add a field", () => {
	const server = { host: "mail.example.com", port: 587 };
	const control = fc.integer({ min: 0, max: 31 }).map((code) => `a${String.fromCharCode(code)}b`);

	test("control characters in account, password, login, host and token are refused", () => {
		fc.assert(
			fc.property(control, (text) => {
				for (const Password of [CRAMMD5, Plain, Login]) {
					expect(() => new Password(text, "x")).toThrow(expect.objectContaining({ field: "mail.account" }));
					expect(() => new Password("x", text)).toThrow(expect.objectContaining({ field: "mail.password" }));
				}
				expect(() => new XOAUTH2(text, "t")).toThrow(expect.objectContaining({ field: "login" }));
				expect(() => new OAuthBearer(text, "t", server)).toThrow(expect.objectContaining({ field: "login" }));
				expect(() => new OAuthBearer("x", "t", { host: text, port: 1 })).toThrow(
					expect.objectContaining({ field: "mail.smtp-server" }),
				);
				for (const make of [() => new XOAUTH2("x", text), () => new OAuthBearer("x", text, server)]) {
					expect(make).toThrow(expect.objectContaining({ code: "oauth.answer-malformed" }));
				}
			}),
		);
	});

	test("a comma or an equals sign in a login stays part of it in OAUTHBEARER", () => {
		const response = new OAuthBearer("a,b=c=2C@x.example", "t", server).initialResponse;
		expect(Buffer.from(response, "base64").toString()).toBe(
			"n,a=a=2Cb=3Dc=3D2C@x.example,\x01host=mail.example.com\x01port=587\x01auth=Bearer t\x01\x01",
		);
	});
});

describe("A challenge", () => {
	test.each(["", "=", "a", "PDE4*", "PDE4OTY", "PDE4 OTY=", "A".repeat(2000)])(
		"that is none gets no answer from CRAM-MD5: %j",
		(challenge) => {
			expect(() => new CRAMMD5("tim", "x").respond(challenge)).toThrow(
				expect.objectContaining({ code: "mail.challenge-malformed", stage: "auth" }),
			);
		},
	);

	test("is answered by CRAM-MD5 once in an exchange", () => {
		const mechanism = new CRAMMD5("tim", "x");
		expect(mechanism.respond(CHALLENGE)).toBeDefined();
		expect(mechanism.respond(CHALLENGE)).toBeUndefined();
	});

	test("with an error says what it says, whatever else it is; none makes a mechanism stumble", () => {
		const refusal = (text: string) => {
			const mechanism = new XOAUTH2("x", "t");
			expect(mechanism.respond(base64(text))).toBe("");
			return mechanism.refusal;
		};
		expect(
			refusal('{"status":"401","schemes":"bearer","scope":"https:\\/\\/outlook.office.com\\/"}'),
		).toEqual({
			status: "401",
			scope: "https://outlook.office.com/",
		});
		expect(refusal('{ "scope" : "a b", "status" : 400 }')).toEqual({ status: "400", scope: "a b" });
		expect(refusal(`{"status":"${"9".repeat(1000)}"}`)?.status).toHaveLength(200);
		for (const text of ["", "401", "{}", "[]", "null", '{"status":', '{"status":"\x07"}', "\xff\xfe"]) {
			expect(refusal(text)).toBeUndefined();
		}
		expect(refusal(`{"status":"401"}${" ".repeat(4000)}`)).toBeUndefined();
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (challenge) => {
				expect(new XOAUTH2("x", "t").respond(challenge)).toBe("");
				expect(new OAuthBearer("x", "t", { host: "h", port: 1 }).respond(challenge)).toBe("AQ==");
			}),
		);
	});
});

test("What repeats a secret, or eight letters of it, is not passed on", () => {
	const secrets = [PASSWORD, base64(`\0copier\0${PASSWORD}`)];
	expect(redact(`535 no: ${PASSWORD}, ${secrets[1]}, ${secrets[1]?.slice(3, 15)}`, secrets)).toBe(
		"535 no: ***, ***, ***",
	);
	expect(redact("535 copier is wrong", secrets)).toBe("535 copier is wrong");
});

describe.each(DELIVERIES)("Signing in to a mail server, its bytes coming %s", (delivery) => {
	/** SMTP AUTH with STARTTLS: the server offers these mechanisms before TLS and those within it. */
	async function send(before: string, within: string, steps: readonly Step[], settings = {}) {
		const network = transcript(
			[
				"S: 220 mail.example.com ESMTP",
				"C: EHLO copier",
				...ehloReply(["STARTTLS", ...(before ? [`AUTH ${before}`] : [])]),
				...upgrade(within ? [`AUTH ${within}`] : []),
				...steps,
			],
			{ delivery },
		);
		const changes = { ...SMTP_AUTH, "mail.security": "starttls" as const, "mail.sender": LOGIN, ...settings };
		const ended = await failureOf(mailerOn(network, changes).send(messageOf({ from: { address: LOGIN } })));
		await goodBye();
		network.verify();
		return { failure: ended, sent: Buffer.concat(network.received).toString("latin1") };
	}
	/** Ends a test once it is signed in. */
	const signedIn: Step[] = [
		"S: 235 welcome",
		`C: MAIL FROM:<${LOGIN}>`,
		"S: 550 5.7.60 enough",
		"C: RSET",
		"S: 250 OK",
		"C: QUIT",
		"S: 221 bye",
		"CLOSE",
	];
	const plain = `C: AUTH PLAIN ${base64(`\0copier\0${PASSWORD}`)}` as const;

	test("the password stays with the printer where CRAM-MD5 is offered", async () => {
		const steps: Step[] = ["C: AUTH CRAM-MD5", `S: 334 ${CHALLENGE}`, `C: ${cram}`, ...signedIn];
		const { failure } = await send("PLAIN", "LOGIN PLAIN CRAM-MD5", steps);
		expect(failure.code).toBe("smtp.send-as-denied");
	});

	test.each(["504 5.5.4 Unrecognized authentication type", "534 5.7.9 too weak", "432 4.7.12 transition"])(
		"a mechanism that is offered and then is not there (%s) gives way to the next",
		async (reply) => {
			const steps: Step[] = ["C: AUTH CRAM-MD5", `S: ${reply}`, plain, ...signedIn];
			expect((await send("", "CRAM-MD5 PLAIN", steps)).failure.code).toBe("smtp.send-as-denied");
		},
	);

	test("where every mechanism turns out to be missing, the last answer is what is reported", async () => {
		const steps: Step[] = ["C: AUTH CRAM-MD5", "S: 504 5.5.4 no", plain, "S: 504 5.5.4 neither"];
		expect((await send("", "CRAM-MD5 PLAIN", steps)).failure).toMatchObject({
			code: "smtp.auth-mechanism-missing",
			detail: "504 5.5.4 neither",
		});
	});

	test.each([
		["535 5.7.8 wrong password", "smtp.auth-failed"],
		["538 5.7.11 Encryption required", "smtp.tls-required"],
		["454 4.7.0 Temporary authentication failure", "smtp.unavailable"],
		["421 4.3.2 going down", "smtp.unavailable"],
	])("after %s the password is not said in the next mechanism", async (reply, code) => {
		const steps: Step[] = ["C: AUTH CRAM-MD5", `S: 334 ${CHALLENGE}`, `C: ${cram}`, `S: ${reply}`];
		const { failure, sent } = await send("", "PLAIN CRAM-MD5 LOGIN", steps);
		expect(failure).toMatchObject({ code, detail: reply });
		expect(sent).not.toMatch(/PLAIN|LOGIN/);
	});

	test("a challenge that is none ends the session", async () => {
		const steps: Step[] = ["C: AUTH CRAM-MD5", "S: 334 what?"];
		const { failure, sent } = await send("", "PLAIN CRAM-MD5", steps);
		expect(failure).toMatchObject({ code: "mail.challenge-malformed", stage: "auth" });
		expect(sent).not.toContain("PLAIN");
	});

	test("what is offered before TLS only is not used, within TLS it counts anew", async () => {
		expect((await send("CRAM-MD5 PLAIN LOGIN", "", [])).failure.code).toBe("smtp.auth-mechanism-missing");
		const { failure } = await send("CRAM-MD5", "PLAIN", [plain, ...signedIn]);
		expect(failure.code).toBe("smtp.send-as-denied");
	});
});

describe("A network that wants the password in the clear", () => {
	const start: Step[] = ["S: 220 mail.example.com ESMTP", "C: EHLO copier"];
	const secure = { ...SMTP_AUTH, "mail.security": "starttls" as const };

	test.each([
		["takes STARTTLS out of the list", [...start, ...ehloReply(["AUTH PLAIN LOGIN"])]],
		[
			"refuses STARTTLS",
			[...start, ...ehloReply(["STARTTLS", "AUTH PLAIN LOGIN"]), "C: STARTTLS", "S: 454 not now"],
		],
		[
			"says that TLS is on when it is not",
			[
				...start,
				...ehloReply(["STARTTLS", "AUTH PLAIN"]),
				"C: STARTTLS",
				{ send: "220 go\r\n250-x\r\n250 AUTH PLAIN\r\n" },
				"TLS",
			],
		],
		[
			"breaks the handshake",
			[...start, ...ehloReply(["STARTTLS"]), "C: STARTTLS", "S: 220 go", { tls: "tls" }],
		],
		[
			"shows a certificate of its own",
			[...start, ...ehloReply(["STARTTLS"]), "C: STARTTLS", "S: 220 go", { tls: "unknown-issuer" }],
		],
	] as [string, Step[]][])("and %s gets nothing", async (_, steps) => {
		const network = transcript(steps);
		const failure = await failureOf(mailerOn(network, secure).send(messageOf()));
		expect(failure.stage).toBe("tls");
		expect(Buffer.concat(network.received).toString()).not.toMatch(/AUTH/);
	});

	test("gets it only where the administrator chose None, and there CRAM-MD5 first", async () => {
		const plain: Step[] = [
			...start,
			...ehloReply(["AUTH PLAIN"]),
			`C: AUTH PLAIN ${base64(`\0copier\0${PASSWORD}`)}`,
			"S: 535 no",
		];
		const cramFirst: Step[] = [
			...start,
			...ehloReply(["AUTH PLAIN CRAM-MD5"]),
			"C: AUTH CRAM-MD5",
			`S: 334 ${CHALLENGE}`,
			`C: ${cram}`,
			"S: 535 no",
		];
		for (const steps of [plain, cramFirst]) {
			const network = transcript(steps);
			const failure = await failureOf(mailerOn(network, SMTP_AUTH).send(messageOf()));
			expect(failure.code).toBe("smtp.auth-failed");
			network.verify();
		}
	});

	test("gets no token, whatever the administrator chose", async () => {
		const network = transcript([]);
		const failure = await failureOf(mailerOn(network, { "mail.security": "none" }).send(messageOf()));
		expect(failure).toMatchObject({ code: "settings.invalid", field: "mail.security" });
		expect(network.opened).toEqual([]);
	});
});

describe("A token", () => {
	const server = { host: "smtp.office365.com", port: 587 };
	const bearer = new OAuthBearer(LOGIN, TOKEN, server).initialResponse;
	const error = base64('{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/"}');
	const refuse = (offered: string, ...steps: Step[]) => [
		...GREETING,
		...upgrade([`AUTH ${offered}`]),
		...steps,
	];
	/** The account has one token only, so the second try ends like the first. */
	async function failureWith(steps: readonly Step[]) {
		const network = transcript([steps, steps]);
		const failure = await failureOf(mailerOn(network, {}, accountOf(TOKEN)).send(messageOf()));
		network.verify();
		return failure;
	}

	test("goes by XOAUTH2 where both are offered, by OAUTHBEARER where only that is", async () => {
		const both = refuse("OAUTHBEARER XOAUTH2", `C: AUTH XOAUTH2 ${xoauth2()}`, "S: 535 5.7.3 no");
		expect((await failureWith(both)).code).toBe("smtp.auth-failed");
		const network = transcript(
			refuse("OAUTHBEARER", "C: AUTH OAUTHBEARER", "S: 334 ", `C: ${bearer}`, "S: 235 ok"),
		);
		const client = await SMTPClient.connect({
			...{ ...server, network, security: "starttls", secure: {}, clientName: "copier", clockSet: true },
		});
		await client.authenticate([new XOAUTH2(LOGIN, TOKEN), new OAuthBearer(LOGIN, TOKEN, server)]);
		client.close();
		network.verify();
	});

	test("that is refused: the failure says what the server said of it, and what it must be good for", async () => {
		const steps = refuse(
			"XOAUTH2",
			`C: AUTH XOAUTH2 ${xoauth2()}`,
			`S: 334 ${error}`,
			"C: ",
			"S: 535 5.7.3 no",
		);
		expect(await failureWith(steps)).toMatchObject({
			code: "smtp.auth-failed",
			detail: "535 5.7.3 no (status 401, scope https://outlook.office.com/)",
		});
	});

	test("for something else lacks a permission", async () => {
		const said = base64('{"status":"insufficient_scope","scope":"https://outlook.office.com/SMTP.Send"}');
		const steps = refuse(
			"OAUTHBEARER",
			`C: AUTH OAUTHBEARER ${bearer}`,
			`S: 334 ${said}`,
			"C: AQ==",
			"S: 535 5.7.3 no",
		);
		const network = transcript(steps);
		const failure = await failureOf(mailerOn(network).send(messageOf()));
		network.verify();
		expect(failure).toMatchObject({ code: "oauth.scope-missing", stage: "auth" });
		expect(failure.detail).toContain("SMTP.Send");
	});

	test("that an error challenge or a line that is no reply repeats does not show", async () => {
		const echoes: Step[][] = [
			[`S: 334 ${base64(`{"status":"401","scope":"${TOKEN}"}`)}`, "C: ", "S: 535 5.7.3 no"],
			[`S: what is AUTH XOAUTH2 ${xoauth2()}?`],
			[`S: ${TOKEN}`],
		];
		for (const echo of echoes) {
			const network = transcript(refuse("XOAUTH2", `C: AUTH XOAUTH2 ${xoauth2()}`, ...echo));
			const failure = await failureOf(mailerOn(network).send(messageOf()));
			const shown = `${JSON.stringify(failure)} ${failure.message} ${failure.stack}`;
			for (const secret of [TOKEN, xoauth2()]) {
				for (let at = 0; at + 12 <= secret.length; at += 4) {
					expect(shown).not.toContain(secret.slice(at, at + 12));
				}
			}
		}
	});
});
