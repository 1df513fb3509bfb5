import type { AddressInfo, Server, Socket } from "node:net";

/** The only address that the virtual printer and the lab ever listen on: nothing of them is meant for the network. */
export const LOOPBACK = "127.0.0.1";

/** An open port. */
export interface Listener {
	readonly port: number;
	/** Stops listening and ends the connections that are still open. */
	close(): Promise<void>;
}

/**
 * Opens a port on the loopback address.
 * @param port 0 for any free one
 * @param name who listens, as the error message says it: "the control API"
 * @throws Error of one line that names the port, when it cannot be opened
 */
export async function listen(server: Server, port: number, name: string): Promise<Listener> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", (error: NodeJS.ErrnoException) => {
			const reason = error.code === "EADDRINUSE" ? "another program uses it" : error.message;
			reject(new Error(`${name} cannot listen on ${LOOPBACK}:${port}: ${reason}`));
		});
		server.listen(port, LOOPBACK, resolve);
	});
	return {
		port: (server.address() as AddressInfo).port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
