import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import type { Connection } from "./connection";
import { framingOf, HTTPBody } from "./http-body";
import { type HTTPHeaders, readHeaders } from "./http-headers";
import { HTTPRequest } from "./http-request";
import { HTTPRefusal, type HTTPResponse, OutgoingResponse, refusal } from "./http-response";
import type { HTTPServerLimits } from "./http-server-limits";
import { parseRequestLine, type RequestLine } from "./request-line";

/** Answers one request. */
export type HTTPHandler = (request: HTTPRequest) => HTTPResponse | Promise<HTTPResponse>;

/** Empty lines to pass over before a request, which old clients send after a body (RFC 9112 section 2.2). */
const EMPTY_LINES = 2;

/** After a refusal, what the client still sends is taken and dropped: up to so many bytes, for so many milliseconds. */
const LINGER_LIMIT = 65_536;
const LINGER_TIMEOUT = 2_000;

/** What a session is made of. */
export interface HTTPSessionParts {
	readonly connection: Connection;
	readonly handler: HTTPHandler;
	readonly limits: HTTPServerLimits;
	/** Whether the server wants connections to stay open; asked before each answer. */
	readonly mayStay: () => boolean;
	/** Called once, when the connection is closed. */
	readonly onEnd: (session: HTTPSession) => void;
}

/** One client's connection: its requests, one after another, and their answers in the same order. */
export class HTTPSession {
	readonly #connection: Connection;
	readonly #handler: HTTPHandler;
	readonly #limits: HTTPServerLimits;
	#served = 0;
	#idle = true;
	readonly #mayStay: () => boolean;
	readonly #onEnd: (session: HTTPSession) => void;

	constructor({ connection, handler, limits, mayStay, onEnd }: HTTPSessionParts) {
		this.#connection = connection;
		this.#handler = handler;
		this.#limits = limits;
		this.#mayStay = mayStay;
		this.#onEnd = onEnd;
	}

	/** True between two requests, while no byte of the next has come: such a connection may be closed at any time. */
	get idle(): boolean {
		return this.#idle && this.#served > 0 && this.#connection.buffered === 0;
	}

