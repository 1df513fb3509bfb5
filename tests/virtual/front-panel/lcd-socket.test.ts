import { randomFillSync } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { WebSocket } from "ws";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { decodeFrame, encodeFrame, type LCDFrame } from "../../../hosts/virtual/front-panel/lcd-frame";
import { LCDServer } from "../../../hosts/virtual/front-panel/lcd-server";
import { cleanUp } from "../board/bench";
import { FrontBench } from "./front-bench";

/** First build of the engine, in milliseconds. */
const BUILD_TIME = 300_000;

/** What no page of the panel sends. */
const NONSENSE: readonly (readonly [what: string, message: string | Buffer])[] = [
	["no JSON", "key ok"],
	["no object", "[]"],
	["two things at once", JSON.stringify({ key: "ok", character: "a" })],
	["an unknown key", JSON.stringify({ key: "menu" })],
	["a touch beside the LCD", JSON.stringify({ touch: { phase: "began", x: 320, y: 0 } })],
	["a touch without a place", JSON.stringify({ touch: null })],
	["a line break as a character", JSON.stringify({ character: "\n" })],
	["two characters", JSON.stringify({ character: "ab" })],
	["half a character", JSON.stringify({ character: "\ud83d" })],
	["bytes", Buffer.from(JSON.stringify({ key: "ok" }))],
];

/** Requests that pages of other sites make a browser send. */
const FOREIGN: readonly (readonly [site: string, headers: Record<string, string>])[] = [
	["another site", { Origin: "https://evil.example" }],
	["a sandboxed frame", { Origin: "null" }],
	["another port of this computer", { Origin: "http://127.0.0.1:1" }],
	["a name rebound to this computer", { Host: "evil.example", Origin: "http://evil.example" }],
];

beforeAll(() => buildEngine({}), BUILD_TIME);

/** A page's end of the connection: it keeps the picture as a page does. */
class Viewer {
	readonly socket: WebSocket;
	readonly pixels = new Uint16Array(320 * 240);
	readonly frames: LCDFrame[] = [];
	#waiting: (() => void)[] = [];

