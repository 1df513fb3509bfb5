import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { text } from "../../modules/base/bytes";
import { type HTTPHandler, HTTPServer, type HTTPServerLimits } from "../../modules/network/http-server";
import { nodeNetwork } from "../host/sockets";

const servers: HTTPServer[] = [];
const clients: Socket[] = [];

afterEach(() => {
	for (const server of servers.splice(0)) server.close();
	for (const client of clients.splice(0)) client.destroy();
});

/** Answers with what it was asked. */
const echo: HTTPHandler = ({ method, path, query, body }) => ({
	status: 200,
	headers: [["Content-Type", "text/plain"]],
	body: `${method} ${path} ${[...query].join(";")} ${text(body)}`,
});

function serve(handler: HTTPHandler = echo, limits: Partial<HTTPServerLimits> = {}): HTTPServer {
	const server = new HTTPServer({
		network: nodeNetwork(),
		port: 0,
		handler,
		limits: { idleTimeout: 1000, ...limits },
	});
	servers.push(server);
	return server;
}

/** A client that sends bytes and keeps all that comes back. */
class Client {
	readonly socket: Socket;
	received = "";

	constructor({ port }: HTTPServer) {
		this.socket = connect({ port, host: "127.0.0.1", noDelay: true });
		this.socket.setEncoding("utf8");
		this.socket.on("data", (data: string) => {
			this.received += data;
		});
		this.socket.on("error", () => {});
		clients.push(this.socket);
	}
	send(bytes: string | Uint8Array): this {
		this.socket.write(bytes);
		return this;
	}
	/** Waits until the server has closed. */
	async closed(): Promise<string> {
		if (!this.socket.closed) await once(this.socket, "close");
		return this.received;
	}
	async until(wanted: string): Promise<string> {
		while (!this.received.includes(wanted)) await once(this.socket, "data");
		return this.received;
	}
}

const LAST = "Host: h\r\nConnection: close\r\n";

async function ask(
	request: string,
	handler?: HTTPHandler,
	limits?: Partial<HTTPServerLimits>,
): Promise<string> {
	return new Client(serve(handler, limits)).send(request).closed();
}

function statusOf(answer: string): number {
	return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

describe("An answer", () => {
	test("stands byte for byte as HTTP/1.1 says", async () => {
		expect(await ask(`GET /a%20b?c=d+e&f=%C3%A9 HTTP/1.1\r\n${LAST}\r\n`)).toBe(
			"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\nConnection: close\r\n\r\nGET /a b c,d e;f,é ",
		);
	});

	test("to HEAD has the header of GET, and no body", async () => {
		expect(await ask(`HEAD / HTTP/1.1\r\n${LAST}\r\n`)).toBe(
			"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\nConnection: close\r\n\r\n",
		);
	});

	test("in pieces goes out as they are made, in chunks", async () => {
		function* pieces() {
			yield "one";
			yield "";
			yield new Uint8Array([0x74, 0x77, 0x6f]);
			yield "é";
		}
		expect(await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, () => ({ status: 200, body: pieces() }))).toBe(
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\n3\r\ntwo\r\n2\r\né\r\n0\r\n\r\n",
		);
		expect(await ask("GET / HTTP/1.0\r\n\r\n", () => ({ status: 200, body: pieces() }))).toBe(
			"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nonetwoé",
		);
		expect(await ask(`HEAD / HTTP/1.1\r\n${LAST}\r\n`, () => ({ status: 200, body: pieces() }))).toBe(
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
		);
	});

	test("whose pieces fail half-way breaks off, so that nobody takes it for whole", async () => {
		function* pieces() {
			yield "one";
			throw new Error("secret");
		}
		const answer = await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, () => ({ status: 200, body: pieces() }));
		expect(answer).toMatch(/3\r\none\r\n$/);
	});

	test("can be larger than every buffer on its way", async () => {
		const piece = "0123456789".repeat(100);
		const answer = await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, () => ({
			status: 200,
			body: Array(500).fill(piece),
		}));
		expect(answer.endsWith(`${`3e8\r\n${piece}\r\n`.repeat(500)}0\r\n\r\n`)).toBe(true);
		const whole = piece.repeat(500);
		expect(
			(await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, () => ({ status: 200, body: whole }))).endsWith(whole),
		).toBe(true);
	});

	test.each([204, 304])("%i has no body", async (status) => {
		expect(await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, () => ({ status, body: "x" }))).toMatch(
			/^HTTP\/1\.1 \d{3} [\w ]+\r\nConnection: close\r\n\r\n$/,
		);
	});

	test("may set several cookies", async () => {
		const headers = [
			["Set-Cookie", "a=1"],
			["Set-Cookie", "b=2"],
		] as const;
		expect(await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, () => ({ status: 200, headers }))).toContain(
			"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n",
		);
	});

	test.each<[string, HTTPHandler]>([
		[
			"throws",
			() => {
				throw new Error("secret");
			},
		],
		[
			"rejects",
			async () => {
				throw new Error("secret");
			},
		],
		["answers a header with a line end", () => ({ status: 200, headers: [["X", "secret\r\nY: z"]] })],
		["answers an impossible status", () => ({ status: 1000, body: "secret" })],
	])("of a handler that %s is 500, and tells nothing", async (_name, handler) => {
		const answer = await ask(`GET / HTTP/1.1\r\n${LAST}\r\n`, handler);
		expect(statusOf(answer)).toBe(500);
		expect(answer).not.toContain("secret");
	});
});

