import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { type Paragraph, Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";

/** What is asked before something is done. */
export interface Question {
	readonly text: string;
	/** A second, quieter one. */
	readonly note?: string;
	/** On the button that does it. */
	readonly button: string;
}

/** Says what something does, and does it when its button is chosen; Back leaves everything as it was. */
export class ConfirmationScreen extends Screen {
	readonly #function: MenuText;
	readonly #question: (context: PanelContext) => Question;
	readonly #confirmed: (context: PanelContext) => void;

	/**
	 * @param name what is to be done
	 * @param question in the language of the moment
	 */
	constructor(
		name: MenuText,
		question: (context: PanelContext) => Question,
		confirmed: (context: PanelContext) => void,
	) {
		super();
		this.#function = name;
		this.#question = question;
		this.#confirmed = confirmed;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { text, note, button } = this.#question(context);
		const paragraphs: Paragraph[] = [{ text, font: "body", color: "ink", space: 10 }];
		if (note !== undefined) paragraphs.push({ text: note, font: "body", color: "quiet", space: 6 });
		const confirm = () => attempt(context, this.#function, () => this.#confirmed(context));
		return [
			new TitleBar(context.texts.panel.menu[this.#function], () => context.back()),
			new Paragraphs(CONTENT_ABOVE_ACTIONS, paragraphs, context.measure),
			new Button(ACTION, button, "primary", confirm),
		];
	}
}
