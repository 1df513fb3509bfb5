import { intersect, isEmpty, type Rectangle } from "./rectangle";

/** What a frame shows where nothing was painted. On a device it is whatever the buffer held before; magenta is seen. */
export const UNPAINTED = 0xf81f;

/** Most ink of a mask's pixel. */
const FULL_INK = 15;

/** Weight of a color that leaves nothing of what was there. */
export const FULL_WEIGHT = 31;

/** Full strength of `blend`. */
const OPAQUE = 255;

/** Ink of a rectangle's pixels, 0 to 15, row by row. */
export interface Mask {
	readonly width: number;
	readonly height: number;
	readonly levels: Uint8Array;
}

/** A value for each pixel of a rectangle. */
export type PixelValue = (column: number, row: number) => number;

/** Red and blue of a pixel in the lower half, green in the upper: the fields have room to be multiplied at once. */
const SPREAD = 0x07e0f81f;

/** Half of the last bit in each spread field. */
const HALF = 0x02008010;

/** The area that one frame draws, in RGB565. Whatever lies outside the area or the clip is left out. */
export class Raster {
	/** The area in the output's coordinates. */
	readonly area: Rectangle;
	/** RGB565, row by row. */
	readonly pixels: Uint16Array;
	#clip: Rectangle;

	constructor(area: Rectangle) {
		this.area = area;
		this.#clip = area;
		this.pixels = new Uint16Array(area.width * area.height).fill(UNPAINTED);
	}

	/** Restricts what follows to the part of a rectangle that lies in the area. */
	set clip(rectangle: Rectangle) {
		this.#clip = intersect(this.area, rectangle);
	}

	/** Fills a rectangle; answers what of it was visible. */
	fill(color: number, rectangle: Rectangle): Rectangle {
		const visible = intersect(this.#clip, rectangle);
		for (let row = 0; row < visible.height; row++) {
			const start = this.#index(visible.x, visible.y + row);
			this.pixels.fill(color, start, start + visible.width);
		}
		return visible;
	}

	/** Blends a rectangle over what is there, from 0 (invisible) to 255 (opaque) in 32 steps as Poco does. */
	blend(color: number, blend: number, rectangle: Rectangle): Rectangle {
		if (blend === OPAQUE) return this.fill(color, rectangle);
		const visible = intersect(this.#clip, rectangle);
		const weight = blend >> 3;
		for (let row = 0; row < visible.height; row++) {
			const start = this.#index(visible.x, visible.y + row);
			for (let index = start; index < start + visible.width; index++) this.#mix(index, color, weight);
		}
		return visible;
	}

	/** Draws a mask in one color: each pixel as opaque as its ink. */
	ink(color: number, mask: Mask, x: number, y: number): Rectangle {
		const { width, height, levels } = mask;
		const weightAt = (column: number, row: number) => inkWeight(levels[row * width + column] ?? 0);
		return this.shade({ x, y, width, height }, weightAt, () => color);
	}

	/**
	 * Mixes a color into each pixel of a rectangle.
	 * @param weightAt how much of it, in parts of 31, by column and row in the rectangle
	 * @param colorAt the color; asked only where the weight is not 0
	 */
	shade(rectangle: Rectangle, weightAt: PixelValue, colorAt: PixelValue): Rectangle {
		const visible = intersect(this.#clip, rectangle);
		if (isEmpty(visible)) return visible;
		for (let y = visible.y; y < visible.y + visible.height; y++) {
			for (let x = visible.x; x < visible.x + visible.width; x++) {
				const column = x - rectangle.x;
				const row = y - rectangle.y;
				const weight = weightAt(column, row);
				if (weight === 0) continue;
				const index = this.#index(x, y);
				if (weight === FULL_WEIGHT) this.pixels[index] = colorAt(column, row);
				else this.#mix(index, colorAt(column, row), weight);
			}
		}
		return visible;
	}

	#index(x: number, y: number): number {
		return (y - this.area.y) * this.area.width + x - this.area.x;
	}

	/**
	 * Mixes a color into a pixel: `weight` parts of 31, each of red, green and blue rounded. One product does all three,
	 * since the fields of the spread pixel do not touch; the result is the one that Poco's blitter has, bit by bit.
	 */
	#mix(index: number, color: number, weight: number): void {
		const from = spread(this.pixels[index] ?? 0);
		const sum = Math.imul(weight, spread(color) - from) + Math.imul(from, 31) + HALF;
		const mixed = ((sum + ((sum >>> 5) & SPREAD)) >>> 5) & SPREAD;
		this.pixels[index] = mixed | (mixed >>> 16);
	}
}

/** Parts of 31 that ink of a level from 0 to 15 has, thinned by a blend, of which Poco looks at the upper four bits. */
export function inkWeight(level: number, blend: number = OPAQUE): number {
	return Math.round(((level * (blend >> 4)) / (FULL_INK * FULL_INK)) * FULL_WEIGHT);
}

function spread(pixel: number): number {
	return (pixel | (pixel << 16)) & SPREAD;
}
