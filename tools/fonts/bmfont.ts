/** One glyph of a BMFont: where it lies on the page and how it is set. */
export interface BMFontCharacter {
	readonly code: number;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	/** From the pen to the glyph's left edge. */
	readonly xOffset: number;
	/** From the top of the line to the glyph's top edge. */
	readonly yOffset: number;
	readonly xAdvance: number;
}

/** A font of one page. */
export interface BMFont {
	readonly face: string;
	/** Pixels of the em square. */
	readonly size: number;
	readonly lineHeight: number;
	/** From the top of the line to the baseline. */
	readonly base: number;
	readonly pageWidth: number;
	readonly pageHeight: number;
	/** File name of the page. */
	readonly page: string;
	/** Ascending by code, as the SDK's search needs them. */
	readonly characters: readonly BMFontCharacter[];
}

const SMOOTH_UNICODE = 0xc0;
const ALL_CHANNELS = 15;

/** AngelCode's binary format, version 3: https://www.angelcode.com/products/bmfont/doc/file_format.html */
export function encodeBMFont(font: BMFont): Buffer {
	return Buffer.concat([
		Buffer.from("BMF\x03", "latin1"),
		block(1, encodeInfo(font)),
		block(2, encodeCommon(font)),
		block(3, Buffer.from(`${font.page}\0`, "latin1")),
		block(4, Buffer.concat(font.characters.map(encodeCharacter))),
	]);
}

function block(type: number, content: Buffer): Buffer {
	const header = Buffer.alloc(5);
	header.writeUInt8(type);
	header.writeUInt32LE(content.byteLength, 1);
	return Buffer.concat([header, content]);
}

function encodeInfo({ face, size }: BMFont): Buffer {
	const info = Buffer.alloc(14);
	info.writeInt16LE(size, 0);
	info.writeUInt8(SMOOTH_UNICODE, 2);
	info.writeUInt16LE(100, 4);
	info.writeUInt8(1, 6);
	info.writeUInt8(1, 11);
	info.writeUInt8(1, 12);
	return Buffer.concat([info, Buffer.from(`${face}\0`, "latin1")]);
}

function encodeCommon({ lineHeight, base, pageWidth, pageHeight }: BMFont): Buffer {
	const common = Buffer.alloc(15);
	common.writeUInt16LE(lineHeight, 0);
	common.writeUInt16LE(base, 2);
	common.writeUInt16LE(pageWidth, 4);
	common.writeUInt16LE(pageHeight, 6);
	common.writeUInt16LE(1, 8);
	return common;
}

function encodeCharacter(character: BMFontCharacter): Buffer {
	const entry = Buffer.alloc(20);
	entry.writeUInt32LE(character.code, 0);
	entry.writeUInt16LE(character.x, 4);
	entry.writeUInt16LE(character.y, 6);
	entry.writeUInt16LE(character.width, 8);
	entry.writeUInt16LE(character.height, 10);
	entry.writeInt16LE(character.xOffset, 12);
	entry.writeInt16LE(character.yOffset, 14);
	entry.writeInt16LE(character.xAdvance, 16);
	entry.writeUInt8(ALL_CHANNELS, 19);
	return entry;
}
