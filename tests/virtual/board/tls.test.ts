import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket, type TLSSocketOptions } from "node:tls";
import { SEND_BUFFER, WINDOW } from "../../../hosts/virtual/board/device-socket";
import { Routes } from "../../../hosts/virtual/board/routes";
import { Sockets } from "../../../hosts/virtual/board/sockets";
import { cleanUp, FirmwareEnd } from "./bench";
import { type Authority, type Credentials, makeAuthority } from "./certificates";

const HOST = "smtp.example";
let authority: Authority;
let good: Credentials;

beforeAll(async () => {
	authority = await makeAuthority();
	good = await authority.issue(HOST);
});

/** A server that speaks in the clear first, then TLS over the same connection. */
async function serve(
	credentials: Credentials,
	{
		greeting = "220 ready",
		injected = "",
		...options
	}: { greeting?: string; injected?: string } & TLSSocketOptions = {},
): Promise<{ firmware: FirmwareEnd; received: () => string }> {
	let received = "";
	const server = createServer((plain: Socket) => {
		plain.on("error", () => {});
		cleanUp(() => plain.destroy());
		plain.write(greeting + injected);
		plain.once("data", () => {
			plain.write("220 go");
			const secured = new TLSSocket(plain, {
				isServer: true,
				secureContext: createSecureContext(credentials),
				...options,
			});
			secured.on("error", () => {});
			secured.on("data", (bytes) => {
				received += bytes;
				secured.end(`secret ${bytes}`);
			});
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	cleanUp(() => new Promise((resolve) => server.close(resolve)));
	const firmware = new FirmwareEnd();
	const routes = new Routes([{ host: HOST, port: 587, localPort: (server.address() as AddressInfo).port }]);
	const sockets = new Sockets(routes, [authority.root], firmware.post, firmware.calls);
	cleanUp(() => sockets.clear());
	firmware.call("tcp.connect 1 198.51.100.1 587 1");
	await firmware.event("1 writable");
	await firmware.count("1 readable");
	return { firmware, received: () => received };
}

/** Says STARTTLS, waits for the server to be ready for it, and starts. */
async function upgrade(firmware: FirmwareEnd, name = HOST, verify = 1): Promise<string> {
	expect(firmware.text("tcp.read 1 9")).toBe("220 ready");
	firmware.call("tcp.write 1", Buffer.from("STARTTLS"));
	await firmware.event("1 readable");
	expect(firmware.text("tcp.read 1 9")).toBe("220 go");
	firmware.call(`tls.start 1 ${verify} ${name}`);
	return firmware.event("1 ");
}

describe("Starting TLS on an open connection", () => {
	test("goes on in secret with a server whose certificate holds", async () => {
		const { firmware, received } = await serve(good);
		expect(await upgrade(firmware)).toMatch(/^1 writable [1-9]/);
		firmware.call("tcp.write 1", Buffer.from("EHLO"));
		expect(await firmware.event("1 readable")).toBe("1 readable 11");
		expect(firmware.text("tcp.read 1 11")).toBe("secret EHLO");
		expect(await firmware.event("1 error")).toMatch(/closed/);
		expect(received()).toBe("EHLO");
	});

	test("refuses a certificate that has expired", async () => {
		const { firmware } = await serve(await authority.issue(HOST, -10, -1));
		expect(await upgrade(firmware)).toMatch(/^1 error certificate-expired /);
	});

	test("refuses a certificate that does not hold yet", async () => {
		const { firmware } = await serve(await authority.issue(HOST, 1, 10));
		expect(await upgrade(firmware)).toMatch(/^1 error certificate-not-yet-valid /);
	});

	test("refuses a certificate of another host", async () => {
		const { firmware } = await serve(await authority.issue("other.example"));
		expect(await upgrade(firmware)).toMatch(/^1 error wrong-host /);
	});

	test.each([
		["an issuer the device does not know", "Stranger"],
		["an issuer that only bears the name of a trusted one", "Test Root"],
	])("refuses a certificate of %s", async (_, name) => {
		const stranger = await makeAuthority(name);
		const { firmware } = await serve(await stranger.issue(HOST));
		expect(await upgrade(firmware)).toMatch(/^1 error unknown-issuer /);
	});

	test("takes any certificate when validation is off", async () => {
		const stranger = await makeAuthority("Stranger");
		const { firmware } = await serve(await stranger.issue("other.example", -10, -1));
		expect(await upgrade(firmware, HOST, 0)).toMatch(/^1 writable /);
	});

	test("refuses a server that only speaks TLS 1.1", async () => {
		const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0", ...good } as const;
		const { firmware } = await serve(good, { secureContext: createSecureContext(old) });
		expect(await upgrade(firmware)).toMatch(/^1 error tls-too-old /);
	});

	test("refuses when bytes in the clear are still unread: somebody may have put them there", async () => {
		const { firmware, received } = await serve(good, { injected: "250 injected" });
		firmware.text("tcp.read 1 9");
		firmware.call("tls.start 1 1 smtp.example");
		expect(await firmware.event("1 error")).toMatch(/^1 error plaintext-buffered /);
		expect(firmware.text("tcp.read 1 100")).toBe("");
		expect(received()).toBe("");
	});

	test("never mixes bytes in the clear, sent while TLS starts, into what it reads", async () => {
		const answers = ["220 go", "250 injected, and long enough to look like a record"];
		const firmware = device(
			await local((socket) => {
				socket.write("220 ready");
				socket.on("data", () => socket.write(answers.shift() ?? ""));
			}),
		);
		firmware.call("tcp.connect 1 198.51.100.1 587 1");
		await firmware.event("1 writable");
		await firmware.event("1 readable");
		expect(await upgrade(firmware)).toMatch(/^1 error tls /);
		expect(firmware.text("tcp.read 1 100")).toBe("");
		expect(firmware.events).toEqual([]);
	});

	test("starts by itself once connected, with nothing announced before", async () => {
		const { firmware } = await serve(good);
		firmware.call("tcp.close 1");
		const server = await secureServer();
		const direct = device(server);
		await direct.turn(() => {
			direct.call("tcp.connect 1 198.51.100.1 587 1");
			direct.call("tls.start 1 1 smtp.example");
		});
		expect(await direct.event("1 ")).toMatch(/^1 writable/);
		direct.call("tcp.write 1", Buffer.from("hi"));
		await direct.event("1 readable 2");
		expect(direct.text("tcp.read 1 2")).toBe("hi");
	});

	test("carries 1 MiB both ways, byte for byte, and never more than its windows", async () => {
		const content = Buffer.from(
			Uint8Array.from({ length: 1024 * 1024 }, (_, index) => (index * 31 + (index >> 8)) & 0xff),
		);
		const firmware = device(await secureServer());
		await firmware.turn(() => {
			firmware.call("tcp.connect 1 198.51.100.1 587 1");
			firmware.call("tls.start 1 1 smtp.example");
		});
		const send = async () => {
			for (let sent = 0; sent < content.byteLength; ) {
				const room = await firmware.count("1 writable");
				expect(room).toBeLessThanOrEqual(SEND_BUFFER);
				firmware.call("tcp.write 1", content.subarray(sent, sent + room));
				sent += room;
			}
		};
		const receive = async () => {
			const pieces: Uint8Array[] = [];
			for (let received = 0; received < content.byteLength; ) {
				const count = await firmware.count("1 readable");
				expect(count).toBeLessThanOrEqual(WINDOW);
				pieces.push(firmware.call(`tcp.read 1 ${count}`) as Uint8Array);
				received += count;
			}
			return Buffer.concat(pieces);
		};
		const [, echoed] = await Promise.all([send(), receive()]);
		expect(echoed.equals(content)).toBe(true);
	});

	async function secureServer(): Promise<number> {
		return local((socket) => {
			const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(good) });
			secured.on("error", () => {});
			secured.on("data", (bytes) => secured.write(bytes));
		});
	}

	async function local(onConnection: (socket: Socket) => void): Promise<number> {
		const server = createServer((socket) => {
			socket.on("error", () => {});
			cleanUp(() => socket.destroy());
			onConnection(socket);
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		cleanUp(() => new Promise((resolve) => server.close(resolve)));
		return (server.address() as AddressInfo).port;
	}

	function device(localPort: number): FirmwareEnd {
		const firmware = new FirmwareEnd();
		const routes = new Routes([{ host: HOST, port: 587, localPort }]);
		const sockets = new Sockets(routes, [authority.root], firmware.post, firmware.calls);
		cleanUp(() => sockets.clear());
		return firmware;
	}
});
