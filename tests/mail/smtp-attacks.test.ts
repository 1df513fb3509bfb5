import { checkAddress } from "../../modules/mail/address";
import { SMTPClient } from "../../modules/mail/smtp-client";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { messageOf, sourceOf } from "./composition";
import {
	accountOf,
	ehloReply,
	GREETING,
	mailerOn,
	PASSWORD,
	SIGN_IN,
	SMTP_AUTH,
	TOKEN,
	upgrade,
	xoauth2,
} from "./exchange";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const plain = ["S: 220 mail.example.com ESMTP", "C: EHLO copier"] as const;

/** Sends a message in a conversation and answers the failure with which that ends. */
async function attack(steps: readonly Step[], delivery: Delivery) {
	const network = transcript(steps, { delivery });
	const failure = await failureOf(mailerOn(network).send(messageOf()));
	return { failure, sent: Buffer.concat(network.received).toString("latin1"), network };
}

describe.each(DELIVERIES)("Without TLS nothing goes on, the server's bytes coming %s", (delivery) => {
	const attacks: [string, Step[], string][] = [
		[
			"STARTTLS is not offered",
			[...plain, ...ehloReply(["PIPELINING", "AUTH XOAUTH2"])],
			"smtp.starttls-missing",
		],
		[
			"502 answers STARTTLS",
			[...GREETING, "C: STARTTLS", "S: 502 5.5.1 Command not implemented"],
			"smtp.starttls-refused",
		],
		[
			"454 answers STARTTLS",
			[...GREETING, "C: STARTTLS", "S: 454 4.7.0 TLS not available"],
			"smtp.starttls-refused",
		],
		["354 answers STARTTLS", [...GREETING, "C: STARTTLS", "S: 354 go ahead"], "smtp.reply-malformed"],
		["250 answers STARTTLS", [...GREETING, "C: STARTTLS", "S: 250 as you like"], "smtp.reply-malformed"],
		[
			"the handshake fails",
			[...GREETING, "C: STARTTLS", "S: 220 ready", { tls: "unknown-issuer" }],
			"tls.unknown-issuer",
		],
	];
	test.each(attacks)("when %s", async (_, steps, code) => {
		const { failure, sent } = await attack(steps, delivery);
		expect(failure).toMatchObject({ code, stage: "tls" });
		expect(sent).not.toMatch(/AUTH|MAIL/);
	});

	test("when a reply follows the 220 in plaintext", async () => {
		const injected: Step = { send: "220 ready\r\n250-mail.example.com\r\n250 AUTH PLAIN\r\n" };
		const { failure, sent } = await attack([...GREETING, "C: STARTTLS", injected, "TLS"], delivery);
		expect(failure.stage).toBe("tls");
		expect(["tls.plaintext-injected", "tls.failed"]).toContain(failure.code);
		expect(sent).not.toMatch(/AUTH|MAIL/);
	});
});

test("bytes that lie behind the 220 already are called by their name", async () => {
	const { failure } = await attack(
		[...GREETING, "C: STARTTLS", { send: "220 ready\r\n250 OK\r\n" }, "TLS"],
		"whole",
	);
	expect(failure.code).toBe("tls.plaintext-injected");
});

test("what the server could do before TLS counts no more within it", async () => {
	const before = [
		...plain,
		...ehloReply(["STARTTLS", "AUTH XOAUTH2", "PIPELINING", "CHUNKING", "BINARYMIME"]),
	];
	const { failure, network } = await attack([...before, ...upgrade(["SIZE 1000"])], "whole");
	expect(failure.code).toBe("smtp.auth-mechanism-missing");
	network.verify();
});

describe.each(DELIVERIES)("A reply that is none ends the session, coming %s", (delivery) => {
	const long = "x".repeat(1 << 20);
	const attacks: [string, Step[], string, string][] = [
		[
			"lines disagree about the code",
			[...plain, "S: 250-mail.example.com", "S: 550 no"],
			"smtp.reply-malformed",
			"greeting",
		],
		["a greeting that is no reply", ["S: hello"], "smtp.reply-malformed", "greeting"],
		["a greeting with another code", ["S: 250 OK"], "smtp.reply-malformed", "greeting"],
		["a server that is not in service", ["S: 554 5.3.2 no service"], "smtp.refused", "greeting"],
		["a server that is busy", ["S: 421 4.3.2 try later"], "smtp.unavailable", "greeting"],
		["binary", [{ send: Buffer.from([0, 255, 254, 10, 13, 10]) }], "smtp.reply-malformed", "greeting"],
		["a code beyond 599", ["S: 999 what"], "smtp.reply-malformed", "greeting"],
		["an empty line", ["S: "], "smtp.reply-malformed", "greeting"],
		[
			"a positive reply to AUTH that is not 235",
			[...GREETING, ...upgrade(), SIGN_IN[0] as Step, "S: 250 OK"],
			"smtp.reply-malformed",
			"auth",
		],
		[
			"challenges without end",
			[...GREETING, ...upgrade(), SIGN_IN[0] as Step, ...Array(4).fill(["S: 334 ", "C: "]).flat(), "S: 334 "],
			"smtp.reply-malformed",
			"auth",
		],
		[
			"a reply of lines without end",
			[...plain, { send: "250-more\r\n".repeat(500) }],
			"smtp.reply-malformed",
			"greeting",
		],
		[
			"a reply of long lines without end",
			[...plain, { send: `250-${long.slice(0, 2000)}\r\n`.repeat(50) }],
			"smtp.reply-malformed",
			"greeting",
		],
		["a line of 1 MB", [{ send: `220 ${long}\r\n` }], "network.line-too-long", "greeting"],
		["a line without end", [{ send: long }], "network.line-too-long", "greeting"],
		["binary without end", [{ send: Buffer.alloc(1 << 20, 0xfe) }], "network.line-too-long", "greeting"],
		[
			"lines of a challenge that disagree",
			[...GREETING, ...upgrade(), SIGN_IN[0] as Step, "S: 334-go", "S: 235 on"],
			"smtp.reply-malformed",
			"auth",
		],
	];
	test.each(attacks)("%s", async (_, steps, code, stage) => {
		expect((await attack(steps, delivery)).failure).toMatchObject({ code, stage });
	});
});

