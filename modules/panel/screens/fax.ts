import { checkFaxNumber, FAX_NUMBER_LIMIT } from "../../functions/fax";
import type { Job } from "../../jobs/job";
import { NUMBER_PAGES } from "../keyboard-layouts";
import { mailFailure } from "../mail-readiness";
import type { PanelContext, Screen } from "../screen";
import { attempt, FailureScreen } from "./failure";
import { RecipientsScreen } from "./recipients";
import { TypingScreen } from "./typing";

/** Fax: the numbers that the document is faxed to. */
export class FaxScreen extends RecipientsScreen {
	/** @param numbers who gets it as the screen opens */
	constructor(numbers: readonly string[] = []) {
		super("fax", numbers);
	}

	protected override addLabel({ texts }: PanelContext): string {
		return texts.panel.fax.addNumber;
	}

	protected override typing(number: string, done: (typed: string) => void): Screen {
		return new FaxNumberScreen(number, done);
	}

	protected override send(to: readonly string[], { fax }: PanelContext): Job {
		return fax.start({ to });
	}
}

/** Typing a fax number. */
export class FaxNumberScreen extends TypingScreen {
	readonly #done: (number: string) => void;

	/** @param done is given the number, which is valid, when the person chooses OK */
	constructor(number: string, done: (number: string) => void) {
		const characters = /^[0-9+*# .()/-]$/;
		super({ text: number, limit: FAX_NUMBER_LIMIT, pages: NUMBER_PAGES, characters });
		this.#done = done;
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.fax.number;
	}

	protected override finish(number: string, context: PanelContext): void {
		attempt(context, "fax", () => {
			checkFaxNumber(number);
			this.#done(number.trim());
			context.back();
		});
	}
}

/** The screen of Fax, or why it cannot be used now: nobody has signed the fax server's account in, for example. */
export function openFax(context: PanelContext): Screen {
	const { settings, device, fax } = context;
	const failure = mailFailure({ settings, device, account: fax.account }, "fax");
	return failure ? new FailureScreen("fax", failure) : new FaxScreen();
}
