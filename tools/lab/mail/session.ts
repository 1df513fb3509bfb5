import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Clock } from "../clock";
import type { Faults } from "../faults";
import { type ConnectionTls, handshake } from "../tls";
import { Authentication, type TokenReader } from "./authentication";
import { Hangup, Input, InputEnd } from "./input";
import type { SendingLimits } from "./limits";
import type { Mailboxes } from "./mailboxes";
import type { POP3SignIns } from "./pop3-sign-ins";
import { extensions, greeting, REPLIES, SERVER_NAME } from "./replies";
import { takeReplyFault } from "./reply-faults";
import { parseChunk, Transaction } from "./transaction";
import type { Transcript } from "./transcript";

/** Octets of a command line, without CRLF. */
const LINE_LIMIT = 2048;
/** Octets of an AUTH line or of a SASL response: Exchange takes tokens of at least 12288. */
const AUTH_LINE_LIMIT = 16384;
/** Characters of a command line that a transcript shows; longer ones may be a token that went astray. */
const SHOWN_LIMIT = 512;
/** Milliseconds a silent client is waited for. */
const IDLE_LIMIT = 300000;

/** What every session shares. */
export interface MailParts {
	readonly clock: Clock;
	readonly faults: Faults;
	readonly mailboxes: Mailboxes;
	readonly limits: SendingLimits;
	readonly signIns: POP3SignIns;
	readonly readToken: TokenReader;
	readonly tls: ConnectionTls;
}

/** One conversation with a client (RFC 5321, 3030, 2920, 3207), as Exchange Online holds it. */
export class SmtpSession {
	readonly #parts: MailParts;
	readonly #transcript: Transcript;
	readonly #transaction: Transaction;
	readonly #raw: Socket;
	#socket: Socket;
	#input: Input;
	#secured = false;
	#greeted = false;
	#over = false;

	constructor(socket: Socket, transcript: Transcript, parts: MailParts) {
		this.#raw = socket;
		this.#socket = socket;
		this.#transcript = transcript;
		this.#parts = parts;
		this.#transaction = new Transaction(parts, transcript);
		this.#input = this.#listenTo(socket);
	}

	/** Holds the conversation until either side ends it. Never rejects. */
	async run(): Promise<void> {
		try {
			await this.#reply(takeReplyFault(this.#parts.faults, "GREETING") ?? greeting(this.#parts.clock.now()));
			while (!this.#over) await this.#command();
		} catch (error) {
			await this.#giveUp(error);
		} finally {
			const { account } = this.#transaction;
			if (account !== undefined) this.#parts.limits.leave(account.address);
			this.#count();
			this.#transcript.closed = true;
			if (this.#over) this.#socket.end();
			else this.#socket.destroy();
		}
	}

	#listenTo(socket: Socket): Input {
		return new Input(socket, () => Number(this.#parts.faults.peek("idle-time-out") ?? IDLE_LIMIT));
	}

	async #giveUp(error: unknown): Promise<void> {
		if (error instanceof InputEnd && error.reason !== "closed") {
			this.#over = true;
			await this.#reply(error.reason === "time-out" ? REPLIES.timeOut : REPLIES.lineTooLong);
		} else if (!(error instanceof InputEnd || error instanceof Hangup)) {
			this.#transcript.add("server", `! ${error instanceof Error ? error.message : "failure"}`, 0);
		}
	}

	async #command(): Promise<void> {
		const line = (await this.#input.line(AUTH_LINE_LIMIT)).toString("utf8");
		const [, verb = "", argument = ""] = /^(\S*) ?(.*)$/s.exec(line) ?? [];
		const name = verb.toUpperCase();
		if (name !== "AUTH" && line.length > LINE_LIMIT) throw new InputEnd("line-too-long");
		this.#transcript.add("client", redact(name, line), Buffer.byteLength(line) + 2);
		const ahead = this.#parts.faults.peek("no-pipelining") !== undefined && this.#input.buffered > 0;
		await this.#dispatch(ahead && name !== "BDAT" ? "PIPELINED" : name, argument.trimEnd());
	}

	async #dispatch(name: string, argument: string): Promise<void> {
		switch (name) {
			case "EHLO":
			case "HELO":
				return this.#hello(name, argument);
			case "STARTTLS":
				return this.#startTLS();
			case "AUTH":
				return this.#authenticate(argument);
			case "MAIL":
				return this.#reply(
					this.#greeted
						? this.#transaction.takeSender(argument, this.#offer().binary, this.#raw.remoteAddress)
						: REPLIES.badSequence,
				);
			case "RCPT":
				return this.#reply(this.#transaction.takeRecipient(argument));
			case "DATA":
				return this.#data();
			case "BDAT":
				return this.#chunk(argument);
			case "RSET":
				this.#transaction.reset();
				return this.#reply(REPLIES.reset);
			case "NOOP":
				return this.#reply(REPLIES.noop);
			case "VRFY":
				return this.#reply(REPLIES.cannotVerify);
			case "QUIT":
				this.#over = true;
				return this.#reply(REPLIES.bye);
			case "PIPELINED":
				return this.#reply(REPLIES.badSequence);
			default:
				return this.#reply(REPLIES.unknownCommand);
		}
	}

