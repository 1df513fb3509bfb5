import type { PocoPrototype } from "commodetto/Poco";
import { type Box, inset, intersects } from "../graphics/box";
import { type Font, type FontName, loadFont } from "../graphics/fonts";
import { darkRuns } from "../graphics/qr-code";
import { ellipsis, wrap } from "../graphics/text";
import { ICONS, type Icon, type IconName } from "./icons";
import { type Color, PALETTE } from "./palette";

/** Thickness of the ring around what has the focus, in pixels. */
const RING = 3;

/** The whole of a pixel, as Poco's blend. */
const OPAQUE = 255;

/** Edges of a line at 45 degrees: how much of the pixel on either side it covers. */
const LINE_EDGE = 100;

/** Edge pixels covered less than this are left out; covered more than the rest of it, they are drawn whole. */
const FAINT = 0.1;

/** Measures text, for layouts. */
export interface TextMeasure {
	/** Height of a line in pixels. */
	lineHeight(font: FontName): number;
	/** Width of a text in pixels. */
	width(text: string, font: FontName): number;
	/** The lines of a text that fit into a width; words that are too long are broken. */
	wrap(text: string, font: FontName, width: number): readonly string[];
	/** The text, or as much of its beginning as fits into a width, with an ellipsis. */
	ellipsis(text: string, font: FontName, width: number): string;
}

/**
 * Draws one area of the display at a time: what lies outside of it is not even handed to Poco, so its display list
 * stays short.
 */
export class Canvas implements TextMeasure {
	readonly #poco: PocoPrototype;
	readonly #fonts: Partial<Record<FontName, Font>> = {};
	readonly #colors: Readonly<Record<Color, number>>;
	#area: Box;

	constructor(poco: PocoPrototype) {
		this.#poco = poco;
		this.#area = { x: 0, y: 0, width: poco.width, height: poco.height };
		const colors: Partial<Record<Color, number>> = {};
		for (const color of Object.keys(PALETTE) as Color[]) {
			const [red, green, blue] = PALETTE[color];
			colors[color] = poco.makeColor(red, green, blue);
		}
		this.#colors = colors as Record<Color, number>;
	}

	/** Begins to draw an area; everything until `end` is clipped to it. */
	begin(area: Box): void {
		this.#area = area;
		this.#poco.begin(area.x, area.y, area.width, area.height);
	}

	/** Sends the area to the display. */
	end(): void {
		this.#poco.end();
	}

