import { utf8 } from "../base/bytes";
import type { Connection } from "../network/connection";
import { CommandChannel } from "./command-channel";
import { type POP3Reply, readPOP3List, readPOP3Reply } from "./pop3-reply";

/** Milliseconds for all of a session: a sign-in has about ten replies, and a server that drips must not keep a job for hours. */
const SESSION_TIMEOUT = 180_000;

/** One POP3 connection as commands and replies, one after the other (RFC 1939). */
export class POP3Channel extends CommandChannel {
	constructor(connection: Connection) {
		super(connection);
		connection.setDeadline(SESSION_TIMEOUT);
	}

	/**
	 * Sends a command and reads its reply.
	 * @param line without CRLF
	 *
	 * Throws as {@link readPOP3Reply}, and internal for a line break in the command.
	 */
	async command(line: string): Promise<POP3Reply> {
		await this.connection.write(utf8(this.commandLine(line)));
		return this.reply();
	}

	/** Reads one reply. Throws as {@link readPOP3Reply}. */
	reply(): Promise<POP3Reply> {
		return readPOP3Reply(this.connection);
	}

	/** Reads the list that a reply announced. Throws as {@link readPOP3List}. */
	list(): Promise<readonly string[]> {
		return readPOP3List(this.connection);
	}
}
