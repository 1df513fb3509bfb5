import { drawBitmapCommand } from "./display-list-bitmaps";
import { ListReader } from "./display-list-reader";
import type { Font, PlacedGlyph } from "./font";
import { Raster } from "./raster";
import { intersect, isEmpty, type Rectangle } from "./rectangle";

/**
 * The commands of a display list, a word of 16 bits each, little-endian as are the numbers that follow;
 * `firmware/commodetto/display-list.ts` writes them. A text is the count of its bytes and the bytes, UTF-8, padded to
 * whole words; `textPart` brings the beginning of a text that is too long for one piece. `bitmap` brings the rows of one
 * that the command after it draws: format, width, height and the bytes, padded too. What draws bitmaps stands in
 * `display-list-bitmaps.ts`.
 */
const COMMAND = {
	begin: 1,
	clip: 2,
	fill: 3,
	blend: 4,
	text: 5,
	limitedText: 6,
	textPart: 7,
	bitmap: 8,
} as const;

/**
 * Bytes that the SDK's records take in Poco's display list on a 32-bit device, one for each rectangle or glyph that is
 * visible (commodettoPocoBlit.c). A frame that needs more than `displayListLength` fails there, and so it does here.
 */
const RECORD = { fill: 12, blend: 16, glyph: 20, clippedGlyph: 24 } as const;

/** A drawn frame. */
export interface DrawnFrame {
	readonly raster: Raster;
	/** Bytes that its display list would take on a device; 0 when nothing visible was drawn. */
	readonly displayListLength: number;
}

/**
 * Draws a display list.
 * @param list a whole frame, from `begin` on
 * @param bounds size of the output
 * @param fonts by the number that the list calls them
 * @throws Error when the list is damaged
 */
export function drawFrame(list: Buffer, bounds: Rectangle, fonts: readonly Font[]): DrawnFrame {
	const reader = new ListReader(list);
	if (reader.number() !== COMMAND.begin) throw new Error("a display list without begin");
	const raster = new Raster(intersect(bounds, reader.rectangle()));
	let displayListLength = 0;
	while (!reader.atEnd) displayListLength += drawNext(reader, raster, fonts);
	return { raster, displayListLength };
}

/** Draws one command and answers the length of its records. */
function drawNext(reader: ListReader, raster: Raster, fonts: readonly Font[]): number {
	const command = reader.number();
	switch (command) {
		case COMMAND.clip:
			raster.clip = reader.rectangle();
			return 0;
		case COMMAND.fill:
			return isEmpty(raster.fill(reader.number(), reader.rectangle())) ? 0 : RECORD.fill;
		case COMMAND.blend:
			return isEmpty(raster.blend(reader.number(), reader.number(), reader.rectangle())) ? 0 : RECORD.blend;
		case COMMAND.text:
		case COMMAND.limitedText: {
			const font = fonts[reader.number()];
			if (!font) throw new Error("a display list with an unknown font");
			const color = reader.number();
			const x = reader.coordinate();
			const y = reader.coordinate();
			const limit = command === COMMAND.limitedText ? reader.coordinate() : undefined;
			return drawGlyphs(raster, font.layOut(reader.text(), limit), color, x, y);
		}
		case COMMAND.textPart:
			reader.holdText();
			return 0;
		case COMMAND.bitmap:
			reader.holdBitmap();
			return 0;
		default:
			return drawBitmapCommand(command, reader, raster);
	}
}

function drawGlyphs(
	raster: Raster,
	glyphs: readonly PlacedGlyph[],
	color: number,
	x: number,
	y: number,
): number {
	let length = 0;
	for (const placed of glyphs) {
		const { glyph } = placed;
		const visible = raster.ink(color, glyph, x + placed.x + glyph.left, y + glyph.top);
		if (isEmpty(visible)) continue;
		length += visible.width === glyph.width ? RECORD.glyph : RECORD.clippedGlyph;
	}
	return length;
}
