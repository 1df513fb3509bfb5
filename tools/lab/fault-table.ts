import { ENTRA_ERRORS } from "./authority/entra-errors";

/** A value a fault may have. */
export type FaultValue = true | string | number;

/** What values a fault takes. */
export interface FaultValues {
	/** The values in words, for the page and for error messages. */
	readonly hint: string;
	accepts(value: unknown): boolean;
}

/** One row of the table. */
export interface FaultRow {
	/** Where it acts. */
	readonly where: "authority" | "mail" | "both";
	/** What it does, in one sentence. */
	readonly effect: string;
	readonly values: FaultValues;
}

/** On, nothing more to say. */
const flag: FaultValues = { hint: "true", accepts: (value) => value === true };

/** On for everybody, or for one account. */
const account: FaultValues = {
	hint: "true, or the address of one account",
	accepts: (value) => value === true || isAddress(value),
};

const tenantOrMailbox: FaultValues = {
	hint: '"tenant", or a mailbox address',
	accepts: (value) => value === "tenant" || isAddress(value),
};

function isAddress(value: unknown): boolean {
	return typeof value === "string" && /^[^@\s]+@[^@\s]+$/.test(value);
}

function whole(minimum: number, maximum: number, unit: string): FaultValues {
	return {
		hint: `${unit}, ${minimum} to ${maximum}`,
		accepts: (value) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
	};
}

function choice(...choices: readonly string[]): FaultValues {
	return {
		hint: choices.map((value) => `"${value}"`).join(", "),
		accepts: (value) => typeof value === "string" && choices.includes(value),
	};
}

const entraCode: FaultValues = {
	hint: `an AADSTS number: ${Object.keys(ENTRA_ERRORS).join(", ")}`,
	accepts: (value) => typeof value === "number" && value in ENTRA_ERRORS,
};

const smtpReply: FaultValues = {
	hint: '"<command> <code> <text>", such as "RCPT 452 4.5.3 Too many recipients"; command: GREETING, EHLO, AUTH, MAIL, RCPT, DATA (after the content)',
	accepts: (value) =>
		typeof value === "string" && /^(GREETING|EHLO|AUTH|MAIL|RCPT|DATA) [45]\d\d [\x20-\x7e]+$/.test(value),
};

