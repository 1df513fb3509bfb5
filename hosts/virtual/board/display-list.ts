import type { Font, PlacedGlyph } from "./font";
import { Raster } from "./raster";
import { intersect, isEmpty, type Rectangle } from "./rectangle";

/**
 * The commands of a display list, a word of 16 bits each, little-endian as are the numbers that follow;
 * `firmware/commodetto/display-list.ts` writes them. A text is the count of its bytes and the bytes, UTF-8, padded to
 * whole words; `textPart` brings the beginning of a text that is too long for one piece.
 */
const COMMAND = { begin: 1, clip: 2, fill: 3, blend: 4, text: 5, limitedText: 6, textPart: 7 } as const;

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
		default:
			throw new Error(`a display list with the unknown command ${command}`);
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

/** Reads a display list from its start. */
class ListReader {
	readonly #list: Buffer;
	#position = 0;
	/** The parts of a text whose end is still to come. */
	#held = "";

	constructor(list: Buffer) {
		this.#list = list;
	}

	get atEnd(): boolean {
		return this.#position >= this.#list.byteLength;
	}

	/** A command, a color or a count. */
	number(): number {
		return this.#list.readUInt16LE(this.#advance(2));
	}

	coordinate(): number {
		return this.#list.readInt16LE(this.#advance(2));
	}

	/** A rectangle; as on a device its far edges are 16-bit numbers too, so that one that is too large has no pixels. */
	rectangle(): Rectangle {
		const x = this.coordinate();
		const y = this.coordinate();
		const right = int16(x + this.number());
		const bottom = int16(y + this.number());
		return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
	}

	/** Reads a part of a text that the next text begins with. */
	holdText(): void {
		this.#held += this.#bytes();
	}

	text(): string {
		const text = this.#held + this.#bytes();
		this.#held = "";
		return text;
	}

	#bytes(): string {
		const byteLength = this.number();
		const start = this.#advance(byteLength + (byteLength & 1));
		return this.#list.toString("utf8", start, start + byteLength);
	}

	#advance(byteLength: number): number {
		const start = this.#position;
		this.#position += byteLength;
		if (this.#position > this.#list.byteLength) throw new Error("a display list that breaks off");
		return start;
	}
}

function int16(value: number): number {
	return (value << 16) >> 16;
}
