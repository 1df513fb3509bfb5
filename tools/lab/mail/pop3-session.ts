import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type Account, findAccount } from "../accounts";
import { permission } from "../authority/scopes";
import { type ConnectionTls, handshake } from "../tls";
import type { TokenReader } from "./authentication";
import { Hangup, Input } from "./input";
import type { POP3SignIns } from "./pop3-sign-ins";

/** Octets of a line: a token is the longest. */
const LINE_LIMIT = 16384;
/** Milliseconds a silent client is waited for (RFC 1939 section 3). */
const IDLE_LIMIT = 600000;

/** What every session shares. */
export interface POP3Parts {
	readonly signIns: POP3SignIns;
	readonly readToken: TokenReader;
	readonly tls: ConnectionTls;
}

/**
 * One conversation with a POP3 client (RFC 1939, 2449, 2595, 5034), as far as signing in goes: the mailbox is always
 * empty. Unlike Exchange Online it takes passwords, by APOP too, for printers that do POP before SMTP.
 */
export class POP3Session {
	readonly #parts: POP3Parts;
	readonly #raw: Socket;
	readonly #timestamp: string;
	#socket: Socket;
	#input: Input;
	#user: string | undefined;
	#signedIn = false;
	#over = false;

	/** @param id makes the greeting's timestamp one of its own */
	constructor(socket: Socket, id: number, parts: POP3Parts) {
		this.#raw = socket;
		this.#socket = socket;
		this.#parts = parts;
		this.#timestamp = `<${id}.${process.hrtime.bigint()}@outlook.office365.com>`;
		this.#input = this.#listenTo(socket);
	}

	/** Holds the conversation until either side ends it. Never rejects. */
	async run(): Promise<void> {
		try {
			this.#reply(`+OK The Microsoft Exchange POP3 service is ready. ${this.#timestamp}`);
			while (!this.#over) {
				const [, verb = "", argument = ""] = /^(\S*) ?(.*)$/s.exec(await this.#line()) ?? [];
				await this.#command(verb.toUpperCase(), argument);
			}
			this.#socket.end();
		} catch {
			this.#socket.destroy();
		}
	}

	#listenTo(socket: Socket): Input {
		return new Input(socket, () => IDLE_LIMIT);
	}

	async #line(): Promise<string> {
		return (await this.#input.line(LINE_LIMIT)).toString("utf8");
	}

	#reply(...lines: readonly string[]): void {
		if (this.#socket.writable) this.#socket.write(lines.map((line) => `${line}\r\n`).join(""));
	}

	async #command(verb: string, argument: string): Promise<void> {
		switch (verb) {
			case "CAPA":
				return this.#reply("+OK", ...this.#capabilities, ".");
			case "STLS":
				return this.#startTLS();
			case "USER":
				this.#user = argument;
				return this.#reply("+OK");
			case "PASS":
				return this.#signIn(findAccount(this.#user ?? ""), ({ password }) => password === argument);
			case "APOP": {
				const [name = "", digest] = argument.split(" ");
				const expected = (password: string) =>
					createHash("md5").update(this.#timestamp).update(password).digest("hex");
				return this.#signIn(findAccount(name), ({ password }) => expected(password) === digest);
			}
			case "AUTH":
				return this.#authenticate(argument);
			case "STAT":
				return this.#reply(this.#signedIn ? "+OK 0 0" : "-ERR Command is not valid in this state.");
			case "QUIT":
				this.#over = true;
				return this.#reply("+OK Microsoft Exchange Server POP3 server signing off.");
			default:
				return this.#reply("-ERR Protocol error. 14");
		}
	}

	get #capabilities(): readonly string[] {
		return ["TOP", "UIDL", "USER", this.#socket === this.#raw ? "STLS" : "SASL XOAUTH2"];
	}

	async #startTLS(): Promise<void> {
		if (this.#socket !== this.#raw) return this.#reply("-ERR Command is not valid in this state.");
		this.#reply("+OK Begin TLS negotiation.");
		// What came in plain text before the handshake is forgotten (RFC 2595 section 4).
		this.#input.detach();
		const secure = new TLSSocket(this.#raw, { ...this.#parts.tls(), isServer: true });
		this.#socket = secure;
		this.#input = this.#listenTo(secure);
		await handshake(secure, new Hangup());
	}

	async #authenticate(argument: string): Promise<void> {
		const [mechanism = "", initial] = argument.split(" ");
		if (mechanism.toUpperCase() !== "XOAUTH2" || this.#socket === this.#raw)
			return this.#reply("-ERR Unrecognized authentication type.");
		if (initial === undefined) this.#reply("+ ");
		const response = Buffer.from(initial ?? (await this.#line()), "base64").toString("utf8");
		const [, login = "", token = ""] =
			/^user=([^\x01]+)\x01auth=Bearer ([^\x01]+)\x01\x01$/.exec(response) ?? [];
		const found = await this.#parts.readToken(token);
		const good = found?.scope.split(" ").some((scope) => permission(scope) === "POP.AccessAsUser.All");
		this.#signIn(good ? found?.account : undefined, ({ address }) => address === login.toLowerCase());
	}

	#signIn(account: Account | undefined, proves: (account: Account) => boolean): void {
		if (account !== undefined && proves(account)) {
			this.#signedIn = true;
			this.#parts.signIns.mark(this.#raw.remoteAddress ?? "", account);
			this.#reply("+OK User successfully authenticated.");
		} else {
			this.#reply("-ERR Authentication failure: unknown user name or bad password.");
		}
	}
}
