import type { ListenerOptions, Socket, Listener as SocketListener } from "../../../modules/base/sockets";
import * as board from "./board";
import type { EventHandler } from "./events";
import TCP from "./tcp";

/** ECMA-419 TCP listener (`embedded:io/socket/listener`). */
export default class Listener implements SocketListener, EventHandler {
	readonly port: number;
	#id: number;
	#onReadable: ListenerOptions["onReadable"];

	/** Throws an Error when the board offers no such port. */
	constructor(options: ListenerOptions) {
		this.port = options.port ?? 0;
		this.#onReadable = options.onReadable;
		this.#id = events.add(this);
		try {
			board.listen(this.#id, this.port);
		} catch (error) {
			events.remove(this.#id);
			throw error;
		}
	}

	read(): Socket | undefined {
		if (this.#id === 0) return undefined;
		const accepted = events.add(this);
		if (board.acceptSocket(this.#id, accepted)) {
			const socket = new TCP({ accepted });
			events.set(accepted, socket);
			return socket;
		}
		events.remove(accepted);
		return undefined;
	}

	close(): void {
		const id = this.#id;
		if (id === 0) return;
		this.#id = 0;
		this.#onReadable = undefined;
		events.remove(id);
		board.closeListener(id);
	}

	/** The board's news: connections wait. */
	onEvent(_name: string, argument: string): void {
		this.#onReadable?.(Number(argument));
	}
}
