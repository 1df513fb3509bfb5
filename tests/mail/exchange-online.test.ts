import * as fc from "fast-check";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { compose, messageOf, sourceOf } from "./composition";
import {
	accountOf,
	GREETING,
	goodBye,
	LOGIN,
	mailerOn,
	QUIT,
	SIGN_IN,
	TOKEN,
	upgrade,
	waitsOf,
	xoauth2,
} from "./exchange";

const pdf = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 256);
const message = () =>
	messageOf({
		from: { address: LOGIN },
		to: ["marie", "paul", "nobody"].map((name) => ({ address: `${name}@contoso.example` })),
		attachments: [{ name: "scan.pdf", type: "application/pdf", source: sourceOf(pdf) }],
	});
const bytes = await compose(message(), "binary");

const ENVELOPE: readonly Step[] = [
	`C: MAIL FROM:<${LOGIN}> SIZE=${bytes.length} BODY=BINARYMIME`,
	"C: RCPT TO:<marie@contoso.example>",
	"C: RCPT TO:<paul@contoso.example>",
	"C: RCPT TO:<nobody@contoso.example>",
	`C: BDAT ${bytes.length} LAST`,
	{ expect: bytes },
];
const DELIVERED: readonly Step[] = [
	"S: 250 2.1.0 Sender OK",
	"S: 250 2.1.5 Recipient OK",
	"S: 250 2.1.5 Recipient OK",
	"S: 250 2.1.5 Recipient OK",
	"S: 250 2.0.0 OK <a1b2c3@contoso.example> [Hostname=PR3P193MB0811]",
];
const HAPPY: readonly Step[] = [...GREETING, ...upgrade(), ...SIGN_IN, ...ENVELOPE, ...DELIVERED, ...QUIT];

describe.each<Delivery>(["whole", "line", "byte"])(
	"A scan through Exchange Online, its bytes coming %s",
	(delivery) => {
		test("goes out in exactly these bytes, and the document untouched", async () => {
			const network = transcript(HAPPY, { delivery });
			const seen: [number, number | undefined][] = [];
			const refused = await mailerOn(network).send(message(), {
				progress: (sent, total) => seen.push([sent, total]),
			});
			await goodBye();
			network.verify();
			expect(refused).toEqual([]);
			expect(network.opened).toMatchObject([
				{ port: 587, host: "smtp.office365.com", secure: { verify: true }, closed: true },
			]);
			expect(seen.at(-1)).toEqual([bytes.length, bytes.length]);
		});

		test("reaches the others when one recipient is refused, and says which", async () => {
			const replies = DELIVERED.map(
				(step, index): Step => (index === 3 ? "S: 550 5.1.10 RESOLVER.ADR.RecipientNotFound" : step),
			);
			const network = transcript([...GREETING, ...upgrade(), ...SIGN_IN, ...ENVELOPE, ...replies, ...QUIT], {
				delivery,
			});
			const refused = await mailerOn(network).send(message());
			await goodBye();
			network.verify();
			expect(refused).toMatchObject([
				{
					address: "nobody@contoso.example",
					failure: { code: "smtp.recipient-refused", stage: "recipient" },
				},
			]);
		});

		test.each([
			[
				"sender",
				[
					`S: 550 5.7.60 SMTP; Client does not have permissions to send as this sender`,
					...Array(3).fill("S: 503 5.5.1 Bad sequence"),
					"S: 503 5.5.1 Bad sequence",
				],
				"smtp.send-as-denied",
			],
			[
				"every recipient",
				["S: 250 2.1.0 OK", ...Array(3).fill("S: 550 5.1.10 unknown"), "S: 554 5.5.1 No valid recipients"],
				"smtp.recipient-refused",
			],
			[
				"message after its data",
				[...DELIVERED.slice(0, 4), "S: 554 5.2.252 SendAsDenied; printer@contoso.example not allowed"],
				"smtp.send-as-denied",
			],
		])("reports a refused %s and leaves the session in order", async (_, replies, code) => {
			const script = [
				...GREETING,
				...upgrade(),
				...SIGN_IN,
				...ENVELOPE,
				...replies,
				"C: RSET",
				"S: 250 2.0.0 Resetting",
				...QUIT,
			];
			const network = transcript(script as Step[], { delivery });
			expect(await failureOf(mailerOn(network).send(message()))).toMatchObject({ code });
			await goodBye();
			network.verify();
		});

		test("asks for a new token once when the server refuses the one it gets", async () => {
			const refused: Step[] = [
				`C: AUTH XOAUTH2 ${xoauth2()}`,
				`S: 334 ${Buffer.from('{"status":"401","schemes":"bearer"}').toString("base64")}`,
				"C: ",
				"S: 535 5.7.3 Authentication unsuccessful [PR3P193CA0012.EURP193.PROD.OUTLOOK.COM]",
			];
			const second = [
				`C: AUTH XOAUTH2 ${xoauth2("fresh.token")}`,
				"S: 235 2.7.0 Authentication successful",
			] as Step[];
			const network = transcript(
				[
					[...GREETING, ...upgrade(), ...refused],
					[...GREETING, ...upgrade(), ...second, ...ENVELOPE, ...DELIVERED, ...QUIT],
				],
				{ delivery },
			);
			const account = accountOf(TOKEN, "fresh.token");
			await mailerOn(network, {}, account).send(message());
			await goodBye();
			network.verify();
			expect(account.invalidated).toBe(1);
		});
	},
);

