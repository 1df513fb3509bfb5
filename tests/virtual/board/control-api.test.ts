import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import type { Board } from "../../../hosts/virtual/board/board";
import { createControlAPI, serveControlAPI } from "../../../hosts/virtual/board/control-api";
import { cleanUp, temporaryFolder } from "./bench";
import { probeBoard } from "./probe-board";

interface Answer {
	readonly status: number;
	readonly json: Record<string, unknown>;
}

interface Request {
	readonly headers?: Record<string, string>;
	readonly body?: string | Buffer;
}

interface Bench {
	readonly board: Board;
	readonly folder: string;
	readonly port: number;
	send(method: string, path: string, options?: Request): Promise<Answer>;
}

async function bench(): Promise<Bench> {
	const folder = temporaryFolder();
	const board = await probeBoard({ folder });
	const api = await serveControlAPI(createControlAPI(board, { folder, documentLimit: 100_000 }), 0);
	cleanUp(() => api.close());
	const send = (method: string, path: string, { headers = {}, body }: Request = {}): Promise<Answer> =>
		new Promise((resolve, reject) => {
			const outgoing = request({ host: "127.0.0.1", port: api.port, method, path, headers }, (response) => {
				let text = "";
				response.setEncoding("utf8").on("data", (piece) => {
					text += piece;
				});
				response.on("end", () => resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) }));
			});
			outgoing.on("error", reject);
			outgoing.end(body);
		});
	return { board, folder, port: api.port, send };
}

function json(content: object): Request {
	return { headers: { "content-type": "application/json" }, body: JSON.stringify(content) };
}

