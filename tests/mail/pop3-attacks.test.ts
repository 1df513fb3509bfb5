import { jest } from "@jest/globals";
import * as fc from "fast-check";
import type { Failure } from "../../modules/base/failure";
import { apopDigest } from "../../modules/mail/pop3-apop";
import { POP3Client } from "../../modules/mail/pop3-client";
import { XOAUTH2 } from "../../modules/mail/sasl/xoauth2";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { LOGIN, PASSWORD, TOKEN, xoauth2 } from "./exchange";
import { holdTime } from "./passing-time";
import { ACCOUNT, capa, GREETING, HAPPY, optionsFor, session, USER_PASS, upgrade } from "./pop3-exchange";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const base64 = (text: string) => Buffer.from(text).toString("base64");
/** What would give the sign-in away. */
const SIGN_IN = /AUTH|APOP|USER|PASS/;

describe.each(DELIVERIES)("Without TLS nothing goes on, the server's bytes coming %s", (delivery) => {
	const attacks: [string, Step[], string][] = [
		["STLS is not offered", [GREETING, ...capa("USER", "SASL PLAIN CRAM-MD5")], "pop3.stls-missing"],
		[
			"CAPA is not known",
			["S: +OK <1.2@c> ready", "C: CAPA", "S: -ERR unknown command"],
			"pop3.stls-missing",
		],
		[
			"-ERR answers STLS",
			[GREETING, ...capa("STLS", "USER"), "C: STLS", "S: -ERR Command not permitted"],
			"pop3.stls-refused",
		],
		[
			"-ERR [SYS/TEMP] answers STLS",
			[GREETING, ...capa("STLS", "USER"), "C: STLS", "S: -ERR [SYS/TEMP] not now"],
			"pop3.unavailable",
		],
		["a challenge answers STLS", [GREETING, ...capa("STLS"), "C: STLS", "S: + go"], "pop3.reply-malformed"],
		["SMTP answers STLS", [GREETING, ...capa("STLS"), "C: STLS", "S: 220 go"], "pop3.reply-malformed"],
		[
			"the handshake fails",
			[GREETING, ...capa("STLS"), "C: STLS", "S: +OK", { tls: "unknown-issuer" }],
			"tls.unknown-issuer",
		],
		[
			"the certificate is another server's",
			[GREETING, ...capa("STLS"), "C: STLS", "S: +OK", { tls: "wrong-host" }],
			"tls.wrong-host",
		],
	];
	test.each(attacks)("when %s", async (_, steps, code) => {
		const { ended, sent } = await session(steps, "starttls", { delivery });
		expect(ended).toMatchObject({ code, stage: "tls" });
		expect(sent).not.toMatch(SIGN_IN);
	});

	test("when a reply follows the +OK in plaintext", async () => {
		const injected: Step = { send: "+OK go\r\n+OK\r\nSASL PLAIN\r\n.\r\n" };
		const { ended, sent } = await session(
			[GREETING, ...capa("STLS"), "C: STLS", injected, "TLS"],
			"starttls",
			{
				delivery,
			},
		);
		expect(["tls.plaintext-injected", "tls.failed"]).toContain((ended as Failure).code);
		expect(sent).not.toMatch(SIGN_IN);
	});

	test("when replies come before they are asked for", async () => {
		const early: Step = { send: "+OK ready\r\n+OK\r\nSTLS\r\n.\r\n+OK go\r\n+OK\r\nUSER\r\n.\r\n" };
		const { ended, sent } = await session([early, "C: CAPA", "C: STLS", "TLS"], "starttls", { delivery });
		expect(["tls.plaintext-injected", "tls.failed"]).toContain((ended as Failure).code);
		expect(sent).not.toMatch(SIGN_IN);
	});
});

test("bytes that lie behind the +OK already are called by their name", async () => {
	const injected: Step = { send: "+OK go\r\n+OK\r\n" };
	const { ended } = await session([GREETING, ...capa("STLS"), "C: STLS", injected, "TLS"], "starttls");
	expect(ended).toMatchObject({ code: "tls.plaintext-injected" });
});

test("what the server said before TLS counts no more within it: neither its list nor its timestamp", async () => {
	const before: Step[] = ["S: +OK <1.2@example.com>", ...capa("STLS", "USER", "SASL PLAIN CRAM-MD5")];
	const { ended, network, sent } = await session([...before, ...upgrade("UIDL")], "starttls");
	network.verify();
	expect(ended).toMatchObject({ code: "pop3.auth-mechanism-missing" });
	expect(sent).not.toMatch(SIGN_IN);
});

test("a printer that does not know the time checks no certificate, and so does not go on", async () => {
	const network = transcript([GREETING, ...capa("STLS"), "C: STLS", "S: +OK", "TLS"]);
	const options = { ...optionsFor(network, "starttls"), clockSet: false };
	expect(await failureOf(POP3Client.connect(options))).toMatchObject({ code: "tls.clock-not-set" });
});

