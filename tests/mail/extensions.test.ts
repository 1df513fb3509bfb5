import type { Message } from "../../modules/mail/message";
import { MIMEMessage } from "../../modules/mail/mime";
import { Capabilities } from "../../modules/mail/smtp-capabilities";
import type { StatusNotification } from "../../modules/mail/status-notification";
import type { Values } from "../../modules/settings/fields";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { compose, messageOf, sequence, sourceOf } from "./composition";
import { ehloReply, goodBye, mailerOn, QUIT, SMTP_AUTH } from "./exchange";
import { ANY_MESSAGE, envelope, greeting, OPEN_SERVER, PLAIN_SIGN_IN, transaction } from "./small-server";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const FROM = "MAIL FROM:<printer@contoso.example>";
const TO = "RCPT TO:<marie@contoso.example>";

/** The rest of a session by DATA, without PIPELINING. */
function taken(mail: string, ...recipients: string[]): Step[] {
	const commands = [mail, ...recipients].flatMap((command): Step[] => [`C: ${command}`, "S: 250 OK"]);
	return [...commands, "C: DATA", "S: 354 go ahead", ANY_MESSAGE, "S: 250 taken", ...QUIT];
}

/** Sends a message in a conversation that must take place to its last step; answers how it ended and what was sent. */
async function converse(
	steps: readonly Step[],
	message: Message,
	delivery: Delivery,
	settings: Partial<Values> = OPEN_SERVER,
): Promise<{ ended: unknown; sent: Buffer }> {
	const network = transcript(steps, { delivery });
	const ended = await mailerOn(network, settings)
		.send(message)
		.catch((error: unknown) => error);
	await goodBye();
	network.verify();
	return { ended, sent: network.received[0] ?? Buffer.alloc(0) };
}

describe.each(DELIVERIES)("Reports on delivery (DSN), the server's bytes coming %s", (delivery) => {
	const asking = (notification: StatusNotification) => messageOf({ notification });

	test.each<[StatusNotification["notify"], string]>([
		["never", "NEVER"],
		[[], "NEVER"],
		[["success"], "SUCCESS"],
		[["failure", "delay"], "FAILURE,DELAY"],
		[["success", "failure", "delay"], "SUCCESS,FAILURE,DELAY"],
	])("are asked for each recipient: %j", async (notify, value) => {
		const script = [...greeting(["DSN"]), ...taken(FROM, `${TO} NOTIFY=${value}`)];
		expect((await converse(script, asking({ notify }), delivery)).ended).toEqual([]);
	});

	test.each<[StatusNotification["return"], string]>([
		["full", " RET=FULL"],
		["headers", " RET=HDRS"],
		[undefined, ""],
	])("bring back what the sender wants: %s", async (wanted, parameter) => {
		const notification = { notify: ["failure"] as const, ...(wanted && { return: wanted }) };
		const script = [...greeting(["DSN"]), ...taken(FROM + parameter, `${TO} NOTIFY=FAILURE`)];
		expect((await converse(script, asking(notification), delivery)).ended).toEqual([]);
	});

	test.each([
		["scan-0001", "scan-0001"],
		["a+b=c d", "a+2Bb+3Dc+20d"],
		['~!"#\\<>', '~!"#\\<>'],
		["x".repeat(100), "x".repeat(100)],
	])("repeat the id %j, which goes as xtext", async (envelopeId, xtext) => {
		const script = [...greeting(["DSN"]), ...taken(`${FROM} ENVID=${xtext}`, `${TO} NOTIFY=DELAY`)];
		expect((await converse(script, asking({ notify: ["delay"], envelopeId }), delivery)).ended).toEqual([]);
	});

	test.each(["", "x".repeat(101), "é", "a\r\nRSET", "a\0", "a\tb"])(
		"cannot repeat the id %j, and nothing is sent",
		async (envelopeId) => {
			const message = asking({ notify: "never", envelopeId });
			const { ended } = await converse([...greeting(["DSN"]), ...QUIT], message, delivery);
			expect(ended).toMatchObject({ code: "mail.header-invalid", field: "ENVID" });
		},
	);

	test("are not asked for where the server gives none", async () => {
		const notification = { notify: ["success"], return: "full", envelopeId: "scan-1" } as const;
		const script = [...greeting(["SIZE"]), ...transaction().slice(1), ...QUIT];
		const sized = messageOf({ notification });
		const { length } = await compose(sized);
		script.splice(greeting(["SIZE"]).length, 0, `C: ${FROM} SIZE=${length}`);
		expect((await converse(script, sized, delivery)).ended).toEqual([]);
	});
});

