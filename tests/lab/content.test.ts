import { PassThrough } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readChunk, readDotted } from "../../tools/lab/mail/content";
import { Input } from "../../tools/lab/mail/input";

const WAIT = 5000;

function inputOf(bytes: Buffer, cut: number): Input {
	const stream = new PassThrough();
	const input = new Input(stream, () => WAIT);
	for (let start = 0; start < bytes.length; start += cut) stream.write(bytes.subarray(start, start + cut));
	return input;
}

/** Dot-stuffing as RFC 5321 section 4.5.2 tells the client to do it. Content must end with CRLF. */
function stuff(content: Buffer): Buffer {
	const text = content.toString("latin1").replace(/(^|\r\n)\./g, "$1..");
	return Buffer.from(`${text}.\r\n`, "latin1");
}

const octets = fc.array(fc.constantFrom(".", "\r", "\n", "\r\n", "\r\n.", "\r\n.\r", "a"), { maxLength: 40 });
const content = octets.map((parts) => Buffer.from(`${parts.join("")}\r\n`, "latin1"));

describe("content after DATA", () => {
	test("comes out as it was before the dots were stuffed, however it is cut, and the next command stays", async () => {
		await fc.assert(
			fc.asyncProperty(content, fc.integer({ min: 1, max: 20 }), async (original, cut) => {
				// A client must not send a CR LF "." CR LF of its own; stuffing sees to that.
				const input = inputOf(Buffer.concat([stuff(original), Buffer.from("QUIT\r\n")]), cut);
				const read = await readDotted(input, () => {});
				expect(read.toString("latin1")).toBe(original.toString("latin1"));
				expect((await input.line(100)).toString()).toBe("QUIT");
			}),
		);
	});

	test("does not end at a dot between lone LFs or lone CRs (SMTP smuggling)", async () => {
		const sly = "a\n.\nb\n.\r\nc\r.\r\nd\r\n.\ne\r\n.\rf\r\n";
		const input = inputOf(Buffer.from(`${sly}.\r\n`), 3);
		const read = await readDotted(input, () => {});
		expect(read.toString()).toBe("a\n.\nb\n.\r\nc\r.\r\nd\r\n\ne\r\n\rf\r\n");
	});

	test("may be empty", async () => {
		expect(await readDotted(inputOf(Buffer.from(".\r\n"), 1), () => {})).toHaveLength(0);
	});

	test("that stops in the middle is an error", async () => {
		const stream = new PassThrough();
		const input = new Input(stream, () => WAIT);
		stream.end("half a line");
		await expect(readDotted(input, () => {})).rejects.toMatchObject({ reason: "closed" });
	});
});

describe("a chunk", () => {
	test("is exactly as long as announced, however it is cut", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 200 }),
				fc.integer({ min: 1, max: 50 }),
				async (bytes, cut) => {
					const input = inputOf(Buffer.concat([bytes, Buffer.from("NOOP\r\n")]), cut);
					expect(await readChunk(input, bytes.length, () => {})).toEqual(Buffer.from(bytes));
					expect((await input.line(100)).toString()).toBe("NOOP");
				},
			),
		);
	});
});

describe("a line", () => {
	test("ends with CRLF only, and has a limit to the octet", async () => {
		expect((await inputOf(Buffer.from("a\nb\rc\r\n"), 1).line(10)).toString()).toBe("a\nb\rc");
		expect((await inputOf(Buffer.from(`${"x".repeat(10)}\r\n`), 4).line(10)).toString()).toBe("x".repeat(10));
		const long = inputOf(Buffer.from(`${"x".repeat(11)}\r\n`), 4).line(10);
		await expect(long).rejects.toMatchObject({ reason: "line-too-long" });
	});
});
