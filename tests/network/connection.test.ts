import fc from "fast-check";
import { text, utf8 } from "../../modules/base/bytes";
import { Failure } from "../../modules/base/failure";
import type { FailureCode } from "../../modules/base/failure-codes";
import type { SocketErrorCode } from "../../modules/base/sockets";
import { Connection, type ConnectOptions } from "../../modules/network/connection";
import { failureOf } from "../host/failure-of";
import type { SocketEnd } from "../host/socket-end";
import { type Delivery, type Step, type TranscriptOptions, transcript } from "../host/transcript";

const SERVER = { host: "mail.example.com", port: 587 };
const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];

async function connect(
	steps: readonly Step[],
	options: TranscriptOptions = {},
	more: Partial<ConnectOptions> = {},
): Promise<{ connection: Connection; network: ReturnType<typeof transcript> }> {
	const network = transcript(steps, options);
	return { network, connection: await Connection.connect({ network, ...SERVER, timeout: 5000, ...more }) };
}

async function readAll(connection: Connection, pieceLength = 700): Promise<Buffer> {
	const parts: Buffer[] = [];
	const piece = new Uint8Array(pieceLength);
	for (;;) {
		const count = await connection.read(piece);
		if (count === 0) return Buffer.concat(parts);
		parts.push(Buffer.from(piece.subarray(0, count)));
	}
}

describe.each(DELIVERIES)("A dialogue that arrives %s", (delivery) => {
	test("is the same dialogue, before and after STARTTLS", async () => {
		const { connection, network } = await connect(
			[
				"S: 220 Grüße",
				"C: EHLO printer",
				"S: 250-mail.example.com",
				"S: 250 STARTTLS",
				"C: STARTTLS",
				"S: 220 go",
				"TLS",
				"C: EHLO printer",
				"S: 250 AUTH",
				"CLOSE",
			],
			{ delivery },
		);
		expect(await connection.readLine(512)).toBe("220 Grüße");
		await connection.write(utf8("EHLO printer\r\n"));
		expect(await connection.readLine(512)).toBe("250-mail.example.com");
		expect(await connection.readLine(512)).toBe("250 STARTTLS");
		await connection.write(utf8("STARTTLS\r\n"));
		expect(await connection.readLine(512)).toBe("220 go");
		await connection.startTLS(SERVER.host, {});
		await connection.write(utf8("EHLO printer\r\n"));
		expect(await connection.readLine(512)).toBe("250 AUTH");
		expect(await connection.read(new Uint8Array(10))).toBe(0);
		connection.close();
		network.verify();
		expect(network.opened).toEqual([
			{ address: "192.0.2.1", port: 587, host: SERVER.host, secure: {}, closed: true },
		]);
	});

	test("keeps lines and bytes that follow them in order", async () => {
		const { connection } = await connect([{ send: "one\r\ntwo\nbody\r\nmore" }, "CLOSE"], { delivery });
		expect([await connection.readLine(99), await connection.readLine(99)]).toEqual(["one", "two"]);
		expect((await readAll(connection, 3)).toString()).toBe("body\r\nmore");
	});
});

describe("A line", () => {
	test.each([0, 1, 100, 2045, 2046, 2047, 2048, 2049, 5000])(
		"of %i bytes passes at its limit, not beyond",
		async (length) => {
			for (const lineEnd of ["\r\n", "\n"]) {
				const send = `${"x".repeat(length)}${lineEnd}next\r\n`;
				const { connection } = await connect([{ send }]);
				expect(await connection.readLine(length)).toBe("x".repeat(length));
				expect(await connection.readLine(4)).toBe("next");
				if (length === 0) continue;
				const shorter = await connect([{ send }]);
				expect(await failureOf(shorter.connection.readLine(length - 1))).toMatchObject({
					code: "network.line-too-long",
				});
			}
		},
	);

	test("without an end is refused once its limit is passed, however much would follow", async () => {
		const { connection, network } = await connect([{ send: "x".repeat(1 << 20) }]);
		connection.stage = "greeting";
		expect(await failureOf(connection.readLine(512))).toMatchObject({
			code: "network.line-too-long",
			stage: "greeting",
		});
		expect(network.sentCount).toBeLessThan(5000);
	});

	test("that is not UTF-8 shows where it is not", async () => {
		const { connection } = await connect([{ send: Uint8Array.of(0x61, 0xff, 0x0d, 0x0a) }]);
		expect(await connection.readLine(10)).toBe("a\ufffd");
	});

	test("cut off by the peer's close is a failure", async () => {
		const { connection } = await connect([{ send: "250 O" }, "CLOSE"]);
		connection.stage = "data";
		expect(await failureOf(connection.readLine(512))).toMatchObject({
			code: "network.closed",
			stage: "data",
		});
	});
});

