import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Source } from "../../modules/base/source";
import { createMessageId } from "../../modules/mail/message";
import { Login } from "../../modules/mail/sasl/login";
import { Plain } from "../../modules/mail/sasl/plain";
import { XOAUTH2 } from "../../modules/mail/sasl/xoauth2";
import { SMTPClient } from "../../modules/mail/smtp-client";
import { failureOf } from "../host/failure-of";
import { nodeNetwork } from "../host/sockets";
import { type Step, transcript } from "../host/transcript";
import { messageOf, sourceOf } from "./composition";
import {
	accountOf,
	ehloReply,
	goodBye,
	LOGIN,
	mailerOn,
	PASSWORD,
	QUIT,
	SMTP_AUTH,
	TOKEN,
	waitsOf,
	xoauth2,
} from "./exchange";

const SENDER = "copier@example.com";
const START: readonly Step[] = ["S: 220 mail.example.com ESMTP", "C: EHLO copier"];
/** A server asks for a message that nobody may get, and is given an empty one. */
const ASKED_FOR_NOTHING: readonly Step[] = [
	...START,
	...ehloReply(["PIPELINING"]),
	`C: MAIL FROM:<${SENDER}>`,
	"C: RCPT TO:<marie@example.com>",
	"C: DATA",
	"S: 250 OK",
	"S: 550 5.1.1 unknown",
	"S: 354 go ahead",
	"C: .",
];

/** Sends a body in a conversation without sign-in, to these recipients. */
async function converse(steps: readonly Step[], body: Source, to: readonly string[] = ["marie@example.com"]) {
	const network = transcript(steps);
	const secure = {};
	const client = await SMTPClient.connect({
		network,
		host: "mail.example.com",
		port: 25,
		security: "none",
		secure,
		clientName: "copier",
		clockSet: true,
	});
	const sending = client.send({ from: SENDER, to, body, encoding: "7bit" });
	const ended = await sending.catch((error: unknown) => error);
	client.quit();
	await goodBye();
	network.verify();
	return { ended, network };
}

const text = (lines: string) => sourceOf(Buffer.from(lines));

