import type { HeaderLimits } from "./http-headers";

/** How much of the device one server's clients may use. Sizes in bytes, times in milliseconds. */
export interface HTTPServerLimits {
	/** Connections at once; more wait until one is free. */
	readonly connections: number;
	/** Requests on one connection, after which it closes. */
	readonly requests: number;
	readonly requestLine: number;
	readonly headers: HeaderLimits;
	readonly body: number;
	/** For a request to begin, on a connection that is open. */
	readonly idleTimeout: number;
	/** For the request line and the header, from their first byte. */
	readonly headTimeout: number;
	readonly bodyTimeout: number;
	/** For an answer to be taken. */
	readonly answerTimeout: number;
}

/** For one or two browsers (each opens up to six connections) on a heap of 128 KB. */
export const HTTP_SERVER_LIMITS: HTTPServerLimits = {
	connections: 6,
	requests: 100,
	requestLine: 2048,
	headers: { line: 4096, total: 8192, count: 64 },
	body: 16_384,
	idleTimeout: 15_000,
	headTimeout: 10_000,
	bodyTimeout: 20_000,
	answerTimeout: 60_000,
};
