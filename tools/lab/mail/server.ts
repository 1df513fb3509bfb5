import { createServer } from "node:net";
import { type Listener, listen } from "../../../hosts/virtual/board/loopback";
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
