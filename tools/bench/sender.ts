import type { Document } from "./documents";

/** What is to be sent. */
export interface Letter {
	/** Addresses. */
	readonly to: readonly string[];
	readonly document: Document;
	/** The mail server's name. */
	readonly server: string;
}

/** Who sends: Timbre or a peer. */
export interface Sender {
	/** The name as people know it. */
	readonly name: string;
	/**
	 * Sends a letter over a new connection.
	 * @returns milliseconds until the server took it
	 * @throws Error when it was not taken
	 */
	send(letter: Letter): Promise<number>;
}

/** The server that everybody knows to be Microsoft's. */
export const EXCHANGE_ONLINE = "smtp.office365.com";

/** The same server under the organization's name: nobody can know that it takes long AUTH lines. */
export const RELAY = "relay.timbre.example";

/** Who sends. */
export const ACCOUNT = "admin@timbre.example";
export const PASSWORD = "Admin-2025";

/** Who gets it. */
export const RECIPIENT = "marie@timbre.example";
