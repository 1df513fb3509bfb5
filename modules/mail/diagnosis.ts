import { Failure } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";
import { type Reply, replyText } from "./smtp-reply";

/** Seconds until a daily submission quota is new. */
const QUOTA_PERIOD = 86_400;

/** What a reply means, by whatever of it is given; all given must agree. */
interface Meaning {
	readonly code?: number;
	/** Enhanced status code (RFC 3463). */
	readonly status?: string;
	/** A part of the text, in lower case. */
	readonly text?: string;
	readonly stage?: Stage;
	readonly failure: FailureCode;
}

/** What Exchange Online and others say, the particular before the general; the first that fits counts. */
const MEANINGS: readonly Meaning[] = [
	{ text: "smtpclientauthentication is disabled for the tenant", failure: "smtp.auth-disabled-for-tenant" },
	{ text: "smtpclientauthentication is disabled for the mailbox", failure: "smtp.auth-disabled-for-mailbox" },
	{ status: "5.7.139", text: "security defaults", failure: "smtp.security-defaults" },
	{ status: "5.7.139", text: "did not meet the criteria", failure: "smtp.conditional-access" },
	{ text: "basic authentication is disabled", failure: "smtp.basic-auth-disabled" },
	{ status: "5.7.30", failure: "smtp.basic-auth-disabled" },
	// RFC 4954 section 4: the account must sign in by another mechanism once.
	{ status: "4.7.12", failure: "smtp.auth-mechanism-missing" },
	{ code: 432, failure: "smtp.too-many-connections" },
	{ status: "4.3.2", text: "limit exceeded", failure: "smtp.too-many-connections" },
	{ text: "message submission rate for this client", failure: "smtp.too-many-connections" },
	{ status: "4.7.66", failure: "tls.too-old" },
	{ text: "must issue a starttls", failure: "smtp.tls-required" },
	{ code: 538, failure: "smtp.tls-required" },
	{ status: "5.7.11", failure: "smtp.tls-required" },
	{ text: "application-specific password", failure: "smtp.app-password-required" },
	{ text: "app-specific password", failure: "smtp.app-password-required" },
	{ text: "submissionquotaexceeded", failure: "smtp.quota-exceeded" },
	{ status: "5.1.90", failure: "smtp.quota-exceeded" },
	{ status: "5.2.252", failure: "smtp.send-as-denied" },
	{ status: "5.7.60", failure: "smtp.send-as-denied" },
	{ text: "sendasdenied", failure: "smtp.send-as-denied" },
	{ status: "5.1.8", failure: "smtp.sender-blocked" },
	{ status: "5.7.501", failure: "smtp.sender-blocked" },
	{ status: "5.7.502", failure: "smtp.sender-blocked" },
	{ status: "5.7.503", failure: "smtp.sender-blocked" },
	{ status: "5.7.705", failure: "smtp.tenant-blocked" },
	{ status: "5.7.708", failure: "smtp.tenant-blocked" },
	{ status: "5.7.750", failure: "smtp.tenant-blocked" },
	{ status: "5.7.57", failure: "smtp.auth-required" },
	{ status: "5.7.54", failure: "smtp.relay-denied" },
	{ status: "5.7.64", failure: "smtp.relay-denied" },
	{ text: "relay access denied", failure: "smtp.relay-denied" },
	{ text: "unable to relay", failure: "smtp.relay-denied" },
	{ text: "relay not permitted", failure: "smtp.relay-denied" },
	{ text: "relaying denied", failure: "smtp.relay-denied" },
	{ text: "helo command rejected", failure: "smtp.client-name-refused" },
	{ code: 501, stage: "greeting", failure: "smtp.client-name-refused" },
	{ status: "4.5.3", failure: "smtp.too-many-recipients" },
	{ status: "5.5.3", failure: "smtp.too-many-recipients" },
	{ status: "4.3.1", failure: "smtp.unavailable" },
	{ status: "5.2.3", failure: "smtp.message-too-large" },
	{ status: "5.3.4", failure: "smtp.message-too-large" },
	{ status: "5.2.2", stage: "data", failure: "smtp.mailbox-full" },
	{ status: "5.1.1", failure: "smtp.recipient-refused" },
	{ status: "5.1.10", failure: "smtp.recipient-refused" },
	{ code: 530, stage: "sender", failure: "smtp.auth-required" },
	{ code: 535, stage: "auth", failure: "smtp.auth-failed" },
	{ code: 504, stage: "auth", failure: "smtp.auth-mechanism-missing" },
	{ code: 534, stage: "auth", failure: "smtp.auth-mechanism-missing" },
	{ code: 452, stage: "recipient", failure: "smtp.too-many-recipients" },
	{ code: 552, stage: "recipient", failure: "smtp.recipient-refused" },
	{ code: 552, failure: "smtp.message-too-large" },
];

/** What a refusal means where nothing more is known of it. */
const BY_STAGE: Readonly<Partial<Record<Stage, FailureCode>>> = {
	greeting: "smtp.refused",
	tls: "smtp.starttls-refused",
	auth: "smtp.auth-failed",
	sender: "smtp.sender-refused",
	recipient: "smtp.recipient-refused",
	data: "smtp.message-refused",
};

/**
 * What a server's refusal means, as a Failure with the server's text as detail (Microsoft's replies, and RFC 5321, 4954
 * and 3463 for everyone else's).
 * @param reply a reply that is not the one the command hopes for
 * @param stage where it came
 */
export function diagnose(reply: Reply, stage: Stage): Failure {
	const detail = replyText(reply);
	if (reply.code < 400) return new Failure("smtp.reply-malformed", { stage, detail });
	const text = detail.toLowerCase();
	const meaning = MEANINGS.find((candidate) => fits(candidate, reply, text, stage));
	const code = meaning?.failure ?? usualMeaning(reply, stage);
	if (code === "smtp.quota-exceeded") return new Failure(code, { stage, detail, retryAfter: QUOTA_PERIOD });
	// A server that cannot start TLS just now (454) may be able to in a while.
	if (code === "smtp.starttls-refused" && reply.code < 500)
		return new Failure(code, { stage, detail, action: "retry" });
	return new Failure(code, { stage, detail });
}

function usualMeaning(reply: Reply, stage: Stage): FailureCode {
	if (reply.code < 500 && stage !== "tls") return "smtp.unavailable";
	return BY_STAGE[stage] ?? "smtp.refused";
}

function fits(meaning: Meaning, reply: Reply, text: string, stage: Stage): boolean {
	return (
		(meaning.code === undefined || meaning.code === reply.code) &&
		(meaning.status === undefined || meaning.status === reply.status) &&
		(meaning.text === undefined || text.includes(meaning.text)) &&
		(meaning.stage === undefined || meaning.stage === stage)
	);
}
