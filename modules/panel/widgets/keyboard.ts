import { type Box, inset } from "../../graphics/box";
import type { Canvas } from "../canvas";
import { COLUMNS, type KeyboardKey, type KeyboardPage, type KeyboardPageName } from "../keyboard-layouts";
import { type Direction, NONE, Widget } from "../widget";

/** Space around a key's face, in pixels; touches there still count. */
const SPACE = 2;

const RADIUS = 5;

/** What stands on the keys that turn to another page. */
const PAGE_NAMES: Readonly<Record<KeyboardPageName, string>> = {
	letters: "abc",
	symbols: "123",
	accents: "éà",
};

/** A key of the keyboard was chosen. */
export type KeyAction = (key: KeyboardKey) => void;

/** The keys of one page of a keyboard. */
export class Keyboard extends Widget {
	#keys: readonly KeyboardKey[] = [];
	#page: KeyboardPage = [];
	#shifted = false;
	readonly #action: KeyAction;

	constructor(box: Box, action: KeyAction) {
		super(box);
		this.#action = action;
	}

	/** Turns to a page. @param shifted its letters are capitals */
	show(page: KeyboardPage, shifted: boolean): void {
		this.#page = page;
		this.#keys = page.flat();
		this.#shifted = shifted;
	}

	override get targets(): number {
		return this.#keys.length;
	}

	override target(index: number): Box {
		const { row, column } = this.#place(index);
		return this.#box(row, column, this.#keys[index]?.columns ?? 1);
	}

	override step(direction: Direction, from: number): number {
		const { row, column, first } = this.#place(from);
		if (direction === "left" || direction === "right") {
			const next = direction === "right" ? from + 1 : from - 1;
			return next >= first && next < first + (this.#page[row]?.length ?? 0) ? next : NONE;
		}
		const down = direction === "down";
		const keys = this.#page[down ? row + 1 : row - 1];
		if (!keys) return NONE;
		const start = down ? first + (this.#page[row]?.length ?? 0) : first - keys.length;
		const middle = column + (this.#keys[from]?.columns ?? 1) / 2;
		let end = 0;
		for (let key = start; key < start + keys.length; key++) {
			end += this.#keys[key]?.columns ?? 1;
			if (end > middle) return key;
		}
		return NONE;
	}

	override choose(index: number): void {
		const key = this.#keys[index];
		if (key) this.#action(key);
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		const { x, y, width, height } = this.box;
		canvas.fill("line", x, y, width, height);
		let index = 0;
		this.#page.forEach((keys, row) => {
			const first = index;
			index += keys.length;
			if (canvas.shows(this.#box(row, 0, COLUMNS))) this.#drawRow(canvas, row, first, focused, pressed);
		});
	}

	#drawRow(canvas: Canvas, row: number, first: number, focused: number, pressed: number): void {
		let column = 0;
		this.#page[row]?.forEach(({ columns = 1 }, offset) => {
			const box = this.#box(row, column, columns);
			const index = first + offset;
			column += columns;
			if (canvas.shows(box)) this.#drawKey(canvas, index, box, index === focused, index === pressed);
		});
	}

	#drawKey(canvas: Canvas, index: number, box: Box, focused: boolean, pressed: boolean): void {
		const key = this.#keys[index];
		if (!key) return;
		const face = inset(box, SPACE);
		const color = focused || pressed ? "tint" : "text" in key ? "surface" : "background";
		if (focused) canvas.plate(color, face, RADIUS, true);
		else canvas.round(color, face, RADIUS);
		if ("text" in key && key.text === " ") canvas.centeredIcon("space", "ink", face);
		else if ("text" in key) {
			const text = this.#shifted ? key.text.toUpperCase() : key.text;
			canvas.centered(key.text.length > 1 ? key.text : text, "body", "ink", face);
		} else if (key.special === "shift") {
			canvas.centeredIcon("shift", this.#shifted ? "accent" : "ink", face);
		} else if (key.special === "backspace") canvas.centeredIcon("backspace", "ink", face);
		else canvas.centered(PAGE_NAMES[key.special], "body", "ink", face);
	}

	/** The row and column of a key, and the first key of its row. */
	#place(index: number): { readonly row: number; readonly column: number; readonly first: number } {
		let [row, first] = [0, 0];
		for (; row < this.#page.length - 1; row++) {
			const { length } = this.#page[row] ?? [];
			if (index < first + length) break;
			first += length;
		}
		let column = 0;
		for (let key = first; key < index; key++) column += this.#keys[key]?.columns ?? 1;
		return { row, column, first };
	}

	#box(row: number, column: number, columns: number): Box {
		const { x, y, width, height } = this.box;
		const [columnWidth, rowHeight] = [width / COLUMNS, height / this.#page.length];
		return {
			x: x + column * columnWidth,
			y: y + row * rowHeight,
			width: columns * columnWidth,
			height: rowHeight,
		};
	}
}
