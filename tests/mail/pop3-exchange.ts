import { POP3Client, type POP3Options } from "../../modules/mail/pop3-client";
import type { Values } from "../../modules/settings/fields";
import { type ScriptedNetwork, type Step, type TranscriptOptions, transcript } from "../host/transcript";
import { PASSWORD, SMTP_AUTH } from "./exchange";

/** What POP3 servers say, and a printer that is set up for POP before SMTP. */
export const ACCOUNT = "copier";

/** Settings for POP before SMTP without encryption. */
export const POP_BEFORE_SMTP: Partial<Values> = {
	...SMTP_AUTH,
	"mail.authentication": "pop-before-smtp",
	"mail.pop3-server": "pop.example.com",
	"mail.sender": "copier@example.com",
};

/** The greeting of a server without APOP. */
export const GREETING: Step = "S: +OK POP3 server ready";

/** The question what the server can do, and its answer. */
export function capa(...tags: string[]): Step[] {
	return ["C: CAPA", "S: +OK Capability list follows", ...tags.map((tag): Step => `S: ${tag}`), "S: ."];
}

/** From STLS to the answer to CAPA within TLS. */
export function upgrade(...tags: string[]): Step[] {
	return ["C: STLS", "S: +OK Begin TLS negotiation", "TLS", ...capa(...tags)];
}

/** A sign-in that says the password, and its success. */
export const USER_PASS: readonly Step[] = [
	`C: USER ${ACCOUNT}`,
	"S: +OK",
	`C: PASS ${PASSWORD}`,
	"S: +OK maildrop has 0 messages",
];

/** The end of a session. */
export const QUIT: readonly Step[] = ["C: QUIT", "S: +OK bye", "CLOSE"];

/** A conversation through STLS from greeting to farewell. */
export const HAPPY: readonly Step[] = [
	GREETING,
	...capa("STLS", "TOP"),
	...upgrade("USER", "SASL PLAIN XOAUTH2"),
	...USER_PASS,
	...QUIT,
];

/** How a printer that is set up so connects. */
export function optionsFor(network: ScriptedNetwork, security: POP3Options["security"]): POP3Options {
	const port = security === "tls" ? 995 : 110;
	return { network, host: "pop.example.com", port, security, secure: {}, clockSet: true };
}

/** Connects, signs in and quits in a conversation; answers "signed in" or what was thrown, and all that was sent. */
export async function session(
	steps: readonly Step[],
	security: POP3Options["security"],
	options: TranscriptOptions = {},
	use: (client: POP3Client) => Promise<void> = (client) => client.signIn(ACCOUNT, PASSWORD),
) {
	const network = transcript(steps, options);
	let ended: unknown = "signed in";
	try {
		const client = await POP3Client.connect(optionsFor(network, security));
		await use(client);
		await client.quit();
	} catch (error) {
		ended = error;
	}
	return { ended, network, sent: Buffer.concat(network.received).toString("latin1") };
}