describe("A request", () => {
	test("brings its form, cookies and address", async () => {
		let seen: unknown;
		await ask(
			`POST /form HTTP/1.1\r\n${LAST}Cookie: session=abc\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: 16\r\n\r\nname=J%C3%BC+%24`,
			(request) => {
				seen = [
					request.form().get("name"),
					request.cookies.get("session"),
					request.headers.get("HOST"),
					request.remoteAddress,
				];
				return { status: 204 };
			},
		);
		expect(seen).toEqual(["Jü $", "abc", "h", "127.0.0.1"]);
	});

	test("whose body is no form is 400 for a page that wants one", async () => {
		const post = (type: string, body: string) =>
			ask(
				`POST / HTTP/1.1\r\n${LAST}Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
				(request) => ({ status: 200, body: request.form().get("a") ?? "" }),
			);
		expect(statusOf(await post("text/plain", "a=b"))).toBe(400);
		expect(statusOf(await post("application/x-www-form-urlencoded", "a=%ff"))).toBe(400);
		expect(statusOf(await post("application/x-www-form-urlencoded", "a=b"))).toBe(200);
	});

	test("in chunks is one body", async () => {
		expect(
			await ask(
				`POST / HTTP/1.1\r\n${LAST}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n`,
			),
		).toContain("POST /  hello world");
	});

	test("that waits for 100 Continue gets it", async () => {
		const client = new Client(serve());
		client.send(`POST / HTTP/1.1\r\n${LAST}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`);
		expect(await client.until("\r\n\r\n")).toBe("HTTP/1.1 100 Continue\r\n\r\n");
		client.send("hello");
		expect(await client.closed()).toContain("POST /  hello");
	});

	test("in absolute form is one for its path", async () => {
		expect(await ask(`GET http://h/a?b=c HTTP/1.1\r\n${LAST}\r\n`)).toContain("GET /a b,c");
	});

	test("follows another on the same connection, sent ahead or not, answered in order", async () => {
		const slowFirst: HTTPHandler = async (request) => {
			if (request.path === "/1") await pause(10);
			return echo(request);
		};
		const client = new Client(serve(slowFirst));
		client.send(
			`\r\nGET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcHEAD /3 HTTP/1.1\r\nHost: h\r\n\r\n`,
		);
		await client.until("POST /2  abc");
		client.send(`GET /4 HTTP/1.1\r\n${LAST}\r\n`);
		const answers = await client.closed();
		expect(answers.match(/GET \/1|POST \/2 {2}abc|Content-Length: 9|GET \/4/g)).toEqual([
			"GET /1",
			"POST /2  abc",
			"Content-Length: 9",
			"GET /4",
		]);
		expect(answers.match(/Connection: [a-z-]+/g)).toEqual([
			...Array(3).fill("Connection: keep-alive"),
			"Connection: close",
		]);
	});

	test("is the same however it is cut", async () => {
		const server = serve();
		const requests = `POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloPOST /d HTTP/1.1\r\n${LAST}Transfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n0\r\n\r\n`;
		const whole = await new Client(server).send(requests).closed();
		expect(whole).toContain("POST /d  xyz");
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: requests.length - 1 }), { maxLength: 12 }),
				async (cuts) => {
					const client = new Client(server);
					const ends = [...cuts.sort((a, b) => a - b), requests.length];
					let start = 0;
					for (const end of ends) {
						client.send(requests.slice(start, end));
						start = end;
						await pause(0);
					}
					expect(await client.closed()).toBe(whole);
				},
			),
			{ numRuns: 25 },
		);
	});
});

