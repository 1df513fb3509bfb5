import * as fc from "fast-check";
import type { MessageEncoding } from "../../modules/mail/mime";
import {
	composed,
	internationalAddress,
	made,
	messages,
	plainAddress,
	quotedAddress,
	type TestMessage,
} from "./arbitrary";
import { READERS, shownAddress, shownText } from "./readers";

const encoding = fc.constantFrom<MessageEncoding>("7bit", "8bit", "binary");
const room = fc.infiniteStream(fc.integer({ min: 1, max: 5000 }));
const RUNS = { numRuns: 60 };

const KINDS = [
	["addresses as nearly everyone has them", plainAddress],
	["addresses in quotes", quotedAddress],
	["addresses in any script", internationalAddress],
] as const;

/** Who is named in a message, as readers show it. */
function mailboxes(list: TestMessage["to"]): { address: string; name: string }[] {
	return list.map(({ address, name = "" }) => ({ address: shownAddress(address), name }));
}

/** The header of the message and of each part, as lines of UTF-8. */
function headers(raw: Buffer): string[] {
	const text = raw.toString();
	const boundary = /boundary="([^"]+)"/.exec(text)?.[1];
	const parts = boundary === undefined ? [text] : text.split(`\r\n--${boundary}`);
	return parts.flatMap((part) =>
		part.startsWith("--") ? [] : (part.split("\r\n\r\n")[0] ?? "").split("\r\n"),
	);
}

describe.each(KINDS)("Whatever a person sends, with %s,", (_, address) => {
	test.each(READERS)("comes out of $name as it went in", async ({ read, binary }) => {
		await fc.assert(
			fc.asyncProperty(messages(address), encoding, room, async (message, how, rooms) => {
				const seen = await read(await composed(message, how, () => rooms.next().value as number));
				expect(seen.from).toEqual(mailboxes([message.from]));
				expect(seen.to).toEqual(mailboxes(message.to));
				expect(seen.subject).toBe(message.subject);
				expect(seen.messageId).toBe(`<${made(message).messageId}>`);
				expect(seen.text).toBe(shownText(message.text));
				expect(seen.files.map(({ name, type }) => [name, type])).toEqual(
					message.files.map(({ name, type }) => [name, type]),
				);
				if (how === "binary" && !binary) return;
				for (const [index, { bytes }] of message.files.entries())
					expect(seen.files[index]?.bytes.equals(bytes)).toBe(true);
			}),
			RUNS,
		);
	});

	test("has no line that is too long, and no bare CR, LF or NUL where lines are", async () => {
		await fc.assert(
			fc.asyncProperty(messages(address), encoding, async (message, how) => {
				const raw = await composed(message, how);
				for (const line of headers(raw)) {
					expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
					// In characters (RFC 6532 section 3.4). A single word, such as an address, cannot be folded.
					if (line.length > 78) expect(line.trim()).toMatch(/^(\S+|<?"[^"]*"@\S+)$/);
				}
				const lines =
					how === "binary" && message.files.length > 0 ? headers(raw).join("\r\n") : raw.toString("latin1");
				for (const line of lines.split("\r\n")) {
					expect(line).not.toMatch(/[\r\n\0]/);
					expect(line.length).toBeLessThanOrEqual(998);
				}
				expect(raw.subarray(-2).toString()).toBe("\r\n");
				if (how === "7bit" && address !== internationalAddress)
					expect(raw.every((byte) => byte < 0x80)).toBe(true);
			}),
			RUNS,
		);
	});

	test("has a boundary that stands before and behind its parts only", async () => {
		await fc.assert(
			fc.asyncProperty(messages(address), encoding, async (message, how) => {
				const raw = await composed(message, how);
				const boundary = /boundary="([^"]+)"/.exec(raw.toString("latin1"))?.[1];
				expect(boundary !== undefined).toBe(message.files.length > 0);
				if (boundary === undefined) return;
				expect(boundary.length).toBeLessThanOrEqual(70);
				const count = raw.toString("latin1").split(boundary).length - 1;
				// In the header, before the text, before each file, at the end.
				expect(count).toBe(1 + 1 + message.files.length + 1);
			}),
			RUNS,
		);
	});
});
