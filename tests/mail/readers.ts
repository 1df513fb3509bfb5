import { type AddressObject, simpleParser } from "mailparser";
import PostalMime, { type Mailbox } from "postal-mime";

/** A mailbox as a reader shows it. */
export interface SeenAddress {
	readonly address: string;
	readonly name: string;
}

/** A message as a mail program sees it. */
export interface SeenMessage {
	readonly from: readonly SeenAddress[];
	readonly to: readonly SeenAddress[];
	readonly subject: string;
	/** As `shownText` makes it. */
	readonly text: string;
	readonly messageId: string;
	readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
}

/** A parser that shares no code with Timbre. */
export interface Reader {
	readonly name: string;
	/** It reads parts as they are (RFC 3030), and not only lines. */
	readonly binary: boolean;
	read(raw: Buffer): Promise<SeenMessage>;
}

/**
 * Two of them. What they change in a message that they show:
 * - both show line ends as LF and differ in those at a text's end; `shownText` does the same to a text;
 * - both take the quotes of a local part away, or not; `shownAddress` does the same to an address;
 * - postal-mime cuts parts into lines that end with LF, so it cannot read binary ones;
 * - both show a binary part without content as one line end.
 */
export const READERS: readonly Reader[] = [
	{ name: "mailparser", binary: true, read: readByMailparser },
	{ name: "postal-mime", binary: false, read: readByPostalMime },
];

/** A text as both readers show it. */
export function shownText(text: string): string {
	return text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
}

/** An address without the quotes and quoted pairs of its local part. */
export function shownAddress(address: string): string {
	const at = address.lastIndexOf("@");
	const local = address.slice(0, at).replace(/^"(.*)"$/, "$1");
	return local.replace(/\\(.)/g, "$1") + address.slice(at);
}

async function readByMailparser(raw: Buffer): Promise<SeenMessage> {
	const seen = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
	const mailboxes = (list: AddressObject | AddressObject[] | undefined) =>
		[list ?? []].flat().flatMap(({ value }) => value.map(seenAddress));
	return {
		from: mailboxes(seen.from),
		to: mailboxes(seen.to),
		subject: seen.subject ?? "",
		text: shownText(seen.text ?? ""),
		messageId: seen.messageId ?? "",
		files: seen.attachments.map(({ filename, contentType, content }) => ({
			name: filename ?? "",
			type: contentType,
			bytes: content,
		})),
	};
}

async function readByPostalMime(raw: Buffer): Promise<SeenMessage> {
	const seen = await PostalMime.parse(raw);
	return {
		from: [seen.from as Mailbox].map(seenAddress),
		to: ((seen.to ?? []) as Mailbox[]).map(seenAddress),
		subject: seen.subject ?? "",
		text: shownText(seen.text ?? ""),
		messageId: seen.messageId ?? "",
		files: seen.attachments.map(({ filename, mimeType, content }) => ({
			name: filename ?? "",
			type: mimeType,
			bytes: Buffer.from(content as ArrayBuffer),
		})),
	};
}

function seenAddress({ address = "", name }: { address?: string; name: string }): SeenAddress {
	return { address: shownAddress(address), name };
}
