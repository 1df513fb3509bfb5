import type { Job } from "../../jobs/job";
import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { List, type Row } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";
import { JobScreen } from "./job";

/** Most recipients of one message that the panel takes; far below the 100 that every server takes (RFC 5321 section 4.5.3.1.8). */
const RECIPIENTS_LIMIT = 20;

/** Position of Start among the widgets. */
const START = 2;

/** What is scanned and sent to people: a list of who gets it, and Start. */
export abstract class RecipientsScreen extends Screen {
	readonly #function: MenuText;
	readonly #recipients: string[];

	/**
	 * @param name the function
	 * @param recipients who gets it as the screen opens
	 */
	constructor(name: MenuText, recipients: readonly string[]) {
		super();
		this.#function = name;
		this.#recipients = [...recipients];
	}

	/** What stands beside the plus. */
	protected abstract addLabel(context: PanelContext): string;

	/** The screen on which a recipient is typed. @param done is given one that is valid */
	protected abstract typing(recipient: string, done: (typed: string) => void): Screen;

	/** Starts the job. Throws a Failure where it cannot start. */
	protected abstract send(recipients: readonly string[], context: PanelContext): Job;

	/** What can be set beside the recipients. */
	protected options(_context: PanelContext): Row[] {
		return [];
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { menu, scan } = context.texts.panel;
		return [
			new TitleBar(menu[this.#function], () => context.back()),
			new List(CONTENT_ABOVE_ACTIONS, this.#rows(context), context.measure),
			new Button(ACTION, scan.start, "primary", () => this.start(context)),
		];
	}

	override start(context: PanelContext): void {
		attempt(context, this.#function, () => {
			context.replace(new JobScreen(this.send([...this.#recipients], context)));
		});
	}

	/** What is wanted is entered: Start is next. */
	protected focusStart(): void {
		this.focusedWidget = START;
		this.focusedTarget = 0;
	}

	#rows(context: PanelContext): Row[] {
		const rows: Row[] = this.#recipients.map((recipient, index) => ({
			label: recipient,
			icon: "cross",
			action: () => this.#edit(context, index),
			iconAction: () => this.#remove(context, index),
		}));
		if (rows.length < RECIPIENTS_LIMIT) {
			rows.push({
				label: this.addLabel(context),
				icon: "plus",
				action: () => this.#edit(context, this.#recipients.length),
			});
		}
		return [...rows, ...this.options(context)];
	}

	#edit(context: PanelContext, index: number): void {
		context.open(this.typing(this.#recipients[index] ?? "", (typed) => this.#take(index, typed)));
	}

	/** Takes a recipient in, in the place of the one that was edited; one that is there already is not taken twice. */
	#take(index: number, recipient: string): void {
		const present = this.#recipients.indexOf(recipient);
		if (present >= 0 && present !== index) this.#recipients.splice(index, 1);
		else this.#recipients[index] = recipient;
		this.focusStart();
	}

	#remove(context: PanelContext, index: number): void {
		this.#recipients.splice(index, 1);
		context.refresh(CONTENT_ABOVE_ACTIONS);
	}
}