describe("However the bytes are cut", () => {
	test("the same lines and bytes arrive", async () => {
		const lengths = fc.infiniteStream(fc.integer({ min: 1, max: 1600 }));
		const lines = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "\r", " "), maxLength: 1500 }), {
			maxLength: 6,
		});
		await fc.assert(
			fc.asyncProperty(lines, fc.uint8Array({ maxLength: 5000 }), lengths, async (sent, body, drawn) => {
				const head = sent.map((line) => `${line}\r\n`).join("");
				const { connection } = await connect([{ send: head }, { send: body }, "CLOSE"], {
					delivery: () => drawn.next().value ?? 1,
				});
				for (const line of sent) expect(await connection.readLine(3000)).toBe(line);
				expect((await readAll(connection)).equals(body)).toBe(true);
			}),
			{ numRuns: 60 },
		);
	});
});

describe("Back-pressure", () => {
	const MEBIBYTE = 1 << 20;
	const pattern = () => Uint8Array.from({ length: MEBIBYTE }, (_, i) => (i * 31 + (i >> 8)) & 255);

	test("1 MiB leaves through a window of 1 KB as it was", async () => {
		const { connection, network } = await connect([{ expect: pattern() }, "S: 250 OK"], { window: 1024 });
		await connection.write(pattern());
		expect(await connection.readLine(512)).toBe("250 OK");
		network.verify();
	});

	test("1 MiB arrives through a window of 1 KB as it was, and waits while nobody reads", async () => {
		const { connection, network } = await connect([{ send: pattern() }, "CLOSE"], { window: 1024 });
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(network.sentCount).toBeLessThanOrEqual(1024);
		expect(connection.buffered).toBe(1024);
		expect((await readAll(connection, 5000)).equals(pattern())).toBe(true);
	});

	test("a peer that takes nothing more ends in a time-out, not in memory", async () => {
		const { connection, network } = await connect(["STALL"], { window: 1024 }, { timeout: 30 });
		connection.stage = "data";
		expect(await failureOf(connection.write(pattern()))).toMatchObject({
			code: "network.timeout",
			stage: "data",
		});
		expect(network.received[0]?.length).toBe(1024);
	});

	test("a write under TLS leaves room for what a record adds", async () => {
		const { connection, network } = await connect(["S: go", "TLS", { expect: pattern() }], { window: 1024 });
		await connection.readLine(10);
		await connection.startTLS(SERVER.host, {});
		await connection.write(pattern());
		network.verify();
	});

	test("a peer that answers and closes in the middle of a write is heard, and its answer can be read", async () => {
		const { connection } = await connect([{ expect: new Uint8Array(3000) }, "S: 552 too large", "CLOSE"], {
			window: 1024,
		});
		expect(await failureOf(connection.write(new Uint8Array(MEBIBYTE)))).toMatchObject({
			code: "network.closed",
		});
		expect(await connection.readLine(512)).toBe("552 too large");
	});
});

