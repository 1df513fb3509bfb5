import type { Box } from "../../graphics/box";
import type { Canvas, TextMeasure } from "../canvas";
import { Widget } from "../widget";

/** Space between the field's edge and its text, in pixels. */
const PADDING = 10;

/** Width of the caret, in pixels. */
const CARET = 2;

/** The line that is being typed. Of a text that is longer than the field its end shows. */
export class TextField extends Widget {
	readonly #placeholder: string;
	#text: string;

	/** @param placeholder stands in the empty field */
	constructor(box: Box, text: string, placeholder: string) {
		super(box);
		this.#text = text;
		this.#placeholder = placeholder;
	}

	/** Takes what has been typed; answers the part of the field that changed. */
	show(text: string, measure: TextMeasure): Box {
		const before = this.#text;
		this.#text = text;
		const [short, long] = text.length < before.length ? [text, before] : [before, text];
		if (short === "" || !long.startsWith(short) || measure.width(long, "body") > this.#room) return this.box;
		const { x, y, height } = this.box;
		const from = measure.width(short, "body");
		const end = measure.width(long, "body") + CARET + 1;
		return { x: x + PADDING + from, y: y + 1, width: end - from, height: height - 2 };
	}

	override draw(canvas: Canvas): void {
		if (!canvas.shows(this.box)) return;
		canvas.plate("surface", this.box, 6, false);
		const { x, y, height } = this.box;
		const text = tail(this.#text, this.#room, canvas);
		const top = y + Math.floor((height - canvas.lineHeight("body")) / 2);
		if (text === "") this.#drawPlaceholder(canvas);
		else canvas.text(text, "body", "ink", x + PADDING, top);
		const caret = x + PADDING + canvas.width(text, "body") + (text === "" ? 0 : 1);
		canvas.fill("accent", caret, top, CARET, canvas.lineHeight("body"));
	}

	/** One that is too long for a line stands in small ones. */
	#drawPlaceholder(canvas: Canvas): void {
		const { x, y, height } = this.box;
		const font = canvas.width(this.#placeholder, "body") <= this.#room - PADDING ? "body" : "small";
		const lines = canvas.wrap(this.#placeholder, font, this.#room - PADDING);
		const lineHeight = canvas.lineHeight(font);
		let top = y + Math.floor((height - lines.length * lineHeight) / 2);
		for (const line of lines) {
			canvas.text(line, font, "quiet", x + PADDING + 4, top);
			top += lineHeight;
		}
	}

	/** Width for the text, in pixels. */
	get #room(): number {
		return this.box.width - 2 * PADDING - CARET;
	}
}

/** The end of a text that fits into a width, with an ellipsis for what is left out. */
function tail(text: string, room: number, canvas: Canvas): string {
	if (canvas.width(text, "body") <= room) return text;
	let start = 1;
	while (start < text.length && canvas.width(`…${text.slice(start)}`, "body") > room) start += 1;
	return `…${text.slice(start)}`;
}
