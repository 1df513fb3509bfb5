import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Board } from "../board/board";
import { isForeign } from "../board/same-site";
import type { UpgradeHandler } from "../board/upgrade";
import { LCDClient } from "./lcd-client";

/** Where the LCD's pictures come from. */
export const LCD_PATH = "/lcd";

/** Most pages at a time; each costs at most one picture of memory. */
const CLIENT_LIMIT = 16;

/** Longest message from a page, in bytes: a touch takes fifty. */
const MESSAGE_LIMIT = 512;

/** How often a page must show that it is there, in milliseconds; one that does not gives its place away. */
const HEARTBEAT = 30_000;

/** Pictures shorter than this are sent as they are, in bytes. */
const DEFLATE_THRESHOLD = 512;

/** How the server is made. */
export interface LCDServerOptions {
	/** Most pages at a time. */
	readonly clientLimit?: number;
	/** Milliseconds between two heartbeats. */
	readonly heartbeat?: number;
}

/** Sends the LCD's picture to pages by WebSocket (RFC 6455) and takes touches and keys from them. */
export class LCDServer {
	readonly #board: Board;
	readonly #clientLimit: number;
	readonly #server = new WebSocketServer({
		noServer: true,
		clientTracking: true,
		maxPayload: MESSAGE_LIMIT,
		perMessageDeflate: { threshold: DEFLATE_THRESHOLD, serverNoContextTakeover: true },
	});
	readonly #silent = new WeakSet<WebSocket>();
	readonly #heartbeat: NodeJS.Timeout;

	constructor(board: Board, { clientLimit = CLIENT_LIMIT, heartbeat = HEARTBEAT }: LCDServerOptions = {}) {
		this.#board = board;
		this.#clientLimit = clientLimit;
		this.#heartbeat = setInterval(() => this.#checkClients(), heartbeat).unref();
	}

	/** Takes over a connection whose request asks for a WebSocket; refuses other sites' pages as the API does. */
	readonly upgrade: UpgradeHandler = (request, socket, head) => {
		socket.on("error", () => socket.destroy());
		const [path] = (request.url ?? "").split("?");
		if (isForeign(request.headers)) refuse(socket, 403);
		else if (path !== LCD_PATH) refuse(socket, 404);
		else if (this.#server.clients.size >= this.#clientLimit) refuse(socket, 503);
		else {
			this.#server.handleUpgrade(request, socket, head, (client) => {
				client.on("pong", () => this.#silent.delete(client));
				new LCDClient(client, this.#board);
			});
		}
	};

	/** Ends all connections. */
	close(): void {
		clearInterval(this.#heartbeat);
		for (const client of this.#server.clients) client.terminate();
		this.#server.close();
	}

	#checkClients(): void {
		for (const client of this.#server.clients) {
			if (this.#silent.has(client)) client.terminate();
			else {
				this.#silent.add(client);
				client.ping();
			}
		}
	}
}

function refuse(socket: Duplex, status: number): void {
	socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
