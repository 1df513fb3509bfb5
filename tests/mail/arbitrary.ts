import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { createMessageId, type Message } from "../../modules/mail/message";
import { type MessageEncoding, MIMEMessage } from "../../modules/mail/mime";
import { messageOf, readAll, sequence, sourceOf } from "./composition";

/** Any text of whole characters, as a person may type or paste it. */
export const anyText = fc.string({ unit: "binary", maxLength: 120 });

/** The same without what a header must refuse. */
export const headerText = anyText.map((text) => text.replace(/[\r\n\0]/g, ""));

const atom = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]{1,12}$/);
const internationalAtom = fc.stringMatching(/^[a-z0-9éßøλжשعกあ漢字한😀]{1,10}$/u);
const dotString = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join("."));
const quotedString = fc
	.array(fc.oneof(fc.stringMatching(/^[!#-;=?-[\]-~]$/), fc.stringMatching(/^\\[!-;=?-[\]-~]$/)), {
		minLength: 1,
		maxLength: 12,
	})
	.map((content) => `"${content.join("")}"`)
	.filter((quoted) => !/^"\\".*\\""$/.test(quoted));
const label = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?$/);
const internationalLabel = fc.stringMatching(/^[a-zéßøλжあ漢한]{1,8}$/u);

/** Domain names in ASCII. */
export const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));
/** Domain names with letters of any script. */
export const internationalDomain = fc
	.tuple(internationalLabel, label)
	.map(([first, second]) => `${first}.${second}`);

/** Addresses as nearly everyone has them (RFC 5321 section 4.1.2, Dot-string). */
export const plainAddress = fc.tuple(dotString, domain).map(([local, host]) => `${local}@${host}`);
/**
 * Addresses whose local part is in quotes. Without angle brackets, which postal-mime takes for the address's end, and
 * without backslashes, which it takes away twice; not in two pairs of quotes, of which mailparser takes both.
 */
export const quotedAddress = fc.tuple(quotedString, domain).map(([local, host]) => `${local}@${host}`);
/** Addresses that need SMTPUTF8. */
export const internationalAddress = fc
	.tuple(fc.oneof(internationalAtom, dotString), fc.oneof(internationalDomain, domain))
	.map(([local, host]) => `${local}@${host}`);

/** What a file holds, one byte at least, with more than its share of what could be taken for a line, a dot or a boundary. */
export const content = fc.oneof(
	fc.uint8Array({ minLength: 1, maxLength: 3000 }),
	fc
		.array(
			fc.constantFrom(
				"\r\n",
				"\n",
				"\r",
				".",
				"--",
				"=_0001",
				"--=_000102030405060708090a0b0c0d0e0f\r\n",
				"\0",
				"a",
			),
			{
				minLength: 1,
				maxLength: 300,
			},
		)
		.map((pieces) => Uint8Array.from(Buffer.from(pieces.join("")))),
);

/** Text with more than its share of line ends, dots and blanks. */
const textOfLines = fc
	.array(fc.constantFrom("\r\n", "\n", "\r", ".", "..", " ", "\t", "=", "From ", "--=_0001", "é", "a"), {
		maxLength: 200,
	})
	.map((pieces) => pieces.join(""));

/** A file of a message. */
export interface TestFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
	/** Most bytes that one read gives. */
	readonly step: number;
	readonly announced: boolean;
}

/** Files as a message may bear them. */
export const file: fc.Arbitrary<TestFile> = fc.record({
	name: headerText.filter((name) => name !== ""),
	type: fc.constantFrom("application/pdf", "image/tiff", "image/jpeg", "application/vnd.x-y+zip"),
	bytes: content,
	step: fc.integer({ min: 1, max: 4000 }),
	announced: fc.boolean(),
});

/** What a test knows of a message, from which it can be made again and again. */
export interface TestMessage {
	readonly from: Message["from"];
	readonly to: Message["to"];
	readonly subject: string;
	readonly text: string;
	readonly files: readonly TestFile[];
}

/** Messages with everything that may differ. @param address the addresses of sender and recipients */
export function messages(address: fc.Arbitrary<string>): fc.Arbitrary<TestMessage> {
	const mailbox = fc.record({ address, name: fc.oneof(headerText, fc.constant("")) });
	return fc.record({
		from: mailbox,
		to: fc.array(mailbox, { minLength: 1, maxLength: 4 }),
		subject: headerText,
		text: fc.oneof(anyText, textOfLines, fc.lorem({ maxCount: 100 })),
		files: fc.array(file, { maxLength: 3 }),
	});
}

/** The message itself, with sources that nobody has read. */
export function made({ files, ...parts }: TestMessage): Message {
	const attachments = files.map(({ name, type, bytes, step, announced }) => ({
		name,
		type,
		source: sourceOf(bytes, step, announced),
	}));
	return messageOf({ ...parts, attachments, messageId: createMessageId(sequence, parts.from.address) });
}

/** The message's bytes, with a boundary of its own. */
export function composed(
	message: TestMessage,
	encoding: MessageEncoding,
	room?: () => number,
): Promise<Buffer> {
	return readAll(new MIMEMessage(made(message), (length) => randomBytes(length)).open(encoding), room);
}
