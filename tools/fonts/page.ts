import { PNG } from "pngjs";
import type { InkBitmap } from "./coverage";

/** Width of every page in pixels: even, as 4-bit rows need, and about square for the middle sizes. */
const PAGE_WIDTH = 192;

/** Empty pixels between glyphs, so that a person who looks at the page can tell them apart. */
const GAP = 1;

/** Alpha of one step of ink: 15 steps make 255, so that the SDK's conversion to four bits loses nothing. */
const ALPHA_STEP = 17;

/** Where a glyph lies on its page. */
export interface Place {
	readonly x: number;
	readonly y: number;
}

/** The page of a font: its glyphs in rows, black with the ink as alpha, as the SDK's `*-mask` rule takes it. */
export class Page {
	readonly width = PAGE_WIDTH;
	readonly #glyphs: (Place & InkBitmap)[] = [];
	#x = 0;
	#y = 0;
	#rowHeight = 0;

	/** Lays a glyph onto the page; one without ink takes no room. */
	add(glyph: InkBitmap): Place {
		if (glyph.width === 0) return { x: 0, y: 0 };
		if (this.#x + glyph.width > PAGE_WIDTH) {
			this.#x = 0;
			this.#y += this.#rowHeight + GAP;
			this.#rowHeight = 0;
		}
		const place = { x: this.#x, y: this.#y };
		this.#glyphs.push({ ...glyph, ...place });
		this.#x += glyph.width + GAP;
		this.#rowHeight = Math.max(this.#rowHeight, glyph.height);
		return place;
	}

	get height(): number {
		return this.#y + this.#rowHeight;
	}

	/** The page as PNG. */
	encode(): Buffer {
		const png = new PNG({ width: this.width, height: this.height });
		for (const { x, y, width, height, levels } of this.#glyphs) {
			for (let row = 0; row < height; row++) {
				for (let column = 0; column < width; column++) {
					const alpha = (levels[row * width + column] ?? 0) * ALPHA_STEP;
					png.data[((y + row) * this.width + x + column) * 4 + 3] = alpha;
				}
			}
		}
		return PNG.sync.write(png, { filterType: 0 });
	}
}
