import Poco from "commodetto/Poco";
import { type Box, intersects } from "../../../modules/graphics/box";
import type { FontName } from "../../../modules/graphics/fonts";
import { Canvas } from "../../../modules/panel/canvas";
import { ICONS, type IconName } from "../../../modules/panel/icons";
import type { Color } from "../../../modules/panel/palette";
import { NONE, type Widget } from "../../../modules/panel/widget";
import { Label } from "../../../modules/panel/widgets/label";
import { display } from "../../host/lcd";

/** Something that was drawn: a line of text, or an icon by its name. */
export interface Mark {
	readonly what: string;
	readonly box: Box;
}

/** Pixels that a text keeps from the sides of its widget; a label is nothing but its text. */
const PADDING = 2;

/** A canvas that measures as the real one, and notes where each line of text and each icon would be drawn. */
export class RecordingCanvas extends Canvas {
	readonly texts: Mark[] = [];
	readonly icons: Mark[] = [];

	constructor() {
		super(new Poco(display));
	}

	override text(text: string, font: FontName, _color: Color, x: number, y: number): void {
		const [width, height] = [this.width(text, font), this.lineHeight(font)];
		if (text !== "") this.texts.push({ what: text, box: { x, y, width, height } });
	}

	override icon(name: IconName, _color: Color, x: number, y: number): void {
		const { width, height } = ICONS[name];
		this.icons.push({ what: `icon ${name}`, box: { x, y, width, height } });
	}

	override fill(): void {}
	override round(): void {}
	override clip(): void {}
	override unclip(): void {}

	/** Draws one widget and answers what is wrong with what it drew: a text out of its widget, or over something else. */
	problems(widget: Widget): string[] {
		this.texts.length = 0;
		this.icons.length = 0;
		widget.draw(this, NONE, NONE);
		const name = widget.constructor.name;
		const visible = this.texts.filter(({ box }) => intersects(box, widget.box));
		const outside = visible.filter(
			({ box }) => !holds(widget.box, box, widget instanceof Label ? 0 : PADDING),
		);
		const others = [...visible, ...this.icons];
		const over = visible.filter((text, index) =>
			others.slice(index + 1).some((other) => intersects(text.box, other.box)),
		);
		return [
			...outside.map(({ what }) => `"${what}" leaves its ${name}`),
			...over.map(({ what }) => `"${what}" lies over something else in its ${name}`),
		];
	}
}

/** Is a box within another, with some pixels free at its sides? */
function holds(outer: Box, inner: Box, padding: number): boolean {
	return (
		inner.x >= outer.x + padding &&
		inner.x + inner.width <= outer.x + outer.width - padding &&
		inner.y >= outer.y &&
		inner.y + inner.height <= outer.y + outer.height
	);
}
