import type { Duplex } from "node:stream";

/** Octets kept in memory before the client is made to wait. */
const HIGH_WATER = 1 << 20;

const CRLF = Buffer.from("\r\n");

/** Why reading ended before what was asked for had come. */
export class InputEnd extends Error {
	readonly reason: "closed" | "time-out" | "line-too-long";

	constructor(reason: InputEnd["reason"]) {
		super(`the client's input ended: ${reason}`);
		this.reason = reason;
	}
}

/** Thrown to end a connection without another word. */
export class Hangup extends Error {}

/** The octets a client sends, read as lines or as blocks, with a time limit for each wait. */
export class Input {
	readonly #stream: Duplex;
	readonly #waitLimit: () => number;
	#chunks: Buffer[] = [];
	#held = 0;
	#closed = false;
	#wake: (() => void) | undefined;

	/** @param waitLimit milliseconds a silent client is waited for */
	constructor(stream: Duplex, waitLimit: () => number) {
		this.#stream = stream;
		this.#waitLimit = waitLimit;
		// A client that resets the connection is no failure of the lab: it ends the input.
		stream.on("error", () => stream.destroy());
		stream.on("data", this.#onData);
		stream.on("close", this.#onClose);
		stream.on("end", this.#onClose);
	}

	/** Octets that have come and were not read yet. */
	get buffered(): number {
		return this.#held;
	}

	/** Leaves the stream to somebody else, and forgets what has come. */
	detach(): void {
		this.#stream.off("data", this.#onData);
		this.#stream.off("close", this.#onClose);
		this.#stream.off("end", this.#onClose);
		this.#chunks = [];
		this.#held = 0;
	}

	/**
	 * Reads a line, and drops its CRLF. A lone LF does not end a line (RFC 5321 section 2.3.8).
	 * @param limit octets the line may have
	 * @throws InputEnd
	 */
	async line(limit: number): Promise<Buffer> {
		for (let searched = 0; ; ) {
			const bytes = this.#join();
			const end = bytes.indexOf(CRLF, Math.max(0, searched - 1));
			if (end > limit || (end < 0 && bytes.length > limit + 1)) throw new InputEnd("line-too-long");
			if (end >= 0) {
				this.#drop(end + 2);
				return bytes.subarray(0, end);
			}
			searched = bytes.length;
			await this.#wait();
		}
	}

	/** Reads what there is, at most `limit` octets, and at least one. @throws InputEnd */
	async some(limit: number): Promise<Buffer> {
		while (this.#held === 0) await this.#wait();
		const first = this.#chunks[0] as Buffer;
		const bytes = first.subarray(0, limit);
		this.#drop(bytes.length);
		return bytes;
	}

	/** Puts back octets that {@link some} gave and nobody used. */
	restore(bytes: Buffer): void {
		if (bytes.length === 0) return;
		this.#chunks.unshift(bytes);
		this.#held += bytes.length;
	}

	readonly #onData = (chunk: Buffer) => {
		this.#chunks.push(chunk);
		this.#held += chunk.length;
		if (this.#held > HIGH_WATER) this.#stream.pause();
		this.#wake?.();
	};

	readonly #onClose = () => {
		this.#closed = true;
		this.#wake?.();
	};

	#join(): Buffer {
		if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
		return this.#chunks[0] ?? Buffer.alloc(0);
	}

	#drop(count: number): void {
		const first = this.#chunks[0] as Buffer;
		if (count < first.length) this.#chunks[0] = first.subarray(count);
		else this.#chunks.shift();
		this.#held -= count;
		if (this.#held <= HIGH_WATER) this.#stream.resume();
	}

	#wait(): Promise<void> {
		if (this.#closed) throw new InputEnd("closed");
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(new InputEnd("time-out")), this.#waitLimit());
			this.#wake = () => {
				clearTimeout(timer);
				this.#wake = undefined;
				resolve();
			};
		});
	}
}
