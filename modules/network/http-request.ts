import { text } from "../base/bytes";
import { Failure } from "../base/failure";
import { parseCookies, parseForm, type URLParameters } from "./form";
import type { HTTPHeaders } from "./http-headers";
import type { RequestLine } from "./request-line";

/** One request that the server has read whole. */
export class HTTPRequest {
	readonly method: string;
	/** The path, decoded, from its slash on. */
	readonly path: string;
	readonly query: URLParameters;
	readonly headers: HTTPHeaders;
	readonly body: Uint8Array;
	/** The client's address, where the host knows it. */
	readonly remoteAddress: string | undefined;

	/** Throws http.malformed for a query that cannot be decoded. */
	constructor(line: RequestLine, headers: HTTPHeaders, body: Uint8Array, remoteAddress: string | undefined) {
		this.method = line.method;
		this.path = line.path;
		this.query = parseForm(line.query);
		this.headers = headers;
		this.body = body;
		this.remoteAddress = remoteAddress;
	}

	get cookies(): URLParameters {
		return parseCookies(this.headers.get("cookie") ?? "");
	}

	/** The body as a form. Throws http.malformed when it is none; the server answers 400 to a handler that lets it pass. */
	form(): URLParameters {
		const type = this.headers.get("content-type") ?? "";
		if (!/^application\/x-www-form-urlencoded[ \t]*(?:;|$)/i.test(type)) {
			throw new Failure("http.malformed", { field: "content-type" });
		}
		return parseForm(text(this.body));
	}
}
