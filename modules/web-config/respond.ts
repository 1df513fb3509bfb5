import type { HTTPResponse } from "../network/http-server";
import { frame } from "./frame";
import { gather, slices } from "./html";
import { ROUTES } from "./routes";
import type { Reply, Visit } from "./visit";

/**
 * What every answer bears: nothing may be loaded or run but the printer's own files, no other site may frame a page, and
 * nothing stays in a cache. The referrer stays within the printer: without one, browsers send forms with Origin null.
 */
const HEADERS = [
	[
		"Content-Security-Policy",
		"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	],
	["X-Frame-Options", "DENY"],
	["X-Content-Type-Options", "nosniff"],
	["Referrer-Policy", "same-origin"],
	["Cross-Origin-Resource-Policy", "same-origin"],
	["Cache-Control", "no-store"],
] as const;

/** A reply as HTTP: status, headers, and a page in pieces. */
export function respond(visit: Visit, reply: Reply, cookies: readonly string[]): HTTPResponse {
	const headers: (readonly [string, string])[] = HEADERS.map(([name, value]) => [name, value]);
	const own = "cookies" in reply ? (reply.cookies ?? []) : [];
	for (const cookie of [...cookies, ...own]) headers.push(["Set-Cookie", cookie]);
	switch (reply.kind) {
		case "redirect":
			headers.push(["Location", reply.to]);
			return { status: 303, headers, body: "" };
		case "json":
			headers.push(["Content-Type", "application/json"]);
			return { status: 200, headers, body: reply.text };
		case "file":
			return { status: 200, headers: [...headers, contentType(reply.type)], body: slices(reply.text) };
		case "page":
			headers.push(contentType("text/html"));
			return { status: reply.status ?? 200, headers, body: gather(frame(visit, reply, ROUTES)) };
	}
}

/** The answer to a request under a foreign name, which learns nothing of the printer (RFC 9110 section 15.5.20). */
export function misdirected(text: string): HTTPResponse {
	return { status: 421, headers: [...HEADERS, contentType("text/plain")], body: text };
}

function contentType(type: string): readonly [string, string] {
	return ["Content-Type", `${type}; charset=utf-8`];
}
