import Timer from "timer";
import { concat, text } from "../base/bytes";
import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { SecureOptions, Socket, SocketCallbacks } from "../base/sockets";
import { ReceiveBuffer } from "./receive-buffer";
import { resolve } from "./resolve";
import { isOrderlyEnd, type SocketError, socketFailure } from "./socket-failure";
import { StallTimer } from "./stall-timer";
import { Deferred } from "./wait";

/** Milliseconds for each wait where the owner says nothing: a TLS handshake on an ESP32 alone takes up to 3 seconds. */
export const DEFAULT_TIMEOUT = 30_000;

/** Longest TLS plaintext record, in bytes (RFC 8446 section 5.1); the SDK's TLS class throws for more in one write. */
const RECORD_LIMIT = 16_384;

/**
 * Bytes kept free in a TLS socket's window after a write. The SDK's TLS class answers the window less 32 bytes, while a
 * record of AES-CBC with SHA-256 adds up to 69.
 */
const RECORD_MARGIN = 64;

/**
 * Bytes after which a write waits for a moment even where the socket takes all: a network that is faster than the
 * writer would leave panel and pages no turn until the document's end.
 */
const PAUSE_AFTER = 65_536;

const CR = 0x0d;

/** How to reach a server. */
export interface ConnectOptions {
	readonly network: DeviceNetwork;
	/** Name or IPv4 address. */
	readonly host: string;
	/** 1 to 65535. */
	readonly port: number;
	/** TLS from the start, where present. */
	readonly secure?: SecureOptions | undefined;
	/** Milliseconds for each wait, those for the name, the connection and TLS included. */
	readonly timeout?: number | undefined;
	/** False while the device does not know the time: a certificate's dates cannot be checked then. Default true. */
	readonly clockSet?: boolean | undefined;
	/** Told of each stage as it begins, `network` first. */
	readonly onStage?: ((stage: Stage) => void) | undefined;
}

type ConnectionParts = Pick<ConnectOptions, "network" | "timeout" | "clockSet" | "onStage">;

/**
 * A TCP or TLS connection as promises over ECMA-419 callbacks. It takes from the socket only what its owner asks for, so
 * a slow owner slows the peer, not the memory. One read and one write may be under way at a time. Its Failures bear
 * `stage`; after one, `close()` is all that is left to do.
 */
export class Connection {
	/** Milliseconds for each wait, in a read or a write. */
	timeout: number;
	readonly #network: DeviceNetwork;
	readonly #clockSet: boolean;
	readonly #onStage: ConnectOptions["onStage"];
	#stage: Stage = "connect";
	readonly #received = new ReceiveBuffer();
	#socket: Socket | undefined;
	/** What an end without a reason means now. */
	#endCode: "connect.failed" | "tls.failed" | "network.closed" = "connect.failed";
	#secure = false;
	/** Bytes that the socket holds for us. */
	#readable = 0;
	/** Bytes that the socket takes now. */
	#writable = 0;
	/** Most bytes that it took at once so far. */
	#window = 0;
	/** Bytes written since the writer last waited. */
	#unpaused = 0;
	#arrival: Deferred | undefined;
	#room: Deferred | undefined;
	readonly #arrivalTimer = new StallTimer(() => this.#arrival?.reject(this.#timedOut()));
	readonly #roomTimer = new StallTimer(() => this.#room?.reject(this.#timedOut()));
	/** The peer closed in order. */
	#ended = false;
	/** Why nothing works any more. */
	#broken: Failure | undefined;
	#deadline: Timer | undefined;
	#late = false;

	private constructor({ network, timeout = DEFAULT_TIMEOUT, clockSet = true, onStage }: ConnectionParts) {
		this.#network = network;
		this.timeout = timeout;
		this.#clockSet = clockSet;
		this.#onStage = onStage;
	}