describe("A request that is turned away", () => {
	const chunked = "Transfer-Encoding: chunked\r\n\r\n";
	test.each<[number, string, string]>([
		[400, "no request", "hello\r\n\r\n"],
		[400, "an endless empty beginning", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"],
		[400, "two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"],
		[400, "a target without a slash", "GET a HTTP/1.1\r\nHost: h\r\n\r\n"],
		[400, "a broken path", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"],
		[400, "a path with a NUL", "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n"],
		[400, "a broken query", "GET /?a=%ff HTTP/1.1\r\nHost: h\r\n\r\n"],
		[400, "no Host", "GET / HTTP/1.1\r\n\r\n"],
		[400, "two Hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n"],
		[400, "a folded header", "GET / HTTP/1.1\r\nHost: h\r\n folded: x\r\n\r\n"],
		[400, "a space before a colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n"],
		[400, "a bare CR", "GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n"],
		[400, "a length and chunks", `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n${chunked}0\r\n\r\n`],
		[
			400,
			"chunks and a length",
			"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
		],
		[400, "two lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"],
		[400, "a length that is none", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3x\r\n\r\nabc"],
		[400, "chunks in HTTP/1.0", `POST / HTTP/1.0\r\nHost: h\r\n${chunked}0\r\n\r\n`],
		[400, "a chunk that is none", `POST / HTTP/1.1\r\nHost: h\r\n${chunked}x\r\n`],
		[400, "a chunk with an endless line", `POST / HTTP/1.1\r\nHost: h\r\n${chunked}1;${"x".repeat(999)}`],
		[400, "a chunk longer than it says", `POST / HTTP/1.1\r\nHost: h\r\n${chunked}1\r\nabc\r\n0\r\n\r\n`],
		[413, "a body that says it is too large", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 16385\r\n\r\n"],
		[
			413,
			"chunks that are too large",
			`POST / HTTP/1.1\r\nHost: h\r\n${chunked}4001\r\n${"x".repeat(0x4001)}\r\n0\r\n\r\n`,
		],
		[414, "an endless target", `GET /${"x".repeat(5000)}`],
		[
			417,
			"an unknown expectation",
			"POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nContent-Length: 1\r\n\r\na",
		],
		[431, "an endless header line", `GET / HTTP/1.1\r\nHost: h\r\nX: ${"x".repeat(6000)}`],
		[431, "an endless header", `GET / HTTP/1.1\r\nHost: h\r\n${`X: ${"x".repeat(1000)}\r\n`.repeat(20)}`],
		[431, "a header of a thousand lines", `GET / HTTP/1.1\r\nHost: h\r\n${"X: y\r\n".repeat(1000)}`],
		[501, "an unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"],
		[501, "an unknown coding", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n"],
		[505, "another version", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"],
	])("is told %i: %s", async (status, _name, request) => {
		let handled = 0;
		const client = new Client(
			serve(() => {
				handled++;
				return { status: 200 };
			}),
		);
		client.send(request);
		await client.until("\r\n\r\n");
		client.socket.end();
		const answer = await client.closed();
		expect(statusOf(answer)).toBe(status);
		expect(answer).toContain("Connection: close");
		expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
		expect(handled).toBe(0);
	});

	test("takes nothing that follows it for a request", async () => {
		const client = new Client(serve());
		client.send(
			"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n",
		);
		await client.until("\r\n\r\n");
		client.socket.end();
		expect(await client.closed()).not.toContain("smuggled");
	});
});

describe("A slow client", () => {
	test("that drips its header for ever is told 408 and let go", async () => {
		const server = serve(echo, { headTimeout: 60 });
		const client = new Client(server).send("GET / HTTP/1.1\r\n");
		const drip = setInterval(() => client.send("X: y\r\n"), 5);
		try {
			await client.until("\r\n\r\n");
		} finally {
			clearInterval(drip);
		}
		client.socket.end();
		expect(statusOf(await client.closed())).toBe(408);
	});

	test("that never ends its body is told 408 and let go", async () => {
		const client = new Client(serve(echo, { bodyTimeout: 30 })).send(
			"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel",
		);
		await client.until("\r\n\r\n");
		client.socket.end();
		expect(statusOf(await client.closed())).toBe(408);
	});

	test("that says nothing is let go without a word", async () => {
		expect(await new Client(serve(echo, { idleTimeout: 20 })).closed()).toBe("");
	});

	test("that takes no answer is let go, and its place is free", async () => {
		const endless = {
			*[Symbol.iterator]() {
				for (;;) yield "x".repeat(1000);
			},
		};
		const server = serve(() => ({ status: 200, body: endless }), { answerTimeout: 50 });
		const client = new Client(server);
		client.socket.pause();
		client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
		await once(client.socket, "connect");
		while (server.connections === 0) await pause(1);
		while (server.connections > 0) await pause(1);
	});
});

describe("Many clients", () => {
	test("are served in their turn when there are more than the device can hold", async () => {
		const server = serve(echo, { connections: 2 });
		let most = 0;
		const handlerDone = Array.from({ length: 10 }, (_, i) =>
			new Client(server).send(`GET /${i} HTTP/1.1\r\n${LAST}\r\n`).closed(),
		);
		const watch = setInterval(() => {
			most = Math.max(most, server.connections);
		}, 1);
		const answers = await Promise.all(handlerDone);
		clearInterval(watch);
		answers.forEach((answer, i) => {
			expect(answer).toContain(`GET /${i} `);
		});
		expect(most).toBeLessThanOrEqual(2);
	});

	test("that keep connections open without use make room for others", async () => {
		const server = serve(echo, { connections: 2, idleTimeout: 600_000 });
		const idle = [new Client(server), new Client(server)];
		for (const client of idle) await client.send("GET /idle HTTP/1.1\r\nHost: h\r\n\r\n").until("GET /idle");
		expect(await new Client(server).send(`GET /new HTTP/1.1\r\n${LAST}\r\n`).closed()).toContain("GET /new");
	});

	test("do not keep one connection for ever", async () => {
		const client = new Client(serve(echo, { requests: 3 }));
		client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n".repeat(5));
		expect((await client.closed()).match(/HTTP\/1\.1 200/g)).toHaveLength(3);
	});
});

describe("A server that closes", () => {
	test("ends its connections, also those in the middle of something, and listens no more", async () => {
		let answer: (() => void) | undefined;
		const server = serve((request) =>
			request.path === "/slow"
				? new Promise((resolve) => {
						answer = () => resolve({ status: 200 });
					})
				: echo(request),
		);
		const port = server.port;
		const idle = new Client(server);
		await idle.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").until("GET /");
		const slow = new Client(server).send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
		while (!answer) await pause(1);
		server.close();
		server.close();
		answer();
		expect([server.port, await slow.closed()]).toEqual([0, ""]);
		await idle.closed();
		while (server.connections > 0) await pause(1);
		const late = connect({ port, host: "127.0.0.1" });
		const [error] = await once(late, "error").catch((thrown: unknown) => [thrown]);
		expect(error).toMatchObject({ code: "ECONNREFUSED" });
	});
});
