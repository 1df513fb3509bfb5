import { setImmediate } from "node:timers";
import type { Socket, SocketBuffer, SocketCallbacks, SocketErrorCode } from "../../modules/base/sockets";

/** Bytes that a socket holds in each direction, as in the SDK's TCP class for Linux. */
export const WINDOW = 1536;

/** What carries the bytes of a socket: a real connection or a script. */
export interface Wire {
	/** Whom it delivers to; changes when a socket is taken over with `from`. */
	end: SocketEnd | undefined;
	/** Sends bytes; calls `sent` once they have left. */
	send(bytes: Buffer, sent: () => void): void;
	/** There is room for `end.room` bytes more: deliver. */
	resume(): void;
	close(): void;
	readonly remoteAddress?: string | undefined;
	readonly remotePort?: number | undefined;
}

/**
 * A socket as ECMA-419 and the SDK have it, over any wire: a bounded buffer in each direction, counts that are true,
 * a throw for a read or write beyond them, callbacks only from the event loop, none after `close`, and an orderly end
 * that is reported once everything was read.
 */
export class SocketEnd implements Socket {
	#wire: Wire | undefined;
	#callbacks: SocketCallbacks;
	#inbound: Buffer = Buffer.alloc(0);
	#writable = 0;
	readonly #window: number;
	#ended: { error?: Error & { code: string } } | undefined;
	#pending = { writable: false, readable: false, error: false };
	#scheduled = false;

	constructor(callbacks: SocketCallbacks, wire: Wire, window: number = WINDOW) {
		this.#callbacks = callbacks;
		this.#window = window;
		this.#wire = wire;
		wire.end = this;
	}

	/** Bytes it can take from the wire. */
	get room(): number {
		return this.#window - this.#inbound.length;
	}

	/** The wire is connected and takes bytes. */
	connected(): void {
		this.#writable = this.#window;
		this.#trigger("writable");
	}

	/** Bytes came over the wire; at most `room`. */
	arrived(bytes: Uint8Array): void {
		if (bytes.byteLength > this.room) throw new Error("the wire delivered more than there is room for");
		this.#inbound = Buffer.concat([this.#inbound, bytes]);
		this.#trigger("readable");
	}

	/** The wire is at its end: in order without a code, else for that reason. */
	ended(code?: SocketErrorCode, message: string = code ?? ""): void {
		if (this.#ended) return;
		this.#ended = code ? { error: Object.assign(new Error(message), { code }) } : {};
		if (code || this.#inbound.length === 0) this.#trigger("error");
	}

	/** Gives up the wire to another socket; answers it with the bytes nobody read. */
	release(): { wire: Wire; unread: Buffer; writable: number; ended: boolean } {
		if (!this.#wire) throw new Error("invalid from");
		const released = {
			wire: this.#wire,
			unread: this.#inbound,
			writable: this.#writable,
			ended: this.#ended !== undefined,
		};
		this.#wire = undefined;
		this.#inbound = Buffer.alloc(0);
		this.#callbacks = {};
		return released;
	}

	/** Takes over what another socket of the same kind released. */
	adopt(released: ReturnType<SocketEnd["release"]>): void {
		if (released.unread.length > 0) this.arrived(released.unread);
		this.#writable = released.writable;
		if (this.#writable > 0) this.#trigger("writable");
		if (released.ended) this.ended();
	}

	read(buffer: Uint8Array): number;
	read(byteLength?: number): ArrayBuffer | undefined;
	read(wanted?: Uint8Array | number): number | ArrayBuffer | undefined {
		if (!this.#wire) throw new Error("closed");
		if (this.#inbound.length === 0) return undefined;
		const count = wanted instanceof Uint8Array ? wanted.byteLength : (wanted ?? this.#inbound.length);
		if (count <= 0 || count > this.#inbound.length) throw new Error("invalid");
		const part = this.#inbound.subarray(0, count);
		this.#inbound = this.#inbound.subarray(count);
		if (this.#ended && this.#inbound.length === 0) this.#trigger("error");
		this.#wire.resume();
		if (!(wanted instanceof Uint8Array)) return new Uint8Array(part).buffer;
		wanted.set(part);
		return count;
	}

	write(buffer: SocketBuffer): number {
		if (!this.#wire) throw new Error("closed");
		const bytes = Buffer.from(new Uint8Array(buffer));
		if (bytes.length > this.#writable) throw new Error("would block");
		this.#writable -= bytes.length;
		this.#wire.send(bytes, () => {
			this.#writable += bytes.length;
			this.#trigger("writable");
		});
		return this.#writable;
	}

	close(): void {
		this.#wire?.close();
		this.#wire = undefined;
		this.#callbacks = {};
	}

	get remoteAddress(): string | undefined {
		return this.#wire?.remoteAddress;
	}
	get remotePort(): number | undefined {
		return this.#wire?.remotePort;
	}

	#trigger(what: "writable" | "readable" | "error"): void {
		this.#pending[what] = true;
		if (this.#scheduled) return;
		this.#scheduled = true;
		setImmediate(() => this.#report());
	}

	#report(): void {
		const pending = this.#pending;
		this.#scheduled = false;
		this.#pending = { writable: false, readable: false, error: false };
		if (pending.writable && this.#writable > 0 && !this.#ended) this.#callbacks.onWritable?.(this.#writable);
		if (pending.readable && this.#inbound.length > 0) this.#callbacks.onReadable?.(this.#inbound.length);
		if (pending.error) this.#callbacks.onError?.(...(this.#ended?.error ? [this.#ended.error] : []));
	}
}
