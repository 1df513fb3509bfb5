import { TEXT_PAGES } from "../keyboard-layouts";
import type { PanelContext } from "../screen";
import { TypingScreen } from "./typing";

/** Longest subject, in characters: what fits on a line of most mail programs. */
const SUBJECT_LIMIT = 100;

/** Typing the subject of an email; an empty one leaves it to the printer. */
export class SubjectScreen extends TypingScreen {
	readonly #done: (subject: string) => void;

	constructor(subject: string, done: (subject: string) => void) {
		super({ text: subject, limit: SUBJECT_LIMIT, pages: TEXT_PAGES, characters: /^[\x20-\x7e\xa1-\uffff]$/ });
		this.#done = done;
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.scan.subject;
	}

	protected override finish(subject: string, context: PanelContext): void {
		this.#done(subject.trim());
		context.back();
	}
}