	async #hello(name: string, argument: string): Promise<void> {
		if (!/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Za-z.:]+\])$/.test(argument)) {
			return this.#reply(REPLIES.badDomain);
		}
		const refusal = takeReplyFault(this.#parts.faults, "EHLO");
		if (refusal !== undefined) return this.#reply(refusal);
		this.#greeted = true;
		this.#transaction.reset();
		const offered = name === "EHLO" ? extensions(this.#offer()) : [];
		const lines = [`${SERVER_NAME} Hello [${this.#raw.remoteAddress}]`, ...offered];
		return this.#reply(
			lines.map((line, index) => `250${index < lines.length - 1 ? "-" : " "}${line}`).join("\r\n"),
		);
	}

	#offer() {
		const off = (name: "no-starttls" | "no-pipelining" | "no-chunking" | "no-binarymime") =>
			this.#parts.faults.peek(name) !== undefined;
		return {
			secured: this.#secured,
			startTLS: !off("no-starttls"),
			pipelining: !off("no-pipelining"),
			chunking: !off("no-chunking"),
			binary: !off("no-chunking") && !off("no-binarymime"),
		};
	}

	async #startTLS(): Promise<void> {
		if (this.#secured) return this.#reply(REPLIES.alreadySecured);
		if (!this.#offer().startTLS) return this.#reply(REPLIES.notImplemented);
		const injected = this.#parts.faults.take("starttls-injection") ? "\r\n250 2.0.0 injected before TLS" : "";
		await this.#reply(REPLIES.startTLS + injected);
		// What came in plain text before the handshake is forgotten (RFC 3207 section 4.2).
		this.#input.detach();
		const secure = new TLSSocket(this.#socket, { ...this.#parts.tls(), isServer: true });
		this.#socket = secure;
		this.#input = this.#listenTo(secure);
		await handshake(secure, new Hangup());
		this.#secured = true;
		this.#greeted = false;
		this.#transcript.secured(secure.getProtocol() ?? "unknown");
	}

	async #authenticate(argument: string): Promise<void> {
		if (!this.#secured) return this.#reply(REPLIES.unknownAuthentication);
		if (!this.#greeted || this.#transaction.account !== undefined) return this.#reply(REPLIES.badSequence);
		const refusal = takeReplyFault(this.#parts.faults, "AUTH");
		if (refusal !== undefined) return this.#reply(refusal);
		const { faults, limits, readToken } = this.#parts;
		const result = await new Authentication(faults, readToken).run(argument, {
			ask: (challenge) => this.#ask(challenge),
		});
		if (result.account === undefined) return this.#reply(result.reply);
		if (faults.peek("smtp-432") === "connections" || !limits.enter(result.account.address)) {
			if (faults.peek("smtp-432") === "connections") faults.take("smtp-432");
			return this.#reply(REPLIES.connections);
		}
		this.#transaction.account = result.account;
		this.#transcript.login = result.account.address;
		return this.#reply(result.reply);
	}

	async #ask(challenge: string): Promise<string> {
		await this.#reply(challenge);
		const answer = (await this.#input.line(AUTH_LINE_LIMIT)).toString("latin1");
		this.#transcript.add("client", answer === "" ? "" : `<${answer.length} octets>`, answer.length + 2);
		return answer;
	}

	async #data(): Promise<void> {
		const refusal = this.#transaction.refuseData();
		if (refusal !== undefined) return this.#reply(refusal);
		await this.#reply(REPLIES.startData);
		return this.#reply(await this.#transaction.readData(this.#input));
	}

	async #chunk(argument: string): Promise<void> {
		if (!this.#offer().chunking) return this.#reply(REPLIES.notImplemented);
		const chunk = parseChunk(argument);
		if (chunk !== undefined) return this.#reply(await this.#transaction.readChunk(this.#input, chunk));
		// Without a size nobody knows where the next command begins, so the conversation cannot go on.
		await this.#reply(REPLIES.badArguments);
		throw new Hangup();
	}

	async #reply(reply: string): Promise<void> {
		const pause = this.#parts.faults.number("slow");
		if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
		for (const line of reply.split("\r\n")) this.#transcript.add("server", line);
		if (this.#input.buffered === 0 && !this.#over) this.#transcript.waits++;
		if (this.#socket.writable) this.#socket.write(`${reply}\r\n`);
		this.#count();
	}

	#count(): void {
		this.#transcript.bytesReceived = this.#raw.bytesRead;
		this.#transcript.bytesSent = this.#raw.bytesWritten;
	}
}

/** A command line without what may be a token: the initial response of AUTH, and lines too long for a command. */
function redact(name: string, line: string): string {
	const [verb, mechanism, initial] = line.split(" ");
	if (name === "AUTH" && initial !== undefined) return `${verb} ${mechanism} <${initial.length} octets>`;
	return line.length > SHOWN_LIMIT ? `<${line.length} octets>` : line;
}
