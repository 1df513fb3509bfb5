import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { Connection } from "../network/connection";

/** Milliseconds for one reply or one write. RFC 5321 section 4.5.3.2 allows 5 minutes; nobody stands at a printer so long. */
export const COMMAND_TIMEOUT = 60_000;

/** What SMTP and POP3 share: one connection on which commands and replies take turns. */
export abstract class CommandChannel {
	protected readonly connection: Connection;

	constructor(connection: Connection) {
		this.connection = connection;
		connection.timeout = COMMAND_TIMEOUT;
	}

	/** Where the exchange is; failures of the connection say so. */
	get stage(): Stage {
		return this.connection.stage;
	}
	set stage(stage: Stage) {
		this.connection.stage = stage;
	}

	/** Milliseconds for one reply or one write. */
	set timeout(timeout: number) {
		this.connection.timeout = timeout;
	}

	/** Closes at once. */
	close(): void {
		this.connection.close();
	}

	/** A command as it goes out. Throws internal for a line break in it, which would begin another. */
	protected commandLine(command: string): string {
		if (/[\r\n\0]/.test(command)) throw new Failure("internal", { detail: "line break in a command" });
		return `${command}\r\n`;
	}
}
