import type { Box } from "../../graphics/box";
import type { FontName } from "../../graphics/fonts";
import type { Canvas, TextMeasure } from "../canvas";
import { ICONS, type IconName } from "../icons";
import { MARGIN } from "../layout";
import type { Color } from "../palette";
import { SCROLL_BAR_SPACE, Scroll } from "../scroll";
import { type Direction, NONE, Widget } from "../widget";

/** Shortest row: a comfortable touch target. */
const ROW_HEIGHT = 50;

/** Space above and below the text of a row. */
const ROW_PADDING = 6;

/** Width of the icon at the end of a row; a target of its own where the row has a second action. */
const END_WIDTH = 44;

const RADIUS = 8;

/** A row of a list. */
export interface Row {
	readonly label: string;
	/** A second, quieter line. */
	readonly note?: string;
	readonly noteColor?: Color;
	/** At the end of the row. */
	readonly icon?: IconName;
	/** What choosing the row does. */
	readonly action: () => void;
	/** What choosing the icon at its end does, where that is something else. */
	readonly iconAction?: () => void;
}

/** The rows of a list: an array, or what makes each row when it is needed, so that a long list takes little memory. */
export type Rows = Pick<readonly Row[], "length" | "at"> & {
	/**
	 * Where given, each row has one action, no note, and room for so many lines of its label, which is cut where it is
	 * longer. No row is then made before it is seen.
	 */
	readonly labelLines?: number;
};

/** A row's texts in lines that fit. */
interface Lines {
	readonly label: readonly string[];
	readonly note: readonly string[];
	/** Of both together, in pixels. */
	readonly height: number;
}

/** Rows to choose from; they scroll by touch and by keys, and long texts take several lines. */
export class List extends Widget {
	readonly #rows: Rows;
	readonly #measure: TextMeasure;
	/** Where each row begins within the list, in pixels, and at last where the list ends. */
	readonly #tops: Uint16Array;
	/** For each target its row, doubled, and one more where it is the icon at the row's end. */
	readonly #targets: Uint16Array;
	readonly #scroll: Scroll;

	constructor(box: Box, rows: Rows, measure: TextMeasure) {
		super(box);
		this.#rows = rows;
		this.#measure = measure;
		this.#tops = new Uint16Array(rows.length + 1);
		const targets = new Uint16Array(2 * rows.length);
		let count = 0;
		let top = 0;
		for (let index = 0; index < rows.length; index++) {
			const row = rows.labelLines === undefined ? rows.at(index) : undefined;
			const height = row ? this.#lines(row).height : (rows.labelLines ?? 0) * measure.lineHeight("body");
			if (height > 0) top += Math.max(ROW_HEIGHT, height + 2 * ROW_PADDING);
			this.#tops[index + 1] = top;
			targets[count++] = 2 * index;
			if (row?.iconAction) targets[count++] = 2 * index + 1;
		}
		this.#targets = targets.subarray(0, count);
		this.#scroll = new Scroll(box, top);
	}

	override get targets(): number {
		return this.#targets.length;
	}

	override get scrolled(): number {
		return this.#scroll.offset;
	}

	override target(index: number): Box {
		const target = this.#targets[index] ?? 0;
		const box = this.#rowBox(target >> 1);
		if (target & 1) return { ...box, x: box.x + box.width - END_WIDTH, width: END_WIDTH };
		const shared = this.#targets[index + 1] === target + 1;
		return shared ? { ...box, width: box.width - END_WIDTH } : box;
	}

	override choose(index: number): void {
		const target = this.#targets[index] ?? 0;
		const row = this.#rows.at(target >> 1);
		if (target & 1) row?.iconAction?.();
		else row?.action();
	}

