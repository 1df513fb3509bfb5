/** Name of the front end that answers, as Exchange Online's look. */
export const SERVER_NAME = "LAB1P123CA0001.outlook.office365.com";

/** SIZE that EHLO announces: 150 MiB, octets. */
export const SIZE_LIMIT = 157286400;

const PLACE = `[${SERVER_NAME}]`;

/** Exchange Online's replies, word for word where they are known. */
export const REPLIES = {
	startTLS: "220 2.0.0 SMTP server ready",
	bye: "221 2.0.0 Service closing transmission channel",
	authenticated: "235 2.7.0 Authentication successful",
	senderOk: "250 2.1.0 Sender OK",
	recipientOk: "250 2.1.5 Recipient OK",
	reset: "250 2.0.0 Resetting",
	noop: "250 2.0.0 OK",
	cannotVerify: "252 2.1.5 Cannot VRFY user",
	emptyChallenge: "334 ",
	userNameChallenge: "334 VXNlcm5hbWU6",
	passwordChallenge: "334 UGFzc3dvcmQ6",
	startData: "354 Start mail input; end with <CRLF>.<CRLF>",
	timeOut: "421 4.4.1 Connection timed out",
	rateExceeded: "421 4.4.2 Message submission rate for this client has exceeded the configured limit",
	connections: `432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. ${PLACE}`,
	threads: `432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded ${PLACE}`,
	temporary: "451 4.7.0 Temporary server error. Please try again later. PRX4",
	tooManyRecipients: "452 4.5.3 Too many recipients",
	lineTooLong: "500 5.5.2 Line too long",
	unknownCommand: "500 5.3.3 Unrecognized command",
	badArguments: "501 5.5.4 Invalid arguments",
	badDomain: "501 5.5.4 Invalid domain name",
	badAddress: "501 5.1.3 Invalid address",
	badBase64: "501 5.5.2 Cannot Base64-decode Input Argument",
	cancelled: "501 5.7.0 Authentication cancelled",
	notImplemented: "502 5.3.3 Command not implemented",
	badSequence: "503 5.5.1 Bad sequence of commands",
	alreadySecured: "503 5.5.2 Only one STARTTLS command can be issued per session",
	binaryNeedsChunks: "503 5.5.1 BODY=BINARYMIME requires BDAT",
	unknownAuthentication: "504 5.7.4 Unrecognized authentication type",
	notAuthenticated: "530 5.7.57 Client not authenticated to send mail.",
	authenticationFailed: `535 5.7.3 Authentication unsuccessful ${PLACE}`,
	basicDisabled: `535 5.7.139 Authentication unsuccessful, basic authentication is disabled. ${PLACE}`,
	disabledForTenant: `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. ${PLACE}`,
	disabledForMailbox: `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information. ${PLACE}`,
	securityDefaults: `535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator. ${PLACE}`,
	criteria: `535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. ${PLACE}`,
	noSuchRecipient: "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
	tooLarge: "552 5.3.4 Message size exceeds fixed maximum message size",
} as const;

/** The greeting. @param now milliseconds since 1970 */
export function greeting(now: number): string {
	return `220 ${SERVER_NAME} Microsoft ESMTP MAIL Service ready at ${new Date(now).toUTCString()}`;
}

/** The reply to a message that was taken. */
export function accepted(id: string): string {
	return `250 2.0.0 OK <${id}@${SERVER_NAME}> [Hostname=${SERVER_NAME}]`;
}

/** The reply to a chunk that is not the last. @param size octets of the chunk */
export function chunkTaken(size: number): string {
	return `250 2.6.0 CHUNK received OK, ${size} octets`;
}

/** The reply, after the content, to a sender that the account may not use. */
export function sendAsDenied(login: string, sender: string): string {
	return `554 5.2.252 SendAsDenied; ${login} not allowed to send as ${sender}; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied`;
}

/** What the server offers; the lists differ before and after TLS. */
export function extensions(offer: {
	secured: boolean;
	startTLS: boolean;
	pipelining: boolean;
	chunking: boolean;
	binary: boolean;
}): readonly string[] {
	const lines: string[] = [`SIZE ${SIZE_LIMIT}`];
	if (offer.pipelining) lines.push("PIPELINING");
	lines.push("DSN", "ENHANCEDSTATUSCODES");
	if (offer.secured) lines.push("AUTH LOGIN XOAUTH2");
	else if (offer.startTLS) lines.push("STARTTLS");
	lines.push("8BITMIME");
	if (offer.binary) lines.push("BINARYMIME");
	if (offer.chunking) lines.push("CHUNKING");
	lines.push("SMTPUTF8");
	return lines;
}
