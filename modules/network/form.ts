import { text, utf8 } from "../base/bytes";
import { Failure } from "../base/failure";

/** Most parameters in one form or query: far more than any page of ours has. */
const PARAMETER_LIMIT = 200;

/** Names and values of a form, a query or a Cookie header, in their order. */
export class URLParameters {
	readonly #entries: readonly (readonly [name: string, value: string])[];

	constructor(entries: readonly (readonly [name: string, value: string])[]) {
		this.#entries = entries;
	}

	/** The first value of a name; undefined where there is none. */
	get(name: string): string | undefined {
		return this.#entries.find(([known]) => known === name)?.[1];
	}

	/** All values of a name. */
	all(name: string): string[] {
		return this.#entries.filter(([known]) => known === name).map(([, value]) => value);
	}

	has(name: string): boolean {
		return this.#entries.some(([known]) => known === name);
	}

	[Symbol.iterator](): IterableIterator<readonly [name: string, value: string]> {
		return this.#entries[Symbol.iterator]();
	}
}

/**
 * Parses `application/x-www-form-urlencoded` (WHATWG URL section 5.1), as a form's body or a URL's query has it.
 * Throws http.malformed for a broken percent sequence, bytes that are not UTF-8, or more than 200 parameters.
 */
export function parseForm(form: string): URLParameters {
	const pairs = form.split("&", PARAMETER_LIMIT + 1).filter((pair) => pair !== "");
	if (pairs.length > PARAMETER_LIMIT) throw new Failure("http.malformed", { detail: "too many parameters" });
	return new URLParameters(
		pairs.map((pair) => {
			const equals = pair.indexOf("=");
			const name = equals < 0 ? pair : pair.slice(0, equals);
			return [decode(name), equals < 0 ? "" : decode(pair.slice(equals + 1))];
		}),
	);
}

/** Composes `application/x-www-form-urlencoded` (WHATWG URL section 5.2). */
export function composeForm(parameters: Iterable<readonly [name: string, value: string]>): string {
	let form = "";
	for (const [name, value] of parameters) form += `${form && "&"}${encode(name)}=${encode(value)}`;
	return form;
}

/** Parses a Cookie header (RFC 6265 section 5.4); values stay as they are, without the quotes around them. */
export function parseCookies(header: string): URLParameters {
	return new URLParameters(
		header.split(";", PARAMETER_LIMIT).flatMap((pair) => {
			const [, name, value = ""] = /^[ \t]*([^= \t]+)[ \t]*=(.*)$/.exec(pair) ?? [];
			return name === undefined ? [] : [[name, value.trim().replace(/^"(.*)"$/, "$1")] as const];
		}),
	);
}

/** Decodes percent sequences of UTF-8 (RFC 3986 section 2.1). Throws http.malformed where they are none. */
export function decodePercent(encoded: string): string {
	try {
		return decodeURIComponent(encoded);
	} catch (cause) {
		throw new Failure("http.malformed", { detail: "broken percent sequence", cause });
	}
}

function decode(part: string): string {
	return decodePercent(part.replace(/\+/g, " "));
}

function encode(part: string): string {
	let encoded: string;
	try {
		encoded = encodeURIComponent(part);
	} catch {
		// A lone surrogate, which UTF-8 cannot say, becomes U+FFFD.
		encoded = encodeURIComponent(text(utf8(part)));
	}
	const rest = /[!'()~]/g;
	return encoded.replace(rest, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).replace(/%20/g, "+");
}
