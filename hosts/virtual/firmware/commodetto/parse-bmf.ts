import type parse from "commodetto/parseBMF";
import TextDecoder from "text/decoder";
import * as board from "../board";

/** A font as `parseBMF` of the SDK answers it: the resource itself with properties, and the board's number for it. */
export type BoardFont = ReturnType<typeof parse> & { readonly boardFont: number };

/** Types of a BMFont's blocks. */
const COMMON = 2;
const PAGES = 3;
const CHARACTERS = 4;

/** Length of a character's entry. */
const ENTRY = 20;

/**
 * The SDK's `parseBMF`: checks the header of a BMFont, notes the line's height and the ascent, and has the board load the
 * font. The metrics of the glyphs stay where they are.
 *
 * @throws Error when it is no BMFont of one page, or the board has no such font
 */
export default function parseBMF(resource: HostBuffer): BoardFont {
	const bytes = new Uint8Array(resource as unknown as ArrayBuffer);
	if (bytes[0] !== 0x42 || bytes[1] !== 0x4d || bytes[2] !== 0x46 || (bytes[3] !== 3 && bytes[3] !== 4)) {
		throw new Error("Invalid BMF header");
	}
	const common = findBlock(bytes, COMMON);
	const pages = findBlock(bytes, PAGES);
	const characters = findBlock(bytes, CHARACTERS);
	if (read16(bytes, common + 8) !== 1) throw new Error("not single page");
	const font = resource as unknown as { -readonly [Name in keyof BoardFont]: BoardFont[Name] };
	font.height = read16(bytes, common);
	font.ascent = read16(bytes, common + 2);
	font.position = characters - 4;
	font.charCount = read32(bytes, characters - 4) / ENTRY;
	font.boardFont = board.openFont(pageName(bytes, pages));
	return font;
}

/** Where the content of a block begins; blocks stand in the order of their types. */
function findBlock(bytes: Uint8Array, type: number): number {
	let position = 4;
	while (bytes[position] !== type) {
		if (position >= bytes.byteLength) throw new Error("can't find block");
		position += 5 + read32(bytes, position + 1);
	}
	return position + 5;
}

/** The page's file name without `.png`, which is the resource's own name. */
function pageName(bytes: Uint8Array, start: number): string {
	const end = bytes.indexOf(0, start);
	return new TextDecoder().decode(bytes.slice(start, end - ".png".length));
}

function read16(bytes: Uint8Array, position: number): number {
	return (bytes[position] ?? 0) | ((bytes[position + 1] ?? 0) << 8);
}

function read32(bytes: Uint8Array, position: number): number {
	return read16(bytes, position) | (read16(bytes, position + 2) << 16);
}
