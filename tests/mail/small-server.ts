import type { Values } from "../../modules/settings/fields";
import type { Step } from "../host/transcript";
import { ehloReply, PASSWORD, SMTP_AUTH } from "./exchange";

/** Steps of a small mail server in the office: no TLS, mostly no sign-in, and only the extensions that a test names. */
export const OPEN_SERVER: Partial<Values> = { ...SMTP_AUTH, "mail.authentication": "off" };

/** A server that has no time for anyone now. */
export const BUSY: readonly Step[] = ["S: 421 4.3.2 Service not available, try later", "CLOSE"];

/** From the greeting to the reply to EHLO. */
export function greeting(extensions: readonly string[] = []): Step[] {
	return ["S: 220 mail.example.com ESMTP", "C: EHLO copier", ...ehloReply(extensions)];
}

/** A sign-in by PLAIN with the account of `SMTP_AUTH`. */
export const PLAIN_SIGN_IN: readonly Step[] = [
	`C: AUTH PLAIN ${Buffer.from(`\0copier\0${PASSWORD}`).toString("base64")}`,
	"S: 235 2.7.0 Authentication successful",
];

/** The message after DATA, whatever is in it, up to the dot that ends it. */
export const ANY_MESSAGE: Step = {
	expect(received) {
		const end = received.indexOf("\r\n.\r\n");
		return end < 0 ? undefined : end + 5;
	},
};

/** One transaction of `messageOf()` by DATA without PIPELINING, with the reply to the message. */
export function transaction(reply: Step = "S: 250 2.0.0 taken"): Step[] {
	return [...envelope(), "C: DATA", "S: 354 go ahead", ANY_MESSAGE, reply];
}

/** The envelope of `messageOf()` without PIPELINING. */
export function envelope(recipientReply: Step = "S: 250 2.1.5 OK"): Step[] {
	return [
		"C: MAIL FROM:<printer@contoso.example>",
		"S: 250 2.1.0 OK",
		"C: RCPT TO:<marie@contoso.example>",
		recipientReply,
	];
}

/** The messages that a connection received by DATA, as they are between DATA and the dot. */
export function messagesIn(received: Buffer | undefined): string[] {
	const text = received?.toString("latin1") ?? "";
	return [...text.matchAll(/DATA\r\n([\s\S]*?\r\n)\.\r\n/g)].map(([, message = ""]) => message);
}
