import { type Box, intersects } from "../../graphics/box";
import type { Canvas, TextMeasure } from "../canvas";
import { ICONS, type IconName } from "../icons";
import { GAP, MARGIN } from "../layout";
import type { Color } from "../palette";
import { SCROLL_BAR_SPACE, Scroll } from "../scroll";
import { type Direction, NONE, Widget } from "../widget";

/** Shortest row: a comfortable touch target. */
const ROW_HEIGHT = 50;

/** Space above and below the text of a row. */
const ROW_PADDING = 6;

/** Width of the icon at the end of a row; a target of its own where the row has a second action. */
const END_WIDTH = 44;

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

interface LaidOutRow {
	readonly row: Row;
	readonly label: readonly string[];
	readonly note: readonly string[];
	/** Position and height within the list, in pixels. */
	readonly top: number;
	readonly height: number;
}

interface Target {
	readonly row: LaidOutRow;
	/** Is it the icon at the end of the row? */
	readonly end: boolean;
}

/** Rows to choose from; they scroll by touch and by keys, and long texts take several lines. */
export class List extends Widget {
	readonly #rows: readonly LaidOutRow[];
	readonly #targets: readonly Target[];
	readonly #scroll: Scroll;

	constructor(box: Box, rows: readonly Row[], measure: TextMeasure) {
		super(box);
		let top = 0;
		this.#rows = rows.map((row) => {
			const laidOut = layOut(row, top, box.width, measure);
			top += laidOut.height;
			return laidOut;
		});
		this.#targets = this.#rows.flatMap((row) =>
			row.row.iconAction
				? [
						{ row, end: false },
						{ row, end: true },
					]
				: [{ row, end: false }],
		);
		this.#scroll = new Scroll(box, top);
	}

	override get targets(): number {
		return this.#targets.length;
	}

	override get scrolled(): number {
		return this.#scroll.offset;
	}

	override target(index: number): Box {
		const target = this.#targets[index];
		if (!target) return this.box;
		const box = this.#rowBox(target.row);
		if (!target.row.row.iconAction) return box;
		return target.end
			? { ...box, x: box.x + box.width - END_WIDTH, width: END_WIDTH }
			: { ...box, width: box.width - END_WIDTH };
	}

	override choose(index: number): void {
		const target = this.#targets[index];
		if (target?.end) target.row.row.iconAction?.();
		else target?.row.row.action();
	}

	override reveal(index: number): void {
		const row = this.#targets[index]?.row;
		if (row) this.#scroll.reveal(row.top, row.height);
	}

	override step(direction: Direction, from: number): number {
		const target = this.#targets[from];
		if (!target || direction === "left" || direction === "right") return NONE;
		const row = this.#rows[this.#rows.indexOf(target.row) + (direction === "down" ? 1 : -1)];
		if (!row) return NONE;
		const same = this.#targets.findIndex((other) => other.row === row && other.end === target.end);
		const next = same < 0 ? this.#targets.findIndex((other) => other.row === row) : same;
		this.reveal(next);
		return next;
	}

	override scroll(pixels: number): boolean {
		return this.#scroll.by(pixels);
	}

	override draw(canvas: Canvas, focused: number, pressed: number): void {
		const { x, y, width, height } = this.box;
		canvas.clip(this.box);
		canvas.fill("surface", x, y, width, height);
		for (const row of this.#rows) this.#drawRow(canvas, row, this.#targets[focused], this.#targets[pressed]);
		this.#scroll.draw(canvas);
		canvas.unclip();
	}

	#drawRow(canvas: Canvas, row: LaidOutRow, focused: Target | undefined, pressed: Target | undefined): void {
		const box = this.#rowBox(row);
		if (!canvas.shows(box) || !intersects(this.box, box)) return;
		const { x, y, width, height } = box;
		canvas.fill("line", x + MARGIN, y + height - 1, width - 2 * MARGIN, 1);
		for (const target of [pressed, focused]) {
			if (target?.row !== row) continue;
			const plate = this.target(this.#targets.indexOf(target));
			const inner = { x: plate.x + 4, y: plate.y + 2, width: plate.width - 8, height: plate.height - 5 };
			if (target === focused) canvas.plate("tint", inner, 8, true);
			else canvas.round("tint", inner, 8);
		}
		this.#drawTexts(canvas, row, x + MARGIN + 2);
		const end = { x: x + width - END_WIDTH, y, width: END_WIDTH, height: height - 1 };
		this.#drawIcon(canvas, row, end);
	}

	#drawIcon(canvas: Canvas, { row, top, height }: LaidOutRow, box: Box): void {
		if (!row.icon) return;
		const icon = ICONS[row.icon];
		if (!this.#scroll.holds(top + ((height - icon.height) >> 1), icon.height)) return;
		canvas.centeredIcon(row.icon, row.icon === "forward" ? "quiet" : "accent", box);
	}

	#drawTexts(canvas: Canvas, { row, label, note, top, height }: LaidOutRow, x: number): void {
		const [labelHeight, noteHeight] = [canvas.lineHeight("body"), canvas.lineHeight("small")];
		const offset = this.#scroll.offset - this.box.y;
		let line = top + Math.floor((height - 1 - labelHeight * label.length - noteHeight * note.length) / 2);
		for (const text of label) {
			if (this.#scroll.holds(line, labelHeight)) canvas.text(text, "body", "ink", x, line - offset);
			line += labelHeight;
		}
		for (const text of note) {
			const color = row.noteColor ?? "quiet";
			if (this.#scroll.holds(line, noteHeight)) canvas.text(text, "small", color, x, line - offset);
			line += noteHeight;
		}
	}

	#rowBox({ top, height }: LaidOutRow): Box {
		const { x, y, width } = this.box;
		const bar = this.#scroll.needed ? SCROLL_BAR_SPACE : 0;
		return { x, y: y + top - this.#scroll.offset, width: width - bar, height };
	}
}

function layOut(row: Row, top: number, width: number, measure: TextMeasure): LaidOutRow {
	const end = row.icon ? END_WIDTH : MARGIN;
	const room = width - SCROLL_BAR_SPACE - MARGIN - 2 - GAP - end;
	const label = measure.wrap(row.label, "body", room);
	const note = row.note === undefined ? [] : measure.wrap(row.note, "small", room);
	const lines = label.length * measure.lineHeight("body") + note.length * measure.lineHeight("small");
	return { row, label, note, top, height: Math.max(ROW_HEIGHT, lines + 2 * ROW_PADDING) };
}
