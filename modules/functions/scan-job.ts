import type { Device } from "../base/device";
import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import type { Job, JobType } from "../jobs/job";
import type { Queue } from "../jobs/queue";
import { texts } from "../language/texts";
import type { TokenSource } from "../mail/mail-server";
import type { Mailer } from "../mail/mailer";
import { createMessageId } from "../mail/message";
import type { Settings } from "../settings/settings";
import { printerName } from "../status/status";

/** What a scanned document is mailed with. */
export interface ScanJobParts {
	readonly device: Pick<Device, "clock" | "identity" | "random" | "scanner">;
	readonly settings: Pick<Settings, "get">;
	readonly mailer: Pick<Mailer, "send" | "senderOf">;
	readonly queue: Queue;
}

/** Who gets the document, and by which server. */
export interface ScanJobRequest {
	readonly type: Exclude<JobType, "status-sheet">;
	/** Addresses that have been checked. */
	readonly to: readonly string[];
	/** Where absent or empty, one in the printer's language. */
	readonly subject?: string | undefined;
	readonly server: ServerName;
	/** The server's account: whose tokens are used where OAuth2 is set. */
	readonly account: TokenSource;
	/** Whom it comes from; the server's sender where absent. */
	readonly from?: string;
	/** Called once the job has ended. */
	onEnd?(): void;
}

/**
 * Takes the document out of the scanner and starts a job that mails it as an attachment. Nothing is taken unless the job
 * starts.
 *
 * @throws Failure `job.busy`, `scan.empty`
 */
export function startScanJob(parts: ScanJobParts, request: ScanJobRequest): Job {
	const { device, settings, mailer, queue } = parts;
	const { type, to, subject, server, account } = request;
	queue.assertIdle();
	const document = device.scanner.scan();
	if (!document) throw new Failure("scan.empty");
	const { pages } = document;
	const from = request.from ?? mailer.senderOf(account, server);
	return queue.start({ type, from: from ?? "", to, pages }, async (control) => {
		try {
			if (from === undefined) throw missingSender(settings, server);
			const words = texts(settings.get("language")).mail[type === "fax" ? type : "scan-to-email"];
			const printer = printerName({ settings, device });
			const message = {
				from: { address: from, name: printer },
				to: to.map((address) => ({ address })),
				subject: subject || words.subject(printer),
				text: words.text(printer, pages),
				attachments: [{ name: document.name, type: document.type, source: document }],
				date: device.clock.now() ?? Date.now(),
				messageId: createMessageId((byteLength) => device.random(byteLength), from),
			};
			return await mailer.send(message, control, account, server);
		} finally {
			// First: an account that is lent must come back, whatever the scanner says.
			request.onEnd?.();
			document.close?.();
		}
	});
}

/** Without a sender, somebody must sign in, or with other methods set an account. */
function missingSender(settings: Pick<Settings, "get">, server: ServerName): Failure {
	return settings.get(`${server}.authentication`) === "oauth2"
		? new Failure("oauth.not-signed-in")
		: new Failure("mail.not-configured", { field: `${server}.sender` });
}
