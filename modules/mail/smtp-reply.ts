import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";

/** Longest reply line, in octets: four times RFC 5321 section 4.5.3.1.5, since AUTH challenges are longer. */
export const REPLY_LINE_LIMIT = 2048;
/** Most lines of one reply: a server with every extension known answers EHLO with about 40. */
const LINES_LIMIT = 100;
/** Most characters of one reply that are kept in memory. */
const TEXT_LIMIT = 8192;

/** Gives reply lines; a Connection does. */
export interface LineSource {
	readonly stage: Stage;
	/** @param limit longest line, in bytes */
	readLine(limit: number): Promise<string>;
}

/** One reply of an SMTP server (RFC 5321 section 4.2). */
export interface Reply {
	/** 200 to 599. */
	readonly code: number;
	/** The text of each line. */
	readonly lines: readonly string[];
	/** The enhanced status code (RFC 3463), e.g. `5.7.139`, where the server gives one of the code's own class. */
	readonly status?: string;
}

/**
 * Reads one reply, of one line or several.
 *
 * Throws smtp.reply-malformed for a line that is none, for lines that disagree about the code, for too many and for too
 * much text; network.line-too-long, network.closed, network.timeout.
 */
export async function readReply(source: LineSource): Promise<Reply> {
	const lines: string[] = [];
	let code = 0;
	let length = 0;
	for (;;) {
		const line = await source.readLine(REPLY_LINE_LIMIT);
		const [, digits, separator, text = ""] = /^([2-5][0-9]{2})(?:([ -])(.*))?$/.exec(line) ?? [];
		if (!digits || (code && Number(digits) !== code)) throw malformed(source, line);
		code = Number(digits);
		lines.push(text);
		length += text.length;
		if (separator !== "-") break;
		if (lines.length >= LINES_LIMIT || length > TEXT_LIMIT) throw malformed(source, "reply without end");
	}
	const status = statusOf(code, lines[0] ?? "");
	return status === undefined ? { code, lines } : { code, lines, status };
}

/** The whole reply on one line, for people. */
export function replyText(reply: Reply): string {
	return `${reply.code} ${reply.lines.join(" ")}`;
}

/** The failure of a server that says what no SMTP server says. */
function malformed(source: LineSource, detail: string): Failure {
	return new Failure("smtp.reply-malformed", { stage: source.stage, detail });
}

function statusOf(code: number, text: string): string | undefined {
	const [, status] = /^([245]\.[0-9]{1,3}\.[0-9]{1,3})(?= |$)/.exec(text) ?? [];
	return status?.[0] === String(code)[0] ? status : undefined;
}
