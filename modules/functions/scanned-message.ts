import type { Device, ScannedDocument } from "../base/device";
import { texts } from "../language/texts";
import { createMessageId, type Message } from "../mail/message";
import type { Settings } from "../settings/settings";

/** What a scanned document's message is made with. */
export interface ScannedMessageParts {
	readonly device: Pick<Device, "clock" | "identity" | "random">;
	readonly settings: Pick<Settings, "get">;
}

/** Where a scanned document goes. */
export interface ScannedMessageAddresses {
	/** The sender's address. */
	readonly from: string;
	readonly to: readonly string[];
	/** Where absent or empty, one in the printer's language. */
	readonly subject?: string | undefined;
}

/** The message that has a scanned document as its attachment. */
export function scannedMessage(
	{ device, settings }: ScannedMessageParts,
	{ from, to, subject }: ScannedMessageAddresses,
	document: ScannedDocument,
): Message {
	const { scan } = texts(settings.get("language")).mail;
	const printer = settings.get("device.name") || device.identity.name;
	return {
		from: { address: from, name: printer },
		to: to.map((address) => ({ address })),
		subject: subject || scan.subject(printer),
		text: scan.text(printer, document.pages),
		attachments: [{ name: document.name, type: document.type, source: document }],
		date: device.clock.now() ?? Date.now(),
		messageId: createMessageId((byteLength) => device.random(byteLength), from),
	};
}
