import type { Job } from "../../jobs/job";
import { mailFailure } from "../mail-readiness";
import type { PanelContext, Screen } from "../screen";
import type { Row } from "../widgets/list";
import { AddressScreen } from "./address";
import { FailureScreen } from "./failure";
import { RecipientsScreen } from "./recipients";
import { SubjectScreen } from "./subject";

/** Scan to Email: who gets the document, and under which subject. */
export class ScanToEmailScreen extends RecipientsScreen {
	/** Empty: the printer's own. */
	#subject = "";

	/** @param recipients who gets it as the screen opens */
	constructor(recipients: readonly string[] = []) {
		super("scanToEmail", recipients);
	}

	protected override addLabel({ texts }: PanelContext): string {
		return texts.panel.scan.addRecipient;
	}

	protected override typing(address: string, done: (typed: string) => void): Screen {
		return new AddressScreen(address, done);
	}

	protected override send(to: readonly string[], { scanToEmail }: PanelContext): Job {
		return scanToEmail.start({ to, subject: this.#subject });
	}

	protected override options(context: PanelContext): Row[] {
		const { subject, usualSubject } = context.texts.panel.scan;
		return [
			{
				label: subject,
				note: this.#subject || usualSubject,
				icon: "forward",
				action: () => context.open(new SubjectScreen(this.#subject, (typed) => this.#takeSubject(typed))),
			},
		];
	}

	#takeSubject(subject: string): void {
		this.#subject = subject;
		this.focusStart();
	}
}

/** The screen of Scan to Email, or why it cannot be used now: the guide's message while nobody has signed in. */
export function openScanToEmail(context: PanelContext): Screen {
	const failure = mailFailure(context);
	return failure ? new FailureScreen("scanToEmail", failure) : new ScanToEmailScreen();
}
