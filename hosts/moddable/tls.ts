import { GuardedSession } from "ssl/guarded-session";
import { plaintextRoom } from "ssl/record-room";
import type { RecordChannel } from "ssl/session";
import type { Socket, SocketBuffer, SocketCallbacks, TLSOptions } from "timbre/base/sockets";
import Timer from "timer";
import TCP from "./tcp";
import { TLSError } from "./tls-error";

/** TLS 1.2, the only version that the SDK has. */
const PROTOCOL_VERSION = 0x303;

/** What a host adds to the options of this class. */
export interface TLSHostOptions {
	/** A root to trust beside those among the resources, DER. */
	readonly root?: ArrayBuffer;
}

/**
 * TLS client over the SDK's `ssl/session`. The SDK's own TLSSocket lets a failed handshake or a damaged record escape as
 * an uncaught exception, which restarts an ESP32, takes a fatal alert for the handshake's end, and loses what comes in one
 * segment with the handshake's last record; here the first two become `onError`, and nothing is lost.
 */
export default class TLS implements Socket {
	readonly #session: GuardedSession;
	readonly #channel: TCPChannel;
	readonly #callbacks: SocketCallbacks;
	#secured = false;
	#closed = false;
	/** Plaintext of a record that the owner has not read yet. */
	#unread: Uint8Array | undefined;
	/** Runs when the next record is to be looked at, once the owner has read the last. */
	#next: Timer | undefined;

	/** Throws an Error when `from` is not open, or the address or port cannot be one. */
	constructor(options: TLSOptions & TLSHostOptions) {
		const { host, secure, root, onReadable, onWritable, onError, ...connection } = options;
		const verify = secure.verify ?? true;
		this.#callbacks = { onReadable, onWritable, onError } as SocketCallbacks;
		this.#session = new GuardedSession({
			serverName: secure.serverName ?? host,
			protocolVersion: PROTOCOL_VERSION,
			verify,
			// A session made without a check must not be taken up by a connection that asks for one.
			cache: verify,
			...(root && { certificate: root }),
		});
		this.#session.initiateHandshake();
		this.#channel = new TCPChannel(
			new TCP({
				...connection,
				onReadable: (count) => this.#guard(() => this.#arrived(count)),
				onWritable: (count) => this.#guard(() => this.#drained(count)),
				onError: (error) => this.#end(error),
			}),
		);
	}

	read(buffer: Uint8Array): number;
	read(byteLength?: number): ArrayBuffer | undefined;
	read(into?: Uint8Array | number): number | ArrayBuffer | undefined {
		const unread = this.#unread;
		if (!unread) return typeof into === "object" ? 0 : undefined;
		const wanted = typeof into === "object" ? into.byteLength : (into ?? unread.byteLength);
		const part = unread.subarray(0, wanted);
		this.#unread = part.byteLength < unread.byteLength ? unread.subarray(part.byteLength) : undefined;
		if (!this.#unread && this.#channel.readable > 0) {
			this.#next ??= Timer.set(() => {
				this.#next = undefined;
				this.#guard(() => this.#deliver());
			});
		}
		if (typeof into !== "object") return part.slice().buffer;
		into.set(part);
		return part.byteLength;
	}

	write(buffer: SocketBuffer): number {
		if (this.#closed || !this.#secured) throw new Error("not open");
		if (buffer.byteLength > this.#room) throw new Error("would block");
		this.#session.write(this.#channel, buffer);
		return this.#room;
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		Timer.clear(this.#next);
		this.#unread = undefined;
		this.#channel.socket.close();
	}

	get remoteAddress(): string | undefined {
		return this.#closed ? undefined : this.#channel.socket.remoteAddress;
	}

	get remotePort(): number | undefined {
		return this.#closed ? undefined : this.#channel.socket.remotePort;
	}

	/** Bytes that may be written now. */
	get #room(): number {
		return plaintextRoom(this.#channel.writable);
	}

	#arrived(count: number): void {
		this.#channel.readable = count;
		if (!this.#secured) this.#shakeHands();
		if (this.#secured) this.#deliver();
	}

	#drained(count: number): void {
		this.#channel.writable = count;
		if (!this.#secured) this.#shakeHands();
		else if (this.#room > 0) this.#callbacks.onWritable?.(this.#room);
	}

	/** Goes on with the handshake as far as what has arrived leads. */
	#shakeHands(): void {
		const [session, channel] = [this.#session, this.#channel];
		do {
			if (session.handshake(channel)) {
				if (session.alert) throw new TLSError("the server ended the handshake", session.alert.description);
				this.#secured = true;
				this.#callbacks.onWritable?.(this.#room);
				return;
			}
		} while (channel.readable > 0 || session.handshakeProcess >= 0);
	}

	/** Hands the plaintext of the next record to the owner, unless that has yet to read the last. */
	#deliver(): void {
		while (!this.#closed && !this.#unread && this.#channel.readable > 0) {
			const plaintext = this.#session.read(this.#channel);
			if (plaintext === undefined) return;
			if (plaintext === null) this.#end(undefined);
			if (!plaintext || plaintext.byteLength === 0) continue;
			this.#unread = plaintext;
			this.#callbacks.onReadable?.(plaintext.byteLength);
		}
	}

	/** Runs one step of the protocol; what it throws ends the connection. */
	#guard(step: () => void): void {
		if (this.#closed) return;
		try {
			step();
		} catch (error) {
			this.#end(TLSError.from(error, this.#session.alert?.description));
		}
	}

	#end(error: Parameters<NonNullable<SocketCallbacks["onError"]>>[0]): void {
		if (this.#closed) return;
		this.close();
		this.#callbacks.onError?.(error);
	}
}

/** The TCP connection as a session sees it. */
class TCPChannel implements RecordChannel {
	readonly socket: Socket;
	readable = 0;
	writable = 0;

	constructor(socket: Socket) {
		this.socket = socket;
	}

	read(into: Uint8Array): number {
		return this.socket.read(into);
	}

	write(record: SocketBuffer): number {
		return this.socket.write(record) ?? 0;
	}
}
