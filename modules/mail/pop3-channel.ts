import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { Connection } from "../network/connection";
import { type POP3Reply, readPOP3List, readPOP3Reply } from "./pop3-reply";

/** Milliseconds for one reply or one write, as with SMTP. */
const COMMAND_TIMEOUT = 60_000;
/** Milliseconds for all of a session: a sign-in has about ten replies, and a server that drips must not keep a job for hours. */
const SESSION_TIMEOUT = 180_000;

/** One POP3 connection as commands and replies, one after the other (RFC 1939). */
export class POP3Channel {
	readonly #connection: Connection;

	constructor(connection: Connection) {
		this.#connection = connection;
		connection.timeout = COMMAND_TIMEOUT;
		connection.setDeadline(SESSION_TIMEOUT);
	}

	/** Where the exchange is; failures of the connection say so. */
	get stage(): Stage {
		return this.#connection.stage;
	}
	set stage(stage: Stage) {
		this.#connection.stage = stage;
	}

	/** Milliseconds for one reply or one write. */
	set timeout(timeout: number) {
		this.#connection.timeout = timeout;
	}

	/**
	 * Sends a command and reads its reply.
	 * @param line without CRLF
	 *
	 * Throws as {@link readPOP3Reply}, and internal for a line break in the command.
	 */
	async command(line: string): Promise<POP3Reply> {
		if (/[\r\n\0]/.test(line)) throw new Failure("internal", { detail: "line break in a POP3 command" });
		await this.#connection.write(utf8(`${line}\r\n`));
		return this.reply();
	}

	/** Reads one reply. Throws as {@link readPOP3Reply}. */
	reply(): Promise<POP3Reply> {
		return readPOP3Reply(this.#connection);
	}

	/** Reads the list that a reply announced. Throws as {@link readPOP3List}. */
	list(): Promise<readonly string[]> {
		return readPOP3List(this.#connection);
	}

	/** Closes at once. */
	close(): void {
		this.#connection.close();
	}
}