test("no token goes out without TLS", async () => {
	const use = (client: POP3Client) => client.signInByToken([new XOAUTH2(LOGIN, TOKEN)]);
	const { ended, sent, network } = await session([GREETING, ...capa("SASL XOAUTH2")], "none", {}, use);
	expect(ended).toMatchObject({ code: "settings.invalid", field: "mail.security" });
	expect(sent).toBe("CAPA\r\n");
	expect(network.opened[0]?.closed).toBe(true);
});

describe.each(DELIVERIES)("What no POP3 server says ends the session, coming %s", (delivery) => {
	const long = "x".repeat(1 << 20);
	const sasl = [GREETING, ...capa("SASL CRAM-MD5")];
	const attacks: [string, Step[], string, string][] = [
		["a greeting that is none", ["S: hello"], "pop3.reply-malformed", "greeting"],
		["an SMTP server's greeting", ["S: 220 mail.example.com ESMTP"], "pop3.reply-malformed", "greeting"],
		["an IMAP server's greeting", ["S: * OK IMAP4rev1"], "pop3.reply-malformed", "greeting"],
		["a challenge for a greeting", ["S: + "], "pop3.reply-malformed", "greeting"],
		["+OKAY", ["S: +OKAY"], "pop3.reply-malformed", "greeting"],
		["an empty line", ["S: "], "pop3.reply-malformed", "greeting"],
		["binary", [{ send: Buffer.from([0, 255, 254, 10, 13, 10]) }], "pop3.reply-malformed", "greeting"],
		["a server that is not in service", ["S: -ERR go away"], "pop3.refused", "greeting"],
		["a server that is busy", ["S: -ERR [SYS/TEMP] busy"], "pop3.unavailable", "greeting"],
		["a challenge for CAPA", [GREETING, "C: CAPA", "S: + "], "pop3.reply-malformed", "greeting"],
		[
			"challenges without end",
			[
				GREETING,
				...capa("SASL PLAIN"),
				`C: AUTH PLAIN ${base64(`\0${ACCOUNT}\0${PASSWORD}`)}`,
				...(Array(4).fill(["S: + ", "C: *"]).flat() as Step[]),
				"S: + ",
			],
			"pop3.reply-malformed",
			"auth",
		],
		[
			"a challenge that is no base64",
			[...sasl, "C: AUTH CRAM-MD5", "S: + what?"],
			"mail.challenge-malformed",
			"auth",
		],
		["a challenge that is empty", [...sasl, "C: AUTH CRAM-MD5", "S: +"], "mail.challenge-malformed", "auth"],
		...(delivery === "byte"
			? []
			: ([
					[
						"a list without end",
						[GREETING, "C: CAPA", { send: `+OK\r\n${"MORE\r\n".repeat(500)}` }],
						"pop3.reply-malformed",
						"greeting",
					],
					[
						"a list with too much in it",
						[GREETING, "C: CAPA", { send: `+OK\r\n${`${"X".repeat(1000)}\r\n`.repeat(50)}` }],
						"pop3.reply-malformed",
						"greeting",
					],
					["a line of 1 MB", [{ send: `+OK ${long}\r\n` }], "network.line-too-long", "greeting"],
					["a line without end", [{ send: long }], "network.line-too-long", "greeting"],
				] as [string, Step[], string, string][])),
	];
	test.each(attacks)("%s", async (_, steps, code, stage) => {
		const { ended, network } = await session(steps, "none", { delivery });
		expect(ended).toMatchObject({ code, stage });
		expect(network.opened[0]?.closed).toBe(true);
	});
});

test("A server that closes early, at whichever byte, ends the session with a failure that says where", async () => {
	const { network } = await session(HAPPY, "starttls");
	const farewell = Buffer.byteLength("+OK bye\r\n");
	for (let cutAfter = 0; cutAfter < network.sentCount - farewell; cutAfter++) {
		const { ended, network: cut } = await session(HAPPY, "starttls", { cutAfter });
		expect(["network.closed", "connect.failed", "tls.failed"]).toContain((ended as Failure).code);
		expect(cut.opened[0]?.closed).toBe(true);
	}
});

test("Whatever bytes a server sends, the session ends with a failure of a known code", async () => {
	const piece = fc.constantFrom(
		"+OK",
		"-ERR",
		"+ ",
		"[AUTH]",
		"[",
		"<a@b>",
		" ",
		"\r\n",
		"\n",
		".\r\n",
		"STLS\r\n",
		"\0",
	);
	await fc.assert(
		fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 30 }), async (pieces) => {
			const { ended } = await session([{ send: pieces.join("") }, { expect: () => undefined }], "none", {
				cutAfter: pieces.join("").length,
			});
			expect(ended).toMatchObject({ code: expect.stringMatching(/^(pop3|network|connect)\./) });
		}),
		{ numRuns: 200 },
	);
});

