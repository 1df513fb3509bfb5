import { FIELDS, isSecret, parseSetting, type SettingKey } from "../../settings/fields";
import { ADDRESS_PAGES, PASSWORD_PAGES } from "../keyboard-layouts";
import type { MenuText } from "../menu-item";
import type { PanelContext, Screen } from "../screen";
import { type ChoiceKey, ChoiceScreen } from "./choice";
import { attempt } from "./failure";
import { TypingScreen } from "./typing";

/** Digits of the largest number that a setting takes. */
const NUMBER_LIMIT = 10;

/** A setting that is typed. */
type TypedKey = Exclude<SettingKey, ChoiceKey>;

/** Typing the value of a setting, checked as Web Config does; OK stores it. */
class SettingScreen extends TypingScreen {
	readonly #function: MenuText;
	readonly #key: TypedKey;

	/**
	 * @param name the function that a refusal is told under
	 * @param text what stands there at first
	 */
	constructor(name: MenuText, key: TypedKey, text: string) {
		const field = FIELDS[key];
		const number = field.kind === "number";
		super({
			text,
			limit: field.kind === "number" ? NUMBER_LIMIT : field.max,
			pages: field.kind === "password" || key === "mail.account" ? PASSWORD_PAGES : ADDRESS_PAGES,
			page: number ? "symbols" : "letters",
			characters: number ? /^[0-9]$/ : /^[\x20-\x7e]$/,
			secret: field.kind === "password",
		});
		this.#function = name;
		this.#key = key;
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.settings.labels[this.#key];
	}

	protected override finish(text: string, context: PanelContext): void {
		attempt(context, this.#function, () => {
			const value = parseSetting(this.#key, isSecret(this.#key) ? text : text.trim());
			context.settings.set({ [this.#key]: value });
			context.back();
		});
	}
}

/** The screen by which a setting is changed. A stored secret is never shown: it is typed anew. */
export function settingScreen(name: MenuText, key: SettingKey, context: PanelContext): Screen {
	if (isChoice(key)) return new ChoiceScreen(name, key);
	return new SettingScreen(name, key, isSecret(key) ? "" : `${context.settings.get(key)}`);
}

function isChoice(key: SettingKey): key is ChoiceKey {
	const { kind } = FIELDS[key];
	return kind === "choice" || kind === "boolean";
}
