import type { DeviceNetwork } from "../base/device";
import type { Listener } from "../base/sockets";
import { Connection } from "./connection";
import { HTTP_SERVER_LIMITS, type HTTPServerLimits } from "./http-server-limits";
import { type HTTPHandler, HTTPSession, type HTTPSessionParts } from "./http-session";

export type { HTTPRequest } from "./http-request";
export type { HTTPResponse } from "./http-response";
export type { HTTPServerLimits } from "./http-server-limits";
export type { HTTPHandler } from "./http-session";

/** How to serve. */
export interface HTTPServerOptions {
	readonly network: DeviceNetwork;
	/** TCP port; 0 for any free one. */
	readonly port: number;
	/** Answers each request; what it throws becomes a bare 500 (400 for http.malformed). */
	readonly handler: HTTPHandler;
	/** Limits other than {@link HTTP_SERVER_LIMITS}. */
	readonly limits?: Partial<HTTPServerLimits>;
}

/**
 * A small HTTP/1.1 server (RFC 9112) for pages of the device itself: bounded in connections, sizes and times, whatever
 * its clients do. The constructor throws what the host's listener throws, for example when the port is taken.
 */
export class HTTPServer {
	readonly #network: DeviceNetwork;
	readonly #sessionParts: Omit<HTTPSessionParts, "connection">;
	readonly #sessions = new Set<HTTPSession>();
	#listener: Listener | undefined;
	/** Connections that wait in the listener. */
	#waiting = 0;

	constructor({ network, port, handler, limits }: HTTPServerOptions) {
		this.#network = network;
		this.#sessionParts = {
			handler,
			limits: { ...HTTP_SERVER_LIMITS, ...limits },
			mayStay: () => this.#waiting === 0,
			onEnd: (session) => {
				this.#sessions.delete(session);
				this.#accept();
			},
		};
		const { listener } = network;
		this.#listener = new listener.io({ ...listener, port, onReadable: (count) => this.#onReadable(count) });
	}

	/** The port it listens on; 0 once closed. */
	get port(): number {
		return this.#listener?.port ?? 0;
	}

	/** Connections open now. */
	get connections(): number {
		return this.#sessions.size;
	}

	/** Ends every connection and stops listening; closing again does nothing. */
	close(): void {
		const listener = this.#listener;
		this.#listener = undefined;
		this.#waiting = 0;
		listener?.close();
		for (const session of this.#sessions) session.close();
	}

	#onReadable(count: number): void {
		this.#waiting = count;
		this.#accept();
	}

	#accept(): void {
		while (this.#waiting > 0 && this.#listener) {
			if (this.#sessions.size >= this.#sessionParts.limits.connections) {
				this.#closeIdle();
				return;
			}
			this.#waiting--;
			const socket = this.#listener.read();
			if (!socket) {
				this.#waiting = 0;
				return;
			}
			let connection: Connection;
			try {
				connection = Connection.accept(this.#network, socket);
			} catch {
				// The client went away while it waited.
				continue;
			}
			this.#serve(connection);
		}
	}

	#serve(connection: Connection): void {
		const session = new HTTPSession({ ...this.#sessionParts, connection });
		this.#sessions.add(session);
		session.serve();
	}

	/** Room for who waits: the connection that has been open longest without a request. Its end accepts the next. */
	#closeIdle(): void {
		for (const session of this.#sessions) {
			if (session.idle) {
				session.close();
				return;
			}
		}
	}
}