/** Every fault of the lab. The page, the API's checks and the tests are made from this table. */
export const FAULTS = {
	"conditional-access": {
		where: "authority",
		effect: "Conditional access blocks the sign-in and the refresh: AADSTS53003.",
		values: account,
	},
	"device-code-blocked": {
		where: "authority",
		effect: "A policy blocks the device code flow, at sign-in and at a later refresh: AADSTS530036.",
		values: account,
	},
	"refresh-token-expired": {
		where: "authority",
		effect: "The refresh token counts as unused for 90 days: AADSTS700082.",
		values: account,
	},
	"password-changed": {
		where: "authority",
		effect: "The password was changed since the sign-in, so the refresh is refused: AADSTS50173.",
		values: account,
	},
	declined: {
		where: "authority",
		effect: "The next poll says that the person declined: authorization_declined.",
		values: flag,
	},
	"entra-error": {
		where: "authority",
		effect: "The token endpoint answers with this error, for sign-in and refresh alike.",
		values: entraCode,
	},
	"device-code-error": {
		where: "authority",
		effect: "The device code endpoint answers with this error.",
		values: entraCode,
	},
	"slow-down": {
		where: "authority",
		effect: "A poll is answered with slow_down (RFC 8628; Entra was never seen to send it).",
		values: flag,
	},
	throttled: {
		where: "authority",
		effect: "HTTP 429 with a plain text body and Retry-After.",
		values: whole(1, 3600, "seconds to wait"),
	},
	"server-error": {
		where: "authority",
		effect: "The authority answers with this HTTP status and an HTML page.",
		values: whole(500, 599, "HTTP status"),
	},
	"drop-answer": {
		where: "authority",
		effect: "The authority does its work, then closes the connection without an answer.",
		values: flag,
	},
	"chunked-answers": {
		where: "authority",
		effect: "Answers use Transfer-Encoding: chunked, in small chunks, in place of Content-Length.",
		values: flag,
	},
	"large-answers": {
		where: "authority",
		effect: "JSON answers hold so many octets more, in a field that nobody knows.",
		values: whole(1, 1048576, "octets"),
	},
	certificate: {
		where: "both",
		effect: "Servers present a bad certificate.",
		values: choice("expired", "wrong-host", "unknown-issuer"),
	},
	"tls-version": {
		where: "both",
		effect: "Servers speak this version of TLS only.",
		values: choice("TLSv1.2", "TLSv1.3"),
	},
	slow: {
		where: "both",
		effect: "Every reply waits first; makes the count of waits in a transcript exact.",
		values: whole(1, 60000, "milliseconds per reply"),
	},
	"smtp-auth-disabled": {
		where: "mail",
		effect: "SMTP AUTH is turned off: 535 5.7.139 SmtpClientAuthentication is disabled.",
		values: tenantOrMailbox,
	},
	"security-defaults": {
		where: "mail",
		effect: "Security defaults lock SMTP AUTH: 535 5.7.139.",
		values: flag,
	},
	"smtp-conditional-access": {
		where: "mail",
		effect: "Conditional access or MFA refuses SMTP AUTH: 535 5.7.139 did not meet the criteria.",
		values: flag,
	},
	"token-rejected": {
		where: "mail",
		effect: "The mail server refuses every access token: 535 5.7.3.",
		values: account,
	},
	"smtp-432": {
		where: "mail",
		effect: "432 4.3.2: too many connections (at AUTH), or the sender's thread limit (after the content).",
		values: choice("connections", "threads"),
	},
	temporary: {
		where: "mail",
		effect: "451 4.7.0 Temporary server error at this command; DATA means after the content.",
		values: choice("AUTH", "MAIL", "RCPT", "DATA"),
	},
	"smtp-reply": {
		where: "mail",
		effect: "The mail server answers one command with this reply.",
		values: smtpReply,
	},
	"drop-mid-data": {
		where: "mail",
		effect: "The mail server closes the connection after so many octets of the content.",
		values: whole(0, 157286400, "octets"),
	},
	"drop-after-data": {
		where: "mail",
		effect: "The mail server takes the message, then closes the connection without a reply.",
		values: flag,
	},
	"idle-time-out": {
		where: "mail",
		effect: "The mail server gives up on a silent client after this time: 421 4.4.1.",
		values: whole(1, 3600000, "milliseconds"),
	},
	"pop-before-smtp": {
		where: "mail",
		effect: "The mail server also takes mail without AUTH from where someone has just signed in to POP3.",
		values: flag,
	},
	"no-starttls": { where: "mail", effect: "EHLO does not offer STARTTLS, and 502 answers it.", values: flag },
	"starttls-injection": {
		where: "mail",
		effect: "Plain text follows the 220 of STARTTLS in the same segment, as an attacker would add it.",
		values: flag,
	},
	"no-chunking": {
		where: "mail",
		effect: "EHLO offers neither CHUNKING nor BINARYMIME, and 502 answers BDAT.",
		values: flag,
	},
	"no-binarymime": { where: "mail", effect: "EHLO does not offer BINARYMIME.", values: flag },
	"no-pipelining": {
		where: "mail",
		effect: "EHLO does not offer PIPELINING, and 503 answers a command sent ahead of a reply.",
		values: flag,
	},
	"message-limit": {
		where: "mail",
		effect: "A message above this size is refused after the content: 552 5.3.4.",
		values: whole(1, 157286400, "octets"),
	},
} as const satisfies Record<string, FaultRow>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

/** Whether a fault of this name exists. */
export function isFaultName(name: string): name is FaultName {
	return Object.hasOwn(FAULTS, name);
}
