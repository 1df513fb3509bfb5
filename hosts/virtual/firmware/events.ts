import TextDecoder from "text/decoder";

/** Something that the board sends events to: a socket, a timer, a running DNS question. */
export interface EventHandler {
	/**
	 * @param name what happened, e.g. `readable`
	 * @param argument the rest of the event's line
	 */
	onEvent(name: string, argument: string): void;
}

/** The id under which the board sends its control requests. */
export const CONTROL_ID = 0;

/**
 * Who gets which event. The firmware chooses the ids, so that opening something costs one call and no parsing; an event
 * is the text `<id> <name> <argument>`. There is one instance a machine, `globalThis.events`, because modules are
 * preloaded and must hold no state.
 */
export class Events {
	readonly #handlers = new Map<number, EventHandler>();
	readonly #decoder = new TextDecoder();
	#lastId = CONTROL_ID;

	/** Takes a handler in and answers the id it got. */
	add(handler: EventHandler): number {
		this.#lastId += 1;
		this.#handlers.set(this.#lastId, handler);
		return this.#lastId;
	}

	/** Hands an id over to another handler. */
	set(id: number, handler: EventHandler): void {
		this.#handlers.set(id, handler);
	}

	/** Forgets an id; events that are still under way for it are dropped. */
	remove(id: number): void {
		this.#handlers.delete(id);
	}

	/** Brings one event to its handler; what the handler throws is not caught here. */
	dispatch(event: ArrayBuffer): void {
		const line = this.#decoder.decode(event);
		const nameStart = line.indexOf(" ") + 1;
		const argumentStart = line.indexOf(" ", nameStart);
		const nameEnd = argumentStart < 0 ? line.length : argumentStart;
		const handler = this.#handlers.get(Number(line.slice(0, nameStart - 1)));
		handler?.onEvent(line.slice(nameStart, nameEnd), line.slice(nameEnd + 1));
	}
}
