import Timer from "timer";
import { concat, text } from "../base/bytes";
import { ReceiveBuffer } from "./receive-buffer";
import { socketFailure } from "./socket-failure";
import { SocketLife } from "./socket-life";

/** Longest write, in bytes: that of a TLS plaintext record (RFC 8446 section 5.1). */
const WRITE_LIMIT = 16_384;

/**
 * Bytes after which a write waits for a moment even where the socket takes all: a network that is faster than the
 * writer would leave panel and pages no turn until the document's end.
 */
const PAUSE_AFTER = 131_072;

const CR = 0x0d;

/**
 * Reads and writes as promises over ECMA-419 callbacks. It takes from the socket only what its owner asks for, so a slow
 * owner slows the peer, not the memory. One read and one write may be under way at a time; after a Failure of either,
 * `close()` is all that is left to do.
 */
export abstract class SocketStream extends SocketLife {
	readonly #received = new ReceiveBuffer();
	/** Bytes written since the writer last waited. */
	#unpaused = 0;

	/** Unread bytes held here and in the socket. */
	get buffered(): number {
		return this.#received.byteLength + this.readable;
	}

	/** Bytes that the socket takes at once when nothing waits to leave: writes of that length lose the least. */
	get window(): number {
		return Math.min(this.mostWritable, WRITE_LIMIT);
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
			if (held > limit + 1) throw this.failure("network.line-too-long");
			if (this.#received.room === 0) {
				const full = this.#received.take(this.#received.byteLength);
				begun = begun ? concat(begun, full) : full;
			}
			if (!(await this.untilReadable())) throw this.failure("network.closed");
			this.#pull();
		}
	}

	/**
	 * Reads what there is, at least one byte, into the start of `into`; answers how many bytes, 0 when the peer has closed.
	 * Throws network.timeout, or the reason for which the connection broke.
	 */
	async read(into: Uint8Array): Promise<number> {
		while (this.#received.byteLength === 0) {
			if (!(await this.untilReadable())) return 0;
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
		const done = taken === bytes.byteLength && this.#unpaused < PAUSE_AFTER;
		return done ? undefined : this.#writeRest(bytes, taken);
	}

	/**
	 * Calls `listener` once: with true when a byte is there to read, at once where one is already; with false when none will
	 * come any more or `timeout` is over. Who waits long waits so: the promises of a `read` take some kilobytes of heap.
	 */
	whenReady(listener: (ready: boolean) => void): void {
		if (this.buffered > 0 || !this.isOpen) listener(this.buffered > 0);
		else this.arrival.watch(this.timeout, { resolve: listener, reject: () => listener(false) });
	}

	override close(): void {
		super.close();
		this.#received.take(this.#received.byteLength);
	}

	protected override onReadable(count: number): void {
		super.onReadable(count);
		// The SDK reports the peer's close only once everything was read: a write that waits must hear of it.
		if (this.room.isWaiting) this.#pull();
	}

	/** Writes what the socket takes now, from the start of `bytes`; answers how many bytes that was, 0 where it is over. */
	#writeNow(bytes: Uint8Array): number {
		let offset = 0;
		while (offset < bytes.byteLength && this.socket) {
			const rest = bytes.byteLength - offset;
			// No small pieces while more waits: each becomes a TLS record and a segment of its own. Half a window comes free
			// again for sure (RFC 1122 section 4.2.3.4).
			if (this.writable < Math.min(rest, Math.max(1, this.mostWritable >> 1))) break;
			const count = Math.min(rest, this.writable, WRITE_LIMIT);
			const piece = count < bytes.byteLength ? bytes.subarray(offset, offset + count) : bytes;
			try {
				this.writable = this.socket.write(piece) ?? this.writable - count;
			} catch (error) {
				this.break(socketFailure(error, "network.closed", this.stage));
				break;
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
			this.assertOpen();
			if (offset === bytes.byteLength) return;
			const room = this.untilWritable();
			this.#pull();
			await room;
			offset += this.#writeNow(bytes.subarray(offset));
		}
	}

	/** Takes what the socket holds into our buffer, as far as there is room. */
	#pull(): void {
		if (this.readable > 0 && this.#received.room > 0) {
			this.#received.fill(this.readable, (space) => this.#readSocket(space));
		}
	}

	/** Reads what the socket holds, at most what fits `into`. */
	#readSocket(into: Uint8Array): number {
		if (this.readable === 0 || !this.socket) return 0;
		const wanted = Math.min(this.readable, into.byteLength);
		try {
			const count = this.socket.read(wanted < into.byteLength ? into.subarray(0, wanted) : into) ?? 0;
			this.readable = count > 0 ? this.readable - count : 0;
			return count;
		} catch (error) {
			this.readable = 0;
			this.break(socketFailure(error, "network.closed", this.stage));
			return 0;
		}
	}

	#decode(begun: Uint8Array | undefined, rest: Uint8Array, limit: number): string {
		const line = begun ? concat(begun, rest) : rest;
		const end = line.byteLength - (line[line.byteLength - 2] === CR ? 2 : 1);
		if (end > limit) throw this.failure("network.line-too-long");
		return text(line.subarray(0, end));
	}
}
