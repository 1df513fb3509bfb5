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

/** What a screen of choices shows beside their names. */
export interface ChoiceTexts {
	/** The setting's own name where absent. */
	readonly title?: (context: PanelContext) => string;
	/** A second line of a choice, where it needs one. */
	readonly note?: (value: Values[ChoiceKey], context: PanelContext) => string | undefined;
}

/** Choosing the value of a setting, with which the screen is left; only the language shows on it what it does. */
export class ChoiceScreen extends Screen {
	readonly #function: MenuText;
	readonly #key: ChoiceKey;
	readonly #shown: ChoiceTexts;

	/** @param name the function that a failure to store is told under */
	constructor(name: MenuText, key: ChoiceKey, shown: ChoiceTexts = {}) {
		super();
		this.#function = name;
		this.#key = key;
		this.#shown = shown;
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
			const note = this.#shown.note?.(value, context);
			return {
				label: choiceName(key, `${value}`, context.texts),
				...(note !== undefined && { note }),
				...(value === current && { icon: "check" }),
				action: () => attempt(context, this.#function, () => this.#choose(value, context)),
			};
		});
		return [
			new TitleBar(this.#shown.title?.(context) ?? context.texts.settings.labels[key], () => context.back()),
			new List(CONTENT, rows, context.measure),
		];
	}

	#choose(value: Values[ChoiceKey], context: PanelContext): void {
		context.settings.set({ [this.#key]: value });
		if (this.#key !== "language") context.back();
	}
}