describe.each(DELIVERIES)("An address in another script, the server's bytes coming %s", (delivery) => {
	const jürgen = "jürgen@müller.example";
	const message = (parts: Partial<Message> = {}) =>
		messageOf({ to: [{ address: jürgen, name: "Jürgen" }, { address: "marie@contoso.example" }], ...parts });

	test("is named as it is to a server with SMTPUTF8, in the envelope and in the header", async () => {
		const script = [
			...greeting(["8BITMIME", "SMTPUTF8"]),
			...taken(`${FROM} BODY=8BITMIME SMTPUTF8`, `RCPT TO:<${jürgen}>`, TO),
		];
		const { ended, sent } = await converse(script, message(), delivery);
		expect(ended).toEqual([]);
		expect(sent.toString()).toContain(`To: =?UTF-8?Q?J=C3=BCrgen?= <${jürgen}>, marie@contoso.example\r\n`);
	});

	test("of the sender goes the same way, and the Message-ID may bear its domain", async () => {
		const parts = { from: { address: jürgen }, to: [{ address: "marie@contoso.example" }] };
		const script = [
			...greeting(["8BITMIME", "SMTPUTF8"]),
			...taken(`MAIL FROM:<${jürgen}> BODY=8BITMIME SMTPUTF8`, TO),
		];
		const { ended, sent } = await converse(
			script,
			messageOf({ ...parts, messageId: "1@müller.example" }),
			delivery,
		);
		expect(ended).toEqual([]);
		expect(sent.toString()).toContain(`From: ${jürgen}\r\n`);
		expect(sent.toString()).toContain("Message-ID: <1@müller.example>\r\n");
	});

	test.each([[["8BITMIME"]], [["SMTPUTF8"]], [[]]])(
		"goes to no server that offers only %j, and the person is told before anything is sent",
		async (extensions) => {
			const { ended } = await converse([...greeting(extensions), ...QUIT], message(), delivery);
			expect(ended).toMatchObject({ code: "smtp.utf8-missing", detail: jürgen, action: "fix-input" });
		},
	);

	test("is the only reason for SMTPUTF8: names and subjects go to everyone", async () => {
		const ascii = messageOf({
			to: [{ address: "marie@contoso.example", name: "Élodie" }],
			subject: "Numérisé",
		});
		const script = [...greeting(["8BITMIME", "SMTPUTF8"]), ...taken(FROM, TO)];
		expect((await converse(script, ascii, delivery)).ended).toEqual([]);
	});
});

