import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";

/** A message to read and to confirm by OK. */
export class NoticeScreen extends Screen {
	readonly #function: MenuText;
	readonly #text: string;

	/** @param name the function that tells it */
	constructor(name: MenuText, text: string) {
		super();
		this.#function = name;
		this.#text = text;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { panel, web } = context.texts;
		const paragraph = { text: this.#text, font: "body", color: "ink", space: 10 } as const;
		return [
			new TitleBar(panel.menu[this.#function], () => context.back()),
			new Paragraphs(CONTENT_ABOVE_ACTIONS, [paragraph], context.measure),
			new Button(ACTION, web.actions.ok, "primary", () => context.back()),
		];
	}
}
