import { createHash } from "node:crypto";
import { once } from "node:events";
import { statSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTLSServer } from "node:tls";
import type { Board } from "../../../hosts/virtual/board/board";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { cleanUp, temporaryFolder } from "./bench";
import { makeAuthority } from "./certificates";
import { probeBoard } from "./probe-board";

const HOUR = 3600 * 1000;

/** All that a connection to the device's port 80 answers to a text. */
async function echo(board: Board, bytes: Buffer): Promise<Buffer> {
	const socket: Socket = connect(board.localPort(80) as number, "127.0.0.1");
	cleanUp(() => socket.destroy());
	socket.on("error", () => {});
	socket.write(bytes);
	const pieces: Buffer[] = [];
	let received = 0;
	for await (const piece of socket) {
		pieces.push(piece);
		received += piece.byteLength;
		if (received >= bytes.byteLength) break;
	}
	return Buffer.concat(pieces);
}

/** A server that answers one line and hangs up. */
function answering(socket: Socket): void {
	socket.on("error", () => {});
	socket.on("data", (bytes) => socket.end(`you said ${bytes}`));
}

describe("The firmware's modules on the real engine", () => {
	test("serve 1 MiB over TCP, back and forth, in a heap of 128 KB", async () => {
		const board = await probeBoard();
		const content = Buffer.from(
			Uint8Array.from({ length: 1024 * 1024 }, (_, index) => (index * 13 + (index >> 9)) & 0xff),
		);
		expect((await echo(board, content)).equals(content)).toBe(true);
		expect((await board.collect())?.["free"]).toBeGreaterThan(90_000);
	});

	test("talk to a server over TCP and over TLS", async () => {
		const authority = await makeAuthority();
		const servers = [
			createServer(answering),
			createTLSServer(await authority.issue("mail.example"), answering),
		];
		const ports: number[] = [];
		for (const server of servers) {
			server.listen(0, "127.0.0.1");
			await once(server, "listening");
			cleanUp(() => server.close());
			ports.push((server.address() as AddressInfo).port);
		}
		const board = await probeBoard({
			roots: [{ name: "test", pem: authority.root }],
			routes: [
				{ host: "mail.example", port: 25, localPort: ports[0] as number },
				{ host: "mail.example", port: 465, localPort: ports[1] as number },
				{ host: "other.example", port: 465, localPort: ports[1] as number },
			],
		});
		const talk = { command: "talk", host: "mail.example", text: "hello" };
		const heard = { received: "you said hello", error: "closed" };
		expect(await board.control({ ...talk, port: 25 })).toEqual(heard);
		expect(await board.control({ ...talk, port: 465, tls: true })).toEqual(heard);
		const wrong = { ...talk, host: "other.example", port: 465, tls: true };
		expect(await board.control(wrong)).toEqual({ received: "", error: "wrong-host" });
		const refused = { received: "", error: "refused" };
		expect(await board.control({ ...talk, port: 26 })).toEqual(refused);
		expect(await board.control({ ...talk, port: 26, tls: true })).toEqual(refused);
		expect(await board.control({ ...talk, host: "nowhere.example", port: 25 })).toEqual({ error: "dns" });
	});

	test("wait by the board's clock, which the tests move on", async () => {
		const board = await probeBoard();
		const waited = board.control({ command: "wait", milliseconds: 24 * HOUR });
		await board.clock.advance(24 * HOUR);
		expect(await waited).toBeGreaterThanOrEqual(24 * HOUR);
		expect(await waited).toBeLessThan(25 * HOUR);
	});

	test("get the answers that are under way before time goes on", async () => {
		const server = createServer((socket) => {
			socket.on("error", () => {});
			socket.on("data", () => setTimeout(() => socket.end("late"), 100));
		});
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		cleanUp(() => server.close());
		const localPort = (server.address() as AddressInfo).port;
		const board = await probeBoard({ routes: [{ host: "mail.example", port: 25, localPort }] });
		const answered: string[] = [];
		const waited = board.control({ command: "wait", milliseconds: HOUR }).then(() => answered.push("timer"));
		const talked = board
			.control({ command: "talk", host: "mail.example", port: 25, text: "hello" })
			.then(() => answered.push("server"));
		await board.clock.advance(HOUR);
		await Promise.all([waited, talked]);
		expect(answered).toEqual(["server", "timer"]);
	});

	test("remember over a power cycle", async () => {
		const board = await probeBoard();
		expect(await board.control({ command: "recall", key: "name" })).toBeNull();
		expect(await board.control({ command: "remember", key: "name", text: "imprimante à l’étage" })).toEqual([
			"name",
		]);
		await board.power(false);
		await board.power(true);
		expect(await board.control({ command: "recall", key: "name" })).toBe("imprimante à l’étage");
	});

	test("get a failure with a code when flash is full", async () => {
		const board = await probeBoard();
		const text = "x".repeat(6000);
		const fill = async () => {
			for (let key = 0; key < 320; key++) await board.control({ command: "remember", key: `k${key}`, text });
		};
		await expect(fill()).rejects.toMatchObject({ failure: { code: "storage.full", stage: "storage" } });
	});

	test("encode in UTF-8 and base64 as Node does, lone surrogates and NUL too", async () => {
		const board = await probeBoard();
		for (const text of [
			"",
			"plain",
			"Reçu n° 7 – €",
			"😀",
			"\u0000",
			"a\ud83d",
			"\udc00b",
			"\ud83d\ud83d\ude00",
		]) {
			const bytes = Buffer.from(text);
			const base64 = bytes.toString("base64");
			expect(await board.control({ command: "encode", text })).toBe(base64);
			expect(await board.control({ command: "decode", base64 })).toBe(bytes.toString());
		}
	});

	test("refuse what is no base64", async () => {
		const board = await probeBoard();
		for (const base64 of ["a", "QQ", "QQ=", "Q!==", "QQ==\n", "QR==", "====", "Q===", "=QQ="]) {
			await expect(board.control({ command: "decode", base64 })).rejects.toThrow("not base64");
		}
	});

	test("digest like every other SHA-256, however the data comes", async () => {
		const board = await probeBoard();
		for (const repeat of [0, 1, 1000]) {
			const data = Array.from({ length: repeat }, (_, count) => `${count},`).join("");
			expect(await board.control({ command: "digest", type: "SHA256", repeat })).toBe(
				createHash("sha256").update(data).digest("base64"),
			);
		}
	});

	test("cost at most 320 bytes of heap a socket, and 3 KB before anything is open", async () => {
		const board = await probeBoard();
		const idle = await board.collect();
		const used = (report: typeof idle) => (report?.["slots"] ?? 0) + (report?.["chunks"] ?? 0);
		expect(used(idle)).toBeLessThan(3 * 1024);
		await board.control({ command: "crowd" });
		expect((used(await board.collect()) - used(idle)) / 32).toBeLessThan(320);
	});
});