	/**
	 * Connects to a server: finds its address, opens the connection and, with `secure`, TLS.
	 *
	 * Throws network.down without a connected standard interface (an additional network never carries mail or OAuth2),
	 * dns.not-found, connect.failed, network.timeout, and what `startTLS` throws.
	 */
	static async connect(options: ConnectOptions): Promise<Connection> {
		const { network, host, port, secure, timeout = DEFAULT_TIMEOUT, onStage } = options;
		onStage?.("network");
		if (!network.interfaces().some(({ kind, connected }) => kind === "standard" && connected)) {
			throw new Failure("network.down");
		}
		onStage?.("dns");
		const address = await resolve(network, host, timeout);
		onStage?.("connect");
		const connection = new Connection(options);
		const { tcp } = network;
		try {
			connection.#open((callbacks) => new tcp.io({ ...tcp, ...callbacks, address, port, noDelay: true }));
			await connection.#untilWritable();
			connection.#endCode = "network.closed";
			if (secure) await connection.startTLS(host, secure);
		} catch (error) {
			connection.close();
			throw error;
		}
		return connection;
	}

	/** Takes over a connection that a listener accepted. Throws network.closed when it is already gone. */
	static accept(network: DeviceNetwork, accepted: Socket, timeout: number = DEFAULT_TIMEOUT): Connection {
		const connection = new Connection({ network, timeout });
		const { tcp } = network;
		connection.stage = "http";
		connection.#endCode = "network.closed";
		connection.#open((callbacks) => new tcp.io({ ...tcp, ...callbacks, from: accepted, noDelay: true }));
		return connection;
	}

