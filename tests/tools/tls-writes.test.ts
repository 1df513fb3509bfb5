import { createCipheriv } from "node:crypto";
import { jest } from "@jest/globals";
import fc from "fast-check";
import * as recordRoom from "../../hosts/moddable/ssl/record-room";
import type { Socket, SocketCallbacks, TLSOptions } from "../../modules/base/sockets";

/** A TCP socket as the SDK's: it throws for a byte more than its window still has. */
class TCP {
	static latest: TCP;
	readonly #callbacks: SocketCallbacks;
	#writable = 0;
	/** Length of each record that went out, in bytes. */
	readonly records: number[] = [];

	constructor(options: SocketCallbacks) {
		this.#callbacks = options;
		TCP.latest = this;
	}

	/** The network has taken bytes: so many have room now. */
	drain(writable: number): void {
		this.#writable = writable;
		this.#callbacks.onWritable?.(writable);
	}

	write(bytes: Uint8Array): number {
		if (bytes.byteLength > this.#writable) throw new Error("would block");
		this.records.push(bytes.byteLength);
		this.#writable -= bytes.byteLength;
		return this.#writable;
	}

	read(): undefined {}
	close(): void {}
}

/** The SDK's session after its handshake: AES-128-GCM records, and nothing at all for more than 16 KiB. */
class GuardedSession {
	readonly handshakeProcess = -1;
	initiateHandshake(): void {}
	handshake(): boolean {
		return true;
	}
	write(channel: { writable: number; write(bytes: Uint8Array): unknown }, data: Uint8Array): void {
		if (data.byteLength > 16_384) return;
		const cipher = createCipheriv("aes-128-gcm", Buffer.alloc(16), Buffer.alloc(12));
		const sealed = Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
		const record = Buffer.concat([Buffer.alloc(5), Buffer.alloc(8), sealed]);
		channel.write(record);
		channel.writable -= record.byteLength;
	}
}

jest.unstable_mockModule("ssl/guarded-session", () => ({ GuardedSession }), { virtual: true });
jest.unstable_mockModule("ssl/record-room", () => recordRoom, { virtual: true });
jest.unstable_mockModule("../../hosts/moddable/tcp", () => ({ default: TCP }));

// Its specifiers are the SDK's, so the compiler looks at it in a project of its own (hosts/moddable/tsconfig.json).
const host: string = "../../hosts/moddable/tls";
const { default: TLS }: { default: new (options: TLSOptions) => Socket } = await import(host);

/** A TLS socket with a window of so many bytes, and what it told last that may be written. */
function open(window: number) {
	let told = 0;
	const socket = new TLS({
		address: "192.0.2.1",
		port: 465,
		host: "mail.example.com",
		secure: {},
		onWritable: (count) => {
			told = count;
		},
	});
	TCP.latest.drain(window);
	return { socket, tcp: TCP.latest, told: () => told };
}

/** Window sizes in bytes: a small board's, and those around a record's limit. */
const windows = fc.oneof(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 16_300, max: 17_000 }));

describe("The boards' TLS socket says how many bytes may be written", () => {
	test("and a record of that many fits the window, told as it opens, as it drains, or by the write before", () => {
		fc.assert(
			fc.property(windows, fc.array(fc.tuple(fc.nat({ max: 6000 }), windows)), (window, steps) => {
				const { socket, tcp, told } = open(window);
				let records = 0;
				for (const [length, next] of steps) {
					const first = Math.min(length, told());
					if (first > 0) {
						const rest = socket.write(new Uint8Array(first)) ?? 0;
						if (rest > 0) socket.write(new Uint8Array(rest));
						records += rest > 0 ? 2 : 1;
					}
					// Where there is no room for a byte it says nothing, and what it said before holds no more.
					tcp.drain(Math.max(next, 30));
				}
				expect(tcp.records.length).toBe(records);
			}),
		);
	});

	test("a board's whole window but for the record's header, nonce and tag, 16 KiB at most", () => {
		expect(open(5744).told()).toBe(5744 - 29);
		expect(open(65_536).told()).toBe(16_384);
		expect(open(30).told()).toBe(1);
		expect(open(29).told()).toBe(0);
	});

	test("and takes nothing beyond that, rather than drop it without a word", () => {
		const { socket, tcp } = open(65_536);
		expect(() => socket.write(new Uint8Array(16_385))).toThrow("would block");
		expect(tcp.records).toEqual([]);
	});
});