describe.each(DELIVERIES)("What a message holds, the server's bytes coming %s", (delivery) => {
	const french = messageOf({ text: "Voici le document numérisé." });

	test("a text beyond ASCII goes as it is to a server with 8BITMIME", async () => {
		const script = [...greeting(["8BITMIME"]), ...taken(`${FROM} BODY=8BITMIME`, TO)];
		const { sent } = await converse(script, french, delivery);
		expect(sent.toString()).toContain(
			"Content-Transfer-Encoding: 8bit\r\n\r\nVoici le document numérisé.\r\n",
		);
	});

	test("and in ASCII to one without", async () => {
		const { sent } = await converse([...greeting(), ...taken(FROM, TO)], french, delivery);
		expect(sent.toString()).toContain("quoted-printable\r\n\r\nVoici le document num=C3=A9ris=C3=A9.\r\n");
		expect(sent.every((byte) => byte < 0x80)).toBe(true);
	});

	test("a text in ASCII needs no BODY", async () => {
		const { ended } = await converse([...greeting(["8BITMIME"]), ...taken(FROM, TO)], messageOf(), delivery);
		expect(ended).toEqual([]);
	});

	test("a document goes in base64 unless the server has both CHUNKING and BINARYMIME", async () => {
		const file = () => ({
			name: "a.pdf",
			type: "application/pdf",
			source: sourceOf(Uint8Array.of(1, 0, 255)),
		});
		const letter = () => messageOf({ attachments: [file()] });
		const lines = await compose(letter(), "7bit");
		const binary = await compose(letter(), "binary");
		const chunk = (bytes: Buffer, mail: string): Step[] => [
			...[`C: ${mail}` as const, "S: 250 OK" as const, `C: ${TO}` as const, "S: 250 OK" as const],
			...[`C: BDAT ${bytes.length} LAST` as const, { expect: bytes }, "S: 250 taken" as const, ...QUIT],
		];
		const scripts = [
			[...greeting(["BINARYMIME"]), ...taken(FROM, TO)],
			[...greeting(["CHUNKING"]), ...chunk(lines, FROM)],
			[...greeting(["CHUNKING", "BINARYMIME"]), ...chunk(binary, `${FROM} BODY=BINARYMIME`)],
		];
		for (const script of scripts) expect((await converse(script, letter(), delivery)).ended).toEqual([]);
	});
});

describe.each(DELIVERIES)("How long a message may be, the server's bytes coming %s", (delivery) => {
	const guess = 60_000;
	/** A live scan: how long it gets is a guess until it is there. */
	const live = (estimatedByteLength?: number) => {
		const source = sourceOf(new Uint8Array(40_000), 700, false);
		const guessed = estimatedByteLength === undefined ? source : { ...source, estimatedByteLength };
		return messageOf({ attachments: [{ name: "scan.pdf", type: "application/pdf", source: guessed }] });
	};
	const whole = new MIMEMessage(live(guess), sequence).open("7bit").estimatedByteLength;

	test("is told by the guess where the length is not known yet", async () => {
		expect(whole).toBeGreaterThan((guess * 4) / 3);
		const script = [...greeting(["SIZE 10000000"]), ...taken(`${FROM} SIZE=${whole}`, TO)];
		expect((await converse(script, live(guess), delivery)).ended).toEqual([]);
	});

	test("is not told where nobody can guess", async () => {
		const script = [...greeting(["SIZE 10000000"]), ...taken(FROM, TO)];
		expect((await converse(script, live(), delivery)).ended).toEqual([]);
	});

	test.each([
		["SIZE 50000", "smtp.message-too-large"],
		[`SIZE ${(whole ?? 0) - 1}`, "smtp.message-too-large"],
	])("is obeyed before anything is sent: %s", async (size, code) => {
		const { ended } = await converse([...greeting([size]), ...QUIT], live(guess), delivery);
		expect(ended).toMatchObject({ code, action: "fix-input" });
	});

	test.each([`SIZE ${whole}`, "SIZE", "SIZE 0", "SIZE much"])(
		"is no obstacle where it fits: %s",
		async (size) => {
			const script = [...greeting([size]), ...taken(`${FROM} SIZE=${whole}`, TO)];
			expect((await converse(script, live(guess), delivery)).ended).toEqual([]);
		},
	);
});

