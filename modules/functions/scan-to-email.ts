import { Failure } from "../base/failure";
import type { Job } from "../jobs/job";
import { checkAddress } from "../mail/address";
import { checkHeaderText } from "../mail/header";
import type { TokenSource } from "../mail/mail-server";
import { type ScanJobParts, startScanJob } from "./scan-job";

/** What a person enters for a scan to email. */
export interface ScanToEmailRequest {
	/** Addresses, each an addr-spec (RFC 5322 section 3.4.1). */
	readonly to: readonly string[];
	/** Where absent or empty, one in the printer's language. */
	readonly subject?: string | undefined;
}

/** What Scan to Email works with. */
export interface ScanToEmailParts extends ScanJobParts {
	/** The mail server's account. */
	readonly account: TokenSource;
}

/** Scan to Email: takes what lies in the scanner and mails it as an attachment to the addresses given. */
export class ScanToEmail {
	readonly #parts: ScanToEmailParts;

	constructor(parts: ScanToEmailParts) {
		this.#parts = parts;
	}

	/**
	 * Starts a job. What the person entered is checked first: nothing is taken from the scanner unless the job starts.
	 *
	 * @throws Failure `mail.no-recipient`, `mail.address-invalid`, `mail.header-invalid`, `scan.empty`, `job.busy`
	 */
	start({ to, subject }: ScanToEmailRequest): Job {
		if (to.length === 0) throw new Failure("mail.no-recipient");
		for (const address of to) checkAddress(address);
		if (subject) checkHeaderText("Subject", subject);
		const { account } = this.#parts;
		return startScanJob(this.#parts, { type: "scan-to-email", to, subject, server: "mail", account });
	}
}
