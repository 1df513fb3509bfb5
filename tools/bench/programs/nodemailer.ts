/** nodemailer in a process of its own, loaded once and warm, as in a service that sends mail. */
import { createTransport } from "nodemailer";
import { serve, tell } from "./serve";

/** What nodemailer is to send, and where. */
export interface NodemailerRequest {
	/** The server's name, which its certificate must bear. */
	readonly host: string;
	/** Where the server really is. */
	readonly address: string;
	readonly port: number;
	/** Root certificate, PEM. */
	readonly root: string;
	readonly user: string;
	readonly accessToken: string;
	readonly to: readonly string[];
	/** File of the attachment. */
	readonly path: string;
}

/** Sends over a connection of its own, as the printer does. @returns milliseconds until the server took the message */
async function send(request: NodemailerRequest): Promise<number> {
	const { host, address, port, root, user, accessToken, to, path } = request;
	const start = performance.now();
	const transport = createTransport({
		host: address,
		port,
		name: "printer.timbre.example",
		requireTLS: true,
		tls: { servername: host, ca: root },
		auth: { type: "OAuth2", user, accessToken },
	});
	await transport.sendMail({
		from: user,
		to: [...to],
		subject: "Bench",
		text: "A document.",
		attachments: [{ filename: "document.pdf", contentType: "application/pdf", path }],
	});
	return performance.now() - start;
}

serve(send);
tell({ answer: undefined });