describe("While a write waits for a peer that takes nothing", () => {
	/** A connection whose write waits, and the socket's end through which the test plays the peer. */
	async function blocked(
		window: number,
	): Promise<{ connection: Connection; peer: SocketEnd; writing: Promise<void> | undefined }> {
		let peer: SocketEnd | undefined;
		const network = transcript(["STALL"], { window });
		const { io } = network.tcp;
		const watched = {
			io: class extends io {
				constructor(options: ConstructorParameters<typeof io>[0]) {
					super(options);
					peer = this as unknown as SocketEnd;
				}
			},
		};
		const connection = await Connection.connect({
			network: { ...network, tcp: watched },
			...SERVER,
			timeout: 5000,
		});
		if (!peer) throw new Error("no socket was opened");
		return { connection, peer, writing: connection.write(new Uint8Array(2 * window)) };
	}

	test("an answer and a close that come meanwhile are heard", async () => {
		const { connection, peer, writing } = await blocked(1024);
		peer.arrived(utf8("552 too large\r\n"));
		peer.ended();
		expect(await failureOf(writing)).toMatchObject({ code: "network.closed" });
		expect(await connection.readLine(99)).toBe("552 too large");
	});

	test("an answer and a close that came before are heard", async () => {
		const { connection } = await connect(["S: 552 too large", "CLOSE"], { window: 1024 });
		while (connection.buffered === 0) await new Promise((resolve) => setTimeout(resolve, 1));
		expect(await failureOf(connection.write(new Uint8Array(5000)))).toMatchObject({ code: "network.closed" });
		expect(await connection.readLine(99)).toBe("552 too large");
	});

	test("more bytes than the connection holds stay in order for who reads", async () => {
		const { connection, peer, writing } = await blocked(8192);
		const sent = Uint8Array.from({ length: 6000 }, (_, i) => (i * 7 + (i >> 8)) & 255);
		const first = new Uint8Array(100);
		const reading = connection.read(first);
		peer.arrived(sent);
		peer.ended();
		const received = Buffer.concat([first.subarray(0, await reading), await readAll(connection)]);
		expect(received.equals(sent)).toBe(true);
		await failureOf(writing);
	});
});

describe("Every early end", () => {
	const dialogue: readonly Step[] = [
		"S: 220 hello",
		"C: STARTTLS",
		"S: 220 go",
		"TLS",
		"S: 250 welcome",
		{ send: "body" },
	];

	async function converse(options: TranscriptOptions, more: Partial<ConnectOptions> = {}): Promise<string> {
		const { connection } = await connect(dialogue, options, more);
		try {
			await connection.readLine(99);
			await connection.write(utf8("STARTTLS\r\n"));
			await connection.readLine(99);
			await connection.startTLS(SERVER.host, {});
			await connection.readLine(99);
			const body = new Uint8Array(4);
			for (let got = 0; got < 4; ) {
				const count = await connection.read(body.subarray(got));
				if (count === 0) throw new Failure("network.closed");
				got += count;
			}
			return text(body);
		} finally {
			connection.close();
		}
	}

	test("the whole dialogue succeeds", async () => {
		expect(await converse({})).toBe("body");
	});

	test.each(Array.from({ length: 36 }, (_, i) => i))(
		"after %i bytes is a failure, never silence",
		async (cutAfter) => {
			for (const delivery of DELIVERIES) {
				const failure = await failureOf(converse({ cutAfter, delivery }));
				expect(["network.closed", "tls.failed"]).toContain(failure.code);
			}
		},
	);
});

