import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { STREAM_OPTIONS } from "./device-socket";
import { listen } from "./loopback";

/** One port of the device and its server on this computer. */
interface Port {
	readonly server: Server;
	onConnection: ((socket: Socket) => void) | undefined;
}

/**
 * The ports that the device can listen on, and where each of them is on this computer. They stay reserved while the
 * device is off or does not listen; who comes then is turned away.
 */
export class Ports {
	readonly #ports = new Map<number, Port>();

	/**
	 * Opens ports.
	 * @param mapping the device's port -> local port, 0 for any free one
	 * @throws Error of one line that names the port, when one cannot be opened; none is open then
	 */
	async open(mapping: Readonly<Record<number, number>>): Promise<void> {
		try {
			for (const [port, localPort] of Object.entries(mapping)) await this.#open(Number(port), localPort);
		} catch (error) {
			await this.close();
			throw error;
		}
	}

	/** Where a port of the device is on this computer. */
	localPort(port: number): number | undefined {
		return (this.#ports.get(port)?.server.address() as AddressInfo | undefined)?.port;
	}

	/** Hands the connections of a port to `onConnection`, or turns them away without it; false for an unknown port. */
	attach(port: number, onConnection: ((socket: Socket) => void) | undefined): boolean {
		const entry = this.#ports.get(port);
		if (entry) entry.onConnection = onConnection;
		return entry !== undefined;
	}

	/** True when the firmware listens on the port. */
	attached(port: number): boolean {
		return this.#ports.get(port)?.onConnection !== undefined;
	}

	/** Gives all ports back. */
	async close(): Promise<void> {
		const servers = [...this.#ports.values()].map(({ server }) => server);
		this.#ports.clear();
		await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	}

	async #open(port: number, localPort: number): Promise<void> {
		const server = createServer(STREAM_OPTIONS);
		const entry: Port = { server, onConnection: undefined };
		server.on("connection", (socket) => {
			socket.on("error", () => {});
			if (entry.onConnection) entry.onConnection(socket);
			else socket.resetAndDestroy();
		});
		await listen(server, localPort, "the printer");
		this.#ports.set(port, entry);
	}
}
