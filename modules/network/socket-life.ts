import Timer from "timer";
import { Failure } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";
import type { Socket, SocketCallbacks } from "../base/sockets";
import { isOrderlyEnd, type SocketError, socketFailure } from "./socket-failure";
import { SocketWait } from "./socket-wait";

/**
 * The life of a connection over ECMA-419's sockets: one is opened, another may take it over, and it ends, by the peer, by
 * a failure, by a deadline or by its owner. Whoever waits for bytes or room hears of each. Its Failures bear `stage`.
 */
export abstract class SocketLife {
	/** Milliseconds for each wait. */
	timeout: number;
	/** Where its owner is. */
	abstract stage: Stage;
	protected socket: Socket | undefined;
	/** Bytes that the socket holds for us. */
	protected readable = 0;
	/** Bytes that the socket takes now; none once the connection has ended. */
	protected writable = 0;
	/** Most bytes that it took at once so far. */
	protected mostWritable = 0;
	/** The reader's wait for bytes: false where none will come. */
	protected readonly arrival = new SocketWait<boolean>(this);
	/** The writer's wait for room. */
	protected readonly room = new SocketWait(this);
	/** What an end without a reason means now. */
	#endCode: FailureCode = "network.closed";
	/** The peer closed in order. */
	#ended = false;
	/** Why nothing works any more. */
	#broken: Failure | undefined;
	#deadline: Timer | undefined;
	#late = false;

	protected constructor(timeout: number) {
		this.timeout = timeout;
	}

	/** False once it has ended; a host tells of the peer's close when everything was read. */
	get isOpen(): boolean {
		return this.socket !== undefined && !this.#ended && !this.#broken;
	}

	/** The peer's address, where the host knows it. */
	get remoteAddress(): string | undefined {
		return this.socket?.remoteAddress;
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
			this.arrival.fail(this.failure("network.timeout"));
			this.room.fail(this.failure("network.timeout"));
		}, milliseconds);
	}

	/** Closes at once. Whoever waits gets network.closed. Closing again does nothing. */
	close(): void {
		this.setDeadline();
		this.break(this.failure("network.closed"));
		this.arrival.stop();
		this.room.stop();
		this.readable = 0;
		const { socket } = this;
		this.socket = undefined;
		try {
			socket?.close();
		} catch {
			// A host may refuse to close what the peer closed already: closed it is.
		}
	}

	/**
	 * Opens a socket, and waits until it takes bytes.
	 * @param endCode what its end means meanwhile, where the host knows no reason
	 *
	 * Throws that or the reason, and network.timeout.
	 */
	protected async open(
		construct: (callbacks: SocketCallbacks) => Socket,
		endCode: FailureCode,
	): Promise<void> {
		this.#endCode = endCode;
		this.writable = this.mostWritable = 0;
		this.adopt(construct);
		await this.untilWritable();
		this.#endCode = "network.closed";
	}

	/** Takes a socket that is open already. Throws network.closed when it is gone. */
	protected adopt(construct: (callbacks: SocketCallbacks) => Socket): void {
		try {
			this.socket = construct({
				onReadable: (count) => this.onReadable(count),
				onWritable: (count) => this.#onWritable(count),
				onError: (error) => this.#onError(error),
			});
		} catch (error) {
			throw this.break(socketFailure(error, this.#endCode, this.stage));
		}
	}

	/** Waits until bytes have come; false when the peer closed in order and no more will. */
	protected async untilReadable(): Promise<boolean> {
		if (this.#late) throw this.failure("network.timeout");
		if (this.readable > 0) return true;
		if (this.#broken) throw this.#broken;
		return !this.#ended && this.arrival.wait(this.timeout);
	}

	/** Waits until the socket takes bytes. */
	protected untilWritable(): Promise<void> {
		if (this.#late) throw this.failure("network.timeout");
		this.assertOpen();
		return this.room.wait(this.timeout);
	}

	/** Throws why the connection has ended, where it has. */
	protected assertOpen(): void {
		if (!this.isOpen) throw this.#broken ?? this.failure("network.closed");
	}

	/** The host says how many bytes the socket holds. */
	protected onReadable(count: number): void {
		this.readable = count;
		this.arrival.done(true);
	}

	#onWritable(count: number): void {
		if (this.#ended || this.#broken) return;
		this.writable = count;
		if (count > this.mostWritable) this.mostWritable = count;
		if (count > 0) this.room.done();
	}

	#onError(error: SocketError): void {
		this.#ended = true;
		this.writable = 0;
		if (this.#endCode === "network.closed" && isOrderlyEnd(error)) {
			// What arrived before stays readable.
			this.arrival.done(false);
			this.room.fail(this.failure("network.closed"));
		} else {
			this.break(socketFailure(error, this.#endCode, this.stage));
		}
	}

	/** Nothing works any more, for this reason unless there was one before; answers that. */
	protected break(failure: Failure): Failure {
		this.#broken ??= failure;
		this.writable = 0;
		this.arrival.fail(this.#broken);
		this.room.fail(this.#broken);
		return this.#broken;
	}

	/** A Failure of the connection where its owner is. */
	failure(code: FailureCode): Failure {
		return new Failure(code, { stage: this.stage });
	}
}
