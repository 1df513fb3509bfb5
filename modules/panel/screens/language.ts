import { LANGUAGES } from "../../language/texts";
import { CONTENT } from "../layout";
import { type PanelContext, Screen } from "../screen";
import { NONE, type Widget } from "../widget";
import { List, type Row } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";

/** Position of the list among the widgets. */
const CHOICES = 1;

/** The language of panel, pages and messages; a choice holds at once. */
export class LanguageScreen extends Screen {
	override layout(context: PanelContext): readonly Widget[] {
		const { panel, settings } = context.texts;
		const current = context.settings.get("language");
		if (this.focusedWidget === NONE) {
			this.focusedWidget = CHOICES;
			this.focusedTarget = LANGUAGES.indexOf(current);
		}
		const rows = LANGUAGES.map((language): Row => {
			const label = settings.choices.language[language];
			const action = () => attempt(context, "language", () => context.settings.set({ language }));
			return language === current ? { label, icon: "check", action } : { label, action };
		});
		return [
			new TitleBar(panel.menu.language, () => context.back()),
			new List(CONTENT, rows, context.measure),
		];
	}
}