describe("A firmware that ends by itself", () => {
	test.each([
		["throw", "the firmware threw an error that nobody caught: .*mail.not-configured: thrown by the probe"],
		["loop", "the firmware ran too long without a pause"],
		["fill", "the firmware has used up its memory"],
	])("by %s is reported with its reason", async (command, reason) => {
		const lines: string[] = [];
		const board = await probeBoard({ log: (line) => lines.push(line) });
		await expect(board.control({ command })).rejects.toThrow("switched off");
		expect(lines.join("\n")).toMatch(new RegExp(reason));
		expect(board.engine.lastExit?.reason).toMatch(new RegExp(reason));
		expect(board.engine.powered).toBe(true);
	});

	test("is started again by the watchdog", async () => {
		const board = await probeBoard({ restartDelay: 1 });
		await expect(board.control({ command: "throw" })).rejects.toThrow("switched off");
		while (!board.engine.report?.["cap"]) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(await board.control({ command: "recall", key: "name" })).toBeNull();
		expect(board.engine.restarts).toBe(1);
		expect((await echo(board, Buffer.from("hello"))).toString()).toBe("hello");
	});

	test("stays off when it does not even start", async () => {
		const folder = temporaryFolder();
		const firmware = join(folder, "broken.js");
		writeFileSync(firmware, 'export default function main() { throw new Error("no good"); }');
		const engine = { path: (await buildEngine({})).path, firmware, ram: 131072 };
		const started = probeBoard({ folder, engine });
		await expect(started).rejects.toThrow(
			/^the printer did not start: the firmware threw an error .*no good/,
		);
	});
});

describe("A virtual printer", () => {
	test("is the same printer each time, and its secrets are its owner's only", async () => {
		const folder = temporaryFolder();
		const first = await probeBoard({ folder });
		const { identity } = first;
		await first.power(false);
		const second = await probeBoard({ folder });
		expect(second.identity).toEqual(identity);
		expect(identity.macAddress).toMatch(/^02(:[0-9A-F]{2}){5}$/);
		expect(identity.name).toMatch(/^timbre-[0-9a-f]{6}$/);
		for (const name of ["secret.bin", "identity.json", "flash.bin"]) {
			expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
		}
	});

	test("differs from every other", async () => {
		const [one, other] = [await probeBoard(), await probeBoard()];
		expect(one.identity.serial).not.toBe(other.identity.serial);
		expect(one.identity.initialPassword).not.toBe(other.identity.initialPassword);
	});

	test.each([["secret.bin"], ["identity.json"]])("with a damaged %s says so in one line", async (name) => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, name), "x");
		await expect(probeBoard({ folder })).rejects.toThrow(`${name} is damaged; delete the state folder`);
	});

	test("puts what is connected to it back when the power goes", async () => {
		const board = await probeBoard();
		let lit = true;
		board.attach(() => ({
			clear: () => {
				lit = false;
			},
		}));
		await board.power(false);
		expect(lit).toBe(false);
	});

	test("ends its connections when the power goes", async () => {
		const board = await probeBoard();
		const socket = connect(board.localPort(80) as number, "127.0.0.1").on("error", () => {});
		socket.write("a");
		await once(socket, "data");
		const closed = new Promise((resolve) => {
			socket.once("close", resolve);
		});
		await board.power(false);
		socket.write("b");
		await closed;
	});
});