	/** Does a box touch the area that is drawn? */
	shows(box: Box): boolean {
		return intersects(this.#area, box);
	}

	/** Draws only within a box, where that lies in the area, until `unclip`. */
	clip({ x, y, width, height }: Box): void {
		this.#poco.clip(x, y, width, height);
	}

	/** Ends `clip`. */
	unclip(): void {
		this.#poco.clip();
	}

	lineHeight(font: FontName): number {
		return this.#font(font).height;
	}

	width(text: string, font: FontName): number {
		return this.#poco.getTextWidth(text, this.#font(font));
	}

	wrap(text: string, font: FontName, width: number): readonly string[] {
		return wrap(this.#poco, text, this.#font(font), width);
	}

	ellipsis(text: string, font: FontName, width: number): string {
		return ellipsis(this.#poco, text, this.#font(font), width);
	}

	/** A line of text; `x`, `y` is the top left corner of its line. */
	text(text: string, font: FontName, color: Color, x: number, y: number): void {
		const { top, bottom } = this.#rows(y, this.lineHeight(font));
		if (bottom > top) this.#poco.drawText(text, this.#font(font), this.#colors[color], x, y);
	}

	/** A line of text in the middle of a box. */
	centered(text: string, font: FontName, color: Color, { x, y, width, height }: Box): void {
		const left = x + Math.floor((width - this.width(text, font)) / 2);
		this.text(text, font, color, left, y + Math.floor((height - this.lineHeight(font)) / 2));
	}

	/** The dark modules of a QR code. @param scale pixels of a module's side */
	qrCode(code: Parameters<typeof darkRuns>[0], color: Color, x: number, y: number, scale: number): void {
		for (const run of darkRuns(code)) {
			this.fill(color, x + run.x * scale, y + run.y * scale, run.length * scale, scale);
		}
	}

	/** A rectangle. */
	fill(color: Color, x: number, y: number, width: number, height: number): void {
		const { top, bottom } = this.#rows(y, height);
		if (bottom > top) this.#poco.fillRectangle(this.#colors[color], x, y, width, height);
	}

	/** A rectangle with round corners, their edges smoothed; a disc where the radius is half of its size. */
	round(color: Color, { x, y, width, height }: Box, radius: number): void {
		const { top, bottom } = this.#rows(y, height);
		let straight = radius;
		for (let row = 0; row < radius; row++) {
			const inset = radius - Math.sqrt(radius * radius - (radius - row - 0.5) ** 2);
			if (inset < FAINT) {
				straight = row;
				break;
			}
			for (const line of [y + row, y + height - 1 - row]) {
				if (line >= top && line < bottom) this.#row(color, x, line, width, inset);
			}
		}
		this.fill(color, x, y + straight, width, height - 2 * straight);
	}

	/** What can be chosen: a rounded surface with a thin edge, tinted and ringed where it has the focus. */
	plate(color: Color, box: Box, radius: number, focused: boolean): void {
		if (!this.shows(box)) return;
		const ring = focused ? RING : 1;
		const light = color === "surface" || color === "tint";
		if (focused || light) this.round(focused ? (light ? "accent" : "ink") : "line", box, radius);
		if (focused && !light) this.round("surface", inset(box, ring - 1), radius - ring + 1);
		this.round(color, light || focused ? inset(box, ring) : box, Math.max(2, radius - ring));
	}

	/** An icon; `x`, `y` is its top left corner. */
	icon(name: IconName, color: Color, x: number, y: number): void {
		const icon: Icon = ICONS[name];
		if (!this.shows({ x, y, width: icon.width, height: icon.height })) return;
		for (const shape of icon.shapes) {
			const [left, top] = [x + shape[1], y + shape[2]];
			if (shape[0] === "rect") this.fill(color, left, top, shape[3], shape[4]);
			else if (shape[0] === "disc") {
				this.round(color, { x: left, y: top, width: shape[3], height: shape[3] }, shape[3] / 2);
			} else this.#line(color, left, top, shape[3], shape[0] === "fall" ? 1 : -1);
		}
	}

	/** An icon in the middle of a box. */
	centeredIcon(name: IconName, color: Color, { x, y, width, height }: Box): void {
		const icon = ICONS[name];
		this.icon(name, color, x + ((width - icon.width) >> 1), y + ((height - icon.height) >> 1));
	}

	#font(name: FontName): Font {
		const font = this.#fonts[name] ?? loadFont(name);
		this.#fonts[name] = font;
		return font;
	}

	#line(color: Color, x: number, y: number, rows: number, down: 1 | -1): void {
		const { top, bottom } = this.#rows(0, this.#poco.height);
		for (let row = 0; row < rows; row++) {
			const line = y + down * row;
			if (line < top || line >= bottom) continue;
			this.#poco.blendRectangle(this.#colors[color], LINE_EDGE, x + row - 1, line, 1, 1);
			this.#poco.fillRectangle(this.#colors[color], x + row, line, 2, 1);
			this.#poco.blendRectangle(this.#colors[color], LINE_EDGE, x + row + 2, line, 1, 1);
		}
	}

	/** One row of round corners: `inset` pixels are left free at both ends, the broken one is blended. */
	#row(color: Color, x: number, y: number, width: number, inset: number): void {
		const covered = Math.ceil(inset) - inset;
		const whole = covered > 1 - FAINT ? Math.floor(inset) : Math.ceil(inset);
		this.#poco.fillRectangle(this.#colors[color], x + whole, y, width - 2 * whole, 1);
		if (covered < FAINT || covered > 1 - FAINT) return;
		const blend = Math.round(covered * OPAQUE);
		this.#poco.blendRectangle(this.#colors[color], blend, x + whole - 1, y, 1, 1);
		this.#poco.blendRectangle(this.#colors[color], blend, x + width - whole, y, 1, 1);
	}

	/** The rows of a stretch that lie in the area. */
	#rows(y: number, height: number): { top: number; bottom: number } {
		const { y: start, height: length } = this.#area;
		return { top: Math.max(y, start), bottom: Math.min(y + height, start + length) };
	}
}