describe.each(DELIVERIES)("A server that knows no EHLO, its bytes coming %s", (delivery) => {
	const unknown = (reply: Step): Step[] => ["S: 220 mail ready", "C: EHLO copier", reply];
	const hello: Step[] = ["C: HELO copier", "S: 250-mail.example.com", "S: 250 PIPELINING"];
	const rest = [...envelope(), ...taken("").slice(2)];

	test.each(["S: 500 unrecognized", "S: 502 5.5.1 not implemented"] as const)(
		"is greeted as of old where nothing needs more (%s), and nothing that it says then is an extension",
		async (reply) => {
			expect((await converse([...unknown(reply), ...hello, ...rest], messageOf(), delivery)).ended).toEqual(
				[],
			);
		},
	);

	test("is greeted as of old within TLS, too", async () => {
		const settings = { ...OPEN_SERVER, "mail.security": "tls" } as const;
		const script: Step[] = ["TLS", ...unknown("S: 502 what?"), ...hello, ...rest];
		expect((await converse(script, messageOf(), delivery, settings)).ended).toEqual([]);
	});

	test.each(["S: 501 5.5.4 Invalid domain name", "S: 550 no", "S: 421 later", "S: 504 no"] as const)(
		"is something else than one that refuses: %s",
		async (reply) => {
			expect((await converse(unknown(reply), messageOf(), delivery)).ended).toHaveProperty("code");
		},
	);

	test("and not HELO either is no mail server for us", async () => {
		const script = [...unknown("S: 502 what?"), "C: HELO copier" as const, "S: 502 what?" as const];
		expect((await converse(script, messageOf(), delivery)).ended).toMatchObject({ code: "smtp.refused" });
	});

	test.each<[string, Partial<Values>]>([
		["signing in", SMTP_AUTH],
		["STARTTLS", { ...OPEN_SERVER, "mail.security": "starttls" }],
	])("cannot do what %s needs, so it gets no HELO", async (_, settings) => {
		const { ended } = await converse(unknown("S: 502 what?"), messageOf(), delivery, settings);
		expect(ended).toMatchObject({ code: "smtp.refused", stage: "greeting" });
	});

	test("within STARTTLS gets no HELO: what needs TLS needs the list of what is offered in it", async () => {
		const settings = { ...OPEN_SERVER, "mail.security": "starttls" } as const;
		const script: Step[] = [
			...greeting(["STARTTLS"]),
			...["C: STARTTLS" as const, "S: 220 go" as const, "TLS" as const],
			...["C: EHLO copier" as const, "S: 502 what?" as const],
		];
		expect((await converse(script, messageOf(), delivery, settings)).ended).toMatchObject({
			code: "smtp.refused",
		});
	});
});

test("The list of extensions is read in small letters and with AUTH=, as old servers have it", async () => {
	const network = transcript([
		...["S: 220 mail ready" as const, "C: EHLO copier" as const],
		...ehloReply(["auth=plain", "x-unknown what ever", "-", ""]),
		"C: AUTH PLAIN AGNvcGllcgBDb3JyZWN0LUhvcnNlLTk=",
		"S: 535 5.7.8 no",
	]);
	expect(await failureOf(mailerOn(network, SMTP_AUTH).send(messageOf()))).toMatchObject({
		code: "smtp.auth-failed",
	});
	network.verify();
});

test.each([
	["behind it", ["AUTH PLAIN LOGIN", "AUTH=LOGIN"]],
	["before it", ["AUTH=LOGIN", "AUTH LOGIN PLAIN"]],
	["between others", ["auth=login", "SIZE 1000", "auth", "AUTH  PLAIN ", "AUTH="]],
])("A list of mechanisms with AUTH= takes nothing from the one with AUTH: %s", (_, extensions) => {
	const { mechanisms } = new Capabilities(["mail.example.com", ...extensions]);
	expect(mechanisms).toEqual(expect.arrayContaining(["PLAIN", "LOGIN"]));
	expect(mechanisms.filter((name) => name === "LOGIN")).toHaveLength(1);
});

test("A server that offers PLAIN with AUTH and LOGIN with AUTH= is signed in to by PLAIN", async () => {
	const extensions = ["AUTH PLAIN", "AUTH=LOGIN"];
	const network = transcript([...greeting(extensions), ...PLAIN_SIGN_IN, ...transaction(), ...QUIT]);
	expect(await mailerOn(network, SMTP_AUTH).send(messageOf())).toEqual([]);
	await goodBye();
	network.verify();
});
