import { MIB } from "./documents";
import type { Figure } from "./figure";
import type { Group } from "./group";
import type { Sender } from "./sender";
import { ENCODINGS, type Encoding, type Stage } from "./stage";

/** Bytes of the attachment. */
const PAYLOAD = 10 * MIB;

/** As the design words them, with so many digits. */
const BUDGETS: Readonly<Record<Encoding, { readonly budget: number; readonly digits: number }>> = {
	binarymime: { budget: 1.002, digits: 3 },
	base64: { budget: 1.37, digits: 2 },
};

/** What goes over the network for what a person wants to send. */
export const SMTP_WIRE: Group = {
	key: "wire",
	title: "Bytes on the wire over bytes of the attachment, 10 MiB",
	about:
		"Octets that the client sends over TCP, as the server's socket counts them: TLS records and handshake, commands, " +
		"headers, encoding. both-ways: with what the server sends, a reply for each 64 KiB included. Peers send base64 " +
		"whatever the server offers.",
	async *measure(stage) {
		const nodemailer = await ratios(stage, stage.nodemailer);
		const curl = stage.curl && (await ratios(stage, stage.curl));
		const figure = (name: string, way: keyof Ratios, value: Ratios): Figure => ({
			...{ name, value: value[way], unit: "ratio" },
			peers: { nodemailer: nodemailer[way], ...(curl && { curl: curl[way] }) },
		});
		for (const encoding of ENCODINGS) {
			const timbre = await stage.offering(encoding, () => ratios(stage, stage.timbre));
			yield { ...figure(`smtp.wire-ratio.${encoding}`, "sent", timbre), ...BUDGETS[encoding] };
			yield figure(`smtp.wire-ratio.${encoding}.both-ways`, "bothWays", timbre);
		}
	},
};

/** Octets on the wire for each of the attachment. */
interface Ratios {
	readonly sent: number;
	readonly bothWays: number;
}

async function ratios(stage: Stage, sender: Sender): Promise<Ratios> {
	const { bytesReceived, bytesSent } = await stage.send(sender, stage.letter(PAYLOAD));
	return { sent: bytesReceived / PAYLOAD, bothWays: (bytesReceived + bytesSent) / PAYLOAD };
}
