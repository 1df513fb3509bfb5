import Poco from "../../../hosts/virtual/firmware/commodetto/poco";
import type { InputListener, Key } from "../../../modules/base/device";
import type { Box } from "../../../modules/graphics/box";
import { texts } from "../../../modules/language/texts";
import type { MenuText } from "../../../modules/panel/menu-item";
import { Panel } from "../../../modules/panel/panel";
import { IDENTITY } from "../../host/identity";
import { clearLCD, display } from "../../host/lcd";
import { PLACES, wayTo } from "./person";
import { settle, TestPrinter, type TestPrinterOptions } from "./test-printer";

const { drawText } = Poco.prototype;

/** Calls back with each text that is drawn from now on. */
function readTexts(read: (text: string) => void): void {
	Poco.prototype.drawText = function (text, ...rest) {
		read(text);
		drawText.call(this, text, ...rest);
	};
}

/** A panel on a display and with keys, and the printer behind it. */
export class TestPanel extends TestPrinter {
	readonly panel: Panel;
	/** The texts that the last key or touch has drawn. */
	readonly texts: string[] = [];
	#listener: InputListener | undefined;

	constructor(options: TestPrinterOptions = {}) {
		super(options);
		clearLCD();
		readTexts((text) => this.texts.includes(text) || this.texts.push(text));
		const input = {
			listen: (listener: InputListener) => {
				this.#listener = listener;
			},
		};
		this.panel = new Panel({ ...this.services, display, input });
	}

	/** Presses hard keys one after the other, and waits until the display shows what came of them. */
	async press(...keys: readonly Key[]): Promise<void> {
		for (const key of keys) {
			this.texts.length = 0;
			this.#listener?.onKey(key);
			await this.drawn();
		}
	}

	/** Touches a point of the display and lifts the finger again. */
	async tap(x: number, y: number): Promise<void> {
		this.texts.length = 0;
		this.#listener?.onTouch("began", x, y);
		await this.drawn();
		this.#listener?.onTouch("ended", x, y);
		await this.drawn();
	}

	/** Touches the middle of a box. */
	async tapOn({ x, y, width, height }: Box): Promise<void> {
		await this.tap(x + width / 2, y + height / 2);
	}

	/** Draws a finger over the display. */
	async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
		this.#listener?.onTouch("began", ...from);
		const steps = 8;
		for (let step = 1; step <= steps; step++) {
			const at = (axis: 0 | 1) => from[axis] + ((to[axis] - from[axis]) * step) / steps;
			this.#listener?.onTouch("moved", at(0), at(1));
			await this.drawn();
		}
		this.#listener?.onTouch("ended", ...to);
		await this.drawn();
	}

	/** Types a text on a keyboard of the host. */
	async type(text: string): Promise<void> {
		for (const character of text) this.#listener?.onCharacter?.(character);
		await this.drawn();
	}

	/** Goes from the home screen through the menus by these names, up to what asks for the password. */
	async go(...names: readonly MenuText[]): Promise<void> {
		const { tile, keys } = wayTo(...names);
		await this.press("home");
		await this.tapOn(tile);
		await this.press(...keys);
	}

	/** Types the administrator password and chooses OK. */
	async enterPassword(password = IDENTITY.initialPassword): Promise<void> {
		await this.type(password);
		await this.tapOn(PLACES.keyboardOK);
		await this.drawn();
	}

	/**
	 * Chooses a user of To My Email, types the ID number, and waits for what comes of it.
	 *
	 * @param row of the user in the list, from 0
	 */
	async logInAs(row: number, idNumber: string): Promise<void> {
		await this.go("toMyEmail");
		for (let step = 0; step < row; step++) await this.press("down");
		await this.press("ok");
		await this.enterIDNumber(idNumber);
	}

	/** Types an ID number, chooses OK, and waits for what comes of it. */
	async enterIDNumber(idNumber: string): Promise<void> {
		const { menu } = texts(this.settings.get("language")).panel;
		await this.type(idNumber);
		await this.tapOn(PLACES.keyboardOK);
		await this.until(() => this.texts.includes(menu.toMyEmail) || this.texts.includes(menu.signIn));
	}

	/** Waits until the display shows everything. */
	async drawn(): Promise<void> {
		await settle();
		while (this.panel.busy) await new Promise((resolve) => setTimeout(resolve, 0));
	}

	/** Waits for something, and then until the display shows it. */
	async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
		await this.drawn();
	}

	/** What the display says, as far as the last key or touch has drawn it. */
	get text(): string {
		return this.texts.join(" ");
	}
}