test("One message needs seven waits for the server, however many recipients it has", () => {
	expect(waitsOf(HAPPY.slice(0, -QUIT.length))).toBe(7);
});

test("How the server's bytes happen to be cut never changes the outcome", async () => {
	await fc.assert(
		fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 1, max: 200 })), async (lengths) => {
			const network = transcript(HAPPY, { delivery: () => lengths.next().value as number });
			expect(await mailerOn(network).send(message())).toEqual([]);
			await goodBye();
			network.verify();
		}),
		{ numRuns: 25 },
	);
});

test("A server that closes early, wherever it does, ends the job with a failure that says where", async () => {
	const complete = transcript(HAPPY);
	await mailerOn(complete).send(message());
	await goodBye();
	const farewell = Buffer.byteLength("221 2.0.0 Service closing transmission channel\r\n");
	for (let cutAfter = 0; cutAfter < complete.sentCount - farewell; cutAfter += 7) {
		const failure = await failureOf(mailerOn(transcript(HAPPY, { cutAfter })).send(message()));
		expect(["network.closed", "connect.failed", "tls.failed"]).toContain(failure.code);
	}
});

describe("The administrator is told which switch to turn", () => {
	test.each([
		[
			"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
			"smtp.auth-disabled-for-tenant",
		],
		[
			"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.",
			"smtp.auth-disabled-for-mailbox",
		],
		[
			"535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
			"smtp.security-defaults",
		],
		[
			"535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.",
			"smtp.conditional-access",
		],
		[
			"535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
			"smtp.basic-auth-disabled",
		],
		[
			"432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending",
			"smtp.too-many-connections",
		],
		["451 4.7.0 Temporary server error. Please try again later. PRX4", "smtp.unavailable"],
		["421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade to TLS 1.2", "tls.too-old"],
	])("%s", async (reply, code) => {
		const network = transcript([...GREETING, ...upgrade(), SIGN_IN[0] as Step, `S: ${reply}`]);
		expect(await failureOf(mailerOn(network).send(message()))).toMatchObject({
			code,
			stage: "auth",
			detail: reply,
		});
		network.verify();
	});
});

describe("Pressing Stop", () => {
	test("while the server is silent ends the job at once", async () => {
		const network = transcript([...GREETING, "STALL"]);
		let stop = () => {};
		const control = {
			cancelled: false,
			onCancel(callback: () => void) {
				stop = callback;
			},
		};
		const sending = mailerOn(network).send(message(), control);
		await goodBye();
		control.cancelled = true;
		stop();
		expect(await failureOf(sending)).toMatchObject({ code: "job.cancelled" });
		expect(network.opened[0]?.closed).toBe(true);
	});

	test("amid the document ends the job, and the server gets no whole message", async () => {
		const network = transcript([...GREETING, ...upgrade(), ...SIGN_IN, { expect: () => undefined }]);
		const control = {
			cancelled: false,
			progress() {
				control.cancelled = true;
			},
		};
		expect(await failureOf(mailerOn(network).send(message(), control))).toMatchObject({
			code: "job.cancelled",
		});
		expect(network.received[0]?.toString("latin1")).not.toContain("--\r\n");
	});

	test("once everything has gone changes nothing: the server has the message", async () => {
		const control = {
			cancelled: false,
			progress(sent: number, total: number | undefined) {
				control.cancelled = sent === total;
			},
		};
		expect(await mailerOn(transcript(HAPPY)).send(message(), control)).toEqual([]);
	});
});
