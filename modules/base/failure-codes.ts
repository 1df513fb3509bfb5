/** Where in a job something went wrong; the panel, the page and the log name it. */
export type Stage =
	| "network"
	| "dns"
	| "connect"
	| "tls"
	| "greeting"
	| "auth"
	| "sender"
	| "recipient"
	| "data"
	| "http"
	| "device-code"
	| "token"
	| "storage"
	| "settings"
	| "scan"
	| "print"
	| "job";

/**
 * What helps: `retry` (the same again, later), `sign-in` (an account must sign in again), `administrator` (a setting of
 * the printer or of the mail service must change), `fix-input` (the person typed or chose something that cannot work).
 */
export type Action = "retry" | "sign-in" | "administrator" | "fix-input";

/**
 * Every failure Timbre can report: its stable code, the stage where it normally happens and the action that helps.
 * `language/` holds one text for each code, so a code without a text does not compile.
 */
export const FAILURES = {
	"network.down": ["network", "administrator"],
	"network.timeout": ["network", "retry"],
	"network.closed": ["network", "retry"],
	"network.line-too-long": ["network", "administrator"],
	"dns.not-found": ["dns", "administrator"],
	"connect.failed": ["connect", "administrator"],
	"tls.failed": ["tls", "administrator"],
	"tls.certificate-expired": ["tls", "administrator"],
	"tls.certificate-not-yet-valid": ["tls", "administrator"],
	"tls.wrong-host": ["tls", "administrator"],
	"tls.unknown-issuer": ["tls", "administrator"],
	"tls.too-old": ["tls", "administrator"],
	"tls.clock-not-set": ["tls", "administrator"],
	"tls.clock-wrong": ["tls", "administrator"],
	"tls.plaintext-injected": ["tls", "administrator"],

	"http.malformed": ["http", "administrator"],
	"http.too-large": ["http", "administrator"],

	"oauth.answer-malformed": ["token", "administrator"],
	"oauth.busy": ["device-code", "retry"],
	"oauth.cancelled": ["device-code", "retry"],
	"oauth.code-expired": ["device-code", "retry"],
	"oauth.declined": ["device-code", "sign-in"],
	"oauth.code-invalid": ["device-code", "retry"],
	"oauth.unavailable": ["token", "retry"],
	"oauth.throttled": ["token", "retry"],
	"oauth.identity-missing": ["token", "administrator"],
	"oauth.scope-missing": ["token", "administrator"],
	"oauth.not-signed-in": ["token", "sign-in"],
	"oauth.sign-in-expired": ["token", "sign-in"],
	"oauth.password-changed": ["token", "sign-in"],
	"oauth.password-expired": ["token", "sign-in"],
	"oauth.sign-in-frequency": ["token", "sign-in"],
	"oauth.mfa-required": ["token", "sign-in"],
	"oauth.revoked": ["token", "sign-in"],
	"oauth.consent-required": ["token", "administrator"],
	"oauth.admin-approval-required": ["token", "administrator"],
	"oauth.application-risky": ["token", "administrator"],
	"oauth.application-unknown": ["token", "administrator"],
	"oauth.application-disabled": ["token", "administrator"],
	"oauth.public-client-not-allowed": ["device-code", "administrator"],
	"oauth.account-type-not-allowed": ["token", "administrator"],
	"oauth.permission-missing": ["token", "administrator"],
	"oauth.exchange-missing": ["token", "administrator"],
	"oauth.scope-invalid": ["token", "administrator"],
	"oauth.tenant-unknown": ["token", "administrator"],
	"oauth.wrong-cloud": ["token", "administrator"],
	"oauth.tenant-restricted": ["token", "administrator"],
	"oauth.conditional-access": ["token", "administrator"],
	"oauth.device-required": ["token", "administrator"],
	"oauth.device-code-blocked": ["token", "administrator"],
	"oauth.security-defaults": ["token", "administrator"],
	"oauth.user-blocked": ["token", "administrator"],
	"oauth.user-disabled": ["token", "administrator"],
	"oauth.user-unknown": ["token", "administrator"],
	"oauth.user-not-assigned": ["token", "administrator"],
	"oauth.refused": ["token", "administrator"],

	"smtp.reply-malformed": ["greeting", "administrator"],
	"smtp.refused": ["greeting", "administrator"],
	"smtp.unavailable": ["greeting", "retry"],
	"smtp.client-name-refused": ["greeting", "administrator"],
	"smtp.tls-required": ["tls", "administrator"],
	"smtp.starttls-missing": ["tls", "administrator"],
	"smtp.starttls-refused": ["tls", "administrator"],
	"smtp.auth-mechanism-missing": ["auth", "administrator"],
	"smtp.auth-failed": ["auth", "administrator"],
	"smtp.app-password-required": ["auth", "administrator"],
	"smtp.auth-required": ["auth", "administrator"],
	"smtp.auth-disabled-for-tenant": ["auth", "administrator"],
	"smtp.auth-disabled-for-mailbox": ["auth", "administrator"],
	"smtp.security-defaults": ["auth", "administrator"],
	"smtp.conditional-access": ["auth", "administrator"],
	"smtp.basic-auth-disabled": ["auth", "administrator"],
	"smtp.too-many-connections": ["auth", "retry"],
	"smtp.sender-refused": ["sender", "administrator"],
	"smtp.sender-blocked": ["sender", "administrator"],
	"smtp.tenant-blocked": ["sender", "administrator"],
	"smtp.send-as-denied": ["sender", "administrator"],
	"smtp.recipient-refused": ["recipient", "fix-input"],
	"smtp.relay-denied": ["recipient", "administrator"],
	"smtp.too-many-recipients": ["recipient", "fix-input"],
	"smtp.utf8-missing": ["recipient", "fix-input"],
	"smtp.quota-exceeded": ["data", "retry"],
	"smtp.mailbox-full": ["data", "administrator"],
	"smtp.message-too-large": ["data", "fix-input"],
	"smtp.message-refused": ["data", "administrator"],

	"pop3.reply-malformed": ["greeting", "administrator"],
	"pop3.refused": ["greeting", "administrator"],
	"pop3.unavailable": ["greeting", "retry"],
	"pop3.tls-required": ["auth", "administrator"],
	"pop3.stls-missing": ["tls", "administrator"],
	"pop3.stls-refused": ["tls", "administrator"],
	"pop3.auth-mechanism-missing": ["auth", "administrator"],
	"pop3.auth-failed": ["auth", "administrator"],
	"pop3.mailbox-locked": ["auth", "retry"],
	"pop3.login-delay": ["auth", "retry"],

	"mail.not-configured": ["settings", "administrator"],
	"mail.challenge-malformed": ["auth", "administrator"],
	"mail.header-invalid": ["data", "fix-input"],
	"mail.address-invalid": ["recipient", "fix-input"],
	"mail.no-recipient": ["recipient", "fix-input"],

	"fax.number-invalid": ["recipient", "fix-input"],
	"fax.no-number": ["recipient", "fix-input"],

	"storage.full": ["storage", "administrator"],
	"storage.failed": ["storage", "administrator"],
	"storage.corrupt": ["storage", "administrator"],
	"settings.invalid": ["settings", "fix-input"],

	"scan.empty": ["scan", "fix-input"],
	"scan.failed": ["scan", "retry"],
	"print.paper-out": ["print", "fix-input"],
	"print.door-open": ["print", "fix-input"],
	"print.busy": ["print", "retry"],
	"print.failed": ["print", "retry"],
	"job.busy": ["job", "retry"],
	"job.cancelled": ["job", "retry"],
	"job.interrupted": ["job", "retry"],
	internal: ["job", "retry"],
} as const satisfies Record<string, readonly [Stage, Action]>;

/** A stable, dotted failure code. */
export type FailureCode = keyof typeof FAILURES;
