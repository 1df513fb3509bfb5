import { Font } from "../../../hosts/virtual/board/font";
import type { Key } from "../../../modules/base/device";
import type { Box } from "../../../modules/graphics/box";
import type { Office } from "../../virtual/support/office";

/** Milliseconds after which a text that never comes is a failure. */
const PATIENCE = 30_000;

/** The panel of a virtual printer, worked by hand; it tells which texts the display has drawn since the last touch. */
export class PanelOnXS {
	readonly #office: Office;
	readonly #texts: string[] = [];
	readonly #layOut = Font.prototype.layOut;

	constructor(office: Office) {
		this.#office = office;
		const [texts, layOut] = [this.#texts, this.#layOut];
		Font.prototype.layOut = function (text, ...rest) {
			if (!texts.includes(text)) texts.push(text);
			return layOut.call(this, text, ...rest);
		};
	}

	/** Reads no more. */
	close(): void {
		Font.prototype.layOut = this.#layOut;
	}

	press(...keys: readonly Key[]): void {
		this.#texts.length = 0;
		for (const key of keys) this.#office.printer.board.input.key(key);
	}

	/** Touches the middle of a box. */
	tap({ x, y, width, height }: Box): void {
		this.#texts.length = 0;
		const { input } = this.#office.printer.board;
		input.touch("began", x + width / 2, y + height / 2);
		input.touch("ended", x + width / 2, y + height / 2);
	}

	/** Types on a keyboard of the host. */
	type(text: string): void {
		for (const character of text) this.#office.printer.board.input.character(character);
	}

	/** Switches the printer off and on, and waits for the home screen. */
	async restart(meanwhile?: () => void): Promise<void> {
		this.#texts.length = 0;
		await this.#office.restart(meanwhile);
		await this.shows("Scan to Email");
	}

	/** What was drawn, line after line. */
	get text(): string {
		return this.#texts.join(" ");
	}

	/** Waits until a text has been drawn. */
	async shows(text: string): Promise<void> {
		await this.until(() => this.text.includes(text));
	}

	/** Waits for a line of this form. */
	async line(form: RegExp): Promise<string> {
		await this.until(() => this.#texts.some((text) => form.test(text)));
		return this.#texts.find((text) => form.test(text)) ?? "";
	}

	/** Waits for something on the display. */
	async until(holds: () => boolean): Promise<void> {
		for (const end = Date.now() + PATIENCE; !holds(); ) {
			if (Date.now() > end) throw new Error(`the display has drawn no more than: ${this.text}`);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	}
}
