import { Failure } from "../base/failure";
import type { Connection } from "./connection";

/** How much header a peer may send. */
export interface HeaderLimits {
	/** Bytes of one field line. */
	readonly line: number;
	/** Bytes of all field lines together. */
	readonly total: number;
	/** Number of field lines. */
	readonly count: number;
}

/** RFC 9110 section 5.6.2 */
function isToken(text: string): boolean {
	return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/** What may not stand in a field value: control characters other than the tab (RFC 9110 section 5.5). */
function hasControl(text: string): boolean {
	return /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text);
}

/** The header fields of one message, in their order; names are case-insensitive. */
export class HTTPHeaders {
	readonly #fields: [name: string, value: string][] = [];

	/** Adds a field. Throws http.malformed for a name or value that HTTP does not allow, line ends above all. */
	add(name: string, value: string): void {
		if (!isToken(name) || hasControl(value)) throw new Failure("http.malformed", { field: name });
		this.#fields.push([name.toLowerCase(), value]);
	}

	/** The value of a field, several of them joined with ", " (RFC 9110 section 5.3); undefined where there is none. */
	get(name: string): string | undefined {
		const values = this.all(name);
		return values.length > 0 ? values.join(", ") : undefined;
	}

	/** The values of all fields of a name, one by one. */
	all(name: string): string[] {
		const wanted = name.toLowerCase();
		return this.#fields.filter(([known]) => known === wanted).map(([, value]) => value);
	}
}

/**
 * Reads field lines up to and with the empty line that ends them (RFC 9112 section 5).
 *
 * Throws http.malformed for a line that is no field, a folded line included (section 5.2), http.too-large for too many,
 * network.line-too-long for too long a line.
 */
export async function readHeaders(connection: Connection, limits: HeaderLimits): Promise<HTTPHeaders> {
	const headers = new HTTPHeaders();
	let total = 0;
	for (let count = 0; ; count++) {
		const line = await connection.readLine(limits.line);
		if (line === "") return headers;
		total += line.length;
		if (count >= limits.count || total > limits.total)
			throw new Failure("http.too-large", { field: "headers" });
		const colon = line.indexOf(":");
		// A fold begins with white space, so its "name" is no token.
		if (colon < 1) throw new Failure("http.malformed", { detail: "a header line without a name" });
		headers.add(line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, ""));
	}
}
