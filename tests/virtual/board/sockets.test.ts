import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { SEND_BUFFER, WINDOW } from "../../../hosts/virtual/board/device-socket";
import { Listeners } from "../../../hosts/virtual/board/listeners";
import { Ports } from "../../../hosts/virtual/board/ports";
import { Routes } from "../../../hosts/virtual/board/routes";
import { Sockets } from "../../../hosts/virtual/board/sockets";
import { cleanUp, FirmwareEnd } from "./bench";

const MEBIBYTE = 1024 * 1024;

/** A pattern in which a lost, doubled or swapped byte shows. */
function pattern(byteLength: number): Buffer {
	return Buffer.from(
		Uint8Array.from({ length: byteLength }, (_, index) => (index * 31 + (index >> 8)) & 0xff),
	);
}

async function serve(onConnection: (socket: Socket) => void, allowHalfOpen = false): Promise<number> {
	const server: Server = createServer({ allowHalfOpen }, (socket) => {
		socket.on("error", () => {});
		cleanUp(() => socket.destroy());
		onConnection(socket);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	cleanUp(() => new Promise((resolve) => server.close(resolve)));
	return (server.address() as AddressInfo).port;
}

/** A device whose `mail.example:25` leads to a local port. */
function device(localPort: number): { firmware: FirmwareEnd; address: string } {
	const firmware = new FirmwareEnd();
	const routes = new Routes([{ host: "mail.example", port: 25, localPort }]);
	const sockets = new Sockets(routes, [], firmware.post, firmware.calls);
	cleanUp(() => sockets.clear());
	return { firmware, address: "198.51.100.1" };
}

async function connected(localPort: number): Promise<FirmwareEnd> {
	const { firmware, address } = device(localPort);
	firmware.call(`tcp.connect 1 ${address} 25 0`);
	expect(await firmware.count("1 writable")).toBe(SEND_BUFFER);
	return firmware;
}

describe("A connection of the firmware", () => {
	test("finds a routed host by name, at an address that no real host has", async () => {
		const { firmware } = device(1);
		firmware.call("dns.resolve 4 Mail.Example.");
		expect(await firmware.event("4 ")).toBe("4 resolved 198.51.100.1");
		firmware.call("dns.resolve 5 other.example");
		expect(await firmware.event("5 ")).toBe("5 failed");
	});

	test("is refused where nothing is routed, and where nobody listens", async () => {
		const port = await serve(() => {});
		const { firmware, address } = device(port);
		firmware.call("tcp.connect 1 203.0.113.9 25 0");
		expect(await firmware.event("1 ")).toMatch(/^1 error refused /);
		firmware.call(`tcp.connect 2 ${address} 26 0`);
		expect(await firmware.event("2 ")).toMatch(/^2 error refused /);
		const closed = device(1);
		closed.firmware.call("tcp.connect 3 198.51.100.1 25 0");
		expect(await closed.firmware.event("3 ")).toMatch(/^3 error refused /);
	});

	test("reads what was announced, and the end comes after the last byte", async () => {
		const firmware = await connected(await serve((socket) => socket.end("220 ready\r\n")));
		expect(await firmware.event("1 readable")).toBe("1 readable 11");
		expect(firmware.text("tcp.read 1 4")).toBe("220 ");
		expect(firmware.text("tcp.read 1 100")).toBe("ready\r\n");
		expect(firmware.text("tcp.read 1 100")).toBe("");
		expect(await firmware.event("1 error")).toMatch(/^1 error closed /);
	});

	test("never hears of the end while a byte is unread", async () => {
		const firmware = await connected(await serve((socket) => socket.end("bye")));
		await firmware.event("1 readable 3");
		firmware.text("tcp.read 1 2");
		await firmware.event("1 readable 1");
		expect(firmware.events.filter((event) => event.includes("error"))).toEqual([]);
		firmware.text("tcp.read 1 1");
		expect(await firmware.event("1 error")).toMatch(/closed/);
	});

	test("still carries an answer after the other side has ended its half", async () => {
		let answer = "";
		const answered = new Promise<void>((resolve) => {
			void serve((socket) => {
				socket.on("data", (bytes) => {
					answer += bytes;
				});
				socket.on("end", resolve);
				socket.end("question");
			}, true).then(async (port) => {
				const firmware = await connected(port);
				await firmware.event("1 readable");
				await firmware.turn(() => {
					firmware.text("tcp.read 1 100");
					firmware.call("tcp.write 1", Buffer.from("answer"));
					firmware.call("tcp.close 1");
				});
			});
		});
		await answered;
		expect(answer).toBe("answer");
	});

	test("tells a reset from nothing", async () => {
		const firmware = await connected(
			await serve((socket) => socket.once("data", () => socket.resetAndDestroy())),
		);
		firmware.call("tcp.write 1", Buffer.from("EHLO"));
		expect(await firmware.event("1 error")).toBe("1 error closed read ECONNRESET");
	});

	test("gives what arrived before a reset, then tells of the reset", async () => {
		let reset = () => {};
		const firmware = await connected(
			await serve((socket) => {
				socket.write("421 bye");
				reset = () => socket.resetAndDestroy();
			}),
		);
		await firmware.event("1 readable 7");
		reset();
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(firmware.events.filter((event) => event.includes("error"))).toEqual([]);
		expect(firmware.text("tcp.read 1 100")).toBe("421 bye");
		expect(await firmware.event("1 error")).toBe("1 error closed read ECONNRESET");
	});

	test("is silent after close, and what was written still arrives", async () => {
		const received: Buffer[] = [];
		let done = () => {};
		const ended = new Promise<void>((resolve) => {
			done = resolve;
		});
		const port = await serve((socket) => {
			socket.on("data", (bytes) => received.push(bytes));
			socket.on("end", done);
			socket.write("hello");
		});
		const firmware = await connected(port);
		await firmware.turn(() => {
			firmware.call("tcp.write 1", pattern(WINDOW));
			firmware.call("tcp.close 1");
		});
		await ended;
		expect(Buffer.concat(received).equals(pattern(WINDOW))).toBe(true);
		expect(firmware.events.filter((event) => !event.startsWith("1 readable"))).toEqual([]);
		expect(() => firmware.call("tcp.read 1 1")).toThrow("not open");
	});

	test("takes no more than it allowed", async () => {
		const firmware = await connected(await serve((socket) => socket.pause()));
		expect(() => firmware.call("tcp.write 1", Buffer.alloc(SEND_BUFFER + 1))).toThrow("would block");
		let room = SEND_BUFFER;
		await firmware.turn(() => {
			for (let sent = 0; room === SEND_BUFFER && sent < 64 * MEBIBYTE; sent += SEND_BUFFER) {
				room = Number(firmware.text("tcp.write 1", Buffer.alloc(SEND_BUFFER)));
			}
		});
		expect(room).toBe(0);
		expect(() => firmware.call("tcp.write 1", Buffer.of(1))).toThrow("would block");
	});

	test("sends 1 MiB byte for byte to a server that is slow to read", async () => {
		const content = pattern(MEBIBYTE);
		let end = (_: Buffer) => {};
		const received = new Promise<Buffer>((resolve) => {
			end = resolve;
		});
		const port = await serve((socket) => {
			const pieces: Buffer[] = [];
			socket.on("data", (bytes) => {
				pieces.push(bytes);
				socket.pause();
				setImmediate(() => socket.resume());
			});
			socket.on("end", () => end(Buffer.concat(pieces)));
		});
		const { firmware, address } = device(port);
		firmware.call(`tcp.connect 1 ${address} 25 0`);
		for (let sent = 0; sent < content.byteLength; ) {
			const room = await firmware.count("1 writable");
			expect(room).toBeLessThanOrEqual(SEND_BUFFER);
			firmware.call("tcp.write 1", content.subarray(sent, sent + room));
			sent += room;
		}
		firmware.call("tcp.close 1");
		expect((await received).equals(content)).toBe(true);
	});

	test("receives 1 MiB byte for byte, with the server held back while nothing is read", async () => {
		const content = pattern(MEBIBYTE);
		let server: Socket | undefined;
		const port = await serve((socket) => {
			server = socket;
			socket.end(content);
		});
		const firmware = await connected(port);
		const pieces: Buffer[] = [];
		let received = 0;
		while (received < content.byteLength) {
			const count = await firmware.count("1 readable");
			expect(count).toBeLessThanOrEqual(WINDOW);
			const piece = Buffer.from(firmware.call(`tcp.read 1 ${count}`) as Uint8Array);
			expect(piece.byteLength).toBe(count);
			pieces.push(piece);
			received += count;
		}
		expect(Buffer.concat(pieces).equals(content)).toBe(true);
		expect(await firmware.event("1 error")).toMatch(/closed/);
		expect(server?.bytesWritten).toBe(MEBIBYTE);
	});

	test("keeps a server waiting that sends more than the board may hold", async () => {
		let server: Socket | undefined;
		const port = await serve((socket) => {
			server = socket;
			socket.write(Buffer.alloc(16 * MEBIBYTE));
		});
		const firmware = await connected(port);
		await firmware.event(`1 readable ${WINDOW}`);
		expect(server?.writableLength).toBeGreaterThan(0);
		expect(firmware.text("tcp.read 1 1").length).toBe(1);
	});

	test("tells its new callbacks what is there when it is taken over", async () => {
		const firmware = await connected(await serve((socket) => socket.write("220")));
		await firmware.event("1 readable 3");
		firmware.call("tcp.announce 1");
		expect(await firmware.event("1 readable")).toBe("1 readable 3");
		expect(await firmware.count("1 writable")).toBe(SEND_BUFFER);
	});
});

describe("A listener of the firmware", () => {
	async function listening(): Promise<{ firmware: FirmwareEnd; port: number }> {
		const firmware = new FirmwareEnd();
		const ports = new Ports();
		await ports.open({ 80: 0 });
		const sockets = new Sockets(new Routes([]), [], firmware.post, firmware.calls);
		const listeners = new Listeners(ports, sockets, firmware.post, firmware.calls);
		cleanUp(async () => {
			listeners.clear();
			sockets.clear();
			await ports.close();
		});
		return { firmware, port: ports.localPort(80) as number };
	}

	function client(port: number): Socket {
		const socket = connect(port, "127.0.0.1").on("error", () => {});
		cleanUp(() => socket.destroy());
		return socket;
	}

	function closed(socket: Socket): Promise<string> {
		return new Promise((resolve) => {
			socket.once("close", (hadError) => resolve(hadError ? "with an error" : "in peace"));
		});
	}

	test("answers a browser on this computer", async () => {
		const { firmware, port } = await listening();
		firmware.call("listener.open 1 80");
		const browser = client(port);
		browser.write("GET /");
		await firmware.event("1 readable 1");
		expect(firmware.text("listener.accept 1 2")).toBe("1");
		expect(firmware.text("listener.accept 1 3")).toBe("0");
		expect(firmware.text("tcp.peer 2")).toMatch(/^127\.0\.0\.1 \d+$/);
		firmware.call("tcp.announce 2");
		await firmware.event("2 readable 5");
		expect(firmware.text("tcp.read 2 5")).toBe("GET /");
		firmware.call("tcp.write 2", Buffer.from("page"));
		const [page] = await once(browser, "data");
		expect(String(page)).toBe("page");
	});

	test("turns everyone away while the firmware does not listen", async () => {
		const { port } = await listening();
		expect(await closed(client(port))).toBe("with an error");
	});

	test("can be had once for each port of the device, and for no other", async () => {
		const { firmware } = await listening();
		firmware.call("listener.open 1 80");
		expect(() => firmware.call("listener.open 2 80")).toThrow("in use");
		expect(() => firmware.call("listener.open 3 25")).toThrow("no port 25");
		firmware.call("listener.close 1");
		firmware.call("listener.open 4 80");
	});

	test("ends those who still wait when it closes", async () => {
		const { firmware, port } = await listening();
		firmware.call("listener.open 1 80");
		const browser = client(port);
		await firmware.event("1 readable 1");
		firmware.call("listener.close 1");
		expect(await closed(browser)).toBe("with an error");
	});

	test("says in one line which port another program uses", async () => {
		const { port } = await listening();
		const other = new Ports();
		await expect(other.open({ 80: port })).rejects.toThrow(`127.0.0.1:${port}: another program uses it`);
	});
});
