import type {
	Socket,
	SocketBuffer,
	SocketCallbacks,
	SocketErrorCode,
	TCPOptions,
} from "../../../modules/base/sockets";
import * as board from "./board";
import type { EventHandler } from "./events";

/** How the listener makes the socket of an accepted connection, which has its id already. */
export interface AcceptedSocket {
	readonly accepted: number;
}

/** ECMA-419 TCP client (`embedded:io/socket/tcp`): the buffers of both directions are on the board. */
export default class TCP implements Socket, EventHandler {
	/** 0 once closed or taken over. */
	#id = 0;
	/** Bytes that the board takes now: what it told last, less what was written since. */
	#room = 0;
	#onReadable: SocketCallbacks["onReadable"];
	#onWritable: SocketCallbacks["onWritable"];
	#onError: SocketCallbacks["onError"];

	/** Throws an Error when the address or the port cannot be one, or when `from` is not open. */
	constructor(options: TCPOptions | AcceptedSocket) {
		if ("accepted" in options) {
			this.#id = options.accepted;
			return;
		}
		this.#onReadable = options.onReadable;
		this.#onWritable = options.onWritable;
		this.#onError = options.onError;
		if ("from" in options) this.#takeOver(options.from);
		else this.#connect(options.address, options.port, options.noDelay ?? false);
	}

	#connect(address: string, port: number, noDelay: boolean): void {
		if (!/^[0-9.]{7,15}$/.test(address)) throw new Error("invalid address");
		if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError("invalid port");
		this.#id = events.add(this);
		board.connectSocket(this.#id, address, port, noDelay);
	}

	#takeOver(from: Socket): void {
		if (!(from instanceof TCP) || from.#id === 0) throw new Error("invalid from");
		this.#id = from.#id;
		from.#release();
		events.set(this.#id, this);
		board.announceSocket(this.#id);
	}

	#release(): void {
		this.#id = 0;
		this.#onReadable = undefined;
		this.#onWritable = undefined;
		this.#onError = undefined;
	}

	/** The id that the board knows this connection by; 0 once closed. */
	get id(): number {
		return this.#id;
	}

	read(buffer: Uint8Array): number;
	read(byteLength?: number): ArrayBuffer | undefined;
	read(into?: Uint8Array | number): number | ArrayBuffer | undefined {
		if (typeof into === "object") return this.#id === 0 ? 0 : board.readSocketInto(this.#id, into);
		if (this.#id === 0) return undefined;
		const bytes = board.readSocket(this.#id, into ?? Number.MAX_SAFE_INTEGER);
		return bytes.byteLength === 0 ? undefined : bytes;
	}

	write(buffer: SocketBuffer): number {
		if (this.#id === 0) throw new Error("closed");
		if (buffer.byteLength > this.#room) throw new Error("would block");
		board.writeSocket(this.#id, buffer);
		this.#room -= buffer.byteLength;
		return this.#room;
	}

	close(): void {
		const id = this.#id;
		if (id === 0) return;
		this.#release();
		events.remove(id);
		board.closeSocket(id);
	}

	get remoteAddress(): string | undefined {
		return this.#peer()[0] || undefined;
	}

	get remotePort(): number | undefined {
		return Number(this.#peer()[1]) || undefined;
	}

	#peer(): readonly string[] {
		return this.#id === 0 ? [] : board.socketPeer(this.#id).split(" ");
	}

	/** The board's news of this connection. */
	onEvent(name: string, argument: string): void {
		if (name === "readable") this.#onReadable?.(Number(argument));
		else if (name === "writable") {
			this.#room = Number(argument);
			this.#onWritable?.(this.#room);
		} else this.#onError?.(socketError(argument));
	}
}

/** @param reason `<code> <text>` as the board words it */
function socketError(reason: string): Error & { readonly code: string } {
	const codeEnd = reason.indexOf(" ");
	const code = codeEnd < 0 ? reason : reason.slice(0, codeEnd);
	return Object.assign(new Error(reason.slice(code.length + 1) || code), { code: code as SocketErrorCode });
}
