import { concat, utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import type { Connection } from "./connection";
import { HTTPHeaders } from "./http-headers";

/** What a handler answers. */
export interface HTTPResponse {
	/** 200 to 599 */
	readonly status: number;
	/** Fields in their order, a name more than once where needed; the server adds those that frame the body. */
	readonly headers?: Iterable<readonly [name: string, value: string]>;
	/** A text (sent as UTF-8), bytes, or pieces of either that are sent as they are made. */
	readonly body?: string | Uint8Array | Iterable<string | Uint8Array>;
}

/** A status with which the server itself turns a request away. */
export class HTTPRefusal extends Error {
	readonly status: number;

	constructor(status: number) {
		super(`HTTP ${status}`);
		this.status = status;
	}
}

/** RFC 9110 section 15, those that Timbre sends. */
const REASONS: Readonly<Record<number, string>> = {
	200: "OK",
	204: "No Content",
	302: "Found",
	303: "See Other",
	304: "Not Modified",
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	408: "Request Timeout",
	413: "Content Too Large",
	414: "URI Too Long",
	417: "Expectation Failed",
	421: "Misdirected Request",
	422: "Unprocessable Content",
	429: "Too Many Requests",
	431: "Request Header Fields Too Large",
	500: "Internal Server Error",
	501: "Not Implemented",
	503: "Service Unavailable",
	505: "HTTP Version Not Supported",
};

/** How one answer is to be sent. */
export interface ResponseFraming {
	/** HEAD: the header only. */
	readonly headOnly: boolean;
	/** HTTP/1.0: no chunks. */
	readonly isOld: boolean;
	/** Whether the connection stays open after it. */
	readonly keepAlive: boolean;
}

/** The words of a refusal: its status and nothing more. */
export function refusal(status: number): HTTPResponse {
	const headers = [["Content-Type", "text/plain; charset=utf-8"]] as const;
	return { status, headers, body: `${status} ${REASONS[status] ?? ""}\n` };
}

/**
 * An answer with its header composed and checked, ready to be sent. Throws http.malformed for a status or a header that
 * HTTP does not allow, before a single byte goes out.
 */
export class OutgoingResponse {
	readonly #response: HTTPResponse;
	readonly #framing: ResponseFraming;
	readonly #head: string;
	/** The body where its length is known. */
	readonly #bytes: Uint8Array | undefined;

	constructor(response: HTTPResponse, framing: ResponseFraming) {
		const { status, headers = [], body = "" } = response;
		if (!Number.isInteger(status) || status < 200 || status > 599)
			throw new Failure("http.malformed", { field: "status" });
		this.#response = response;
		this.#framing = framing;
		this.#bytes = typeof body === "string" ? utf8(body) : body instanceof Uint8Array ? body : undefined;

		const checked = new HTTPHeaders();
		let head = `HTTP/1.1 ${status} ${REASONS[status] ?? "Status"}\r\n`;
		for (const [name, value] of headers) {
			checked.add(name, value);
			head += `${name}: ${value}\r\n`;
		}
		if (!hasNoBody(status)) {
			if (this.#bytes) head += `Content-Length: ${this.#bytes.byteLength}\r\n`;
			else if (!framing.isOld) head += "Transfer-Encoding: chunked\r\n";
		}
		this.#head = `${head}Connection: ${this.keepsAlive ? "keep-alive" : "close"}\r\n\r\n`;
	}

	/** Whether the next request can follow: not where the close is the body's end. */
	get keepsAlive(): boolean {
		return this.#framing.keepAlive && (this.#bytes !== undefined || !this.#framing.isOld);
	}

	/** Sends it. What a streamed body throws half-way comes out of here, and the client sees the answer break off. */
	async send(connection: Connection): Promise<void> {
		const bodiless = this.#framing.headOnly || hasNoBody(this.#response.status);
		const head = utf8(this.#head);
		if (this.#bytes) {
			await connection.write(head);
			if (!bodiless) await connection.write(this.#bytes);
			return;
		}
		await connection.write(head);
		if (!bodiless) await this.#stream(connection, this.#response.body as Iterable<string | Uint8Array>);
	}

	async #stream(connection: Connection, pieces: Iterable<string | Uint8Array>): Promise<void> {
		const lineEnd = utf8("\r\n");
		for (const piece of pieces) {
			const bytes = typeof piece === "string" ? utf8(piece) : piece;
			// A chunk of no length would end the body.
			if (bytes.byteLength === 0) continue;
			await connection.write(
				this.#framing.isOld ? bytes : concat(utf8(`${bytes.byteLength.toString(16)}\r\n`), bytes, lineEnd),
			);
		}
		if (!this.#framing.isOld) await connection.write(utf8("0\r\n\r\n"));
	}
}

/** RFC 9110 sections 15.3.5 and 15.4.5 */
function hasNoBody(status: number): boolean {
	return status === 204 || status === 304;
}
