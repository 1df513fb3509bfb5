import { type Font, loadFont } from "../graphics/fonts";
import { type TextMeter, wrap } from "../graphics/text";
import type { StatusBlock, StatusRow } from "../status/block";
import { DOTS_TOGETHER } from "./page-raster";
import type { Paper } from "./paper";
import type { Strip, TextRun } from "./strip";

/** Free edges of the paper in dots: 17 mm left and right, 15 mm above and below. */
const SIDE = 200;
const EDGE = 176;

/** Of the text's width, what labels have; values begin a gap to the right of it. */
const LABEL_SHARE = 0.34;
const GAP = 40;

/** Distances in dots: below the title's rule, above and below a heading, between rows. */
const BELOW_TITLE = 24;
const ABOVE_HEADING = 44;
const BELOW_HEADING = 6;
const BELOW_RULE = 14;
const BETWEEN_ROWS = 6;

/** Thickness of the rule below the title, and of those below headings. */
const TITLE_RULE = 6;
const HEADING_RULE = 2;

/** A text as it is broken into lines. */
type Lines = readonly string[];

/** What the sheet says beside the status. */
export interface SheetText {
	readonly title: string;
	/** Date and time of printing; empty where the clock is not set. */
	readonly printedAt: string;
	/** What stands at the bottom of a page of several. */
	page(number: number, pages: number): string;
}

/** Fonts of the sheet, loaded once. */
interface Fonts {
	readonly title: Font;
	readonly heading: Font;
	readonly body: Font;
}

/**
 * Sets the status as a document: title and date, then under each heading its labels and values in two columns, on as
 * many pages as that takes. A page is told as strips from its top to its bottom, one at a time, whose heights add up to
 * the paper's. A heading stays with the first row below it, and a row is split only
 * where not even an empty page has room for it.
 */
