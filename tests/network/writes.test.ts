import fc from "fast-check";
import { utf8 } from "../../modules/base/bytes";
import type { SocketCallbacks } from "../../modules/base/sockets";
import { Connection } from "../../modules/network/connection";
import { transcript } from "../host/transcript";

const SERVER = { host: "mail.example.com", port: 587 };
const WINDOW = 1000;

/** A peer that takes bytes from the client's window only as a test says. */
class Peer {
	/** Length of each write, in bytes. */
	readonly lengths: number[] = [];
	#room = WINDOW;
	readonly #callbacks: SocketCallbacks;

	constructor(callbacks: SocketCallbacks) {
		this.#callbacks = callbacks;
		setImmediate(() => callbacks.onWritable?.(this.#room));
	}

	write(bytes: Uint8Array): number {
		if (bytes.byteLength > this.#room) throw new Error("would block");
		this.lengths.push(bytes.byteLength);
		this.#room -= bytes.byteLength;
		return this.#room;
	}

	/** Takes at most so many bytes, and tells the client. */
	take(count: number): void {
		this.#room = Math.min(WINDOW, this.#room + count);
		this.#callbacks.onWritable?.(this.#room);
	}

	read(): undefined {}
	close(): void {}
}

/** A connection to a peer whose window has 1000 bytes. */
async function connectToPeer(): Promise<{ connection: Connection; peer: Peer }> {
	const peers: Peer[] = [];
	const io = class extends Peer {
		constructor(options: SocketCallbacks) {
			super(options);
			peers.push(this);
		}
	};
	const network = { ...transcript([]), tcp: { io: io as never } };
	const connection = await Connection.connect({ network, ...SERVER, timeout: 5000 });
	const [peer] = peers;
	if (!peer) throw new Error("no socket was opened");
	return { connection, peer };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("A write that the socket takes at once", () => {
	test("answers undefined: there is nothing to wait for", async () => {
		const network = transcript([{ expect: "one two" }], { window: 7 });
		const connection = await Connection.connect({ network, ...SERVER });
		expect(connection.write(utf8("one "))).toBeUndefined();
		expect(connection.write(new Uint8Array(0))).toBeUndefined();
		expect(connection.write(utf8("two"))).toBeUndefined();
		await turn();
		await turn();
		network.verify();
	});

	test("answers a promise where a byte has to wait, or where nothing can be written any more", async () => {
		const { connection, peer } = await connectToPeer();
		const writing = connection.write(new Uint8Array(WINDOW + 1));
		expect(writing).toBeInstanceOf(Promise);
		peer.take(WINDOW);
		await writing;
		connection.close();
		await expect(connection.write(new Uint8Array(1))).rejects.toMatchObject({ code: "network.closed" });
	});
});

describe("A network that takes everything at once", () => {
	test("does not keep panel and pages waiting: a timer gets a turn at least every 128 KiB", async () => {
		const length = 1 << 20;
		const network = transcript([{ expect: () => undefined }], { window: 2 * length });
		const connection = await Connection.connect({ network, ...SERVER });
		let written = 0;
		let since = 0;
		let turns = 0;
		let ticking = true;
		const tick = () => {
			turns += 1;
			since = 0;
			if (ticking) setTimeout(tick, 0).unref();
		};
		setTimeout(tick, 0).unref();
		while (written < length) {
			const writing = connection.write(new Uint8Array(4096));
			written += 4096;
			since += 4096;
			// What is written before the pause counts: the write that reaches the limit is the one that waits.
			expect(since).toBeLessThanOrEqual(2 * 65_536);
			if (writing) await writing;
		}
		ticking = false;
		expect(turns).toBeGreaterThanOrEqual(8);
		connection.close();
	});

	test("gets a pause after 128 KiB and none before", async () => {
		const network = transcript([{ expect: () => undefined }], { window: 1 << 20 });
		const connection = await Connection.connect({ network, ...SERVER });
		const waits: boolean[] = [];
		for (let block = 0; block < 70; block++) {
			const writing = connection.write(new Uint8Array(4096));
			waits.push(writing !== undefined);
			if (writing) await writing;
		}
		const paused = waits.flatMap((waited, block) => (waited ? [block + 1] : []));
		expect(paused).toEqual([32, 64]);
		connection.close();
	});
});

describe("A long write to a peer that takes little by little", () => {
	test("leaves in no pieces smaller than half the window but for the last", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 8000 }),
				fc.infiniteStream(fc.integer({ min: 1, max: 400 })),
				async (length, portions) => {
					const { connection, peer } = await connectToPeer();
					let done = false;
					const writing = Promise.resolve(connection.write(new Uint8Array(length))).then(() => {
						done = true;
					});
					for (let round = 0; !done && round < 100_000; round++) {
						await turn();
						if (!done) peer.take(portions.next().value as number);
					}
					await writing;
					expect(peer.lengths.reduce((sum, one) => sum + one, 0)).toBe(length);
					for (const piece of peer.lengths.slice(0, -1)) expect(piece).toBeGreaterThanOrEqual(WINDOW / 2);
					connection.close();
				},
			),
			{ numRuns: 25 },
		);
	});

	test("a short write waits for room for all of it rather than leave in two pieces", async () => {
		const { connection, peer } = await connectToPeer();
		connection.write(new Uint8Array(WINDOW - 100));
		const writing = connection.write(new Uint8Array(300));
		peer.take(150);
		await turn();
		expect(peer.lengths).toEqual([WINDOW - 100]);
		peer.take(50);
		await writing;
		expect(peer.lengths).toEqual([WINDOW - 100, 300]);
	});
});
