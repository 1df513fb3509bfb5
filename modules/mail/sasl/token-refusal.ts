import { fromBase64, text } from "../../base/bytes";
import type { TokenRefusal } from "./mechanism";

/** Longest challenge that is read, in characters of base64; what servers send has about 150. */
const CHALLENGE_LIMIT = 2048;
/** Longest value that is passed on, in characters: a scope is a URL or a few. */
const VALUE_LIMIT = 200;

/**
 * What a server says of a token that it refuses: JSON in base64, e.g. `{"status":"401","schemes":"bearer","scope":"..."}`
 * (RFC 7628 section 3.2.2; XOAUTH2 has the same). Undefined for what says neither: the reply that follows decides.
 */
export function readTokenRefusal(challenge: string): TokenRefusal | undefined {
	if (challenge === "" || challenge.length > CHALLENGE_LIMIT) return undefined;
	let json: string;
	try {
		json = text(fromBase64(challenge));
	} catch {
		return undefined;
	}
	// Looked up rather than parsed: XS keeps every property name that it ever parses, and these are a mail server's.
	const status = shown(/"status"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([0-9]+))/.exec(json));
	const scope = shown(/"scope"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(json));
	return status === undefined && scope === undefined ? undefined : { status, scope };
}

/** A refusal for a failure's detail, e.g. `status 401, scope https://outlook.office.com/`. */
export function refusalText({ status, scope }: TokenRefusal): string {
	const parts = [];
	if (status !== undefined) parts.push(`status ${status}`);
	if (scope !== undefined) parts.push(`scope ${scope}`);
	return parts.join(", ");
}

function shown(match: RegExpExecArray | null): string | undefined {
	const value = (match?.[1] ?? match?.[2] ?? "").slice(0, VALUE_LIMIT).replace(/\\(.)/g, "$1");
	return /^[\x20-\x7e]+$/.test(value) ? value : undefined;
}
