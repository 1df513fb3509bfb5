import { FIELDS, type SettingKey, type Values } from "../../settings/fields";
import { choiceName } from "../../status/status";
import { CONTENT } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import { NONE, type Widget } from "../widget";
import { List, type Row } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";

/** Position of the list among the widgets. */
const CHOICES = 1;

/** A setting with a few values to choose from; a choice holds at once. */
export type ChoiceKey = {
	[Key in SettingKey]: (typeof FIELDS)[Key] extends { readonly kind: "choice" | "boolean" } ? Key : never;
}[SettingKey];

/** Choosing the value of a setting; with it the screen is left, unless it is to stay. */
export class ChoiceScreen extends Screen {
	readonly #function: MenuText;
	readonly #key: ChoiceKey;
	readonly #title: (context: PanelContext) => string;

	/**
	 * @param name the function that a failure to store is told under
	 * @param title the setting's own name where absent
	 */
	constructor(
		name: MenuText,
		key: ChoiceKey,
		title = ({ texts }: PanelContext): string => texts.settings.labels[key],
	) {
		super();
		this.#function = name;
		this.#key = key;
		this.#title = title;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const key = this.#key;
		const current = context.settings.get(key);
		const field = FIELDS[key];
		const values: readonly Values[ChoiceKey][] = field.kind === "choice" ? field.choices : [true, false];
		if (this.focusedWidget === NONE) {
			this.focusedWidget = CHOICES;
			this.focusedTarget = values.indexOf(current);
		}
		const rows = values.map((value): Row => {
			const label = choiceName(key, `${value}`, context.texts);
			const action = () => attempt(context, this.#function, () => this.#choose(value, context));
			return value === current ? { label, icon: "check", action } : { label, action };
		});
		return [
			new TitleBar(this.#title(context), () => context.back()),
			new List(CONTENT, rows, context.measure),
		];
	}

	/** What is laid out anew by the change shows it. */
	#choose(value: Values[ChoiceKey], context: PanelContext): void {
		context.settings.set({ [this.#key]: value });
		if (this.#key !== "language") context.back();
	}
}
