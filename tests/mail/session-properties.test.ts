import * as fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import { Base64Lines } from "../../modules/mail/base64-lines";
import { BodyStream } from "../../modules/mail/body-stream";
import { MIMEMessage } from "../../modules/mail/mime";
import { SMTPClient } from "../../modules/mail/smtp-client";
import { type Step, transcript } from "../host/transcript";
import { composed, file, made, messages, plainAddress } from "./arbitrary";
import { compose, messageOf, sequence, sourceOf } from "./composition";
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
	xoauth2,
} from "./exchange";
import { ANY_MESSAGE, greeting, messagesIn } from "./small-server";

/** Lengths in which the server's bytes come. */
const portions = fc.infiniteStream(fc.integer({ min: 1, max: 120 }));

describe("A message that goes as lines", () => {
	const dots = fc
		.array(fc.constantFrom(".", "..", "\r\n", "\r\n.", "a", "é", "=", "\r\n.\r\n"), { maxLength: 300 })
		.map((pieces) => pieces.join(""));

	test("comes back as it was, in blocks of any size, with dots at the begin of lines and documents in base64", async () => {
		const message = fc.record({
			...{ from: fc.constant({ address: "a@b.example" }), to: fc.constant([{ address: "c@d.example" }]) },
			...{ subject: fc.constant("Scan"), text: dots, files: fc.array(file, { maxLength: 3 }) },
		});
		const blocks = fc.integer({ min: 200, max: 20_000 });
		let documents = 0;
		await fc.assert(
			fc.asyncProperty(message, blocks, portions, async (parts, window, lengths) => {
				const network = transcript(
					[
						...greeting(),
						...["C: MAIL FROM:<a@b.example>" as const, "S: 250 OK" as const],
						...["C: RCPT TO:<c@d.example>" as const, "S: 250 OK" as const],
						...["C: DATA" as const, "S: 354 go ahead" as const],
						ANY_MESSAGE,
						"S: 250 taken",
						...QUIT,
					],
					{ window, delivery: () => lengths.next().value as number },
				);
				const client = await SMTPClient.connect({
					...{ network, host: "mail.example.com", port: 25, security: "none", secure: {} },
					...{ clientName: "copier", clockSet: true },
				} as const);
				const body = new MIMEMessage(made(parts), sequence).open("7bit");
				await client.send({ from: "a@b.example", to: ["c@d.example"], body, encoding: "7bit" });
				client.quit();
				await goodBye();
				network.verify();
				const [sent = ""] = messagesIn(network.received[0]);
				for (const line of sent.split("\r\n")) expect(line.startsWith(".")).toBe(line.startsWith(".."));
				const unstuffed = sent.replace(/^\./gm, "");
				expect(unstuffed).toBe((await compose(made(parts), "7bit")).toString("latin1"));
				documents += parts.files.length;
			}),
			{ numRuns: 60 },
		);
		// Otherwise the path that looks for no dots would not have been gone.
		expect(documents).toBeGreaterThan(0);
	});
});

test("What follows a document in base64 is looked at for dots again", async () => {
	const document = new Base64Lines(sourceOf(new Uint8Array(60)));
	const body = new BodyStream([document, "\r\n.\r\n"].values());
	const into = new Uint8Array(1000);
	await body.read(into.subarray(0, 78));
	expect(Buffer.from(into.subarray(0, await body.read(into))).toString()).toMatch(/\r\n\.\r\n$/);
	expect(body.dotless).toBe(false);
});

