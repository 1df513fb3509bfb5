import { decodePercent } from "./form";
import { HTTPRefusal } from "./http-response";

/** The first line of a request, taken apart. */
export interface RequestLine {
	readonly method: string;
	/** The path, decoded, from its slash on. */
	readonly path: string;
	/** The query, as it came; empty where there is none. */
	readonly query: string;
	/** True for HTTP/1.0, which knows neither chunks nor connections that stay open. */
	readonly isOld: boolean;
}

/** The methods the server knows; whether a path has them is the handler's business. */
const METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];

/** A method, a target in visible ASCII and a version, one space between them (RFC 9112 section 3). */
const matchRequestLine = (line: string): RegExpExecArray | null =>
	/^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\u0021-\u007e]+) HTTP\/(\d)\.(\d)$/.exec(line);

/** A path with its query, alone or after the server's address, which HTTP/1.1 servers must take too (section 3.2). */
const matchTarget = (target: string): RegExpExecArray | null =>
	/^(?:http:\/\/[^/?#]+)?(\/[^?#]*)(?:\?([^#]*))?$/i.exec(target);

/**
 * Takes a request line apart.
 *
 * Throws an HTTPRefusal: 400 for a line or target that is none, 501 for an unknown method, 505 for a version other
 * than 1.x; http.malformed for a path that cannot be decoded.
 */
export function parseRequestLine(line: string): RequestLine {
	const [, method = "", target = "", major, minor] = matchRequestLine(line) ?? [];
	if (major === undefined) throw new HTTPRefusal(400);
	if (major !== "1") throw new HTTPRefusal(505);
	if (!METHODS.includes(method)) throw new HTTPRefusal(501);
	const [, encodedPath, query = ""] = matchTarget(target) ?? [];
	if (encodedPath === undefined) throw new HTTPRefusal(400);
	const path = decodePercent(encodedPath);
	if (/[\u0000-\u001f\u007f]/.test(path)) throw new HTTPRefusal(400);
	return { method, path, query, isOld: minor === "0" };
}
