import type { Box } from "../../graphics/box";
import type { KeyboardKey, KeyboardPage, KeyboardPageName, KeyboardPages } from "../keyboard-layouts";
import { DISPLAY } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { Keyboard } from "../widgets/keyboard";
import { TextField } from "../widgets/text-field";
import { TitleBar } from "../widgets/title-bar";

/** Height of the line above the keyboard. */
const FIELD_HEIGHT = 40;

/** The line that is typed: between Back and OK. */
const FIELD: Box = { x: 46, y: 3, width: 214, height: FIELD_HEIGHT - 6 };

/** What is typed, and how. */
export interface TypingOptions {
	/** What stands there at first. */
	readonly text: string;
	/** Longest text, in characters. */
	readonly limit: number;
	readonly pages: KeyboardPages;
	/** The page that shows at first; the letters where absent. */
	readonly page?: KeyboardPageName;
	/** Which characters of a keyboard that the host has count. */
	readonly characters: RegExp;
	/** A password: its characters are not shown. */
	readonly secret?: boolean;
}

/** Typing one line on the screen. */
export abstract class TypingScreen extends Screen {
	readonly #options: TypingOptions;
	#text: string;
	#page: KeyboardPageName;
	#shifted = false;
	#field: TextField | undefined;
	#keyboard: Keyboard | undefined;

	constructor(options: TypingOptions) {
		super();
		this.#options = options;
		this.#text = options.text;
		this.#page = options.page ?? "letters";
	}

	/** What stands in the empty field. */
	protected abstract placeholder(context: PanelContext): string;

	/** The person has chosen OK. */
	protected abstract finish(text: string, context: PanelContext): void;

	override layout(context: PanelContext): readonly Widget[] {
		this.#field = new TextField(FIELD, this.#shown, this.placeholder(context));
		const keys = { ...DISPLAY, y: FIELD_HEIGHT, height: DISPLAY.height - FIELD_HEIGHT };
		this.#keyboard = new Keyboard(keys, (key) => this.#press(key, context));
		this.#keyboard.show(this.#keys, this.#shifted);
		return [
			new TitleBar("", () => context.back()),
			this.#keyboard,
			this.#field,
			new Button(
				{ x: 264, y: 0, width: 54, height: FIELD_HEIGHT },
				context.texts.web.actions.ok,
				"primary",
				() => this.finish(this.#text, context),
			),
		];
	}

	override leave(): void {
		this.#field = undefined;
		this.#keyboard = undefined;
	}

	override onCharacter(character: string, context: PanelContext): void {
		if (character === "\b") this.type(this.#text.slice(0, -1), context);
		else if (this.#options.characters.test(character)) this.type(this.#text + character, context);
	}

	/** Puts a text in place of what was typed. */
	protected type(text: string, context: PanelContext): void {
		if (text.length > this.#options.limit || text === this.#text) return;
		this.#text = text;
		if (this.#field) context.invalidate(this.#field.show(this.#shown, context.measure));
	}

	/** What stands in the empty field has changed. */
	protected refreshField(context: PanelContext): void {
		context.refresh(FIELD);
	}

	get #keys(): KeyboardPage {
		const { pages } = this.#options;
		return pages[this.#page] ?? pages.letters;
	}

	get #shown(): string {
		return this.#options.secret ? "*".repeat(this.#text.length) : this.#text;
	}

	#press(key: KeyboardKey, context: PanelContext): void {
		if ("text" in key) {
			const single = key.text.length === 1;
			this.type(this.#text + (this.#shifted && single ? key.text.toUpperCase() : key.text), context);
			if (this.#shifted) this.#turn(this.#page, false, context);
		} else if (key.special === "backspace") this.type(this.#text.slice(0, -1), context);
		else if (key.special === "shift") this.#turn(this.#page, !this.#shifted, context);
		else this.#turn(key.special, false, context);
	}

	#turn(page: KeyboardPageName, shifted: boolean, context: PanelContext): void {
		this.#page = page;
		this.#shifted = shifted;
		if (!this.#keyboard) return;
		this.#keyboard.show(this.#keys, shifted);
		context.invalidate(this.#keyboard.box);
	}
}
