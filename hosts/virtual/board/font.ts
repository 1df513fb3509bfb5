import { readFileSync } from "node:fs";
import { PNG } from "pngjs";

/** One character's picture and place. */
export interface FontGlyph {
	readonly width: number;
	readonly height: number;
	/** From the pen to its left edge. */
	readonly left: number;
	/** From the top of the line to its top edge. */
	readonly top: number;
	/** How far the pen moves. */
	readonly advance: number;
	/** Ink of each pixel, row by row: 0 (none) to 15 (full), as the SDK's `Gray16` masks hold it. */
	readonly levels: Uint8Array;
}

/** A glyph with the pen's place: pixels right of where the text begins. */
export interface PlacedGlyph {
	readonly x: number;
	readonly glyph: FontGlyph;
}

const ELLIPSIS = 0x2026;

/** Types of a BMFont's blocks. */
const COMMON = 2;
const PAGES = 3;
const CHARACTERS = 4;

/** Length of a character's entry. */
const ENTRY = 20;

/**
 * A BMFont of one page, read from the same `.fnt` and `.png` that mcconfig takes. On a device Poco reads fonts from flash
 * by itself; here the board does, so that no glyph ever enters the firmware's heap.
 */
export class Font {
	/** Height of a line in pixels. */
	readonly height: number;
	readonly #glyphs = new Map<number, FontGlyph>();

	/**
	 * @param path the `.fnt`; its page lies beside it
	 * @throws Error when there is no such font or it is damaged
	 */
	constructor(path: string) {
		const blocks = readBlocks(readFileSync(path));
		const common = blocks.get(COMMON);
		const characters = blocks.get(CHARACTERS);
		const pages = blocks.get(PAGES);
		if (!common || !characters || !pages) throw new Error(`${path} is not a whole BMFont`);
		this.height = common.readUInt16LE(0);
		const page = PNG.sync.read(readFileSync(path.replace(/\.fnt$/, ".png")));
		for (let offset = 0; offset < characters.byteLength; offset += ENTRY) {
			const entry = characters.subarray(offset, offset + ENTRY);
			this.#glyphs.set(entry.readUInt32LE(0), readGlyph(entry, page));
		}
	}

	/** Width of a text in pixels; characters that the font lacks have none. */
	width(text: string): number {
		return Array.from(text).reduce((width, character) => width + (this.#glyphOf(character)?.advance ?? 0), 0);
	}

	/**
	 * Sets a text as `Poco.drawText` does. Where it does not fit into `limit` it ends with an ellipsis that does; a
	 * `limit` narrower than the ellipsis leaves nothing.
	 */
	layOut(text: string, limit?: number): PlacedGlyph[] {
		if (limit === undefined || this.width(text) <= limit) return this.#place(Array.from(text));
		const ellipsis = this.#glyphs.get(ELLIPSIS);
		let room = limit - (ellipsis?.advance ?? 0);
		if (room < 0) return [];
		const kept: string[] = [];
		for (const character of text) {
			room -= this.#glyphOf(character)?.advance ?? 0;
			if (room < 0) break;
			kept.push(character);
		}
		return this.#place([...kept, String.fromCharCode(ELLIPSIS)]);
	}

	#place(characters: readonly string[]): PlacedGlyph[] {
		let x = 0;
		return characters.flatMap((character) => {
			const glyph = this.#glyphOf(character);
			if (!glyph) return [];
			const placed = { x, glyph };
			x += glyph.advance;
			return placed;
		});
	}

	#glyphOf(character: string): FontGlyph | undefined {
		return this.#glyphs.get(character.codePointAt(0) ?? 0);
	}
}

function readBlocks(file: Buffer): Map<number, Buffer> {
	if (file.toString("latin1", 0, 4) !== "BMF\x03") throw new Error("not a BMFont, version 3");
	const blocks = new Map<number, Buffer>();
	for (let offset = 4; offset < file.byteLength; ) {
		const end = offset + 5 + file.readUInt32LE(offset + 1);
		blocks.set(file.readUInt8(offset), file.subarray(offset + 5, end));
		offset = end;
	}
	return blocks;
}

function readGlyph(entry: Buffer, page: PNG): FontGlyph {
	const x = entry.readUInt16LE(4);
	const y = entry.readUInt16LE(6);
	const width = entry.readUInt16LE(8);
	const height = entry.readUInt16LE(10);
	const levels = new Uint8Array(width * height);
	for (let row = 0; row < height; row++) {
		for (let column = 0; column < width; column++) {
			const alpha = page.data[((y + row) * page.width + x + column) * 4 + 3] ?? 0;
			levels[row * width + column] = alpha >> 4;
		}
	}
	return {
		width,
		height,
		left: entry.readInt16LE(12),
		top: entry.readInt16LE(14),
		advance: entry.readUInt16LE(16),
		levels,
	};
}
