import fc from "fast-check";
import { text, utf8 } from "../../modules/base/bytes";
import { type HTTPClientOptions, request } from "../../modules/network/http-client";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, type TranscriptOptions, transcript } from "../host/transcript";

const REQUEST = "GET /a?b HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n";

function get(
	answer: string,
	options: TranscriptOptions = {},
	more: Partial<HTTPClientOptions> = {},
	end: Step[] = ["CLOSE"],
) {
	const network = transcript([{ expect: REQUEST }, { send: answer }, ...end], options);
	return request({
		network,
		url: "http://example.com/a?b",
		method: "GET",
		limit: 1000,
		timeout: 5000,
		...more,
	});
}

describe("A request", () => {
	test("goes out byte for byte as HTTP/1.1 says, over TLS to the host of its URL", async () => {
		const network = transcript([
			"TLS",
			"C: POST /token HTTP/1.1",
			"C: Host: login.example.com:8443",
			"C: Connection: close",
			"C: Content-Type: application/x-www-form-urlencoded",
			"C: Content-Length: 3",
			"C: ",
			{ expect: "a=b" },
			"S: HTTP/1.1 200 OK",
			"S: Content-Length: 2",
			"S: ",
			{ send: "ok" },
		]);
		const response = await request({
			network,
			url: "https://login.example.com:8443/token",
			method: "POST",
			headers: { "Content-Type": "application/x-www-form-urlencoded" },
			body: utf8("a=b"),
			limit: 2,
			timeout: 5000,
			secure: { verify: true },
		});
		expect([response.status, text(response.body)]).toEqual([200, "ok"]);
		network.verify();
		expect(network.opened).toMatchObject([
			{ port: 8443, host: "login.example.com", secure: { verify: true }, closed: true },
		]);
	});

	test("to https checks the certificate without being asked", async () => {
		const network = transcript(["TLS", "CLOSE"]);
		await failureOf(request({ network, url: "https://example.com/", method: "GET", limit: 10 }));
		expect(network.opened[0]?.secure).toEqual({});
	});

	test("meant for TLS never goes out without it", async () => {
		const network = transcript([[]]);
		const failure = await failureOf(
			request({ network, url: "http://example.com/", method: "GET", limit: 10, secure: {} }),
		);
		expect(failure.code).toBe("http.malformed");
		expect(network.opened).toEqual([]);
	});

	test.each([
		{ headers: { "X-A": "b\r\nInjected: yes" } },
		{ headers: { "X-A\r\nInjected": "b" } },
		{ headers: { "X-A": "b\0" } },
		{ method: "GET / HTTP/1.1\r\nInjected: yes\r\n\r\nGET" },
		{ url: "http://example.com/\r\nInjected: yes" },
	])("with a line end in it is not sent: %j", async (options) => {
		const network = transcript([[]]);
		const usual = { network, url: "http://example.com/", method: "GET", limit: 10 };
		expect(await failureOf(request({ ...usual, ...options } as HTTPClientOptions))).toMatchObject({
			code: "http.malformed",
		});
		expect(network.opened).toEqual([]);
	});
});

const ANSWERS = {
	"with a length": "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nRetry-After: 60\r\n\r\nhello world",
	"in chunks":
		"HTTP/1.1 200 OK\r\nRetry-After:60 \r\nTransfer-Encoding: Chunked\r\n\r\n6;x=y\r\nhello \r\n0005 \r\nworld\r\n0\r\nTrailer: t\r\n\r\n",
	"up to the close": "HTTP/1.0 200\r\nRetry-After: 60\r\n\r\nhello world",
	"after interim ones":
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\nRETRY-AFTER: 60\r\n\r\nhello world",
} as const;

describe.each(Object.entries(ANSWERS))("An answer %s", (_name, answer) => {
	test.each<Delivery>(["whole", "line", "byte"])("that arrives %s is read", async (delivery) => {
		const { status, headers, body } = await get(answer, { delivery });
		expect([status, headers.get("Retry-After"), text(body)]).toEqual([200, "60", "hello world"]);
	});

	test("is the same however it is cut", async () => {
		const lengths = fc.infiniteStream(fc.integer({ min: 1, max: 40 }));
		await fc.assert(
			fc.asyncProperty(lengths, async (drawn) => {
				const { body } = await get(answer, { delivery: () => drawn.next().value ?? 1 });
				expect(text(body)).toBe("hello world");
			}),
			{ numRuns: 30 },
		);
	});

	test("that ends early anywhere is a failure, unless the close is its end", async () => {
		const headLength = answer.indexOf("\r\n\r\n", answer.lastIndexOf("HTTP/")) + 4;
		const upToClose = answer === ANSWERS["up to the close"];
		for (let cutAfter = 1; cutAfter < (upToClose ? headLength : answer.length); cutAfter++) {
			expect(await failureOf(get(answer, { cutAfter }))).toMatchObject({
				code: "network.closed",
				stage: "http",
			});
		}
	});

	test("larger than its limit is refused", async () => {
		expect((await get(answer, {}, { limit: 11 })).body.byteLength).toBe(11);
		expect(await failureOf(get(answer, {}, { limit: 10 }))).toMatchObject({ code: "http.too-large" });
		expect(await failureOf(get(answer, {}, { limit: 0 }))).toMatchObject({ code: "http.too-large" });
	});
});

