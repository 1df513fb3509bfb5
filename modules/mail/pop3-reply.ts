import { Failure } from "../base/failure";
import type { LineSource } from "./smtp-reply";

/**
 * Longest line, in octets: four times RFC 2449 section 4, since AUTH challenges are longer and servers put long texts
 * behind -ERR.
 */
const LINE_LIMIT = 2048;
/** Most lines of a list: a server with every capability known has about 30. */
const LINES_LIMIT = 100;
/** Most characters of a list that are kept in memory. */
const TEXT_LIMIT = 8192;

/** One reply of a POP3 server (RFC 1939 section 3). */
export interface POP3Reply {
	/** `+OK`, `-ERR`, or a challenge amid AUTH (`+ `, RFC 5034 section 4). */
	readonly kind: "ok" | "error" | "challenge";
	/** What follows that, the response code included. */
	readonly text: string;
	/** The response code in capitals (RFC 2449 section 8, RFC 3206), e.g. `IN-USE` or `SYS/TEMP`. */
	readonly code?: string;
}

/**
 * Reads one reply.
 *
 * Throws pop3.reply-malformed for a line that is none; network.line-too-long, network.closed, network.timeout.
 */
export async function readPOP3Reply(source: LineSource): Promise<POP3Reply> {
	const line = await source.readLine(LINE_LIMIT);
	const [, indicator, text = ""] = /^(\+OK|-ERR|\+)(?: (.*))?$/.exec(line) ?? [];
	if (!indicator) throw malformed(source, line);
	if (indicator === "+") return { kind: "challenge", text };
	const kind = indicator === "+OK" ? "ok" : "error";
	const [, code] = /^\[([A-Za-z0-9/-]{1,40})\]/.exec(text) ?? [];
	return code ? { kind, text, code: code.toUpperCase() } : { kind, text };
}

/**
 * Reads the lines that follow a +OK up to the line with a dot (RFC 1939 section 3); dots doubled at their start are single.
 *
 * Throws as {@link readPOP3Reply}; pop3.reply-malformed for too many lines and for too much text too.
 */
export async function readPOP3List(source: LineSource): Promise<readonly string[]> {
	const lines: string[] = [];
	let length = 0;
	for (;;) {
		const line = await source.readLine(LINE_LIMIT);
		if (line === ".") return lines;
		length += line.length;
		if (lines.length >= LINES_LIMIT || length > TEXT_LIMIT) throw malformed(source, "list without end");
		lines.push(line.startsWith(".") ? line.slice(1) : line);
	}
}

/** The whole reply on one line, for people. */
export function pop3ReplyText({ kind, text }: POP3Reply): string {
	const indicator = kind === "ok" ? "+OK" : kind === "error" ? "-ERR" : "+";
	return `${indicator} ${text}`.trim();
}

/** The failure of a server that says what no POP3 server says. */
function malformed(source: LineSource, detail: string): Failure {
	return new Failure("pop3.reply-malformed", { stage: source.stage, detail });
}