describe("What the server says amid a message", () => {
	const session = [
		...GREETING,
		...upgrade(["PIPELINING", "CHUNKING", "BINARYMIME", "AUTH XOAUTH2"]),
		...SIGN_IN,
	];

	test("before it hangs up is what the person is told", async () => {
		const script: Step[] = [
			...session,
			{ expect: (got) => (got.length > 3000 ? got.length : undefined) },
			"S: 421 4.4.2 Message submission rate limit exceeded",
			"CLOSE",
		];
		const network = transcript(script);
		const source = sourceOf(new Uint8Array(200_000));
		const message = messageOf({ attachments: [{ name: "a.pdf", type: "application/pdf", source }] });
		expect(await failureOf(mailerOn(network).send(message))).toMatchObject({
			code: "smtp.unavailable",
			action: "retry",
		});
	});

	test("more replies than commands is no session to go on with", async () => {
		const many: Step[] = ["S: 250 OK", "S: 250 OK", "S: 250 OK", "S: 250 OK"];
		const script: Step[] = [
			...session,
			{ expect: (got) => (got.length > 3000 ? got.length : undefined) },
			...many,
		];
		const network = transcript(script);
		const source = sourceOf(new Uint8Array(200_000));
		const message = messageOf({ attachments: [{ name: "a.pdf", type: "application/pdf", source }] });
		expect(await failureOf(mailerOn(network).send(message))).toMatchObject({ code: "smtp.reply-malformed" });
		expect(network.opened[0]?.closed).toBe(true);
	});
});

describe("Nothing secret shows in a failure", () => {
	const echoes = (secret: string) => [
		`S: 500 5.5.2 unrecognized: ${secret}`,
		`S: 535 5.7.3 ${secret.slice(5, 60)} is wrong`,
	];

	test.each(echoes(`AUTH XOAUTH2 ${xoauth2()}`))("a token that the server repeats: %.40s", async (reply) => {
		const network = transcript([...GREETING, ...upgrade(), SIGN_IN[0] as Step, reply as Step]);
		const failure = await failureOf(
			mailerOn(network, {}, { ...accountOf(TOKEN), login: "printer@contoso.example" }).send(messageOf()),
		);
		const shown = `${JSON.stringify(failure)} ${failure.message} ${failure.stack}`;
		for (let at = 0; at + 12 <= xoauth2().length; at += 4)
			expect(shown).not.toContain(xoauth2().slice(at, at + 12));
		expect(shown).not.toContain(TOKEN.slice(0, 12));
	});

	test("a password that the server repeats, in the clear or in base64", async () => {
		const encoded = Buffer.from(`\0copier\0${PASSWORD}`).toString("base64");
		const network = transcript([
			...plain,
			...ehloReply(["AUTH PLAIN"]),
			`C: AUTH PLAIN ${encoded}`,
			`S: 535 no: ${encoded} ${PASSWORD}`,
		]);
		const failure = await failureOf(mailerOn(network, SMTP_AUTH).send(messageOf()));
		network.verify();
		expect(failure).toMatchObject({ code: "smtp.auth-failed", detail: "535 no: *** ***" });
	});
});

describe("No input can add a command", () => {
	const hostile = ["a\r\nRSET", "a\nb", "a\rb", "a\0b", "a> SIZE=1", "a b", ""];
	/** Characters that are not seen, or turn what stands around them, and halves of characters. */
	const misleading = [
		"a\u202eb",
		"a\u200bb",
		"a\u00a0b",
		"a\u3000b",
		"a\ufeffb",
		"a\ud800b",
		"\udc00",
		"a\u0085b",
	];

	test.each([...hostile, ...misleading])("%j as local part or domain of an address", (text) => {
		for (const address of [`${text}@b.example`, `a@${text}`]) {
			expect(() => checkAddress(address)).toThrow(expect.objectContaining({ code: "mail.address-invalid" }));
		}
	});

	test.each([...hostile, "é"])("%j as the printer's name in EHLO", async (clientName) => {
		const network = transcript(["S: 220 ready"]);
		const options = {
			network,
			host: "mail.example.com",
			port: 25,
			security: "none",
			secure: {},
			clockSet: true,
		} as const;
		expect(await failureOf(SMTPClient.connect({ ...options, clientName }))).toMatchObject({
			code: "settings.invalid",
		});
		expect(network.opened).toEqual([]);
	});

	test.each(["a\0b", "a\u0001b", "a\r\nb"])("%j as account or password", async (text) => {
		for (const key of ["mail.account", "mail.password"] as const) {
			const failure = await failureOf(
				mailerOn(transcript([]), { ...SMTP_AUTH, [key]: text }).send(messageOf()),
			);
			expect(failure).toMatchObject({ code: "settings.invalid", field: key });
			expect(failure.detail).toBeUndefined();
		}
	});
});