	override reveal(index: number): void {
		const row = (this.#targets[index] ?? 0) >> 1;
		this.#scroll.reveal(this.#top(row), this.#top(row + 1) - this.#top(row));
	}

	override step(direction: Direction, from: number): number {
		if (direction === "left" || direction === "right") return NONE;
		const target = (this.#targets[from] ?? 0) + (direction === "down" ? 2 : -2);
		const same = this.#targets.indexOf(target);
		const next = same < 0 ? this.#targets.indexOf(target & ~1) : same;
		if (next >= 0) this.reveal(next);
		return next;
	}

	override scroll(pixels: number): boolean {
		return this.#scroll.by(pixels);
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		const { x, y, width, height } = this.box;
		canvas.clip(this.box);
		canvas.fill("surface", x, y, width, height);
		const end = this.#scroll.offset + height;
		for (let row = 0; row < this.#rows.length && this.#top(row) < end; row++) {
			if (this.#top(row + 1) <= this.#scroll.offset) continue;
			const rowBox = this.#rowBox(row);
			if (!canvas.shows(rowBox)) continue;
			this.#drawPlate(canvas, row, pressed, false);
			this.#drawPlate(canvas, row, focused, true);
			this.#drawRow(canvas, row, rowBox);
		}
		this.#scroll.draw(canvas);
		canvas.unclip();
	}

	/** Marks a target of a row as touched or focused. */
	#drawPlate(canvas: Canvas, row: number, target: number, focused: boolean): void {
		if (target === NONE || (this.#targets[target] ?? 0) >> 1 !== row) return;
		const { x, y, width, height } = this.target(target);
		const plate = { x: x + 4, y: y + 2, width: width - 8, height: height - 5 };
		if (focused) canvas.plate("tint", plate, RADIUS, true);
		else canvas.round("tint", plate, RADIUS);
	}

	#drawRow(canvas: Canvas, index: number, { x, y, width, height }: Box): void {
		const row = this.#rows.at(index);
		if (!row) return;
		canvas.fill("line", x + MARGIN, y + height - 1, width - 2 * MARGIN, 1);
		const { label, note, height: textHeight } = this.#lines(row);
		let line = y + Math.floor((height - 1 - textHeight) / 2);
		for (const text of label) line = this.#drawLine(canvas, text, "body", "ink", line);
		for (const text of note) line = this.#drawLine(canvas, text, "small", row.noteColor ?? "quiet", line);
		if (!row.icon) return;
		const icon = ICONS[row.icon].height;
		if (!this.#holds(y + ((height - icon) >> 1), icon)) return;
		const end = { x: x + width - END_WIDTH, y, width: END_WIDTH, height: height - 1 };
		canvas.centeredIcon(row.icon, row.icon === "forward" || row.icon === "lock" ? "quiet" : "accent", end);
	}

	/** @returns where the next line begins */
	#drawLine(canvas: Canvas, text: string, font: FontName, color: Color, y: number): number {
		const height = canvas.lineHeight(font);
		if (this.#holds(y, height)) canvas.text(text, font, color, this.box.x + MARGIN + 2, y);
		return y + height;
	}

	/** Does the list show all of what lies at a height of the display? */
	#holds(y: number, height: number): boolean {
		return this.#scroll.holds(y - this.box.y + this.#scroll.offset, height);
	}

	#lines(row: Row): Lines {
		const measure = this.#measure;
		const end = row.icon ? END_WIDTH : MARGIN;
		const width = this.box.width - SCROLL_BAR_SPACE - MARGIN - 2 - end;
		const label = this.#labelLines(row.label, width);
		const note = row.note === undefined ? [] : measure.wrap(row.note, "small", width);
		const height = label.length * measure.lineHeight("body") + note.length * measure.lineHeight("small");
		return { label, note, height };
	}

	#labelLines(label: string, width: number): readonly string[] {
		const lines = this.#measure.wrap(label, "body", width);
		const { labelLines: limit = lines.length } = this.#rows;
		if (lines.length <= limit) return lines;
		const rest = lines.slice(limit - 1).join(" ");
		return [...lines.slice(0, limit - 1), this.#measure.ellipsis(rest, "body", width)];
	}

	#rowBox(row: number): Box {
		const { x, y, width } = this.box;
		const bar = this.#scroll.needed ? SCROLL_BAR_SPACE : 0;
		const top = this.#top(row);
		return { x, y: y + top - this.#scroll.offset, width: width - bar, height: this.#top(row + 1) - top };
	}

	#top(row: number): number {
		return this.#tops[row] ?? 0;
	}
}
