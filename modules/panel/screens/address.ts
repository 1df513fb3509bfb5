import { checkAddress } from "../../mail/address";
import { ADDRESS_PAGES, type KeyboardKey } from "../keyboard-layouts";
import { DISPLAY } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { Keyboard } from "../widgets/keyboard";
import { TextField } from "../widgets/text-field";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";

/** Longest address, in characters (RFC 5321 section 4.5.3.1.3). */
const ADDRESS_LIMIT = 254;

/** Height of the line above the keyboard. */
const FIELD_HEIGHT = 40;

/** Typing an address on the screen. */
export class AddressScreen extends Screen {
	readonly #done: (address: string) => void;
	#text: string;
	#page: keyof typeof ADDRESS_PAGES = "letters";
	#shifted = false;
	#field: TextField | undefined;
	#keyboard: Keyboard | undefined;

	/** @param done is given the address, which is valid, when the person chooses OK */
	constructor(address: string, done: (address: string) => void) {
		super();
		this.#text = address;
		this.#done = done;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { panel, web } = context.texts;
		this.#field = new TextField(
			{ x: 46, y: 3, width: 214, height: FIELD_HEIGHT - 6 },
			this.#text,
			panel.scan.emailAddress,
		);
		const keys = { ...DISPLAY, y: FIELD_HEIGHT, height: DISPLAY.height - FIELD_HEIGHT };
		this.#keyboard = new Keyboard(keys, (key) => this.#press(key, context));
		this.#keyboard.show(ADDRESS_PAGES[this.#page], this.#shifted);
		return [
			new TitleBar("", () => context.back()),
			this.#keyboard,
			this.#field,
			new Button({ x: 264, y: 0, width: 54, height: FIELD_HEIGHT }, web.actions.ok, "primary", () =>
				this.#finish(context),
			),
		];
	}

	override leave(): void {
		this.#field = undefined;
		this.#keyboard = undefined;
	}

	override onCharacter(character: string, context: PanelContext): void {
		if (character === "\b") this.#show(this.#text.slice(0, -1), context);
		else if (/^[\x21-\x7e]$/.test(character)) this.#show(this.#text + character, context);
	}

	#press(key: KeyboardKey, context: PanelContext): void {
		if ("text" in key) {
			const single = key.text.length === 1;
			this.#show(this.#text + (this.#shifted && single ? key.text.toUpperCase() : key.text), context);
			if (this.#shifted) this.#turn(this.#page, false, context);
		} else if (key.special === "backspace") this.#show(this.#text.slice(0, -1), context);
		else if (key.special === "shift") this.#turn(this.#page, !this.#shifted, context);
		else this.#turn(key.special, false, context);
	}

	#turn(page: keyof typeof ADDRESS_PAGES, shifted: boolean, context: PanelContext): void {
		this.#page = page;
		this.#shifted = shifted;
		if (!this.#keyboard) return;
		this.#keyboard.show(ADDRESS_PAGES[page], shifted);
		context.invalidate(this.#keyboard.box);
	}

	#show(text: string, context: PanelContext): void {
		if (text.length > ADDRESS_LIMIT || text === this.#text || !this.#field) return;
		this.#text = text;
		context.invalidate(this.#field.show(text, context.measure));
	}

	#finish(context: PanelContext): void {
		attempt(context, "scanToEmail", () => {
			checkAddress(this.#text);
			this.#done(this.#text);
			context.back();
		});
	}
}
