/** What a peripheral answers: text, bytes, or nothing. */
export type Answer = string | number | Uint8Array | undefined;

/**
 * Answers one kind of call.
 * @param words the header's words after the call's name
 * @param body the bytes sent along
 * @throws Error whose message the firmware sees as an Error of its own
 */
export type CallHandler = (words: readonly string[], body: Uint8Array) => Answer;

const NOTHING = new Uint8Array(0);

/** The calls that the firmware may make: each peripheral enters its own, so that the board knows none of them. */
export class Calls {
	readonly #handlers = new Map<string, CallHandler>();

	/** Enters handlers by the name of their call, e.g. `tcp.read`. */
	add(handlers: Readonly<Record<string, CallHandler>>): void {
		for (const [name, handler] of Object.entries(handlers)) this.#handlers.set(name, handler);
	}

	/**
	 * Answers a call: a header of words, and after a NUL its body.
	 * @throws Error when there is no such call, and whatever its handler throws
	 */
	answer(call: Buffer): Answer {
		const separator = call.indexOf(0);
		const header = call.toString("utf8", 0, separator < 0 ? call.byteLength : separator);
		const [name = "", ...words] = header.split(" ");
		const handler = this.#handlers.get(name);
		if (!handler) throw new Error(`the board has no "${name}"`);
		return handler(words, separator < 0 ? NOTHING : call.subarray(separator + 1));
	}
}

/** An event for the firmware, composed only when its turn comes; undefined when it has become pointless by then. */
export type PendingEvent = () => string | undefined;

/** Queues an event for the firmware. */
export type PostEvent = (event: PendingEvent) => void;
