import type { Failure } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";
import type { JobType } from "./job";

/**
 * Error codes of the job history. 360, 361 and 370 are the guide's ("Dépannage"); the others are those that the same
 * makers use for email jobs.
 */
export type JobCode = 311 | 312 | 313 | 314 | 350 | 360 | 361 | 370 | FaxCode;

/** What 311, 312 and 313 are for a job that faxes by email. */
type FaxCode = 411 | 412 | 413;

const OF_FAX: { readonly [code in JobCode]?: FaxCode } = { 311: 411, 312: 412, 313: 413 };

const BY_FAILURE: { readonly [code in FailureCode]?: JobCode } = {
	"mail.not-configured": 360,
	"oauth.not-signed-in": 360,
	"pop3.login-delay": 313,
	"pop3.mailbox-locked": 313,
	"pop3.unavailable": 313,
	"smtp.message-too-large": 314,
	"tls.certificate-expired": 350,
	"tls.certificate-not-yet-valid": 350,
	"tls.clock-not-set": 350,
	"tls.clock-wrong": 350,
	"tls.unknown-issuer": 350,
	"tls.wrong-host": 350,
};

const BY_STAGE: { readonly [stage in Stage]?: JobCode } = {
	network: 313,
	dns: 311,
	connect: 313,
	tls: 313,
	greeting: 313,
	auth: 312,
	sender: 313,
	recipient: 313,
	data: 313,
	http: 313,
	token: 312,
};

/**
/**
 * The code that the job history shows for a failure: 360 when nobody has signed in, 361 when the sign-in has ended, 370
 * when the user of To My Email must sign in again for any other reason, else by the stage. Undefined where no code has a
 * meaning (nothing in the scanner, job cancelled). A fax has numbers of its own for name, sign-in and communication.
 * Source: guide, "Un code d'erreur s'est affiché".
 */
export function jobCode(failure: Failure, type: JobType = "scan-to-email"): JobCode | undefined {
	const { action, code, stage } = failure;
	if (code.startsWith("job.") || code.startsWith("mail.header")) return undefined;
	const signIn = type === "to-my-email" && code !== "oauth.sign-in-expired" ? 370 : 361;
	const number = BY_FAILURE[code] ?? (action === "sign-in" ? signIn : BY_STAGE[stage]);
	return number !== undefined && type === "fax" ? (OF_FAX[number] ?? number) : number;
}