	constructor(bench: FrontBench, headers: Record<string, string> = {}) {
		this.socket = new WebSocket(`${bench.url.replace("http", "ws")}/lcd`, { headers });
		this.socket.binaryType = "arraybuffer";
		this.socket.on("error", () => {});
		this.socket.on("message", (data) => this.#take(data as ArrayBuffer));
		cleanUp(() => this.socket.terminate());
	}

	/** Waits until that many frames came, in all. */
	async receive(count: number): Promise<void> {
		while (this.frames.length < count) {
			await new Promise<void>((resolve) => {
				this.#waiting.push(resolve);
			});
		}
	}

	/** Waits until the picture is this one. */
	async see(pixels: Uint16Array): Promise<void> {
		while (!Buffer.from(this.pixels.buffer).equals(Buffer.from(pixels.buffer))) {
			await this.receive(this.frames.length + 1);
		}
	}

	/** The close code. */
	async closed(): Promise<number> {
		const [code] = await once(this.socket, "close");
		return code;
	}

	#take(data: ArrayBuffer): void {
		const frame = decodeFrame(data);
		if (!frame) throw new Error("not a frame");
		this.frames.push(frame);
		for (let row = 0; row < frame.height; row++) {
			const line = frame.pixels.subarray(row * frame.width, (row + 1) * frame.width);
			this.pixels.set(line, (frame.y + row) * 320 + frame.x);
		}
		for (const wake of this.#waiting.splice(0)) wake();
	}
}

async function refusal(bench: FrontBench, headers: Record<string, string>, path = "/lcd"): Promise<string> {
	const socket = connect(Number(new URL(bench.url).port), "127.0.0.1");
	cleanUp(() => socket.destroy());
	const lines = Object.entries({
		Host: new URL(bench.url).host,
		Connection: "Upgrade",
		Upgrade: "websocket",
		"Sec-WebSocket-Version": "13",
		"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
		...headers,
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
	const [answer] = await once(socket, "data");
	return String(answer).split("\r\n")[0] ?? "";
}

describe("A page that shows the LCD", () => {
	test("gets the whole picture first, then only what changes", async () => {
		const bench = await FrontBench.open();
		await bench.draw("primitives");
		const viewer = new Viewer(bench);
		await viewer.receive(1);
		expect(viewer.frames[0]).toMatchObject({ x: 0, y: 0, width: 320, height: 240 });
		await viewer.see(bench.board.display.pixels);
		await bench.draw("code");
		await viewer.receive(2);
		expect(viewer.frames[1]).toMatchObject({ x: 60, y: 20, width: 200, height: 200 });
		await viewer.see(bench.board.display.pixels);
	});

	test("goes dark with the printer and comes back with it", async () => {
		const bench = await FrontBench.open();
		await bench.draw("primitives");
		const viewer = new Viewer(bench);
		await viewer.see(bench.board.display.pixels);
		await bench.board.power(false);
		await viewer.see(new Uint16Array(320 * 240));
		viewer.socket.send(JSON.stringify({ key: "ok" }));
		await bench.board.power(true);
		await bench.draw("text");
		await viewer.see(bench.board.display.pixels);
	});

	test("that stops reading misses pictures in between, and sees the last one when it reads again", async () => {
		const bench = await FrontBench.open();
		const slow = new Viewer(bench);
		const quick = new Viewer(bench);
		await slow.receive(1);
		slow.socket.pause();
		const { display } = bench.board;
		const noise = new Uint16Array(320 * 240);
		const screens = 150;
		for (let screen = 0; screen < screens; screen++) {
			randomFillSync(noise);
			display.show({ x: 0, y: 0, width: 320, height: 240 }, noise);
			await new Promise(setImmediate);
		}
		await quick.see(display.pixels);
		slow.socket.resume();
		await slow.see(display.pixels);
		expect(slow.frames.length).toBeLessThan(screens);
	});

	test("touches, presses keys and types", async () => {
		const bench = await FrontBench.open();
		const { socket } = new Viewer(bench);
		await once(socket, "open");
		const actions = [
			{ touch: { phase: "began", x: 10, y: 20 } },
			{ touch: { phase: "moved", x: -5, y: 20 } },
			{ touch: { phase: "ended", x: -5, y: 20 } },
			{ key: "start" },
			{ character: "@" },
			{ character: "é" },
			{ character: " " },
			{ character: "\b" },
		];
		for (const action of actions) socket.send(JSON.stringify(action));
		socket.close();
		await once(socket, "close");
		expect(await bench.heard()).toEqual([
			"began 10 20",
			"moved -5 20",
			"ended -5 20",
			"start",
			"character @",
			"character é",
			"character  ",
			"character \b",
		]);
	});

	test("lifts its finger beside the LCD when it is closed with the finger down", async () => {
		const bench = await FrontBench.open();
		const { socket } = new Viewer(bench);
		await once(socket, "open");
		socket.send(JSON.stringify({ touch: { phase: "began", x: 10, y: 20 } }));
		socket.close();
		await once(socket, "close");
		expect(await bench.heard()).toEqual(["began 10 20", "ended -1 -1"]);
	});

	test("is closed when it sends what means nothing, and the firmware hears nothing", async () => {
		const bench = await FrontBench.open();
		for (const [what, message] of NONSENSE) {
			const viewer = new Viewer(bench);
			await once(viewer.socket, "open");
			const closed = viewer.closed();
			viewer.socket.send(message);
			viewer.socket.send(JSON.stringify({ key: "stop" }));
			expect([what, await closed]).toEqual([what, 1008]);
		}
		expect(await bench.heard()).toEqual([]);
	});

	test("is closed when it sends more than any action takes", async () => {
		const viewer = new Viewer(await FrontBench.open());
		await once(viewer.socket, "open");
		viewer.socket.send(JSON.stringify({ key: "x".repeat(1000) }));
		expect(await viewer.closed()).toBe(1009);
	});
});

describe("The LCD's connection", () => {
	test("is refused to pages of other sites", async () => {
		const bench = await FrontBench.open();
		for (const [site, headers] of FOREIGN) {
			expect([site, await refusal(bench, headers)]).toEqual([site, "HTTP/1.1 403 Forbidden"]);
		}
	});

	test("is open to the panel's own page", async () => {
		const bench = await FrontBench.open();
		const viewer = new Viewer(bench, { origin: bench.url });
		await viewer.receive(1);
	});

	test("is the only one: other paths have no WebSocket", async () => {
		expect(await refusal(await FrontBench.open(), {}, "/engine")).toBe("HTTP/1.1 404 Not Found");
	});

	test("serves a bounded number of pages; a place is free again when one leaves or no longer answers", async () => {
		const bench = await FrontBench.open((board) => {
			const server = new LCDServer(board, { clientLimit: 2, heartbeat: 100 });
			cleanUp(() => server.close());
			return server.upgrade;
		});
		const [first, second] = [new Viewer(bench), new Viewer(bench)];
		await Promise.all([first.receive(1), second.receive(1)]);
		expect(await refusal(bench, {})).toBe("HTTP/1.1 503 Service Unavailable");
		second.socket.close();
		await second.closed();
		const third = new Viewer(bench);
		await third.receive(1);
		third.socket.pause();
		for (let tries = 0; tries < 100; tries++) {
			const fourth = new Viewer(bench);
			const opened = await Promise.race([
				once(fourth.socket, "open").then(
					() => true,
					() => false,
				),
				once(fourth.socket, "close").then(() => false),
			]);
			if (opened) break;
			await new Promise((resolve) => setTimeout(resolve, 50));
			expect(tries).toBeLessThan(99);
		}
		expect(first.socket.readyState).toBe(WebSocket.OPEN);
	});
});

test("What is no whole frame is none", () => {
	const frame = { x: 1, y: 2, width: 2, height: 1, pixels: Uint16Array.of(0xf800, 0x07e0) };
	const message = encodeFrame(frame).buffer;
	expect(decodeFrame(message)).toEqual(frame);
	for (let length = 0; length < message.byteLength; length++) {
		expect(decodeFrame(message.slice(0, length))).toBeUndefined();
	}
});
