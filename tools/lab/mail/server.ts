import { createServer } from "node:net";
import { type Listener, listen } from "../../../hosts/virtual/board/loopback";
import { type POP3Parts, POP3Session } from "./pop3-session";
import { type MailParts, SmtpSession } from "./session";
import type { Transcripts } from "./transcript";

/** Opens the submission server. @param port 0 for any free one. @throws Error when the port is in use */
export function openSmtpServer(port: number, transcripts: Transcripts, parts: MailParts): Promise<Listener> {
	const server = createServer({ noDelay: true }, (socket) => {
		const transcript = transcripts.begin(() => parts.clock.now());
		void new SmtpSession(socket, transcript, parts).run();
	});
	return listen(server, port, "the lab's mail server");
}

/** Opens the POP3 server. @param port 0 for any free one. @throws Error when the port is in use */
export function openPOP3Server(port: number, parts: POP3Parts): Promise<Listener> {
	let sessions = 0;
	const server = createServer({ noDelay: true }, (socket) => {
		sessions += 1;
		void new POP3Session(socket, sessions, parts).run();
	});
	return listen(server, port, "the lab's POP3 server");
}
