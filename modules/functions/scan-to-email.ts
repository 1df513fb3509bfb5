import type { Device, ScannedDocument } from "../base/device";
import { Failure } from "../base/failure";
import type { Job } from "../jobs/job";
import type { Queue } from "../jobs/queue";
import { checkAddress } from "../mail/address";
import { checkHeaderText } from "../mail/header";
import type { Mailer } from "../mail/mailer";
import type { Message } from "../mail/message";
import type { Settings } from "../settings/settings";
import { scannedMessage } from "./scanned-message";

/** What a person enters for a scan to email. */
export interface ScanToEmailRequest {
	/** Addresses, each an addr-spec (RFC 5322 section 3.4.1). */
	readonly to: readonly string[];
	/** Where absent or empty, one in the printer's language. */
	readonly subject?: string | undefined;
}

/** What Scan to Email works with. */
export interface ScanToEmailParts {
	readonly device: Pick<Device, "clock" | "identity" | "random" | "scanner">;
	readonly settings: Settings;
	readonly mailer: Mailer;
	readonly queue: Queue;
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
	start(request: ScanToEmailRequest): Job {
		const { device, mailer, queue } = this.#parts;
		checkRequest(request);
		queue.assertIdle();
		const document = device.scanner.scan();
		if (!document) throw new Failure("scan.empty");
		const from = mailer.sender ?? "";
		const { pages } = document;
		return queue.start({ type: "scan-to-email", from, to: request.to, pages }, async (control) => {
			try {
				return await mailer.send(this.#compose(request, document), control);
			} finally {
				document.close?.();
			}
		});
	}

	#compose({ to, subject }: ScanToEmailRequest, document: ScannedDocument): Message {
		const from = this.#parts.mailer.sender;
		if (from === undefined) throw missingSender(this.#parts.settings);
		return scannedMessage(this.#parts, { from, to, subject }, document);
	}
}

function checkRequest({ to, subject }: ScanToEmailRequest): void {
	if (to.length === 0) throw new Failure("mail.no-recipient");
	for (const address of to) checkAddress(address);
	if (subject) checkHeaderText("Subject", subject);
}

/** Without a sender, somebody must sign in, or with other methods set an account. */
function missingSender(settings: Settings): Failure {
	return settings.get("mail.authentication") === "oauth2"
		? new Failure("oauth.not-signed-in")
		: new Failure("mail.not-configured", { field: "mail.sender" });
}
