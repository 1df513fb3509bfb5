import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import { checkAddress, isASCII } from "./address";
import { isPrintable } from "./header";
import type { MessageBody } from "./message-body";
import type { Capabilities } from "./smtp-capabilities";
import type { StatusNotification } from "./status-notification";

/** Longest ENVID before it is encoded, in characters (RFC 3461 section 4.4). */
const ENVELOPE_ID_LIMIT = 100;

/** What is to be sent, and to whom. */
export interface Delivery {
	/** The sender's address (MAIL FROM). */
	readonly from: string;
	/** The recipients' addresses (RCPT TO), at least one. */
	readonly to: readonly string[];
	/** The message, with CRLF line ends, itself ending with CRLF. */
	readonly body: MessageBody;
	/**
	 * What the message holds beyond ASCII lines: `8bit` lines of other text (RFC 6152), `binary` bytes that are no lines
	 * (RFC 3030). Only as the server's capabilities allow.
	 */
	readonly encoding: "7bit" | "8bit" | "binary";
	/** Used where the server offers DSN; without that nobody reports anything but failures. */
	readonly notification?: StatusNotification | undefined;
}

/**
 * Checks a delivery against what the server can do, before anything of it is sent.
 *
 * Throws mail.address-invalid, mail.no-recipient, mail.header-invalid (`ENVID`), smtp.utf8-missing for an address with
 * other than ASCII at a server without SMTPUTF8, smtp.message-too-large (RFC 1870 section 6).
 */
export function checkDelivery(delivery: Delivery, capabilities: Capabilities): void {
	const { from, to, body, notification } = delivery;
	if (to.length === 0) throw new Failure("mail.no-recipient");
	for (const address of [from, ...to]) {
		checkAddress(address);
		if (!isASCII(address) && !capabilities.international) {
			throw new Failure("smtp.utf8-missing", { detail: address });
		}
	}
	const id = notification?.envelopeId;
	if (id !== undefined && (id.length === 0 || id.length > ENVELOPE_ID_LIMIT || !isPrintable(id))) {
		throw new Failure("mail.header-invalid", { field: "ENVID" });
	}
	const { size } = capabilities;
	const length = body.byteLength ?? body.estimatedByteLength;
	if (size !== undefined && length !== undefined && length > size) {
		throw new Failure("smtp.message-too-large", { detail: `${length} > ${size}` });
	}
}

/** The command that opens the transaction, with what the server understands of the delivery's wishes. */
export function mailCommand(delivery: Delivery, capabilities: Capabilities): string {
	const { from, to, body, encoding, notification } = delivery;
	let command = `MAIL FROM:<${from}>`;
	const length = body.byteLength ?? body.estimatedByteLength;
	if (capabilities.has("SIZE") && length !== undefined) command += ` SIZE=${length}`;
	if (encoding === "binary") command += " BODY=BINARYMIME";
	else if (encoding === "8bit") command += " BODY=8BITMIME";
	if (![from, ...to].every(isASCII)) command += " SMTPUTF8";
	if (notification && capabilities.has("DSN")) {
		if (notification.return) command += ` RET=${notification.return === "full" ? "FULL" : "HDRS"}`;
		if (notification.envelopeId) command += ` ENVID=${xtext(notification.envelopeId)}`;
	}
	return command;
}

/** The command that names one recipient. */
export function recipientCommand(address: string, delivery: Delivery, capabilities: Capabilities): string {
	const { notification } = delivery;
	const command = `RCPT TO:<${address}>`;
	if (!notification || !capabilities.has("DSN")) return command;
	const { notify } = notification;
	return `${command} NOTIFY=${notify === "never" || notify.length === 0 ? "NEVER" : notify.join(",").toUpperCase()}`;
}

/** Printable ASCII as a parameter's value (RFC 3461 section 4, xtext). */
function xtext(text: string): string {
	let encoded = "";
	for (const character of text) {
		if (character > " " && character !== "+" && character !== "=") encoded += character;
		else
			for (const byte of utf8(character))
				encoded += `+${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
	}
	return encoded;
}
