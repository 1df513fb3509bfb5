import { Failure } from "../../base/failure";
import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { failureRemedy, failureSubjectTitled, type Paragraph, Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";

/** What went wrong with something that a person wanted to do, and what helps. */
export class FailureScreen extends Screen {
	readonly #function: MenuText;
	readonly #failure: Failure;

	/** @param name the function it went wrong with */
	constructor(name: MenuText, failure: Failure) {
		super();
		this.#function = name;
		this.#failure = failure;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { failures, panel, web } = context.texts;
		const remedy = failureRemedy(this.#failure, context.texts, this.#function === "fax" ? "fax" : "mail");
		const paragraphs: readonly Paragraph[] = [
			{ text: failures[this.#failure.code].happened, font: "body", color: "ink", space: 10 },
			...failureSubjectTitled(this.#failure, context.texts),
			{ text: remedy, font: "body", color: "quiet", space: 6 },
		];
		return [
			new TitleBar(panel.menu[this.#function], () => context.back()),
			new Paragraphs(CONTENT_ABOVE_ACTIONS, paragraphs, context.measure),
			new Button(ACTION, web.actions.ok, "primary", () => context.back()),
		];
	}
}

/** Does what a person asked for; where that fails, shows why. Throws what is no Failure. */
export function attempt(context: PanelContext, name: MenuText, action: () => void): void {
	try {
		action();
	} catch (error) {
		context.open(new FailureScreen(name, Failure.from(error)));
	}
}
