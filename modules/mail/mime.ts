import { toHex, utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import { checkAddress, foldToASCII, isASCII } from "./address";
import { Base64Lines } from "./base64-lines";
import { type BodyPiece, BodyStream, measure } from "./body-stream";
import { addressTokens, headerLines, textTokens } from "./header";
import type { Attachment, Message } from "./message";
import { fileNameTokens } from "./parameter";
import type { Capabilities } from "./smtp-capabilities";
import { encodeText } from "./text-encoding";

/** Random bytes in a boundary: 128 bits occur in no content by chance. */
const BOUNDARY_RANDOM = 16;
/** Longest msg-id, in octets, so that its line is within RFC 5322 section 2.1.1. */
const MESSAGE_ID_LIMIT = 900;

/** A media type without parameters (RFC 6838 section 4.2). */
function isMediaType(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/.test(text);
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/**
 * What a message may hold beyond ASCII lines: text with bytes above 127 (`8bit`, RFC 6152), or attachments as they are
 * (`binary`, RFC 3030).
 */
export type MessageEncoding = "7bit" | "8bit" | "binary";

/** A message in MIME form (RFC 5322, 2045, 2046), checked and ready to be read piece by piece. */
export class MIMEMessage {
	readonly #message: Message;
	readonly #boundary: string;

	/**
	 * Checks everything that goes into a header, so that nothing can fail for that reason once sending has begun.
	 * @param random fresh random bytes
	 *
	 * Throws mail.address-invalid, mail.no-recipient, and mail.header-invalid with the header's name as `field`.
	 */
	constructor(message: Message, random: (byteLength: number) => Uint8Array) {
		this.#message = message;
		// "=_" occurs neither in base64 nor in quoted-printable (RFC 2045 section 6.7).
		this.#boundary = `=_${toHex(random(BOUNDARY_RANDOM))}`;
		checkAddress(message.from.address);
		if (message.to.length === 0) throw new Failure("mail.no-recipient");
		for (const { address } of message.to) checkAddress(address);
		if (!Number.isFinite(message.date)) throw new Failure("mail.header-invalid", { field: "Date" });
		checkMessageId(message.messageId);
		measure(this.#pieces("7bit"));
	}

	/** How the message goes best to a server: nothing beyond ASCII lines where nothing needs it. */
	encodingFor({ binary, eightBit }: Pick<Capabilities, "binary" | "eightBit">): MessageEncoding {
		const { attachments, from, to, text } = this.#message;
		if (binary && attachments.length > 0) return "binary";
		const beyondASCII = !isASCII(text) || [from, ...to].some(({ address }) => !isASCII(address));
		return eightBit && beyondASCII ? "8bit" : "7bit";
	}

	/**
	 * The whole message as a stream of constant memory; it ends with CRLF. `byteLength` is known where that of every
	 * attachment is. Again only after the attachments were rewound: a stream reads them to their ends.
	 */
	open(encoding: MessageEncoding): BodyStream {
		return new BodyStream(this.#pieces(encoding), measure(this.#pieces(encoding)));
	}

	*#pieces(encoding: MessageEncoding): Generator<BodyPiece> {
		const message = this.#message;
		yield* messageHeader(message);
		if (message.attachments.length === 0) {
			yield* textPart(/[\r\n]$/.test(message.text) ? message.text : `${message.text}\n`, encoding);
			return;
		}
		yield* headerLines("Content-Type", ["multipart/mixed;", `boundary="${this.#boundary}"`]);
		yield `\r\n--${this.#boundary}\r\n`;
		yield* textPart(message.text, encoding);
		for (const attachment of message.attachments) {
			yield `\r\n--${this.#boundary}\r\n`;
			yield* attachmentPart(attachment, encoding);
		}
		yield `\r\n--${this.#boundary}--\r\n`;
	}
}

function* messageHeader(message: Message): Generator<BodyPiece> {
	yield* headerLines("Date", [formatDate(message.date)]);
	yield* headerLines("From", addressTokens("From", [message.from]));
	yield* headerLines("To", addressTokens("To", message.to));
	yield* headerLines("Subject", textTokens("Subject", message.subject));
	yield* headerLines("Message-ID", [`<${message.messageId}>`]);
	yield* headerLines("MIME-Version", ["1.0"]);
}

function* textPart(text: string, encoding: MessageEncoding): Generator<BodyPiece> {
	const encoded = encodeText(text, encoding !== "7bit");
	yield* headerLines("Content-Type", ["text/plain;", "charset=utf-8"]);
	yield* headerLines("Content-Transfer-Encoding", [encoded.encoding]);
	yield "\r\n";
	yield* encoded.pieces;
}

function* attachmentPart(attachment: Attachment, encoding: MessageEncoding): Generator<BodyPiece> {
	const { name, type, source } = attachment;
	const binary = encoding === "binary";
	if (!isMediaType(type)) throw new Failure("mail.header-invalid", { field: "Content-Type", detail: type });
	yield* headerLines("Content-Type", separated(type, fileNameTokens("Content-Type", "name", name)));
	yield* headerLines("Content-Transfer-Encoding", [binary ? "binary" : "base64"]);
	const disposition = fileNameTokens("Content-Disposition", "filename", name);
	yield* headerLines("Content-Disposition", separated("attachment", disposition));
	yield "\r\n";
	yield binary ? source : new Base64Lines(source);
}

/** A header's value and its parameters, a semicolon after each but the last. */
function separated(value: string, parameters: readonly string[]): string[] {
	const tokens = [value, ...parameters];
	return tokens.map((token, index) => (index < tokens.length - 1 ? `${token};` : token));
}

/** A date and time in UTC (RFC 5322 section 3.3). */
function formatDate(milliseconds: number): string {
	const date = new Date(milliseconds);
	const day = `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
	const [hours, minutes, seconds] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(
		twoDigits,
	);
	return `${day} ${hours}:${minutes}:${seconds} +0000`;
}

function twoDigits(value: number): string {
	return value < 10 ? `0${value}` : `${value}`;
}

/**
 * Throws mail.header-invalid unless the text is a msg-id without its brackets (RFC 5322 section 3.6.4). It bears the
 * sender's domain, in any script (RFC 6532 section 3.3).
 */
function checkMessageId(messageId: string): void {
	const folded = foldToASCII(messageId);
	const valid = /^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(folded) && folded.includes("@");
	if (!valid || utf8(messageId).byteLength > MESSAGE_ID_LIMIT) {
		throw new Failure("mail.header-invalid", { field: "Message-ID" });
	}
}
