import { Failure } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";
import { type POP3Reply, pop3ReplyText } from "./pop3-reply";

/** What a -ERR means by its response code (RFC 2449 section 8, RFC 3206). A map, because XS keeps every property name that is ever asked for. */
const BY_CODE: ReadonlyMap<string, FailureCode> = new Map([
	["AUTH", "pop3.auth-failed"],
	["IN-USE", "pop3.mailbox-locked"],
	["LOGIN-DELAY", "pop3.login-delay"],
	["SYS/TEMP", "pop3.unavailable"],
	["SYS/PERM", "pop3.refused"],
]);

/** What a -ERR to a sign-in means by a part of its text, in lower case; servers older than the codes, and Dovecot's and Exchange's words. */
const BY_TEXT: readonly (readonly [text: string, failure: FailureCode])[] = [
	["plaintext authentication disallowed", "pop3.tls-required"],
	["cleartext authentication disallowed", "pop3.tls-required"],
	["basicauthblocked", "smtp.basic-auth-disabled"],
	["basic authentication", "smtp.basic-auth-disabled"],
	["application-specific password", "smtp.app-password-required"],
	["app-specific password", "smtp.app-password-required"],
	["maildrop already locked", "pop3.mailbox-locked"],
	["unable to lock", "pop3.mailbox-locked"],
	["already in use", "pop3.mailbox-locked"],
	["mailbox in use", "pop3.mailbox-locked"],
	["mailbox is locked", "pop3.mailbox-locked"],
	["unknown command", "pop3.auth-mechanism-missing"],
	["invalid command", "pop3.auth-mechanism-missing"],
	["unrecognized command", "pop3.auth-mechanism-missing"],
	["unrecognized authentication", "pop3.auth-mechanism-missing"],
	["unknown authentication mechanism", "pop3.auth-mechanism-missing"],
	["no such mechanism", "pop3.auth-mechanism-missing"],
	["not supported", "pop3.auth-mechanism-missing"],
	["unsupported", "pop3.auth-mechanism-missing"],
	["not implemented", "pop3.auth-mechanism-missing"],
	["unimplemented", "pop3.auth-mechanism-missing"],
];

/** What a refusal means where nothing more is known of it. */
const BY_STAGE: Readonly<Partial<Record<Stage, FailureCode>>> = {
	greeting: "pop3.refused",
	tls: "pop3.stls-refused",
	auth: "pop3.auth-failed",
};

/**
 * What a POP3 server's refusal means, as a Failure with the server's text as detail.
 * @param reply a reply that is not the one the command hopes for
 * @param stage where it came
 * @param loginDelay least time between two sign-ins, in seconds, where the server said so
 */
export function diagnosePOP3(reply: POP3Reply, stage: Stage, loginDelay?: number): Failure {
	const detail = pop3ReplyText(reply);
	if (reply.kind !== "error") return new Failure("pop3.reply-malformed", { stage, detail });
	const code = meaningOf(reply, stage);
	if (code === "pop3.login-delay" && loginDelay !== undefined)
		return new Failure(code, { stage, detail, retryAfter: loginDelay });
	return new Failure(code, { stage, detail });
}

function meaningOf({ code, text }: POP3Reply, stage: Stage): FailureCode {
	const known = BY_CODE.get(code ?? "");
	// A code for "wrong password" covers more than that: the words say what.
	if (stage === "auth" && (known === undefined || known === "pop3.auth-failed")) {
		const lower = text.toLowerCase();
		const said = BY_TEXT.find(([part]) => lower.includes(part))?.[1];
		if (said && !(known && said === "pop3.auth-mechanism-missing")) return said;
	}
	return known ?? BY_STAGE[stage] ?? "pop3.refused";
}
