import type { Source } from "../../modules/base/source";
import type { Message } from "../../modules/mail/message";
import { type MessageEncoding, MIMEMessage } from "../../modules/mail/mime";

/** Random bytes that are the same at every run: 0, 1, 2, ... */
export function sequence(byteLength: number): Uint8Array {
	return Uint8Array.from({ length: byteLength }, (_, index) => index % 256);
}

/** What `sequence` makes of a boundary. */
export const BOUNDARY = "=_000102030405060708090a0b0c0d0e0f";

/** A message with everything that must be there; a test says what differs. */
export function messageOf(parts: Partial<Message> = {}): Message {
	return {
		from: { address: "printer@contoso.example", name: "Copier, 2nd floor" },
		to: [{ address: "marie@contoso.example" }],
		subject: "Scan",
		text: "Please find the scan attached.\n",
		attachments: [],
		date: Date.UTC(2025, 0, 5, 9, 7, 3),
		messageId: "a1b2c3@contoso.example",
		...parts,
	};
}

/** Bytes as a source. @param step most bytes that one read gives @param announced whether the length is known before */
export function sourceOf(bytes: Uint8Array, step = Number.POSITIVE_INFINITY, announced = true): Source {
	let offset = 0;
	return {
		...(announced ? { byteLength: bytes.byteLength } : {}),
		read(into) {
			const part = bytes.subarray(offset, offset + Math.min(step, into.byteLength));
			into.set(part);
			offset += part.byteLength;
			return part.byteLength;
		},
	};
}

/** Bytes as a document that can be sent again: a source that starts over. */
export function rewindable(bytes: Uint8Array, step?: number, announced?: boolean): Source {
	let source = sourceOf(bytes, step, announced);
	return {
		...(source.byteLength === undefined ? {} : { byteLength: source.byteLength }),
		read: (into) => source.read(into),
		rewind() {
			source = sourceOf(bytes, step, announced);
		},
	};
}

/** Everything that a source gives. @param room length of the buffer it is read into */
export async function readAll(source: Source, room: () => number = () => 4096): Promise<Buffer> {
	const parts: Buffer[] = [];
	for (;;) {
		const into = new Uint8Array(room());
		const count = await source.read(into);
		if (count === 0) return Buffer.concat(parts);
		parts.push(Buffer.from(into.subarray(0, count)));
	}
}

/** A message in MIME form. */
export function compose(message: Message, encoding: MessageEncoding = "7bit"): Promise<Buffer> {
	return readAll(new MIMEMessage(message, sequence).open(encoding));
}
