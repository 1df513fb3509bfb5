import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import { mailFailure } from "../mail-readiness";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { List, type Row } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";
import { AddressScreen } from "./address";
import { attempt, FailureScreen } from "./failure";
import { JobScreen } from "./job";
import { SubjectScreen } from "./subject";

/** Most recipients of one message that the panel takes; far below the 100 that every server takes (RFC 5321 section 4.5.3.1.8). */
const RECIPIENTS_LIMIT = 20;

/** Position of Start among the widgets. */
const START = 2;

/** Scan to Email: who gets the document, and under which subject. */
export class ScanToEmailScreen extends Screen {
	readonly #recipients: string[];
	/** Empty: the printer's own. */
	#subject = "";

	/** @param recipients who gets it as the screen opens */
	constructor(recipients: readonly string[] = []) {
		super();
		this.#recipients = [...recipients];
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { menu, scan } = context.texts.panel;
		return [
			new TitleBar(menu.scanToEmail, () => context.back()),
			new List(CONTENT_ABOVE_ACTIONS, this.#rows(context), context.measure),
			new Button(ACTION, scan.start, "primary", () => this.start(context)),
		];
	}

	override start(context: PanelContext): void {
		attempt(context, "scanToEmail", () => {
			const job = context.scanToEmail.start({ to: [...this.#recipients], subject: this.#subject });
			context.replace(new JobScreen(job));
		});
	}

	#rows(context: PanelContext): Row[] {
		const rows: Row[] = this.#recipients.map((address, index) => ({
			label: address,
			icon: "cross",
			action: () => this.#edit(context, index),
			iconAction: () => this.#remove(context, index),
		}));
		if (rows.length < RECIPIENTS_LIMIT) {
			const { addRecipient } = context.texts.panel.scan;
			rows.push({
				label: addRecipient,
				icon: "plus",
				action: () => this.#edit(context, this.#recipients.length),
			});
		}
		const { subject, usualSubject } = context.texts.panel.scan;
		rows.push({
			label: subject,
			note: this.#subject || usualSubject,
			icon: "forward",
			action: () => context.open(new SubjectScreen(this.#subject, (typed) => this.#takeSubject(typed))),
		});
		return rows;
	}

	#takeSubject(subject: string): void {
		this.#subject = subject;
		this.#focusStart();
	}

	#edit(context: PanelContext, index: number): void {
		const address = this.#recipients[index] ?? "";
		context.open(new AddressScreen(address, (typed) => this.#take(index, typed)));
	}

	/** Takes an address in, in the place of the one that was edited; one that is there already is not taken twice. */
	#take(index: number, address: string): void {
		const present = this.#recipients.indexOf(address);
		if (present >= 0 && present !== index) this.#recipients.splice(index, 1);
		else this.#recipients[index] = address;
		this.#focusStart();
	}

	#focusStart(): void {
		this.focusedWidget = START;
		this.focusedTarget = 0;
	}

	#remove(context: PanelContext, index: number): void {
		this.#recipients.splice(index, 1);
		context.refresh(CONTENT_ABOVE_ACTIONS);
	}
}

/** The screen of Scan to Email, or why it cannot be used now: the guide's message while nobody has signed in. */
export function openScanToEmail(context: PanelContext): Screen {
	const failure = mailFailure(context);
	return failure ? new FailureScreen("scanToEmail", failure) : new ScanToEmailScreen();
}