	/** Serves until one side closes: waits for a request, without a promise that would be held meanwhile. */
	serve(): void {
		this.#connection.timeout = this.#limits.idleTimeout;
		this.#idle = true;
		this.#connection.whenReady((ready) => {
			if (ready) void this.#serveOne();
			else this.#end();
		});
	}

	/** Closes at once. */
	close(): void {
		this.#connection.close();
	}

	async #serveOne(): Promise<void> {
		this.#idle = false;
		let another = false;
		try {
			another = await this.#exchange();
		} catch {
			// A connection that broke has nobody left to be told; the next one starts afresh.
		}
		if (another) this.serve();
		else this.#end();
	}

	#end(): void {
		this.close();
		this.#onEnd(this);
	}

	/** One request and its answer; true when another may follow. */
	async #exchange(): Promise<boolean> {
		const { headTimeout, answerTimeout } = this.#limits;
		this.#connection.setDeadline(headTimeout);
		let line: RequestLine | undefined;
		let request: HTTPRequest;
		try {
			line = await this.#readLine();
			request = await this.#readRequest(line);
		} catch (error) {
			await this.#refuse(statusOf(error, line), line);
			return false;
		}
		this.#connection.setDeadline();
		const response = await this.#answer(request);
		const keepAlive = this.#staysAfter(request, line.isOld);
		const outgoing = this.#prepare(response, {
			headOnly: request.method === "HEAD",
			isOld: line.isOld,
			keepAlive,
		});
		this.#connection.setDeadline(answerTimeout);
		await outgoing.send(this.#connection);
		this.#connection.setDeadline();
		return outgoing.keepsAlive;
	}

	async #readLine(): Promise<RequestLine> {
		for (let empty = 0; empty <= EMPTY_LINES; empty++) {
			const line = await this.#connection.readLine(this.#limits.requestLine);
			if (line !== "") return parseRequestLine(line);
		}
		throw new HTTPRefusal(400);
	}

	async #readRequest(line: RequestLine): Promise<HTTPRequest> {
		const headers = await this.#readHeaders();
		// Exactly one Host, always in HTTP/1.1 (RFC 9112 section 3.2): two could mean two different servers.
		const hosts = headers.all("host").length;
		if (hosts > 1 || (hosts === 0 && !line.isOld)) throw new HTTPRefusal(400);
		return new HTTPRequest(
			line,
			headers,
			await this.#readBody(line, headers),
			this.#connection.remoteAddress,
		);
	}

	async #readHeaders(): Promise<HTTPHeaders> {
		try {
			return await readHeaders(this.#connection, this.#limits.headers);
		} catch (error) {
			const tooLarge = isFailure(error, "http.too-large") || isFailure(error, "network.line-too-long");
			throw tooLarge ? new HTTPRefusal(431) : error;
		}
	}

	async #readBody(line: RequestLine, headers: HTTPHeaders): Promise<Uint8Array> {
		const { body: limit, bodyTimeout, headers: trailerLimits } = this.#limits;
		const coding = headers.get("transfer-encoding");
		// Chunks are unknown to HTTP/1.0: what stands between two servers of different opinion is an attack.
		if (coding !== undefined && line.isOld) throw new HTTPRefusal(400);
		if (
			coding !== undefined &&
			coding.toLowerCase() !== "chunked" &&
			headers.get("content-length") === undefined
		) {
			throw new HTTPRefusal(501);
		}
		const framing = framingOf(headers, 0);
		if (typeof framing === "number" && framing > limit) throw new HTTPRefusal(413);
		const expectation = headers.get("expect");
		if (expectation !== undefined && expectation.toLowerCase() !== "100-continue") throw new HTTPRefusal(417);
		this.#connection.setDeadline(bodyTimeout);
		if (expectation !== undefined && framing !== 0 && !line.isOld && this.#connection.buffered === 0) {
			await this.#connection.write(utf8("HTTP/1.1 100 Continue\r\n\r\n"));
		}
		return new HTTPBody(this.#connection, framing, trailerLimits).readAll(limit);
	}

	async #answer(request: HTTPRequest): Promise<HTTPResponse> {
		try {
			return await this.#handler(request);
		} catch (error) {
			// What went wrong inside is nobody's business outside.
			return refusal(isFailure(error, "http.malformed") ? 400 : 500);
		}
	}

	#prepare(
		response: HTTPResponse,
		framing: ConstructorParameters<typeof OutgoingResponse>[1],
	): OutgoingResponse {
		try {
			return new OutgoingResponse(response, framing);
		} catch {
			return new OutgoingResponse(refusal(500), framing);
		}
	}

	#staysAfter(request: HTTPRequest, isOld: boolean): boolean {
		this.#served++;
		const wishes = (request.headers.get("connection") ?? "").toLowerCase();
		return (
			!isOld &&
			!/(^|[ ,\t])close([ ,\t]|$)/.test(wishes) &&
			this.#served < this.#limits.requests &&
			this.#mayStay()
		);
	}

	/** Turns a request away and ends the connection: where the next request would begin is not known. */
	async #refuse(status: number | undefined, line: RequestLine | undefined): Promise<void> {
		if (status === undefined) return;
		this.#connection.setDeadline(LINGER_TIMEOUT);
		const framing = { headOnly: line?.method === "HEAD", isOld: true, keepAlive: false };
		await new OutgoingResponse(refusal(status), framing).send(this.#connection);
		// To close upon unread bytes would reset the connection, and the client might never see the answer.
		const dropped = new Uint8Array(512);
		for (let count = 0; count < LINGER_LIMIT; ) {
			const length = await this.#connection.read(dropped);
			if (length === 0) return;
			count += length;
		}
	}
}

/** The status for what a request was turned away for; undefined when nobody is there to hear it. */
function statusOf(error: unknown, line: RequestLine | undefined): number | undefined {
	if (error instanceof HTTPRefusal) return error.status;
	if (isFailure(error, "network.timeout")) return 408;
	if (isFailure(error, "network.line-too-long")) return line ? 400 : 414;
	if (isFailure(error, "http.too-large")) return 413;
	if (isFailure(error, "http.malformed")) return 400;
	return undefined;
}

function isFailure(error: unknown, code: Failure["code"]): boolean {
	return error instanceof Failure && error.code === code;
}
