import { MIB } from "./documents";
import type { Group } from "./group";
import type { Sender } from "./sender";
import { ENCODINGS, type Encoding, type Stage } from "./stage";

/** Bytes of the attachment. */
const PAYLOAD = 10 * MIB;

const BUDGETS: Readonly<Record<Encoding, number>> = { binarymime: 1.002, base64: 1.37 };

/** What goes over the network for what a person wants to send. */
export const SMTP_WIRE: Group = {
	key: "wire",
	title: "Bytes on the wire over bytes of the attachment, 10 MiB",
	about:
		"Octets of the TCP connection in both directions as the server's socket counts them: TLS records and handshake, " +
		"replies, headers, encoding. Peers send base64 whatever the server offers.",
	async *measure(stage) {
		const peers = {
			nodemailer: await ratio(stage, stage.nodemailer),
			...(stage.curl && { curl: await ratio(stage, stage.curl) }),
		};
		for (const encoding of ENCODINGS) {
			const value = await stage.offering(encoding, () => ratio(stage, stage.timbre));
			yield { name: `smtp.wire-ratio.${encoding}`, value, unit: "ratio", budget: BUDGETS[encoding], peers };
		}
	},
};

async function ratio(stage: Stage, sender: Sender): Promise<number> {
	const { bytesReceived, bytesSent } = await stage.send(sender, stage.letter(PAYLOAD));
	return (bytesReceived + bytesSent) / PAYLOAD;
}
