/**
 * A body that is read piece by piece: an attachment, a scanned page, a page to print. Nothing ever holds a whole one.
 */
export interface Source {
	/** The whole length in bytes where it is known before reading. */
	readonly byteLength?: number;
	/** About how many bytes there will be, where `byteLength` is not known yet: a live scan's guess. */
	readonly estimatedByteLength?: number;
	/**
	 * Fills `into` from its start and answers how many bytes it put there, 1 to `into.byteLength`; 0 only at the end.
	 * Throws a Failure when the body cannot be read on.
	 */
	read(into: Uint8Array): number | Promise<number>;
	/** Starts over from the first byte, where the body can: so a message can be sent again after a failure that passed. */
	rewind?(): void;
	/** Lets go of what the body holds; called once, at the end or when reading is given up. */
	close?(): void;
}