describe("The virtual printer's control API", () => {
	test("lists what it does", async () => {
		const { send } = await bench();
		const { status, json: operations } = await send("GET", "/api");
		expect(status).toBe(200);
		expect((await send("GET", "/")).json).toEqual(operations);
		expect(operations).toContainEqual(expect.objectContaining({ method: "POST", path: "/scanner" }));
	});

	test("lays a document into the scanner, which the firmware reads byte for byte", async () => {
		const { board, send, folder } = await bench();
		const body = Buffer.from(Uint8Array.from({ length: 99_999 }, (_, index) => (index * 7) & 0xff));
		const headers = { "content-type": "application/pdf" };
		const { status, json: answer } = await send("POST", "/scanner?name=../../etc/offer%201.pdf&pages=3", {
			body,
			headers,
		});
		expect(status).toBe(201);
		expect(answer["document"]).toEqual({
			name: "offer 1.pdf",
			type: "application/pdf",
			pages: 3,
			byteLength: 99_999,
		});
		expect(await board.control({ command: "scan" })).toEqual({
			name: "offer 1.pdf",
			type: "application/pdf",
			pages: 3,
			byteLength: 99_999,
			digest: createHash("sha256").update(body).digest("base64"),
		});
		expect((await send("GET", "/scanner")).json).toEqual({ document: null });
		expect(readdirSync(join(folder, "documents"))).toEqual([]);
	});

	test("finds name and type where the sender says little", async () => {
		const { send } = await bench();
		const disposition = { "content-disposition": 'attachment; filename="page.tif"' };
		const curl = { "content-type": "application/x-www-form-urlencoded" };
		expect(
			(await send("POST", "/scanner", { body: "x", headers: { ...disposition, ...curl } })).json,
		).toEqual({
			document: { name: "page.tif", type: "image/tiff", pages: 1, byteLength: 1 },
		});
		expect((await send("POST", "/scanner", { body: "x", headers: curl })).json).toEqual({
			document: { name: "scan.pdf", type: "application/pdf", pages: 1, byteLength: 1 },
		});
		const jsonDocument = { body: "{}", headers: { "content-type": "application/json" } };
		expect((await send("POST", "/scanner?name=a.json", jsonDocument)).status).toBe(201);
	});

	test("refuses an empty document, one that is too long, and keeps nothing of either", async () => {
		const { send, folder } = await bench();
		expect(await send("POST", "/scanner")).toEqual({ status: 400, json: { error: "the document is empty" } });
		const long = await send("POST", "/scanner", { body: Buffer.alloc(100_001) });
		expect(long).toEqual({ status: 413, json: { error: "the document is longer than 100000 bytes" } });
		const unannounced = { body: Buffer.alloc(100_001), headers: { "transfer-encoding": "chunked" } };
		expect((await send("POST", "/scanner", unannounced)).status).toBe(413);
		expect(readdirSync(join(folder, "documents"))).toEqual([]);
	});

	test("takes the document away again", async () => {
		const { board, send } = await bench();
		await send("POST", "/scanner", { body: "page" });
		expect((await send("DELETE", "/scanner")).json).toEqual({ removed: true });
		expect((await send("DELETE", "/scanner")).json).toEqual({ removed: false });
		expect(await board.control({ command: "scan" })).toBeNull();
	});

	test("switches the power", async () => {
		const { send } = await bench();
		expect((await send("POST", "/power", json({ on: false }))).json).toEqual({ powered: false });
		expect((await send("GET", "/jobs")).status).toBe(503);
		expect((await send("POST", "/power", json({ cycle: true }))).json).toEqual({ powered: true });
		expect((await send("POST", "/power", json({ on: "yes" }))).status).toBe(400);
	});

	test("shows memory, flash and clock", async () => {
		const { board, send } = await bench();
		const engine = (await send("POST", "/engine/collect")).json;
		expect(engine["slots"]).toBeGreaterThan(0);
		expect((await send("GET", "/engine")).json).toMatchObject({
			powered: true,
			restarts: 0,
			report: { cap: 131072 },
		});
		const { compute } = (await send("GET", "/engine")).json as { compute: number };
		await send("POST", "/engine/collect");
		expect((await send("GET", "/engine")).json["compute"]).toBe(compute);
		await board.resetPeaks();
		expect(board.engine.longestTurn).toBe(0);
		await board.control({ command: "scan" });
		await board.collect();
		expect(board.engine.compute).toBeGreaterThan(compute);
		expect(board.engine.longestTurn).toBeGreaterThan(0);
		expect(board.engine.longestTurn).toBeLessThanOrEqual(board.engine.compute - compute);
		expect((await send("GET", "/flash")).json).toMatchObject({
			wear: { writes: 0 },
			use: { pages: 320, freePages: 320 },
		});
		const before = board.clock.now();
		await send("POST", "/clock/advance", json({ ms: 3_600_000 }));
		expect(board.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
	});

	test("cuts the power in the middle of a flash write", async () => {
		const { board, send } = await bench();
		await board.control({ command: "remember", key: "token", text: "old" });
		expect((await send("POST", "/flash/cut", json({ after: 0 }))).status).toBe(200);
		await expect(board.control({ command: "remember", key: "token", text: "new" })).rejects.toThrow(
			"switched off",
		);
		expect((await send("GET", "/engine")).json["powered"]).toBe(false);
		await send("POST", "/power", json({ on: true }));
		expect(await board.control({ command: "recall", key: "token" })).toBe("old");
	});

	test.each([
		["POST", "/scan", json({ to: "marie@timbre.example" })],
		["POST", "/scan", {}],
		["POST", "/scan", { headers: { "content-type": "application/json" }, body: "{" }],
		["POST", "/clock/advance", json({ ms: -1 })],
		["POST", "/clock/error", json({ ms: "yesterday" })],
		["POST", "/clock/error", json({})],
		["POST", "/clock/advance", json({ ms: 1e15 })],
		["POST", "/flash/cut", json({ after: "soon" })],
		["POST", "/scanner?pages=0", { body: "x" }],
	])("refuses %s %s with %p and says why", async (method, path, options) => {
		const { status, json: answer } = await (await bench()).send(method, path, options as Request);
		expect(status).toBe(400);
		expect(answer["error"]).toBeTruthy();
	});

	test("says so where there is nothing", async () => {
		const { send } = await bench();
		const { status, json: answer } = await send("GET", "/nothing");
		expect([status, typeof answer["error"]]).toEqual([404, "string"]);
	});
});

describe("A web page of another site", () => {
	test.each([
		["posts a form", { origin: "https://evil.example" }],
		["posts from a sandboxed frame", { origin: "null" }],
		["posts from another port of this computer", { origin: "http://127.0.0.1:1" }],
		["loads an address as an image", { "sec-fetch-site": "cross-site" }],
		["comes by a name that it has rebound to this computer", { host: "evil.example" }],
		["comes by a name that only begins like a local one", { host: "127.0.0.1.evil.example" }],
	])("that %s changes nothing", async (_, headers) => {
		const { board, send } = await bench();
		const refused = await send("POST", "/power", {
			...json({ on: false }),
			headers: { "content-type": "application/json", ...headers },
		});
		expect(refused.status).toBe(403);
		expect(board.engine.powered).toBe(true);
	});

	test("may link to the API: what it answers is shown to the person, not to that site", async () => {
		const { send } = await bench();
		const link = {
			"sec-fetch-site": "cross-site",
			"sec-fetch-mode": "navigate",
			"sec-fetch-dest": "document",
		};
		expect((await send("GET", "/engine", { headers: link })).status).toBe(200);
		const frame = { ...link, "sec-fetch-dest": "iframe" };
		expect((await send("GET", "/engine", { headers: frame })).status).toBe(403);
	});

	test("is told apart from the API's own pages", async () => {
		const { send, port } = await bench();
		const host = `localhost:${port}`;
		const own = { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
		expect((await send("GET", "/engine", { headers: own })).status).toBe(200);
	});
});

test("A control API on a port in use says so in one line", async () => {
	const { board, port, folder } = await bench();
	await expect(serveControlAPI(createControlAPI(board, { folder }), port)).rejects.toThrow(
		`the control API cannot listen on 127.0.0.1:${port}: another program uses it`,
	);
});
