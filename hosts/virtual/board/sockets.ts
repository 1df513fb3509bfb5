import { createConnection, type Socket } from "node:net";
import type { Calls, PostEvent } from "./calls";
import { DeviceSocket, STREAM_OPTIONS } from "./device-socket";
import type { Routes } from "./routes";

/** How long nothing must have happened on the network to call it quiet, in milliseconds of real time. */
const QUIET = 20;

/** How often it is looked whether a server has answered, in milliseconds of real time. */
const GLANCE = 5;

/** How long a server that owes an answer is waited for at most, in milliseconds of real time. */
const QUIET_LIMIT = 1000;

/** The firmware's TCP and TLS connections and its DNS questions. */
export class Sockets {
	readonly #routes: Routes;
	readonly #roots: readonly string[];
	readonly #post: PostEvent;
	readonly #open = new Map<string, DeviceSocket>();
	readonly #outgoing = new Set<DeviceSocket>();
	#lastActivity = 0;
	/** Changes at each power cut: answers to questions from before are for nobody. */
	#run = {};

	/** @param roots certificates that TLS servers are checked against, as PEM */
	constructor(routes: Routes, roots: readonly string[], post: PostEvent, calls: Calls) {
		this.#routes = routes;
		this.#roots = roots;
		this.#post = post;
		calls.add({
			"tcp.connect": ([id = "", address = "", port, noDelay]) =>
				this.#connect(id, address, Number(port), noDelay === "1"),
			"tcp.announce": ([id = ""]) => this.#open.get(id)?.announce(),
			"tcp.read": ([id, limit]) => this.#find(id).read(Number(limit)),
			"tcp.write": ([id], body) => this.#find(id).write(body),
			"tcp.peer": ([id]) => this.#find(id).peer,
			"tcp.close": ([id = ""]) => this.#close(id),
			"tls.start": ([id = "", verify, serverName = ""]) =>
				this.#open.get(id)?.startTLS({ serverName, verify: verify !== "0", roots: this.#roots }),
			"dns.resolve": ([id = "", host = ""]) => this.#resolve(id, host),
		});
	}

	/** Takes in a connection that the device has accepted. */
	accept(id: string, socket: Socket): void {
		this.#add(id, socket);
	}

	/**
	 * Waits until no server owes the firmware an answer and nothing has happened for a moment; at once when the firmware
	 * has no connection to a server. So a clock that is advanced does not run ahead of answers under way.
	 */
	async quiet(): Promise<void> {
		const start = performance.now();
		while (this.#outgoing.size > 0 && performance.now() - start < QUIET_LIMIT) {
			const rest = QUIET - (performance.now() - this.#lastActivity);
			const awaiting = [...this.#outgoing].some((socket) => socket.awaiting);
			if (rest <= 0 && !awaiting) return;
			await new Promise((resolve) => setTimeout(resolve, Math.max(rest, GLANCE)));
		}
	}

	/** Ends all connections, as a power cut does. */
	clear(): void {
		for (const socket of this.#open.values()) socket.destroy();
		this.#open.clear();
		this.#outgoing.clear();
		this.#run = {};
	}

	#connect(id: string, address: string, port: number, noDelay: boolean): undefined {
		const target = this.#routes.target(address, port);
		if (!target) {
			this.#post(() => `${id} error refused nothing answers at ${address}:${port}`);
			return;
		}
		const { address: host, port: targetPort } = target;
		this.#outgoing.add(
			this.#add(id, createConnection({ host, port: targetPort, noDelay, ...STREAM_OPTIONS })),
		);
	}

	#add(id: string, socket: Socket): DeviceSocket {
		const active = () => {
			this.#lastActivity = performance.now();
		};
		active();
		const added = new DeviceSocket(id, socket, this.#post, active);
		this.#open.set(id, added);
		return added;
	}

	#find(id: string | undefined): DeviceSocket {
		const socket = this.#open.get(id ?? "");
		if (!socket) throw new Error("the socket is not open");
		return socket;
	}

	#close(id: string): undefined {
		const socket = this.#open.get(id);
		if (!socket) return;
		socket.close();
		this.#open.delete(id);
		this.#outgoing.delete(socket);
	}

	#resolve(id: string, host: string): undefined {
		const run = this.#run;
		this.#routes.resolve(host, (address) => {
			if (run !== this.#run) return;
			this.#post(() => (address === undefined ? `${id} failed` : `${id} resolved ${address}`));
		});
	}
}
