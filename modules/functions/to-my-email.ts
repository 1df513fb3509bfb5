import { Failure } from "../base/failure";
import type { Job } from "../jobs/job";
import { checkHeaderText } from "../mail/header";
import { type ScanJobParts, startScanJob } from "./scan-job";
import type { Users } from "./users";

/** What a user who has logged in asks for. */
export interface ToMyEmailRequest {
	/** The user's id. */
	readonly user: number;
	/** Where absent or empty, one in the printer's language. */
	readonly subject?: string | undefined;
}

/** What To My Email works with. */
export interface ToMyEmailParts extends ScanJobParts {
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
		const { queue, settings, users } = this.#parts;
		if (subject) checkHeaderText("Subject", subject);
		// Any other method would send the user's mail by the printer's account.
		if (settings.get("mail.authentication") !== "oauth2") {
			throw new Failure("mail.not-configured", { field: "mail.authentication" });
		}
		queue.assertIdle();
		const lent = users.open(user);
		try {
			const { account } = lent;
			const { login } = account;
			if (login === undefined) throw new Failure("oauth.not-signed-in");
			const addresses = { from: login, to: [login], subject } as const;
			const job = { type: "to-my-email", server: "mail", account, onEnd: () => lent.close() } as const;
			return startScanJob(this.#parts, { ...job, ...addresses });
		} catch (error) {
			lent.close();
			throw error;
		}
	}
}
