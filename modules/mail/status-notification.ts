/** Delivery status notifications that the sender asks for (RFC 3461). */
export interface StatusNotification {
	/** When to report, for each recipient; `never` asks for silence even where delivery fails. */
	readonly notify: "never" | readonly ("success" | "failure" | "delay")[];
	/** How much of the message a report brings back. */
	readonly return?: "full" | "headers";
	/** An id that reports repeat, printable ASCII of 1 to 100 characters. */
	readonly envelopeId?: string;
}
