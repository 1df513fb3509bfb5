import type { Socket } from "node:net";
import { isIP } from "node:net";
import { connect as connectTLS } from "node:tls";
import type { SocketErrorCode } from "../../../modules/base/sockets";
import type { PostEvent } from "./calls";
import { socketReason } from "./socket-reasons";

/** Bytes that may lie unread on the board: the window of TCP without scaling (RFC 9293). */
export const WINDOW = 64 * 1024;

/** Bytes that may wait to leave: the firmware fills one half while TLS records are made of the other. */
export const SEND_BUFFER = 2 * WINDOW;

/** How Node makes the streams of all sockets here; its typings list the second for servers only. */
export const STREAM_OPTIONS = { allowHalfOpen: true, highWaterMark: WINDOW };

/** How long an ended connection may take to send what is left, in milliseconds. */
const LINGER = 2000;

/** What a TLS handshake needs to know. */
export interface TLSParameters {
	/** Name for SNI and for the certificate check. */
	readonly serverName: string;
	readonly verify: boolean;
	/** Trusted roots as PEM. */
	readonly roots: readonly string[];
}

/** Where a socket stands: only an open one has anything to announce. */
type Phase = "connecting" | "securing" | "open";

/**
 * One TCP or TLS connection of the firmware. The firmware reads and writes by calls, against bounded buffers; it learns by
 * events what it may read and write. An event is counted out as it leaves, so the firmware never sees a stale number.
 */
export class DeviceSocket {
	readonly #id: string;
	readonly #post: PostEvent;
	readonly #onActivity: () => void;
	#socket: Socket;
	#phase: Phase;
	#closed = false;
	#tls: TLSParameters | undefined;
	#end: { readonly code: SocketErrorCode; readonly text: string } | undefined;
	readonly #posted = { readable: false, writable: false, error: false };
	/** What the firmware was last told it may read. */
	#announced = 0;
	/** What the firmware believes that it may write: what it was told, less what it wrote since. */
	#credit = 0;
	#awaiting = true;
	/** What the firmware wrote since the last time that something left. */
	#gathered: Uint8Array[] = [];
	#gatheredLength = 0;

