import type { Device } from "../base/device";
import { Failure } from "../base/failure";
import type { Job } from "../jobs/job";
import type { Queue } from "../jobs/queue";
import { checkHeaderText } from "../mail/header";
import type { Mailer } from "../mail/mailer";
import type { Settings } from "../settings/settings";
import { scannedMessage } from "./scanned-message";
import type { Users } from "./users";

/** What a user who has logged in asks for. */
export interface ToMyEmailRequest {
	/** The user's id. */
	readonly user: number;
	/** Where absent or empty, one in the printer's language. */
	readonly subject?: string | undefined;
}

/** What To My Email works with. */
export interface ToMyEmailParts {
	readonly device: Pick<Device, "clock" | "identity" | "random" | "scanner">;
	readonly settings: Pick<Settings, "get">;
	readonly mailer: Pick<Mailer, "send">;
	readonly queue: Queue;
	readonly users: Pick<Users, "open">;
}

/**
 * To My Email: mails what lies in the scanner to the user's own address, from that address and with the user's own
 * sign-in. Source: guide, "Epson Print Admin Serverless OAuth 2.0 Authentication pour la fonction Vers Mon email".
 */
export class ToMyEmail {
	readonly #parts: ToMyEmailParts;

	constructor(parts: ToMyEmailParts) {
		this.#parts = parts;
	}

	/**
	 * Starts a job for a user who has logged in. Nothing is taken from the scanner unless the job starts; the user may
	 * leave meanwhile.
	 *
	 * @throws Failure `mail.header-invalid`, `mail.not-configured` where mail is not sent by OAuth2, `oauth.not-signed-in`,
	 *   `scan.empty`, `job.busy`
	 */
	start({ user, subject }: ToMyEmailRequest): Job {
		const { device, mailer, queue, settings, users } = this.#parts;
		if (subject) checkHeaderText("Subject", subject);
		// Any other method would send the user's mail by the printer's account.
		if (settings.get("mail.authentication") !== "oauth2") {
			throw new Failure("mail.not-configured", { field: "mail.authentication" });
		}
		queue.assertIdle();
		const lent = users.open(user);
		const { login } = lent.account;
		const document = login === undefined ? undefined : device.scanner.scan();
		if (login === undefined || !document) {
			lent.close();
			throw new Failure(login === undefined ? "oauth.not-signed-in" : "scan.empty");
		}
		const to = [login];
		return queue.start({ type: "to-my-email", from: login, to, pages: document.pages }, async (control) => {
			try {
				const message = scannedMessage(this.#parts, { from: login, to, subject }, document);
				return await mailer.send(message, control, lent.account);
			} finally {
				document.close?.();
				lent.close();
			}
		});
	}
}
