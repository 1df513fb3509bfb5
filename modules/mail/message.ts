import { toHex } from "../base/bytes";
import type { Source } from "../base/source";
import type { StatusNotification } from "./status-notification";

/** Random bytes in a Message-ID: 128 bits never meet by chance. */
const MESSAGE_ID_RANDOM = 16;

/** A person or function with a mailbox (RFC 5322 section 3.4). */
export interface Address {
	/** The addr-spec, `local-part@domain`. */
	readonly address: string;
	/** The name a reader sees beside it. */
	readonly name?: string;
}

/** A file that travels with a message. */
export interface Attachment {
	/** File name without folder. */
	readonly name: string;
	/** Media type, e.g. `application/pdf`. */
	readonly type: string;
	/** The file's bytes, read once. */
	readonly source: Source;
}

/** A message to send. Its attachments are read once and stay the caller's to close. */
export interface Message {
	readonly from: Address;
	readonly to: readonly Address[];
	readonly subject: string;
	/** The text in plain; lines end with LF, CR or CRLF. */
	readonly text: string;
	readonly attachments: readonly Attachment[];
	/** Milliseconds since 1970. */
	readonly date: number;
	/** The msg-id without its angle brackets (RFC 5322 section 3.6.4); a retry bears the same one. */
	readonly messageId: string;
	/** Reports on its delivery that the sender wants, from servers that give them. */
	readonly notification?: StatusNotification;
}

/**
 * A new Message-ID for a message: 128 random bits at the sender's domain.
 * @param random fresh random bytes
 * @param sender address whose domain the id bears
 */
export function createMessageId(random: (byteLength: number) => Uint8Array, sender: string): string {
	return `${toHex(random(MESSAGE_ID_RANDOM))}@${sender.slice(sender.lastIndexOf("@") + 1)}`;
}