describe("How the server's bytes are cut never changes what comes of a session:", () => {
	const pdf = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256);
	const letter = () =>
		messageOf({
			from: { address: LOGIN },
			to: ["marie", "paul"].map((name) => ({ address: `${name}@contoso.example` })),
			attachments: [{ name: "scan.pdf", type: "application/pdf", source: sourceOf(pdf) }],
		});

	/** The session up to the replies to a pipelined message, and those replies. */
	async function sessionWith(replies: readonly Step[], after: readonly Step[] = QUIT): Promise<Step[]> {
		const bytes = await compose(letter(), "binary");
		return [
			...[...GREETING, ...upgrade(), ...SIGN_IN],
			`C: MAIL FROM:<${LOGIN}> SIZE=${bytes.length} BODY=BINARYMIME`,
			"C: RCPT TO:<marie@contoso.example>",
			"C: RCPT TO:<paul@contoso.example>",
			`C: BDAT ${bytes.length} LAST`,
			{ expect: bytes },
			...replies,
			...after,
		];
	}
	const reset: Step[] = ["C: RSET", "S: 250 2.0.0 Resetting", ...QUIT];
	const challenge = Buffer.from('{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/"}');
	const refusedToken: Step[] = [
		...[...GREETING, ...upgrade(), SIGN_IN[0] as Step],
		`S: 334 ${challenge.toString("base64")}`,
		"C: ",
		"S: 535 5.7.3 Authentication unsuccessful [PR3P193CA0012.EURP193.PROD.OUTLOOK.COM]",
	];
	const again = refusedToken.map((step) =>
		step === SIGN_IN[0] ? (`C: AUTH XOAUTH2 ${xoauth2("fresh.token")}` as const) : step,
	);

	const outcomes: [string, () => Promise<(readonly Step[])[]>, unknown][] = [
		[
			"the message is taken",
			async () => [
				await sessionWith(["S: 250 2.1.0 OK", "S: 250 2.1.5 OK", "S: 250 2.1.5 OK", "S: 250 2.0.0 OK"]),
			],
			[],
		],
		[
			"one recipient is refused",
			async () => [
				await sessionWith([
					"S: 250 2.1.0 OK",
					"S: 250-2.1.5 OK",
					"S: 250 2.1.5 of several lines",
					"S: 550 5.1.10 RESOLVER.ADR.RecipientNotFound",
					"S: 250 2.0.0 OK",
				]),
			],
			[{ address: "paul@contoso.example", code: "smtp.recipient-refused" }],
		],
		[
			"the sender is refused",
			async () => [
				await sessionWith(
					[
						"S: 550 5.7.60 SMTP; Client does not have permissions",
						...Array<Step>(3).fill("S: 503 5.5.2 Need mail"),
					],
					reset,
				),
			],
			"smtp.send-as-denied",
		],
		[
			"the message is refused",
			async () => [
				await sessionWith(
					[
						...Array<Step>(3).fill("S: 250 OK"),
						"S: 554-5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceeded",
						"S: 554 5.2.0 Exception",
					],
					reset,
				),
			],
			"smtp.quota-exceeded",
		],
		["the token is refused by a challenge, twice", async () => [refusedToken, again], "smtp.auth-failed"],
	];

	test.each(outcomes)("%s", async (_, scripts, expected) => {
		const conversations = await scripts();
		await fc.assert(
			fc.asyncProperty(portions, fc.integer({ min: 300, max: 5000 }), async (lengths, window) => {
				const network = transcript(conversations, { window, delivery: () => lengths.next().value as number });
				const ended = await mailerOn(network, {}, accountOf(TOKEN, "fresh.token"))
					.send(letter())
					.then((refused) => refused.map(({ address, failure }) => ({ address, code: failure.code })))
					.catch((error: unknown) => (error instanceof Failure ? error.code : error));
				await goodBye();
				network.verify();
				expect(ended).toEqual(expected);
			}),
			{ numRuns: 15 },
		);
	});
});

test("A message of any kind goes through a server with CHUNKING byte for byte", async () => {
	await fc.assert(
		fc.asyncProperty(
			messages(plainAddress),
			fc.integer({ min: 300, max: 20_000 }),
			async (message, window) => {
				const announced = { ...message, files: message.files.map((one) => ({ ...one, announced: true })) };
				const { length } = await composed(announced, "binary");
				const network = transcript(
					[
						...greeting(["CHUNKING", "BINARYMIME", "8BITMIME"]),
						`C: MAIL FROM:<${message.from.address}> BODY=BINARYMIME`,
						"S: 250 OK",
						...message.to.flatMap(({ address }): Step[] => [`C: RCPT TO:<${address}>`, "S: 250 OK"]),
						`C: BDAT ${length} LAST`,
						{ expect: (got) => (got.length >= length ? length : undefined) },
						"S: 250 taken",
						...QUIT,
					],
					{ window },
				);
				const client = await SMTPClient.connect({
					...{ network, host: "mail.example.com", port: 25, security: "none", secure: {} },
					...{ clientName: "copier", clockSet: true },
				} as const);
				const body = new MIMEMessage(made(announced), sequence).open("binary");
				const to = message.to.map(({ address }) => address);
				expect(await client.send({ from: message.from.address, to, body, encoding: "binary" })).toEqual([]);
				client.quit();
				await goodBye();
				network.verify();
				const sent = network.received[0]?.toString("latin1") ?? "";
				expect(sent).toContain((await compose(made(announced), "binary")).toString("latin1"));
			},
		),
		{ numRuns: 30 },
	);
});
