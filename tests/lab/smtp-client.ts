import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Lab } from "../../tools/lab/lab";

const HOST = "smtp.office365.com";
const REPLY = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/;

/** The base64 of an XOAUTH2 response. */
export function xoauth2(login: string, token: string): string {
	return Buffer.from(`user=${login}\x01auth=Bearer ${token}\x01\x01`).toString("base64");
}

/** A bare SMTP client: sends octets, reads replies, knows nothing of what they mean. */
export class SmtpClient {
	readonly #lab: Lab;
	#socket: Socket;
	#received = "";
	#closed = false;
	#wake = () => {};

	constructor(lab: Lab, host = HOST) {
		this.#lab = lab;
		const route = lab.routes.find((one) => one.host === host);
		if (route === undefined) throw new Error(`no route to ${host}`);
		this.#socket = connectTcp({ port: route.localPort, host: route.address, noDelay: true });
		this.#listen();
	}

	get tlsVersion(): string | null {
		return (this.#socket as TLSSocket).getProtocol();
	}

	/** What has come and was not read as a reply. */
	get unread(): string {
		return this.#received;
	}

	write(data: string | Uint8Array): void {
		this.#socket.write(data);
	}

	/** The next reply, with every line and its CRLF; "" when the server closed the connection instead. */
	async reply(): Promise<string> {
		for (;;) {
			const match = REPLY.exec(this.#received);
			if (match !== null) {
				this.#received = this.#received.slice(match[0].length);
				return match[0];
			}
			if (this.#closed) return "";
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	/** Sends a line and reads the reply to it. */
	command(line: string): Promise<string> {
		this.write(`${line}\r\n`);
		return this.reply();
	}

	/** Waits until the server has closed the connection. */
	async closed(): Promise<void> {
		while (!this.#closed) {
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	/** The TLS handshake, after the server's 220. */
	async secure(): Promise<void> {
		this.#socket.removeAllListeners();
		const secure = connectTls({ socket: this.#socket, servername: HOST, ca: this.#lab.root });
		this.#socket = secure;
		await new Promise<void>((resolve, reject) => {
			secure.once("secureConnect", resolve);
			secure.once("error", reject);
			secure.once("close", () => reject(new Error("closed during the handshake")));
		});
		secure.removeAllListeners("error");
		secure.removeAllListeners("close");
		this.#listen();
	}

	/** Greeting, EHLO, STARTTLS, handshake, EHLO. */
	async open(): Promise<this> {
		await this.reply();
		await this.command("EHLO printer.example");
		await this.command("STARTTLS");
		await this.secure();
		await this.command("EHLO printer.example");
		return this;
	}

	close(): void {
		this.#socket.destroy();
	}

	#listen(): void {
		this.#socket.on("data", (chunk) => {
			this.#received += chunk.toString("latin1");
			this.#wake();
		});
		this.#socket.on("error", () => {});
		this.#socket.on("close", () => {
			this.#closed = true;
			this.#wake();
		});
	}
}

/** An open connection on which `login` has signed in. */
export async function signedIn(lab: Lab, login: string, token: string): Promise<SmtpClient> {
	const client = await new SmtpClient(lab).open();
	const reply = await client.command(`AUTH XOAUTH2 ${xoauth2(login, token)}`);
	if (!reply.startsWith("235")) throw new Error(reply);
	return client;
}