export class SheetLayout {
	readonly #paper: Paper;
	readonly #blocks: readonly StatusBlock[];
	readonly #text: SheetText;
	readonly #meter: TextMeter;
	readonly #fonts: Fonts = {
		title: loadFont("sheet-title"),
		heading: loadFont("sheet-heading"),
		body: loadFont("sheet-body"),
	};
	/** How many pages there are; 0 while they are counted. */
	#pages = 0;

	constructor(paper: Paper, blocks: readonly StatusBlock[], text: SheetText, meter: TextMeter) {
		this.#paper = paper;
		this.#blocks = blocks;
		this.#text = text;
		this.#meter = meter;
		for (const strip of this.strips()) if (strip === "new page") this.#pages += 1;
	}

	/** How many pages the sheet has. */
	get pages(): number {
		return this.#pages;
	}

	/** The strips of all pages, each page after a `"new page"`. */
	*strips(): Generator<Strip | "new page", void> {
		const page = new PageFill(this.#bodyEnd);
		yield* this.#beginPage(page, 1);
		for (const { heading, rows } of this.#blocks) {
			const first = rows[0] ? this.#rowHeight(this.#wrapped(rows[0])) : 0;
			if (!page.has(ABOVE_HEADING + this.#headingHeight + first)) yield* this.#turn(page);
			yield* page.place(blank(ABOVE_HEADING));
			yield* this.#heading(page, heading);
			for (const row of rows) yield* this.#row(page, row);
		}
		yield* this.#endPage(page);
	}

	/** The first line below the text: where it has a page number, above that. */
	get #bodyEnd(): number {
		return this.#paper.height - EDGE - 2 * this.#fonts.body.height;
	}

	get #width(): number {
		const width = this.#paper.width - 2 * SIDE;
		return width - (width % DOTS_TOGETHER);
	}

	get #headingHeight(): number {
		return this.#fonts.heading.height + BELOW_HEADING + HEADING_RULE + BELOW_RULE;
	}

	*#turn(page: PageFill): Generator<Strip | "new page", void> {
		yield* this.#endPage(page);
		yield* this.#beginPage(page, page.number + 1);
	}

	*#beginPage(page: PageFill, number: number): Generator<Strip | "new page", void> {
		const { title, body } = this.#fonts;
		page.begin(number);
		yield "new page";
		yield* page.place(blank(EDGE));
		const date = this.#run(this.#text.printedAt, body, 0, title.ascent - body.ascent);
		const runs = [this.#run(this.#text.title, title, SIDE, 0), this.#flushRight(date)];
		yield* page.place({ kind: "text", runs, height: title.height });
		yield* page.place(blank(BELOW_HEADING));
		yield* page.place(this.#rule(TITLE_RULE));
		yield* page.place(blank(BELOW_TITLE));
	}

	/** White down to the page number, that, and white to the end of the paper. */
	*#endPage(page: PageFill): Generator<Strip, void> {
		const { body } = this.#fonts;
		const { height } = this.#paper;
		if (this.#pages !== 1) {
			const text = this.#text.page(page.number, this.#pages);
			yield* page.place(blank(height - EDGE - body.height - page.top));
			const run = this.#flushRight(this.#run(text, body, 0, 0));
			yield* page.place({ kind: "text", runs: [run], height: body.height });
		}
		yield* page.place(blank(height - page.top));
	}

	*#heading(page: PageFill, text: string): Generator<Strip, void> {
		const { heading } = this.#fonts;
		const runs = [this.#run(text, heading, SIDE, 0)];
		yield* page.place({ kind: "text", runs, height: heading.height });
		yield* page.place(blank(BELOW_HEADING));
		yield* page.place(this.#rule(HEADING_RULE));
		yield* page.place(blank(BELOW_RULE));
	}

	*#row(page: PageFill, row: StatusRow): Generator<Strip | "new page", void> {
		const { body } = this.#fonts;
		const [labels, values] = this.#wrapped(row);
		if (!page.has(this.#rowHeight([labels, values]))) yield* this.#turn(page);
		for (let line = 0; line < Math.max(labels.length, values.length); line++) {
			const runs: TextRun[] = [];
			const [label, value] = [labels[line], values[line]];
			if (label) runs.push(this.#run(label, body, SIDE, 0));
			if (value) runs.push(this.#run(value, body, this.#valueX, 0));
			if (!page.has(body.height)) yield* this.#turn(page);
			yield* page.place({ kind: "text", runs, height: body.height });
		}
		yield* page.place(blank(BETWEEN_ROWS));
	}

	get #labelWidth(): number {
		return Math.floor(this.#width * LABEL_SHARE);
	}

	get #valueX(): number {
		return SIDE + this.#labelWidth + GAP;
	}

	#wrapped({ label, value }: StatusRow): readonly [Lines, Lines] {
		const { body } = this.#fonts;
		const valueWidth = SIDE + this.#width - this.#valueX;
		return [wrap(this.#meter, label, body, this.#labelWidth), wrap(this.#meter, value, body, valueWidth)];
	}

	#rowHeight([labels, values]: readonly [Lines, Lines]): number {
		return Math.max(labels.length, values.length) * this.#fonts.body.height;
	}

	#run(text: string, font: Font, x: number, y: number): TextRun {
		return { text, font, x, y, width: this.#meter.getTextWidth(text, font) };
	}

	#flushRight(run: TextRun): TextRun {
		return { ...run, x: SIDE + this.#width - run.width };
	}

	#rule(height: number): Strip {
		return { kind: "rule", x: SIDE, width: this.#width, height };
	}
}

/** How far a page is filled. */
class PageFill {
	readonly #end: number;
	#top = 0;
	#number = 0;

	/** @param end the first line that text may not reach */
	constructor(end: number) {
		this.#end = end;
	}

	get number(): number {
		return this.#number;
	}

	/** The first line that is free. */
	get top(): number {
		return this.#top;
	}

	begin(number: number): void {
		this.#number = number;
		this.#top = 0;
	}

	/** Is there room for so many lines? */
	has(height: number): boolean {
		return this.#top + height <= this.#end;
	}

	/** Fills the page with a strip, and hands it on unless it is empty. */
	*place(strip: Strip): Generator<Strip, void> {
		this.#top += strip.height;
		if (strip.height > 0) yield strip;
	}
}

function blank(height: number): Strip {
	return { kind: "blank", height };
}