	readonly #listeners = [
		["readable", () => this.#readable()],
		["end", () => this.#over("closed", "the other side closed the connection")],
		["error", (error: Error) => this.#over(socketReason(error, this.#phase === "securing"), error.message)],
		["close", () => this.#over("closed", "the connection is closed")],
	] as const;

	/**
	 * @param socket connecting or connected, made with {@link STREAM_OPTIONS}
	 * @param onActivity called whenever something happens on the connection
	 */
	constructor(id: string, socket: Socket, post: PostEvent, onActivity: () => void) {
		this.#id = id;
		this.#post = post;
		this.#onActivity = onActivity;
		this.#socket = socket;
		this.#phase = socket.connecting ? "connecting" : "open";
		if (socket.connecting) socket.once("connect", () => this.#connected());
		this.#listen(socket);
	}

	/** Address and port of the other side. */
	get peer(): string {
		const { remoteAddress, remotePort } = this.#socket;
		return remoteAddress === undefined ? "" : `${remoteAddress} ${remotePort}`;
	}

	/** Whether the other side is to move: it has not answered yet what the firmware last sent. */
	get awaiting(): boolean {
		return this.#awaiting && !this.#closed;
	}

	/** Bytes that may be written now. */
	get #room(): number {
		return Math.max(0, SEND_BUFFER - this.#socket.writableLength - this.#gatheredLength);
	}

	/** Says again what is readable and writable, to callbacks that have just taken over. */
	announce(): undefined {
		this.#posted.error = false;
		this.#announceReadable();
		this.#announceWritable();
		this.#announceEnd();
	}

	/** What has arrived, at most `limit` bytes; empty when there is nothing. */
	read(limit: number): Buffer {
		const byteLength = Math.min(limit, this.#socket.readableLength);
		if (this.#phase !== "open" || byteLength <= 0) return Buffer.alloc(0);
		const bytes: Buffer = this.#socket.read(byteLength) ?? Buffer.alloc(0);
		this.#announced -= bytes.byteLength;
		if (this.#socket.readableLength === 0) this.#socket.read(0);
		if (this.#announced <= 0) this.#announceReadable();
		this.#announceEnd();
		return bytes;
	}

	/**
	 * Queues bytes; what is written to a connection that is over is lost, and its end is told. They leave once the firmware's
	 * other messages have been heard, so that it works on while TLS records are made.
	 * @throws Error when they are more than was allowed
	 */
	write(bytes: Uint8Array): undefined {
		this.#onActivity();
		if (bytes.byteLength > this.#credit) throw new Error("would block");
		this.#credit -= bytes.byteLength;
		this.#awaiting = true;
		this.#gathered.push(bytes);
		this.#gatheredLength += bytes.byteLength;
		if (this.#gathered.length === 1) setImmediate(() => this.#send());
	}

	/** Lets go what was gathered. */
	#send(): void {
		const pieces = this.#gathered;
		this.#gathered = [];
		this.#gatheredLength = 0;
		const socket = this.#socket;
		const last = pieces.pop();
		if (!last || socket.destroyed || socket.writableEnded) return;
		socket.cork();
		for (const piece of pieces) socket.write(piece);
		socket.write(last, () => {
			this.#onActivity();
			if (this.#credit < SEND_BUFFER / 2 && this.#room >= SEND_BUFFER / 2) this.#announceWritable();
		});
		socket.uncork();
	}

	/** Starts TLS, once connected. Bytes that arrived in the clear end the connection: somebody may have put them there. */
	startTLS(parameters: TLSParameters): undefined {
		if (this.#phase === "connecting") {
			this.#tls = parameters;
			return;
		}
		if (this.#end) return;
		this.#send();
		const plain = this.#socket;
		if (plain.readableLength > 0) {
			this.#fail("plaintext-buffered", `${plain.readableLength} bytes arrived before TLS`);
			return;
		}
		this.#phase = "securing";
		this.#credit = 0;
		this.#awaiting = true;
		this.#announced = 0;
		this.#stopListening(plain);
		this.#socket = this.#secure(plain, parameters);
		this.#listen(this.#socket);
	}

	/** Ends the connection once what was written has left; the firmware hears no more of it. */
	close(): void {
		this.#closed = true;
		const socket = this.#socket;
		if (this.#phase !== "open") {
			socket.destroy();
			return;
		}
		this.#send();
		const abandon = setTimeout(() => socket.destroy(), LINGER);
		socket.once("close", () => clearTimeout(abandon));
		socket.removeAllListeners("readable");
		socket.end();
		socket.resume();
	}

	/** Ends the connection like a power cut. */
	destroy(): void {
		this.#closed = true;
		this.#socket.destroy();
	}

	#listen(socket: Socket): void {
		for (const [event, listener] of this.#listeners) socket.on(event, listener);
	}

	/** Leaves Node's own listeners in place; TLS over the socket needs them. */
	#stopListening(socket: Socket): void {
		socket.on("error", () => {});
		for (const [event, listener] of this.#listeners) socket.off(event, listener);
	}

	#readable(): void {
		this.#onActivity();
		this.#awaiting = false;
		if (this.#socket.readableLength === 0) this.#socket.read(0);
		this.#announceReadable();
	}

	#secure(plain: Socket, { serverName, verify, roots }: TLSParameters): Socket {
		const secured = connectTLS({
			socket: plain,
			host: serverName,
			...(isIP(serverName) === 0 && { servername: serverName }),
			ca: [...roots],
			rejectUnauthorized: verify,
			minVersion: "TLSv1.2",
			...STREAM_OPTIONS,
		});
		secured.once("secureConnect", () => {
			this.#phase = "open";
			this.#onActivity();
			this.#announceWritable();
		});
		return secured;
	}

	#connected(): void {
		this.#onActivity();
		this.#phase = "open";
		if (this.#tls) this.startTLS(this.#tls);
		else this.#announceWritable();
	}

	#fail(code: SocketErrorCode, text: string): void {
		this.#socket.destroy();
		this.#socket.read();
		this.#over(code, text);
	}

	#over(code: SocketErrorCode, text: string): void {
		this.#onActivity();
		this.#awaiting = false;
		this.#end ??= { code, text };
		this.#announceEnd();
	}

	#announceReadable(): void {
		if (this.#posted.readable || this.#closed) return;
		this.#posted.readable = true;
		this.#post(() => {
			this.#posted.readable = false;
			if (this.#closed || this.#phase !== "open") return undefined;
			this.#announced = Math.min(WINDOW, this.#socket.readableLength);
			return this.#announced > 0 ? `${this.#id} readable ${this.#announced}` : undefined;
		});
	}

	#announceWritable(): void {
		if (this.#posted.writable || this.#closed) return;
		this.#posted.writable = true;
		this.#post(() => {
			this.#posted.writable = false;
			if (this.#closed || this.#phase !== "open" || this.#socket.destroyed || this.#room === 0)
				return undefined;
			this.#credit = this.#room;
			return `${this.#id} writable ${this.#room}`;
		});
	}

	/** The end comes last: after the last byte that arrived has been read. */
	#announceEnd(): void {
		if (!this.#end || this.#posted.error || this.#closed || this.#unread > 0) return;
		this.#posted.error = true;
		const { code, text } = this.#end;
		this.#post(() => (this.#closed ? undefined : `${this.#id} error ${code} ${text}`));
	}

	get #unread(): number {
		return this.#phase === "open" ? this.#socket.readableLength : 0;
	}
}
