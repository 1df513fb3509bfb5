import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";
import { JobScreen } from "./job";

/** Position of Print among the widgets. */
const PRINT = 2;

/** Print Status Sheet: says what will be printed, then prints it. Source: guide, "Vérifiez le message puis lancez l'impression". */
export class StatusSheetScreen extends Screen {
	override focusedWidget = PRINT;
	override focusedTarget = 0;

	override layout(context: PanelContext): readonly Widget[] {
		const { panel, sheet } = context.texts;
		const { printEngine } = context.device;
		const { message, content, start } = panel.statusSheet;
		const paper = printEngine ? sheet.papers[printEngine.paper] : "";
		const paragraphs = [
			{ text: message(paper), font: "body", color: "ink", space: 10 },
			{ text: content, font: "body", color: "quiet", space: 6 },
		] as const;
		return [
			new TitleBar(panel.menu.statusSheet, () => context.back()),
			new Paragraphs(CONTENT_ABOVE_ACTIONS, paragraphs, context.measure),
			new Button(ACTION, start, "primary", () => this.start(context)),
		];
	}

	override start(context: PanelContext): void {
		attempt(context, "statusSheet", () => context.replace(new JobScreen(context.statusSheet.start())));
	}
}