describe("Every wait has an end", () => {
	holdTime();
	const settle = async (milliseconds: number) => {
		for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
		await jest.advanceTimersByTimeAsync(milliseconds);
		for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
	};

	test.each<[string, Step[], string]>([
		["greeting", ["STALL"], "greeting"],
		["list", [GREETING, "C: CAPA", "S: +OK", "S: TOP", "STALL"], "greeting"],
		["+OK to STLS", [GREETING, ...capa("STLS"), "C: STLS", "STALL"], "tls"],
		[
			"answer to PASS",
			[GREETING, ...capa("STLS"), ...upgrade("USER"), ...USER_PASS.slice(0, 3), "STALL"],
			"auth",
		],
	])("for a %s that never comes: a minute, and a twelfth more at most", async (_, steps, stage) => {
		const ended = session(steps, "starttls");
		await settle(59_000);
		// A wait that follows others gets a twelfth more.
		await settle(6_000);
		expect((await ended).ended).toMatchObject({ code: "network.timeout", stage });
	});

	test("for a server that drips: three minutes in all", async () => {
		const ended = session([GREETING, "C: CAPA", "S: +OK", { send: "X".repeat(1000) }], "none", {
			delivery: "byte",
		});
		let over = false;
		void ended.then(() => {
			over = true;
		});
		await settle(181_000);
		await settle(0);
		expect(over).toBe(true);
		expect((await ended).ended).toMatchObject({ code: "network.timeout" });
	});

	test("for a farewell: two seconds", async () => {
		const steps: Step[] = [GREETING, ...capa("USER"), ...USER_PASS, "C: QUIT", "STALL"];
		const ended = session(steps, "none");
		await settle(0);
		await settle(2_100);
		expect((await ended).ended).toBe("signed in");
	});
});

describe("Nothing secret shows in a failure", () => {
	const TIMESTAMP = "<1896.697170952@dbc.mtview.ca.us>";
	const digest = apopDigest(TIMESTAMP, PASSWORD);
	const encoded = base64(`\0${ACCOUNT}\0${PASSWORD}`);
	const shownIn = (ended: unknown) => {
		const failure = ended as Failure;
		expect(failure.name).toBe("Failure");
		return `${JSON.stringify(failure)} ${failure.message} ${failure.stack}`;
	};

	test.each<[string, string, Step[]]>([
		[
			"a password after PASS",
			PASSWORD,
			[GREETING, ...capa("USER"), ...USER_PASS.slice(0, 3), `S: -ERR no: PASS ${PASSWORD}`],
		],
		[
			"a password in a line that is no reply",
			PASSWORD,
			[GREETING, ...capa("USER"), ...USER_PASS.slice(0, 3), `S: PASS ${PASSWORD}?`],
		],
		[
			"a password in base64",
			encoded,
			[GREETING, ...capa("SASL PLAIN"), `C: AUTH PLAIN ${encoded}`, `S: -ERR ${encoded}`],
		],
		[
			"half of that",
			encoded.slice(4, 20),
			[GREETING, ...capa("SASL PLAIN"), `C: AUTH PLAIN ${encoded}`, `S: -ERR ${encoded.slice(4, 20)}`],
		],
		[
			"an APOP digest",
			digest,
			[`S: +OK ${TIMESTAMP}`, ...capa(), `C: APOP ${ACCOUNT} ${digest}`, `S: -ERR ${digest}`],
		],
	])("%s that the server repeats", async (_, secret, steps) => {
		const { ended, network } = await session(steps, "none");
		network.verify();
		expect(shownIn(ended)).not.toContain(secret);
		expect(shownIn(ended)).toContain("***");
	});

	test("a token that the server repeats, whole or in part", async () => {
		const use = (client: POP3Client) => client.signInByToken([new XOAUTH2(LOGIN, TOKEN)]);
		for (const echo of [
			`-ERR ${xoauth2()}`,
			`-ERR ${xoauth2().slice(9, 60)}`,
			xoauth2(),
			`-ERR Bearer ${TOKEN}`,
		]) {
			const steps: Step[] = [
				"TLS",
				GREETING,
				...capa("SASL XOAUTH2"),
				"C: AUTH XOAUTH2",
				"S: +",
				`C: ${xoauth2()}`,
			];
			const shown = shownIn((await session([...steps, `S: ${echo}`], "tls", {}, use)).ended);
			for (const secret of [TOKEN, xoauth2()]) {
				for (let at = 0; at + 12 <= secret.length; at += 4)
					expect(shown).not.toContain(secret.slice(at, at + 12));
			}
		}
	});
});

test.each(["a\r\nDELE 1", "a\nb", "a\rb", "a\0b", ""])(
	"%j as account or password adds no command",
	async (text) => {
		for (const [account, password] of [
			[text, PASSWORD],
			[ACCOUNT, text],
		] as const) {
			const { ended, sent } = await session([GREETING, ...capa("USER")], "none", {}, (client) =>
				client.signIn(account, password),
			);
			expect(ended).toMatchObject({ code: "settings.invalid" });
			expect((ended as Failure).detail).toBeUndefined();
			expect(sent).toBe("CAPA\r\n");
		}
	},
);

test("A space in the account cannot become an argument of APOP", async () => {
	const steps: Step[] = ["S: +OK <1.2@c>", ...capa("USER"), "C: USER a b", "S: -ERR [AUTH] no"];
	const { ended, network } = await session(steps, "none", {}, (client) => client.signIn("a b", PASSWORD));
	network.verify();
	expect(ended).toMatchObject({ code: "pop3.auth-failed" });
});
