import { Failure } from "../base/failure";

/** The parts of an http or https URL that a request needs. */
export interface URLParts {
	readonly scheme: "http" | "https";
	/** Name or IPv4 address, in lower case. */
	readonly host: string;
	readonly port: number;
	/** `host`, with `:port` unless that is the scheme's own; what a Host header says. */
	readonly authority: string;
	/** Path and query, as a request line has them; `/` at least. */
	readonly target: string;
}

/**
 * Splits an absolute http or https URL (RFC 3986 section 3, RFC 9110 section 4.2); a fragment is left out. Throws
 * http.malformed for anything else, a URL with a user name or password included.
 */
export function splitURL(url: string): URLParts {
	const match = /^(https?):\/\/([a-z0-9._-]+)(?::(\d{1,5}))?([/?][\u0021-\u007e]*)?$/i.exec(
		url.replace(/#.*$/, ""),
	);
	if (!match) throw new Failure("http.malformed", { field: "url" });
	const [, schemeText = "", hostText = "", portText, target = "/"] = match;
	const scheme = schemeText.toLowerCase() === "https" ? "https" : "http";
	const host = hostText.toLowerCase();
	const usualPort = scheme === "https" ? 443 : 80;
	const port = portText === undefined ? usualPort : Number(portText);
	if (port < 1 || port > 65_535) throw new Failure("http.malformed", { field: "url" });
	return {
		scheme,
		host,
		port,
		authority: port === usualPort ? host : `${host}:${port}`,
		target: target.startsWith("?") ? `/${target}` : target,
	};
}