	/** Where its owner is; the Failures of the connection say so. */
	get stage(): Stage {
		return this.#stage;
	}
	set stage(stage: Stage) {
		if (stage !== this.#stage) this.#onStage?.(stage);
		this.#stage = stage;
	}

	/** Unread bytes held here and in the socket. */
	get buffered(): number {
		return this.#received.byteLength + this.#readable;
	}

	/** Bytes that the socket takes at once when nothing waits to leave: writes of that length lose the least. */
	get window(): number {
		return Math.min(this.#window - (this.#secure ? RECORD_MARGIN : 0), RECORD_LIMIT);
	}

	/** The peer's address, where the host knows it. */
	get remoteAddress(): string | undefined {
		return this.#socket?.remoteAddress;
	}

	/**
	 * Upgrades to TLS on the same connection (STARTTLS, RFC 3207).
	 * @param host name for SNI and the certificate check, unless `secure.serverName` is another
	 *
	 * Throws tls.plaintext-injected if a single byte of plaintext is still unread: what came before the handshake must not
	 * be taken for the server's protected answer (RFC 3207 section 6; CVE-2011-0411). Throws tls.clock-not-set, other
	 * tls.* failures as the host knows them, network.timeout. The connection is closed then.
	 */
	async startTLS(host: string, secure: SecureOptions): Promise<void> {
		const from = this.#socket;
		const stage = this.stage;
		this.stage = "tls";
		try {
			if (this.buffered > 0) throw new Failure("tls.plaintext-injected");
			if (!from || this.#broken || this.#ended) throw this.#closed();
			if (!this.#clockSet && secure.verify !== false) throw new Failure("tls.clock-not-set");
			const { tls } = this.#network;
			this.#endCode = "tls.failed";
			this.#secure = true;
			this.#writable = this.#window = 0;
			this.#open((callbacks) => new tls.io({ ...tls, ...callbacks, from, host, secure }));
			await this.#untilWritable();
			this.#endCode = "network.closed";
		} catch (error) {
			this.close();
			throw error;
		}
		this.stage = stage;
	}

	/**
	 * The next line as UTF-8 text, without its CRLF (a bare LF ends a line too).
	 * @param limit longest line in bytes, its end not counted
	 *
	 * Throws network.line-too-long, network.closed when the peer closes before the line's end, network.timeout.
	 */
	async readLine(limit: number): Promise<string> {
		let begun: Uint8Array | undefined;
		for (;;) {
			const length = this.#received.lineLength;
			if (length > 0) return this.#decode(begun, this.#received.take(length), limit);
			const held = (begun?.byteLength ?? 0) + this.#received.byteLength;
			// The last byte held may be the CR of a line of exactly `limit` bytes.
			if (held > limit + 1) throw this.#tooLong();
			if (this.#received.room === 0) {
				const full = this.#received.take(this.#received.byteLength);
				begun = begun ? concat(begun, full) : full;
			}
			if (!(await this.#untilReadable())) throw this.#closed();
			this.#pull();
		}
	}

	/**
	 * Reads what there is, at least one byte, into the start of `into`; answers how many bytes, 0 when the peer has closed.
	 * Throws network.timeout, or the reason for which the connection broke.
	 */
	async read(into: Uint8Array): Promise<number> {
		while (this.#received.byteLength === 0) {
			if (!(await this.#untilReadable())) return 0;
			if (this.#received.byteLength > 0) break;
			// Straight to the owner's buffer, past ours.
			const count = this.#readSocket(into);
			if (count > 0) return count;
		}
		return this.#received.read(into);
	}

	/**
	 * Writes all bytes; resolves when the socket has taken the last of them, so a slow peer slows the writer. Undefined where
	 * it took them at once: a promise for each of the thousand writes of a document would be garbage.
	 *
	 * Rejects with network.closed, or network.timeout when the peer takes nothing for `timeout`.
	 */
	write(bytes: Uint8Array): Promise<void> | undefined {
		const taken = this.#writeNow(bytes);
		this.#unpaused += taken;
		const done = taken === bytes.byteLength && !this.#broken && this.#unpaused < PAUSE_AFTER;
		return done ? undefined : this.#writeRest(bytes, taken);
	}

	/** Waits until a byte is there to read; false when the peer closed. Throws as `read` does. */
	async ready(): Promise<boolean> {
		return this.buffered > 0 || this.#untilReadable();
	}

	/**
	 * Sets the time in which all that follows must be done, however lively the peer drips bytes: later waits throw
	 * network.timeout, and the one under way too.
	 * @param milliseconds from now; without it there is no such end any more
	 */
	setDeadline(milliseconds?: number): void {
		Timer.clear(this.#deadline);
		this.#deadline = undefined;
		this.#late = false;
		if (milliseconds === undefined) return;
		this.#deadline = Timer.set(() => {
			this.#late = true;
			this.#arrival?.reject(this.#timedOut());
			this.#room?.reject(this.#timedOut());
		}, milliseconds);
	}

	/** Closes at once. Whoever waits gets network.closed. Closing again does nothing. */
	close(): void {
		this.setDeadline();
		this.#break(this.#closed());
		this.#arrivalTimer.stop();
		this.#roomTimer.stop();
		this.#readable = this.#writable = 0;
		this.#received.take(this.#received.byteLength);
		const socket = this.#socket;
		this.#socket = undefined;
		try {
			socket?.close();
		} catch {
			// A host may refuse to close what the peer closed already: closed it is.
		}
	}

	#open(construct: (callbacks: SocketCallbacks) => Socket): void {
		try {
			this.#socket = construct({
				onReadable: (count) => this.#onReadable(count),
				onWritable: (count) => this.#onWritable(count),
				onError: (error) => this.#onError(error),
			});
		} catch (error) {
			throw this.#break(socketFailure(error, this.#endCode, this.stage));
		}
	}

	#onReadable(count: number): void {
		this.#readable = count;
		// The SDK reports the peer's close only once everything was read: a write that waits must hear of it.
		if (this.#room) this.#pull();
		this.#arrival?.resolve();
	}

	#onWritable(count: number): void {
		this.#writable = count;
		if (count > this.#window) this.#window = count;
		if (count > 0) this.#room?.resolve();
	}

	#onError(error: SocketError): void {
		this.#ended = true;
		if (this.#endCode === "network.closed" && isOrderlyEnd(error)) {
			// What arrived before stays readable.
			this.#arrival?.resolve();
			this.#room?.reject(this.#closed());
		} else {
			this.#break(socketFailure(error, this.#endCode, this.stage));
		}
	}

	/** Waits until more has come than our buffer holds; false when the peer closed in order and no more will. */
	async #untilReadable(): Promise<boolean> {
		if (this.#late) throw this.#timedOut();
		const held = this.#received.byteLength;
		if (this.#readable === 0 && !this.#ended && !this.#broken) {
			if (this.#arrival) throw new Failure("internal", { detail: "two reads at once" });
			this.#arrival = new Deferred();
			this.#arrivalTimer.begin(this.timeout);
			try {
				await this.#arrival.promise;
			} finally {
				this.#arrivalTimer.end();
				this.#arrival = undefined;
			}
		}
		if (this.#readable > 0 || this.#received.byteLength > held) return true;
		if (this.#broken) throw this.#broken;
		return !this.#ended;
	}

	/** Writes what the socket takes now, from the start of `bytes`; answers how many bytes that was, 0 where it is over. */
	#writeNow(bytes: Uint8Array): number {
		let offset = 0;
		while (offset < bytes.byteLength && this.#socket && !this.#broken && !this.#ended) {
			const rest = bytes.byteLength - offset;
			// No small pieces while more waits: each becomes a TLS record and a segment of its own. Half a window comes free
			// again for sure (RFC 1122 section 4.2.3.4).
			if (this.#writable < Math.min(rest, Math.max(1, this.#window >> 1))) break;
			const count = Math.min(rest, this.#writable, RECORD_LIMIT);
			const piece = count < bytes.byteLength ? bytes.subarray(offset, offset + count) : bytes;
			try {
				const left = this.#socket.write(piece) ?? this.#writable - count;
				this.#writable = this.#secure ? left - RECORD_MARGIN : left;
			} catch (error) {
				this.#break(socketFailure(error, "network.closed", this.stage));
			}
			offset += count;
		}
		return offset;
	}

	/** Waits where the socket takes no more now, and once in a while for everything else that the firmware does. */
	async #writeRest(bytes: Uint8Array, taken: number): Promise<void> {
		if (taken === bytes.byteLength) await new Promise<void>((resolve) => void Timer.set(() => resolve(), 0));
		this.#unpaused = 0;
		for (let offset = taken; ; ) {
			if (this.#broken || this.#ended || !this.#socket) throw this.#broken ?? this.#closed();
			if (offset === bytes.byteLength) return;
			await this.#untilWritable();
			offset += this.#writeNow(bytes.subarray(offset));
		}
	}

	async #untilWritable(): Promise<void> {
		if (this.#late) throw this.#timedOut();
		if (this.#broken || this.#ended) throw this.#broken ?? this.#closed();
		if (this.#room) throw new Failure("internal", { detail: "two writes at once" });
		this.#room = new Deferred();
		this.#roomTimer.begin(this.timeout);
		this.#pull();
		try {
			await this.#room.promise;
		} finally {
			this.#roomTimer.end();
			this.#room = undefined;
		}
	}

	/** Takes what the socket holds into our buffer, as far as there is room. */
	#pull(): void {
		if (this.#readable > 0 && this.#received.room > 0) {
			this.#received.fill(this.#readable, (space) => this.#readSocket(space));
		}
	}

	/** Reads what the socket holds, at most what fits `into`. */
	#readSocket(into: Uint8Array): number {
		if (this.#readable === 0 || !this.#socket) return 0;
		const wanted = Math.min(this.#readable, into.byteLength);
		try {
			const count = this.#socket.read(wanted < into.byteLength ? into.subarray(0, wanted) : into) ?? 0;
			this.#readable = count > 0 ? this.#readable - count : 0;
			return count;
		} catch (error) {
			this.#readable = 0;
			this.#break(socketFailure(error, "network.closed", this.stage));
			return 0;
		}
	}

	#decode(begun: Uint8Array | undefined, rest: Uint8Array, limit: number): string {
		const line = begun ? concat(begun, rest) : rest;
		const end = line.byteLength - (line[line.byteLength - 2] === CR ? 2 : 1);
		if (end > limit) throw this.#tooLong();
		return text(line.subarray(0, end));
	}

	#break(failure: Failure): Failure {
		this.#broken ??= failure;
		this.#arrival?.reject(this.#broken);
		this.#room?.reject(this.#broken);
		return this.#broken;
	}

	#closed(): Failure {
		return new Failure("network.closed", { stage: this.stage });
	}

	#timedOut(): Failure {
		return new Failure("network.timeout", { stage: this.stage });
	}

	#tooLong(): Failure {
		return new Failure("network.line-too-long", { stage: this.stage });
	}
}
