import type { Socket } from "node:net";
import type { Calls, PostEvent } from "./calls";
import type { Ports } from "./ports";
import type { Sockets } from "./sockets";

/** Connections that may wait for the firmware to take them; more are turned away. */
const BACKLOG = 8;

/** What the firmware listens on. */
export class Listeners {
	readonly #ports: Ports;
	readonly #sockets: Sockets;
	readonly #post: PostEvent;
	readonly #open = new Map<string, { readonly port: number; readonly waiting: Socket[] }>();

	constructor(ports: Ports, sockets: Sockets, post: PostEvent, calls: Calls) {
		this.#ports = ports;
		this.#sockets = sockets;
		this.#post = post;
		calls.add({
			"listener.open": ([id = "", port]) => this.#listen(id, Number(port)),
			"listener.accept": ([id = "", accepted = ""]) => (this.#accept(id, accepted) ? "1" : "0"),
			"listener.close": ([id = ""]) => this.#close(id),
		});
	}

	/** Listens no more, as a power cut does. */
	clear(): void {
		for (const id of [...this.#open.keys()]) this.#close(id);
	}

	#listen(id: string, port: number): undefined {
		if (this.#ports.attached(port)) throw new Error(`port ${port} is in use`);
		const waiting: Socket[] = [];
		const known = this.#ports.attach(port, (socket) => {
			if (waiting.length >= BACKLOG) {
				socket.resetAndDestroy();
				return;
			}
			waiting.push(socket);
			this.#post(() => (waiting.length > 0 ? `${id} readable ${waiting.length}` : undefined));
		});
		if (!known) throw new Error(`this device has no port ${port}`);
		this.#open.set(id, { port, waiting });
	}

	#accept(id: string, accepted: string): boolean {
		const socket = this.#open.get(id)?.waiting.shift();
		if (!socket) return false;
		this.#sockets.accept(accepted, socket);
		return true;
	}

	#close(id: string): undefined {
		const listener = this.#open.get(id);
		if (!listener) return;
		this.#open.delete(id);
		this.#ports.attach(listener.port, undefined);
		for (const socket of listener.waiting) socket.resetAndDestroy();
	}
}
