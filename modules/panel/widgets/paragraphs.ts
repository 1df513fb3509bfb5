import type { Failure } from "../../base/failure";
import type { ServerName } from "../../base/fax-server";
import type { Box } from "../../graphics/box";
import type { FontName } from "../../graphics/fonts";
import type { Texts } from "../../language/texts";
import { failureSubject, remedyOf } from "../../status/failure-subject";
import type { Canvas, TextMeasure } from "../canvas";
import { MARGIN } from "../layout";
import type { Color } from "../palette";
import { SCROLL_BAR_SPACE, Scroll } from "../scroll";
import { Widget } from "../widget";

/** Pixels left free below the last line. */
const END = 4;

/** A text in one style. */
export interface Paragraph {
	readonly text: string;
	readonly font: FontName;
	readonly color: Color;
	/** Pixels left free above it. */
	readonly space: number;
}

interface Line {
	readonly text: string;
	readonly paragraph: Paragraph;
	/** Position within the text, in pixels. */
	readonly top: number;
}

/** Text to read, in lines that fit; it scrolls where it is longer than its box. */
export class Paragraphs extends Widget {
	readonly #lines: readonly Line[];
	readonly #scroll: Scroll;

	/** @param scrolled where the text stood when it was shown before, in pixels */
	constructor(box: Box, paragraphs: readonly Paragraph[], measure: TextMeasure, scrolled = 0) {
		super(box);
		const width = Paragraphs.textWidth(box.width);
		let top = 0;
		this.#lines = paragraphs.flatMap((paragraph) => {
			top += paragraph.space;
			return measure.wrap(paragraph.text, paragraph.font, width).map((text) => {
				const line = { text, paragraph, top };
				top += measure.lineHeight(paragraph.font);
				return line;
			});
		});
		this.#scroll = new Scroll(box, top + END);
		this.#scroll.by(scrolled);
	}

	/** Width that the lines have in a box of some width, in pixels. */
	static textWidth(boxWidth: number): number {
		return boxWidth - 2 * MARGIN - SCROLL_BAR_SPACE;
	}

	override get scrolled(): number {
		return this.#scroll.offset;
	}

	override scroll(pixels: number): boolean {
		return this.#scroll.by(pixels);
	}

	override draw(canvas: Canvas): void {
		const { x, y } = this.box;
		for (const { text, paragraph, top } of this.#lines) {
			if (!this.#scroll.holds(top, canvas.lineHeight(paragraph.font))) continue;
			canvas.text(text, paragraph.font, paragraph.color, x + MARGIN, y + top - this.#scroll.offset);
		}
		this.#scroll.draw(canvas);
	}
}

/** A text under its quiet label. */
export function titled(label: string, text: string): Paragraph[] {
	return [
		{ text: label, font: "small", color: "quiet", space: 10 },
		{ text, font: "body", color: "ink", space: 0 },
	];
}

/** What helps against a failure: for a setting that was refused, what it accepts. @param server with which it happened */
export function failureRemedy({ code, field }: Failure, texts: Texts, server: ServerName = "mail"): string {
	const accepts: Readonly<Record<string, string>> = texts.settings.accepts;
	const accepted = code === "settings.invalid" && field !== undefined ? accepts[field] : undefined;
	return accepted ?? remedyOf(code, server, texts);
}

/** The server or the setting that a failure is about, where it names one. */
export function failureSubjectTitled(failure: Failure, texts: Texts): Paragraph[] {
	const subject = failureSubject(failure, texts);
	return subject ? titled(subject.label, subject.value) : [];
}
