import { utf8 } from "../base/bytes";
import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { SecureOptions } from "../base/sockets";
import { Connection, DEFAULT_TIMEOUT } from "./connection";
import { type Framing, framingOf, HTTPBody } from "./http-body";
import { type HeaderLimits, HTTPHeaders, readHeaders } from "./http-headers";
import { splitURL, type URLParts } from "./url";

/** What Microsoft's sign-in service sends (several KB of cookies and policies), with room to spare. */
const HEADER_LIMITS: HeaderLimits = { line: 8192, total: 24_576, count: 100 };

/** Longest status line, in bytes. */
const STATUS_LINE_LIMIT = 1024;

/** Most interim answers (1xx) before the real one. */
const INTERIM_LIMIT = 8;

/** One exchange, connecting excluded, may take this many times the time-out of a wait. */
const DEADLINE_FACTOR = 4;

/** One request. */
export interface HTTPClientOptions {
	readonly network: DeviceNetwork;
	/** `https://host[:port]/path?query`; with `http:` nothing is protected. */
	readonly url: string;
	readonly method: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Uint8Array;
	/** Most bytes that the body of the answer may have. */
	readonly limit: number;
	/** Milliseconds for each wait. */
	readonly timeout?: number;
	/** TLS options, for https only. */
	readonly secure?: SecureOptions;
	/** False while the device does not know the time. */
	readonly clockSet?: boolean;
}

/** One answer, whatever its status. */
export interface HTTPClientResponse {
	/** 200 to 999 */
	readonly status: number;
	readonly headers: HTTPHeaders;
	readonly body: Uint8Array;
}

/**
 * Sends one request over a connection of its own and reads the answer (RFC 9112). Redirects are not followed.
 *
 * Throws http.malformed for a URL, header or answer that is not HTTP, http.too-large for more than the limits allow, and
 * what {@link Connection} throws.
 */
export async function request(options: HTTPClientOptions): Promise<HTTPClientResponse> {
	const { network, timeout = DEFAULT_TIMEOUT, clockSet, body } = options;
	const url = splitURL(options.url);
	// Options for TLS beside a URL without it: somebody meant this to be protected.
	if (url.scheme === "http" && options.secure) throw new Failure("http.malformed", { field: "url" });
	const head = composeHead(url, options);
	const secure = url.scheme === "https" ? (options.secure ?? {}) : undefined;
	const connection = await Connection.connect({
		network,
		host: url.host,
		port: url.port,
		secure,
		timeout,
		clockSet,
	});
	try {
		connection.stage = "http";
		connection.setDeadline(DEADLINE_FACTOR * timeout);
		await send(connection, head, body);
		return await readResponse(connection, options.method, options.limit);
	} finally {
		connection.close();
	}
}

/** The request line and the header, checked (RFC 9112 section 3). */
function composeHead(url: URLParts, { method, headers = {}, body }: HTTPClientOptions): Uint8Array {
	const fields: Record<string, string> = { Host: url.authority, Connection: "close", ...headers };
	if (body) fields["Content-Length"] = String(body.byteLength);
	let head = `${method} ${url.target} HTTP/1.1\r\n`;
	const checked = new HTTPHeaders();
	checked.add(method, "");
	for (const [name, value] of Object.entries(fields)) {
		checked.add(name, value);
		head += `${name}: ${value}\r\n`;
	}
	return utf8(`${head}\r\n`);
}

async function send(connection: Connection, head: Uint8Array, body: Uint8Array | undefined): Promise<void> {
	try {
		await connection.write(head);
		if (body) await connection.write(body);
	} catch (error) {
		// A server may answer and close before it took everything: its answer says more than the close.
		if (connection.buffered === 0) throw error;
	}
}

async function readResponse(
	connection: Connection,
	method: string,
	limit: number,
): Promise<HTTPClientResponse> {
	for (let interim = 0; interim <= INTERIM_LIMIT; interim++) {
		const line = await connection.readLine(STATUS_LINE_LIMIT);
		const status = Number(/^HTTP\/1\.[01] ([1-9]\d\d)(?: .*)?$/.exec(line)?.[1] ?? 0);
		if (status === 0) throw new Failure("http.malformed", { detail: line });
		const headers = await readHeaders(connection, HEADER_LIMITS);
		if (status === 101) throw new Failure("http.malformed", { detail: line });
		if (status < 200) continue;
		const bodiless = method === "HEAD" || status === 204 || status === 304;
		const framing: Framing = bodiless ? 0 : framingOf(headers, "close");
		return { status, headers, body: await new HTTPBody(connection, framing, HEADER_LIMITS).readAll(limit) };
	}
	throw new Failure("http.malformed", { detail: "no answer but interim ones" });
}