describe("Connecting", () => {
	test.each<[SocketErrorCode, FailureCode]>([
		["refused", "connect.failed"],
		["unreachable", "connect.failed"],
		["closed", "connect.failed"],
	])("that ends with %s is %s", async (reason, code) => {
		// The server breaks before it is connected: the script's start is what connects.
		const network = transcript([]);
		const { io } = network.tcp;
		const breaking = {
			io: class extends io {
				constructor(options: ConstructorParameters<typeof io>[0]) {
					super(options);
					(this as unknown as { ended(code: string): void }).ended(reason);
				}
			},
		};
		const failure = await failureOf(
			Connection.connect({ network: { ...network, tcp: breaking }, ...SERVER }),
		);
		expect(failure).toMatchObject({ code, stage: "connect" });
	});

	test("to a server that refuses is a failure of the stage connect", async () => {
		const network = transcript([["S: only one connection"]]);
		(await Connection.connect({ network, ...SERVER })).close();
		expect(await failureOf(Connection.connect({ network, ...SERVER }))).toMatchObject({
			code: "connect.failed",
			stage: "connect",
		});
	});

	test("needs a name that has an address", async () => {
		const resolve = () => undefined;
		expect(await failureOf(connect([], { resolve }))).toMatchObject({
			code: "dns.not-found",
			detail: SERVER.host,
		});
		for (const host of [
			"",
			"a b",
			"x".repeat(254),
			"mail..example.com",
			"é.example",
			"evil\r\n.example",
			"-x.example",
			"::1",
		]) {
			expect(await failureOf(connect([], {}, { host }))).toMatchObject({
				code: "dns.not-found",
				stage: "dns",
			});
		}
	});

	test("asks nobody for an address or for localhost", async () => {
		const resolve = () => {
			throw new Error("asked");
		};
		expect((await connect([], { resolve }, { host: "198.51.100.7" })).network.opened[0]?.address).toBe(
			"198.51.100.7",
		);
		expect((await connect([], { resolve }, { host: "LocalHost" })).network.opened[0]?.address).toBe(
			"127.0.0.1",
		);
	});

	test("gives up on a resolver that does not answer", async () => {
		const network = {
			...transcript([]),
			dns: {
				io: class {
					resolve() {}
					close() {}
				},
			},
		};
		expect(await failureOf(Connection.connect({ network, ...SERVER, timeout: 20 }))).toMatchObject({
			code: "network.timeout",
			stage: "dns",
		});
	});

	test("never goes over an additional network alone", async () => {
		const network = transcript(["S: hello"]);
		const only = (connected: boolean) => ({
			...network,
			interfaces: () => [
				{ kind: "standard", medium: "wired", connected } as const,
				{ kind: "additional", medium: "wi-fi", connected: true } as const,
			],
		});
		expect(await failureOf(Connection.connect({ network: only(false), ...SERVER }))).toMatchObject({
			code: "network.down",
		});
		expect(network.opened).toEqual([]);
		(await Connection.connect({ network: only(true), ...SERVER })).close();
	});

	test("turns whatever a socket class throws into a failure", async () => {
		const throwing = {
			io: class {
				constructor() {
					throw new RangeError("no memory");
				}
			},
		} as never;
		const network = transcript([]);
		expect(
			await failureOf(Connection.connect({ network: { ...network, tcp: throwing }, ...SERVER })),
		).toMatchObject({ code: "connect.failed", detail: "no memory" });
		expect(
			await failureOf(Connection.connect({ network: { ...network, dns: throwing }, ...SERVER })),
		).toMatchObject({ code: "dns.not-found" });
		expect(
			await failureOf(Connection.connect({ network: { ...network, tls: throwing }, ...SERVER, secure: {} })),
		).toMatchObject({ code: "tls.failed" });
	});
});

