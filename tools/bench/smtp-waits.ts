import type { Figure } from "./figure";
import type { Group } from "./group";
import { type Letter, RECIPIENT, RELAY, type Sender } from "./sender";
import type { Stage } from "./stage";

/** Milliseconds before each reply: what the client has sent by then is there, so the count does not depend on luck. */
const PAUSE = 20;

/** Small enough for one chunk and one write. */
const DOCUMENT_BYTES = 1000;

/** Ten people, one of them of the organization. */
const TEN = [RECIPIENT, ...Array.from({ length: 9 }, (_, index) => `person${index + 1}@elsewhere.example`)];

/** How often a client waits for the server, from the greeting to the reply that it took the message. */
export const SMTP_WAITS: Group = {
	key: "waits",
	title: "Waits for the server",
	about:
		"One message over STARTTLS and TLS 1.3: the greeting, the handshake and each reply that came when nothing more of " +
		"the client's was on its way; the reply to QUIT is not counted. two-step: a server that is not known to take long " +
		"AUTH lines (nodemailer sends them all the same).",
	async *measure(stage) {
		yield await waits(stage, "smtp.waits", 7, {});
		yield await waits(stage, "smtp.waits.10-recipients", 7, { to: TEN });
		yield await waits(stage, "smtp.waits.two-step", 8, { server: RELAY });
	},
};

async function waits(
	stage: Stage,
	name: string,
	budget: number,
	differing: Partial<Letter>,
): Promise<Figure> {
	const letter = stage.letter(DOCUMENT_BYTES, differing);
	const count = async (sender: Sender) =>
		(await stage.pausing(PAUSE, () => stage.send(sender, letter))).waits;
	const value = await count(stage.timbre);
	const peers = {
		nodemailer: await count(stage.nodemailer),
		...(stage.curl && { curl: await count(stage.curl) }),
	};
	return { name, value, unit: "waits", budget, peers };
}