describe("An answer", () => {
	test("of any size up to the limit arrives whole", async () => {
		const sizes = fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.boolean());
		await fc.assert(
			fc.asyncProperty(sizes, async ([size, known]) => {
				const body = "x".repeat(size);
				const answer = `HTTP/1.1 200 OK\r\n${known ? `Content-Length: ${size}\r\n` : ""}\r\n${body}`;
				expect(text((await get(answer, {}, { limit: 9000 })).body) === body).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});

	test.each([204, 304])("%i has no body, whatever its header says", async (status) => {
		const { body } = await get(`HTTP/1.1 ${status} x\r\nContent-Length: 5\r\n\r\nhello`);
		expect(body.byteLength).toBe(0);
	});

	test.each([
		["two lengths", "Content-Length: 5\r\nContent-Length: 5"],
		["two different lengths", "Content-Length: 5\r\nContent-Length: 6"],
		["a list of lengths", "Content-Length: 5, 5"],
		["a signed length", "Content-Length: +5"],
		["a negative length", "Content-Length: -1"],
		["a hexadecimal length", "Content-Length: 0x5"],
		["an empty length", "Content-Length:"],
		["an immense length", "Content-Length: 99999999999999999999"],
		["a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"],
		["chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: 5"],
		["two codings", "Transfer-Encoding: gzip, chunked"],
		["chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"],
		["an unknown coding", "Transfer-Encoding: xchunked"],
		["a folded line", "X-A: b\r\n Content-Length: 5"],
		["white space before the colon", "Content-Length : 5"],
		["white space before the name", " Content-Length: 5"],
		["a line without a colon", "Content-Length 5"],
		["a line without a name", ": 5"],
		["a bare CR", "X-A: b\rContent-Length: 5"],
		["a NUL", "X-A: b\0c"],
	])("with %s is refused", async (_name, lines) => {
		expect(await failureOf(get(`HTTP/1.1 200 OK\r\n${lines}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`))).toMatchObject({
			code: "http.malformed",
		});
	});

	test.each(["", "x", "-1", "0x5", "5 5", "123456789", "5,", "5\r\nhelloX", "5\r\nhello0\r\n\r\n"])(
		"with the chunk %j is refused",
		async (chunk) => {
			const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}\r\n\r\n\r\n`;
			expect(await failureOf(get(answer))).toMatchObject({ code: "http.malformed" });
		},
	);

	test.each([
		"",
		"HTTP/2 200 OK",
		"HTTP/1.1 20 OK",
		"HTTP/1.1 200OK",
		"HTTP/1.1 099 x",
		"220 mail.example.com",
		"HTTP/1.1 101 Switching",
	])("that begins %j is refused", async (line) => {
		expect(await failureOf(get(`${line}\r\n\r\n`))).toMatchObject({ code: "http.malformed" });
	});

	test("with a header without end is refused before it fills the memory", async () => {
		const line = `X-A: ${"b".repeat(100)}\r\n`;
		expect(await failureOf(get(`HTTP/1.1 200 OK\r\n${line.repeat(2000)}\r\n`))).toMatchObject({
			code: "http.too-large",
		});
		expect(await failureOf(get(`HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(200)}\r\n`))).toMatchObject({
			code: "http.too-large",
		});
		expect(await failureOf(get(`HTTP/1.1 200 OK\r\nX: ${"b".repeat(1 << 16)}\r\n\r\n`))).toMatchObject({
			code: "network.line-too-long",
		});
	});

	test("of interim answers without end is refused", async () => {
		expect(await failureOf(get("HTTP/1.1 100 Continue\r\n\r\n".repeat(50)))).toMatchObject({
			code: "http.malformed",
		});
	});

	test("that does not come ends in a time-out", async () => {
		expect(await failureOf(get("HTTP/1.1 200 OK\r\n", {}, { timeout: 20 }, ["STALL"]))).toMatchObject({
			code: "network.timeout",
			stage: "http",
		});
	});

	test("that drips for ever ends in a time-out, too", async () => {
		const failure = await failureOf(
			get(
				`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(1 << 20)}`,
				{ delivery: "byte" },
				{ limit: 1 << 21, timeout: 20 },
			),
		);
		expect(failure).toMatchObject({ code: "network.timeout", stage: "http" });
	});

	test("given before the whole request was taken counts", async () => {
		const body = new Uint8Array(1 << 16);
		const network = transcript(
			[
				{ expect: (received) => (received.length > 3000 ? received.length : undefined) },
				{ send: "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n" },
				"CLOSE",
			],
			{ window: 1024 },
		);
		expect(
			await request({ network, url: "http://h/", method: "POST", body, limit: 10, timeout: 5000 }),
		).toMatchObject({ status: 413 });
	});
});