describe("TLS", () => {
	test.each(DELIVERIES)("is refused when plaintext follows the server's go-ahead (%s)", async (delivery) => {
		const { connection, network } = await connect(["C: STARTTLS", "S: 220 go", "S: 250 injected"], {
			delivery,
		});
		await connection.write(utf8("STARTTLS\r\n"));
		await connection.readLine(99);
		const failure = await failureOf(connection.startTLS(SERVER.host, {}));
		expect(["tls.plaintext-injected", "tls.failed"]).toContain(failure.code);
		if (delivery === "whole") expect(failure.code).toBe("tls.plaintext-injected");
		expect(network.opened[0]).toMatchObject({ closed: true });
		expect(await failureOf(connection.readLine(99))).toBeInstanceOf(Failure);
		expect(await failureOf(connection.write(utf8("secret")))).toBeInstanceOf(Failure);
	});

	test("is refused when plaintext still lies in the socket, unseen by any read", async () => {
		const { connection } = await connect([{ send: `220 go\r\n${"x".repeat(4000)}` }], { window: 4096 });
		await connection.readLine(99);
		expect(await failureOf(connection.startTLS(SERVER.host, {}))).toMatchObject({
			code: "tls.plaintext-injected",
		});
	});

	test.each<[SocketErrorCode, FailureCode]>([
		["certificate-expired", "tls.certificate-expired"],
		["certificate-not-yet-valid", "tls.certificate-not-yet-valid"],
		["wrong-host", "tls.wrong-host"],
		["unknown-issuer", "tls.unknown-issuer"],
		["tls-too-old", "tls.too-old"],
		["plaintext-buffered", "tls.plaintext-injected"],
		["tls", "tls.failed"],
		["closed", "tls.failed"],
	])("that fails with %s is %s, and the connection is closed", async (reason, code) => {
		const network = transcript([{ tls: reason }]);
		const failure = await failureOf(Connection.connect({ network, ...SERVER, secure: {} }));
		expect(failure).toMatchObject({ code, stage: "tls" });
		expect(network.opened[0]?.closed).toBe(true);
	});

	test("does not begin while the device does not know the time, unless certificates are not checked", async () => {
		const refused = transcript(["TLS"]);
		const options = { ...SERVER, clockSet: false };
		expect(await failureOf(Connection.connect({ network: refused, ...options, secure: {} }))).toMatchObject({
			code: "tls.clock-not-set",
		});
		expect(refused.opened[0]?.secure).toBeUndefined();
		const unchecked = transcript(["TLS"]);
		(await Connection.connect({ network: unchecked, ...options, secure: { verify: false } })).close();
		unchecked.verify();
	});
});

describe("A wait", () => {
	test("for a silent peer ends in a time-out of the owner's stage", async () => {
		const { connection } = await connect(["STALL"], {}, { timeout: 20 });
		connection.stage = "recipient";
		expect(await failureOf(connection.readLine(99))).toMatchObject({
			code: "network.timeout",
			stage: "recipient",
		});
		expect(await failureOf(connection.read(new Uint8Array(1)))).toMatchObject({ code: "network.timeout" });
	});

	test("for a server that never begins TLS ends in a time-out", async () => {
		const network = transcript(["TLS"]);
		const { io } = network.tls;
		const silent = {
			io: class extends io {
				constructor(options: ConstructorParameters<typeof io>[0]) {
					super({ ...options, onWritable() {} });
				}
			},
		};
		expect(
			await failureOf(
				Connection.connect({ network: { ...network, tls: silent }, ...SERVER, secure: {}, timeout: 20 }),
			),
		).toMatchObject({ code: "network.timeout", stage: "tls" });
	});

	test("ends when the owner closes, and closing again does nothing", async () => {
		const { connection } = await connect(["STALL"], { window: 16 });
		const reading = failureOf(connection.readLine(99));
		const writing = failureOf(connection.write(new Uint8Array(100)));
		connection.close();
		connection.close();
		expect([(await reading).code, (await writing).code]).toEqual(["network.closed", "network.closed"]);
		expect(await failureOf(connection.read(new Uint8Array(1)))).toMatchObject({ code: "network.closed" });
	});

	test("ends with the reason when the connection breaks", async () => {
		const { connection } = await connect(["S: hello", "C: x", { fail: "unreachable" }]);
		connection.stage = "data";
		await connection.write(utf8("x\r\n"));
		expect(await connection.readLine(99)).toBe("hello");
		expect(await failureOf(connection.readLine(99))).toMatchObject({ code: "connect.failed" });
	});

	test("belongs to one reader: a second is told so, and the first is not disturbed", async () => {
		const { connection } = await connect(["C: x", "S: hello"]);
		const first = connection.readLine(99);
		expect(await failureOf(connection.readLine(99))).toMatchObject({ code: "internal" });
		await connection.write(utf8("x\r\n"));
		expect(await first).toBe("hello");
	});
});
