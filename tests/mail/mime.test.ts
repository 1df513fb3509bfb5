import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { Failure } from "../../modules/base/failure";
import { MIMEMessage } from "../../modules/mail/mime";
import { BOUNDARY, compose, messageOf, readAll, sequence, sourceOf } from "./composition";

/** Any text of whole characters, as a person may type or paste it, but for what a header must refuse. */
const anyText = fc.string({ unit: "binary", maxLength: 200 });
const headerText = anyText.map((text) => text.replace(/[\r\n\0]/g, ""));
const pdf = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256);

function attachment(bytes: Uint8Array, name = "scan.pdf", step?: number, announced?: boolean) {
	return { name, type: "application/pdf", source: sourceOf(bytes, step, announced) };
}

describe("A composed message, byte for byte", () => {
	test("text alone", async () => {
		expect((await compose(messageOf())).toString()).toBe(
			[
				"Date: Sun, 5 Jan 2025 09:07:03 +0000",
				'From: "Copier, 2nd floor" <printer@contoso.example>',
				"To: marie@contoso.example",
				"Subject: Scan",
				"Message-ID: <a1b2c3@contoso.example>",
				"MIME-Version: 1.0",
				"Content-Type: text/plain; charset=utf-8",
				"Content-Transfer-Encoding: 7bit",
				"",
				"Please find the scan attached.",
				"",
			].join("\r\n"),
		);
	});

	test("a text in French and a document", async () => {
		const text = "Voici le document numérisé.";
		const message = messageOf({ text, attachments: [attachment(pdf.subarray(0, 60), "numérisation.pdf")] });
		const raw = (await compose(message)).toString("latin1");
		expect(raw.slice(raw.indexOf("Content-Type"))).toBe(
			[
				`Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
				"",
				`--${BOUNDARY}`,
				"Content-Type: text/plain; charset=utf-8",
				"Content-Transfer-Encoding: quoted-printable",
				"",
				"Voici le document num=C3=A9ris=C3=A9.",
				`--${BOUNDARY}`,
				'Content-Type: application/pdf; name="num_risation.pdf";',
				" name*=UTF-8''num%C3%A9risation.pdf",
				"Content-Transfer-Encoding: base64",
				'Content-Disposition: attachment; filename="num_risation.pdf";',
				" filename*=UTF-8''num%C3%A9risation.pdf",
				"",
				Buffer.from(pdf.subarray(0, 57)).toString("base64"),
				Buffer.from(pdf.subarray(57, 60)).toString("base64"),
				"",
				`--${BOUNDARY}--`,
				"",
			].join("\r\n"),
		);
	});

	test("a document as it is, for a server that takes binary messages", async () => {
		const raw = await compose(messageOf({ attachments: [attachment(pdf)] }), "binary");
		const head = raw.indexOf("\r\n\r\n", raw.indexOf("Content-Transfer-Encoding: binary")) + 4;
		expect(raw.subarray(head, head + pdf.length)).toEqual(Buffer.from(pdf));
		expect(raw.subarray(head + pdf.length).toString()).toBe(`\r\n--${BOUNDARY}--\r\n`);
	});
});

describe("Whatever goes in comes out of an independent parser unchanged", () => {
	test("subject and names", async () => {
		await fc.assert(
			fc.asyncProperty(headerText, headerText, async (subject, name) => {
				const to = [{ address: "a@b.example", name }, { address: "c@d.example" }];
				const parsed = await simpleParser(await compose(messageOf({ subject, to })), {
					skipTextToHtml: true,
				});
				expect(parsed.subject ?? "").toBe(subject);
				const [first, second] = (parsed.to as { value: { address?: string; name: string }[] }).value;
				expect([first, second]).toEqual([
					{ address: "a@b.example", name },
					{ address: "c@d.example", name: "" },
				]);
			}),
		);
	});

	test("text", async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(anyText, fc.lorem({ maxCount: 200 })), async (text) => {
				const parsed = await simpleParser(await compose(messageOf({ text, attachments: [attachment(pdf)] })));
				// The parser shows an empty part as an empty line.
				expect(parsed.text).toBe(text.replace(/\r\n?/g, "\n") || "\n");
			}),
		);
	});

	test("file names and documents, in base64 and as they are", async () => {
		const document = fc.uint8Array({ maxLength: 9000 });
		const fileName = headerText.filter((name) => name !== "");
		await fc.assert(
			fc.asyncProperty(
				document,
				fileName,
				fc.constantFrom("7bit" as const, "binary" as const),
				fc.integer({ min: 1, max: 5000 }),
				async (bytes, name, encoding, step) => {
					const raw = await compose(messageOf({ attachments: [attachment(bytes, name, step)] }), encoding);
					const [found] = (await simpleParser(raw)).attachments;
					expect(found?.content).toEqual(Buffer.from(bytes));
					expect(found?.filename).toBe(name);
				},
			),
		);
	});
});

describe("A message is read in pieces of any size", () => {
	test("and is the same, of the length announced", async () => {
		const bytes = fc.uint8Array({ maxLength: 3000 });
		const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 500 }));
		await fc.assert(
			fc.asyncProperty(
				bytes,
				fc.constantFrom("7bit" as const, "8bit" as const, "binary" as const),
				sizes,
				fc.integer({ min: 1, max: 200 }),
				async (content, encoding, rooms, step) => {
					const message = () =>
						messageOf({ text: "é".repeat(200), attachments: [attachment(content, "a.pdf", step)] });
					const body = new MIMEMessage(message(), sequence).open(encoding);
					const raw = await readAll(body, () => rooms.next().value as number);
					expect(raw).toEqual(await compose(message(), encoding));
					expect(body.byteLength).toBe(raw.length);
				},
			),
		);
	});

	test("its length is unknown where that of a document is", () => {
		const message = messageOf({ attachments: [attachment(pdf), attachment(pdf, "b.pdf", 9, false)] });
		expect(new MIMEMessage(message, sequence).open("7bit").byteLength).toBeUndefined();
	});

	test.each([
		["more", 299],
		["less", 301],
	])("a document that is %s than it announced is a failure, not a damaged message", async (_, byteLength) => {
		const source = { ...sourceOf(pdf), byteLength };
		const message = messageOf({ attachments: [{ name: "scan.pdf", type: "application/pdf", source }] });
		await expect(compose(message, "binary")).rejects.toMatchObject({ code: "scan.failed" });
	});
});

describe("Every line", () => {
	const longText = fc
		.string({ unit: "binary", minLength: 300, maxLength: 490 })
		.map((text) => text.replace(/[\r\n\0]/g, ""));

	test("is at most 78 columns long and of printable ASCII, however long subject, names, file name and text are", async () => {
		await fc.assert(
			fc.asyncProperty(longText, async (text) => {
				const message = messageOf({
					subject: text,
					to: [{ address: "a@b.example", name: text }],
					text: `${text}é`,
				});
				const raw = await compose({ ...message, attachments: [attachment(pdf, text)] });
				for (const line of raw.toString("latin1").split("\r\n")) expect(line).toMatch(/^[\x20-\x7e]{0,78}$/);
			}),
			{ numRuns: 30, endOnFailure: true },
		);
	});

	test("holds whole encoded words of at most 75 characters, each with whole characters", async () => {
		const raw = (await compose(messageOf({ subject: "Numérisé 🖨️ 文書".repeat(20) }))).toString();
		const words = raw.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [];
		expect(words.length).toBeGreaterThan(5);
		for (const word of words) {
			expect(word.length).toBeLessThanOrEqual(75);
			expect(Buffer.from(word.slice(10, -2), "base64").toString()).not.toContain("\ufffd");
		}
	});
});

describe("Nothing that goes into a header can end it and begin another", () => {
	const injections = ["a\r\nBcc: x@evil.example", "a\nBcc: x@evil.example", "a\rb", "a\0b"];

	test.each(injections)(
		"%j is refused in subject, names, file names, media type and Message-ID, naming the field",
		(text) => {
			const refusedField = (parts: Parameters<typeof messageOf>[0]) => {
				try {
					new MIMEMessage(messageOf(parts), sequence);
				} catch (error) {
					return error instanceof Failure && error.code === "mail.header-invalid" ? error.field : error;
				}
				return undefined;
			};
			const file = { name: "scan.pdf", type: "application/pdf", source: sourceOf(pdf) };
			expect(refusedField({ subject: text })).toBe("Subject");
			expect(refusedField({ from: { address: "a@b.example", name: text } })).toBe("From");
			expect(refusedField({ to: [{ address: "a@b.example", name: text }] })).toBe("To");
			expect(refusedField({ attachments: [{ ...file, name: text }] })).toBe("Content-Type");
			expect(refusedField({ attachments: [{ ...file, type: text }] })).toBe("Content-Type");
			expect(refusedField({ messageId: text })).toBe("Message-ID");
		},
	);

	test.each(injections)("%j is refused in an address", (text) => {
		const compositions = [{ from: { address: `${text}@b.example` } }, { to: [{ address: `a@${text}` }] }];
		for (const parts of compositions) {
			expect(() => new MIMEMessage(messageOf(parts), sequence)).toThrow(
				expect.objectContaining({ code: "mail.address-invalid" }),
			);
		}
	});

	test("a lone half of a character becomes the replacement character", async () => {
		const half = "a\ud83d";
		const raw = await compose(messageOf({ subject: half, attachments: [attachment(pdf, half)] }));
		const parsed = await simpleParser(raw);
		expect([parsed.subject, parsed.attachments[0]?.filename]).toEqual(["a\ufffd", "a\ufffd"]);
	});

	test("a subject without end is refused", () => {
		expect(() => new MIMEMessage(messageOf({ subject: "x".repeat(1001) }), sequence)).toThrow(
			expect.objectContaining({ code: "mail.header-invalid", field: "Subject" }),
		);
	});

	test("a message to nobody is refused", () => {
		expect(() => new MIMEMessage(messageOf({ to: [] }), sequence)).toThrow(
			expect.objectContaining({ code: "mail.no-recipient" }),
		);
	});
});