describe("A server without CHUNKING gets the message as lines", () => {
	const dotted = ".hidden\r\n..\r\nplain\r\n.\r\nend\r\n";
	const stuffed = "..hidden\r\n...\r\nplain\r\n..\r\nend\r\n.\r\n";

	test("with PIPELINING in four waits", async () => {
		const script: Step[] = [
			...START,
			...ehloReply(["PIPELINING", "SIZE"]),
			`C: MAIL FROM:<${SENDER}> SIZE=${dotted.length}`,
			"C: RCPT TO:<marie@example.com>",
			"C: DATA",
			"S: 250 OK",
			"S: 250 OK",
			"S: 354 go ahead",
			{ expect: stuffed },
			"S: 250 taken",
		];
		expect((await converse([...script, ...QUIT], text(dotted))).ended).toEqual([]);
		expect(waitsOf(script)).toBe(4);
	});

	test("without PIPELINING one command at a time, and skips who is refused", async () => {
		const script: Step[] = [
			...START,
			...ehloReply([]),
			`C: MAIL FROM:<${SENDER}>`,
			"S: 250 OK",
			"C: RCPT TO:<marie@example.com>",
			"S: 251 will forward",
			"C: RCPT TO:<paul@example.com>",
			"S: 452 4.5.3 Too many recipients",
			"C: DATA",
			"S: 354 go ahead",
			{ expect: stuffed },
			"S: 250 taken",
		];
		const { ended } = await converse([...script, ...QUIT], text(dotted), [
			"marie@example.com",
			"paul@example.com",
		]);
		expect(ended).toMatchObject([
			{ address: "paul@example.com", failure: { code: "smtp.too-many-recipients" } },
		]);
	});

	test("ends an empty message at once when it asks for one that nobody may get", async () => {
		const script: Step[] = [...ASKED_FOR_NOTHING, "S: 554 no recipients", "C: RSET", "S: 250 OK"];
		expect((await converse([...script, ...QUIT], text(dotted))).ended).toMatchObject({
			code: "smtp.recipient-refused",
			detail: "550 5.1.1 unknown",
		});
	});

	test("is hung up on when it takes a message that it gave to nobody", async () => {
		const script: Step[] = [...ASKED_FOR_NOTHING, "S: 250 thank you"];
		const { ended, network } = await converse(script, text(dotted));
		expect(ended).toMatchObject({ code: "smtp.recipient-refused" });
		expect(network.opened[0]?.closed).toBe(true);
	});

	test("gets every dot twice and the message back once", async () => {
		const line = fc.stringMatching(/^[.a\r\n]{0,12}$/);
		const lines = fc.array(line, { maxLength: 40 }).map((all) => `${all.join("\r\n").repeat(30)}\r\n`);
		await fc.assert(
			fc.asyncProperty(lines, fc.integer({ min: 1, max: 3000 }), async (body, step) => {
				const expected = `${body.replace(/(^|\r\n)\./g, "$1..").replace(/\r\n\./g, "\r\n.")}.\r\n`;
				const script: Step[] = [
					...START,
					...ehloReply([]),
					`C: MAIL FROM:<${SENDER}>`,
					"S: 250 OK",
					"C: RCPT TO:<marie@example.com>",
					"S: 250 OK",
					"C: DATA",
					"S: 354 go ahead",
					{ expect: expected },
					"S: 250 taken",
					...QUIT,
				];
				expect((await converse(script, sourceOf(Buffer.from(body), step))).ended).toEqual([]);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("A server with CHUNKING", () => {
	const big = Uint8Array.from({ length: 150_000 }, (_, index) => index % 251);
	const head: Step[] = [`C: MAIL FROM:<${SENDER}>`, "C: RCPT TO:<marie@example.com>"];

	test("gets a long message in chunks of 64 KiB without waiting between them", async () => {
		const script: Step[] = [
			...START,
			...ehloReply(["PIPELINING", "CHUNKING"]),
			...head,
			"C: BDAT 65536",
			{ expect: big.subarray(0, 65_536) },
			"C: BDAT 65536",
			{ expect: big.subarray(65_536, 131_072) },
			"C: BDAT 18928 LAST",
			{ expect: big.subarray(131_072) },
			...Array<Step>(5).fill("S: 250 OK"),
			...QUIT,
		];
		expect((await converse(script, sourceOf(big))).ended).toEqual([]);
	});

	test.each([0, 1000, 9000])(
		"gets a message of unknown length in chunks as they come (%i bytes)",
		async (length) => {
			const body = big.subarray(0, length);
			let received = Buffer.alloc(0);
			const chunks = (bytes: Buffer): number | undefined => {
				let at = 0;
				received = Buffer.alloc(0);
				for (;;) {
					const match = /^BDAT (\d+)( LAST)?\r\n/.exec(bytes.subarray(at, at + 30).toString("latin1"));
					if (!match) return undefined;
					const start = at + match[0].length;
					at = start + Number(match[1]);
					if (bytes.length < at) return undefined;
					received = Buffer.concat([received, bytes.subarray(start, at)]);
					if (match[2]) return at;
				}
			};
			const replies = Array<Step>(2 + Math.floor(length / 4000) + 1).fill("S: 250 OK");
			const script: Step[] = [
				...START,
				...ehloReply(["PIPELINING", "CHUNKING"]),
				...head,
				{ expect: chunks },
				...replies,
			];
			await converse([...script, ...QUIT], sourceOf(body, 700, false));
			expect(received).toEqual(Buffer.from(body));
		},
	);

	test("that refuses the sender gets the chunk begun, no other, and RSET", async () => {
		const script: Step[] = [
			...START,
			...ehloReply(["PIPELINING", "CHUNKING"]),
			...head,
			"C: BDAT 65536",
			"S: 550 5.1.8 Access denied, bad outbound sender",
			"S: 503 5.5.1 MAIL first",
			{ expect: big.subarray(0, 65_536) },
			"S: 503 5.5.1 MAIL first",
			"C: RSET",
			"S: 250 OK",
		];
		expect((await converse([...script, ...QUIT], sourceOf(big))).ended).toMatchObject({
			code: "smtp.sender-blocked",
		});
	});

	test("that says how much it takes is not sent more", async () => {
		const script: Step[] = [...START, ...ehloReply(["PIPELINING", "CHUNKING", "SIZE 149999"])];
		expect((await converse([...script, ...QUIT], sourceOf(big))).ended).toMatchObject({
			code: "smtp.message-too-large",
		});
	});
});

describe("Signing in", () => {
	async function signIn(
		mechanisms: string,
		steps: readonly Step[],
		...with_: Parameters<SMTPClient["authenticate"]>
	) {
		const network = transcript([...START, ...ehloReply([`AUTH ${mechanisms}`]), ...steps]);
		const options = { network, host: "mail.example.com", port: 25, security: "none", secure: {} } as const;
		const client = await SMTPClient.connect({ ...options, clientName: "copier", clockSet: true });
		const ended = await client.authenticate(...with_).then(
			() => "signed in",
			(error: unknown) => error,
		);
		client.close();
		network.verify();
		return ended;
	}
	const base64 = (plain: string) => Buffer.from(plain).toString("base64");
	const token = new XOAUTH2(LOGIN, TOKEN);
	const long = new XOAUTH2(LOGIN, "t".repeat(5000));

	test("a token too long for the line follows when the server asks for it", async () => {
		const steps: Step[] = ["C: AUTH XOAUTH2", "S: 334 ", `C: ${long.initialResponse}`, "S: 235 ok"];
		expect(await signIn("XOAUTH2", steps, [long])).toBe("signed in");
	});

	test("a server known to take long lines gets it on the line", async () => {
		expect(
			await signIn("XOAUTH2", [`C: AUTH XOAUTH2 ${long.initialResponse}`, "S: 235 ok"], [long], true),
		).toBe("signed in");
	});

	test("an error challenge after two steps is answered with an empty line", async () => {
		const steps: Step[] = [
			"C: AUTH XOAUTH2",
			"S: 334 ",
			`C: ${xoauth2()}`,
			"S: 334 eyJzdGF0dXMiOiI0MDEifQ==",
			"C: ",
			"S: 535 5.7.3 Authentication unsuccessful",
		];
		expect(await signIn("XOAUTH2", steps, [token])).toMatchObject({ code: "smtp.auth-failed" });
	});

	test("PLAIN in one step, LOGIN in three, the best that is offered", async () => {
		const both = [new Plain("copier", PASSWORD), new Login("copier", PASSWORD)];
		const plain: Step[] = [`C: AUTH PLAIN ${base64(`\0copier\0${PASSWORD}`)}`, "S: 235 ok"];
		const login: Step[] = [
			"C: AUTH LOGIN",
			`S: 334 ${base64("Username:")}`,
			`C: ${base64("copier")}`,
			`S: 334 ${base64("Password:")}`,
			`C: ${base64(PASSWORD)}`,
			"S: 235 ok",
		];
		expect(await signIn("LOGIN PLAIN", plain, both)).toBe("signed in");
		expect(await signIn("LOGIN XOAUTH2", login, both)).toBe("signed in");
	});

	test("a challenge that the mechanism does not know is cancelled", async () => {
		const steps: Step[] = [
			`C: AUTH PLAIN ${base64(`\0copier\0${PASSWORD}`)}`,
			"S: 334 more?",
			"C: *",
			"S: 501 cancelled",
		];
		expect(await signIn("PLAIN", steps, [new Plain("copier", PASSWORD)])).toMatchObject({
			code: "smtp.auth-failed",
		});
	});
});

describe("Nothing is tried with settings that cannot work", () => {
	test.each([
		[{ "mail.smtp-server": "" }, "mail.not-configured"],
		[{ ...SMTP_AUTH, "mail.account": "" }, "mail.not-configured"],
		[{ "mail.authentication": "pop-before-smtp" }, "mail.not-configured"],
		[{ "mail.security": "none" }, "settings.invalid"],
	] as const)("%j", async (settings, code) => {
		const network = transcript([]);
		expect(await failureOf(mailerOn(network, settings, accountOf(TOKEN)).send(messageOf()))).toMatchObject({
			code,
		});
		expect(network.opened).toEqual([]);
	});

	test("the sender is the one that is set, else the account", () => {
		const network = transcript([]);
		expect(mailerOn(network, { "mail.sender": SENDER }).sender).toBe(SENDER);
		expect(mailerOn(network).sender).toBe(LOGIN);
		expect(mailerOn(network, SMTP_AUTH).sender).toBe("copier");
		expect(mailerOn(network, { ...SMTP_AUTH, "mail.account": "" }).sender).toBeUndefined();
	});

	test("a printer whose name is no domain name says its address", async () => {
		const network = transcript(["S: 220 hi", "C: EHLO [127.0.0.1]", "S: 550 no"]);
		await failureOf(mailerOn(network, { ...SMTP_AUTH, "device.name": "le copieur" }).send(messageOf()));
		network.verify();
	});
});

describe("An independent server (smtp-server) over real sockets", () => {
	async function withServer<T>(options: SMTPServerOptions, use: (port: number) => Promise<T>): Promise<T> {
		const server = new SMTPServer({ logger: false, ...options });
		await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
		try {
			return await use((server.server.address() as { port: number }).port);
		} finally {
			await new Promise<void>((closed) => server.close(closed));
		}
	}

	test.each(["PLAIN", "LOGIN"])(
		"takes a signed-in message with a 1 MiB document unchanged (%s)",
		async (mechanism) => {
			const document = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 31) % 253);
			const parts: Buffer[] = [];
			const options: SMTPServerOptions = {
				authMethods: [mechanism],
				allowInsecureAuth: true,
				onAuth: ({ username, password }, _, done) =>
					username === "copier" && password === PASSWORD
						? done(null, { user: username })
						: done(new Error("no")),
				onRcptTo: ({ address }, _, done) =>
					address.startsWith("nobody") ? done(new Error("unknown")) : done(),
				onData: (stream, _, done) => {
					stream.on("data", (part: Buffer) => parts.push(part));
					stream.on("end", () => done());
				},
			};
			await withServer(options, async (port) => {
				const network = nodeNetwork({ hosts: { "mail.example.com": "127.0.0.1" } });
				const mailer = mailerOn(network, { ...SMTP_AUTH, "mail.smtp-port": port });
				const to = [{ address: "marie@example.com" }, { address: "nobody@example.com" }];
				const attachments = [{ name: "scan.pdf", type: "application/pdf", source: sourceOf(document) }];
				const refused = await mailer.send(messageOf({ text: ".\n..\nhello", to, attachments }));
				expect(refused).toMatchObject([
					{ address: "nobody@example.com", failure: { code: "smtp.recipient-refused" } },
				]);
			});
			const parsed = await simpleParser(Buffer.concat(parts));
			expect(parsed.text).toBe(".\n..\nhello");
			expect(parsed.attachments[0]?.content.equals(Buffer.from(document))).toBe(true);
		},
	);

	test("refuses a wrong password", async () => {
		await withServer(
			{ allowInsecureAuth: true, onAuth: (_a, _s, done) => done(new Error("no")) },
			async (port) => {
				const network = nodeNetwork({ hosts: { "mail.example.com": "127.0.0.1" } });
				const mailer = mailerOn(network, { ...SMTP_AUTH, "mail.smtp-port": port });
				expect(await failureOf(mailer.send(messageOf()))).toMatchObject({ code: "smtp.auth-failed" });
			},
		);
	});
});

test("A Message-ID bears the sender's domain and 128 random bits", () => {
	const random = (byteLength: number) => new Uint8Array(byteLength).fill(0xa5);
	expect(createMessageId(random, SENDER)).toBe(`${"a5".repeat(16)}@example.com`);
});
