import { createHash } from "node:crypto";
import { type AddressObject, simpleParser } from "mailparser";
import type { StoredMessage } from "./mailboxes";

/** An attachment of a message. */
export interface AttachmentSummary {
	readonly fileName: string;
	readonly type: string;
	/** Octets, decoded. */
	readonly size: number;
	/** Hexadecimal. */
	readonly sha256: string;
}

/** What a mail program would show of a message. */
export interface MessageSummary {
	readonly id: string;
	/** ISO 8601. */
	readonly received: string;
	readonly sender: string;
	readonly recipients: readonly string[];
	readonly login: string;
	readonly body: string;
	/** Octets as they came. */
	readonly size: number;
	readonly from: string;
	readonly to: string;
	readonly subject: string;
	/** The Date field, ISO 8601; empty when there is none. */
	readonly date: string;
	readonly messageId: string;
	readonly text: string;
	readonly attachments: readonly AttachmentSummary[];
}

/** A message taken apart. */
export interface ParsedMessage {
	readonly summary: MessageSummary;
	/** The attachments' content, in the summary's order. */
	readonly contents: readonly Buffer[];
}

/** Takes a message apart with mailparser. */
export async function parseMessage(message: StoredMessage): Promise<ParsedMessage> {
	const mail = await simpleParser(message.raw, { skipHtmlToText: true, skipTextToHtml: true });
	const contents = mail.attachments.map((attachment) => attachment.content);
	return {
		contents,
		summary: {
			id: message.id,
			received: new Date(message.at).toISOString(),
			sender: message.sender,
			recipients: message.recipients,
			login: message.login,
			body: message.body,
			size: message.raw.length,
			from: addresses(mail.from),
			to: addresses(mail.to),
			subject: mail.subject ?? "",
			date: mail.date?.toISOString() ?? "",
			messageId: mail.messageId ?? "",
			text: mail.text ?? "",
			attachments: mail.attachments.map((attachment) => ({
				fileName: attachment.filename ?? "",
				type: attachment.contentType,
				size: attachment.content.length,
				sha256: createHash("sha256").update(attachment.content).digest("hex"),
			})),
		},
	};
}

function addresses(field: AddressObject | AddressObject[] | undefined): string {
	return [field ?? []]
		.flat()
		.map((object) => object.text)
		.join(", ");
}
