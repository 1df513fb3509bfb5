import { Failure } from "../base/failure";
import type { Job } from "../jobs/job";
import { ConnectionTest } from "../mail/connection-test";
import type { Mailer } from "../mail/mailer";
import type { Accounts } from "../oauth/accounts";
import { isFaxServerSet } from "../settings/email-server";
import { type ScanJobParts, startScanJob } from "./scan-job";

/** Longest fax number, in characters as typed; with it the local part of an address is full (RFC 5321 section 4.5.3.1.1). */
export const FAX_NUMBER_LIMIT = 64;

/** What a person enters for a fax. */
export interface FaxRequest {
	/** Fax numbers, each as {@link checkFaxNumber} takes it. */
	readonly to: readonly string[];
}

/** What Fax works with. */
export interface FaxParts extends ScanJobParts {
	readonly mailer: ScanJobParts["mailer"] & Pick<Mailer, "exclusively">;
	readonly accounts: Pick<Accounts, "fax">;
}

/**
 * Fax: mails what lies in the scanner to a fax service, which faxes it on. The mail goes by the fax server's own settings and
 * account to an address whose local part is the fax number (guide, "Assistance du serveur de télécopie OAuth 2.0").
 */
export class Fax {
	readonly #parts: FaxParts;
	#connectionTest: ConnectionTest | undefined;

	constructor(parts: FaxParts) {
		this.#parts = parts;
	}

	/** Is the fax server set? Only then is there anything to fax by. */
	get isAvailable(): boolean {
		return isFaxServerSet(this.#parts.settings);
	}

	/** The fax server's account; opened when it is first asked for. */
	get account(): Accounts["fax"] {
		return this.#parts.accounts.fax;
	}

	/** The connection test of the fax server; made when it is first asked for. */
	get connectionTest(): ConnectionTest {
		const { mailer, settings } = this.#parts;
		this.#connectionTest ??= new ConnectionTest({ mailer, settings, server: "fax", account: this.account });
		return this.#connectionTest;
	}

	/**
	 * Starts a job. What the person entered is checked first: nothing is taken from the scanner unless the job starts.
	 *
	 * @throws Failure `fax.no-number`, `fax.number-invalid`, `mail.not-configured` without the fax service's domain,
	 *   `scan.empty`, `job.busy`
	 */
	start({ to }: FaxRequest): Job {
		if (to.length === 0) throw new Failure("fax.no-number");
		const domain = this.#parts.settings.get("fax.server-domain");
		// A number that was written in two ways is called once.
		const addresses = [...new Set(to.map((number) => `${dialled(number)}@${domain}`))];
		if (!domain) throw new Failure("mail.not-configured", { field: "fax.server-domain" });
		const { account } = this;
		return startScanJob(this.#parts, { type: "fax", to: addresses, server: "fax", account });
	}
}

/**
 * Checks a fax number: digits, `*` and `#`, one of them a digit at least, with spaces, hyphens, periods and brackets between
 * them as people write them, and a `+` before the country code.
 *
 * @throws Failure `fax.number-invalid`
 */
export function checkFaxNumber(number: string): void {
	dialled(number);
}

/** What of a number stands before the @: digits, and `*` and `#`, which an address may have (RFC 5322 section 3.2.3, atext). */
function dialled(number: string): string {
	const valid =
		number.length <= FAX_NUMBER_LIMIT && /^ *\+?[0-9*# .()/-]*$/.test(number) && /[0-9]/.test(number);
	if (!valid) throw new Failure("fax.number-invalid", { detail: number });
	return number.replace(/[^0-9*#]/g, "");
}
