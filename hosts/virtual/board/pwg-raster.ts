import type { PaperSize } from "../../../modules/base/device";

/** A page of a document, decoded. */
export interface RasterPage {
	readonly width: number;
	readonly height: number;
	/** 1: a bit a dot, 1 being black; 8: a byte a dot, 0 being black. */
	readonly bitsPerPixel: 1 | 8;
	readonly bytesPerLine: number;
	readonly paper: PaperSize;
	readonly dotsPerInch: number;
	/** Line by line, each of whole bytes. */
	readonly pixels: Uint8Array;
}

const SYNC_WORD = "RaS2";

const HEADER_LENGTH = 1796;

/** Largest page that is decoded, in bytes: A4 at 600 dpi in eight bits. */
const PAGE_LIMIT = 40 * 1024 * 1024;

/** `ColorSpace` of the formats, by bits per pixel. */
const COLOR_SPACES: ReadonlyMap<number, number> = new Map([
	[1, 3],
	[8, 18],
]);

/**
 * Reads PWG Raster (PWG 5102.4) as far as this printer understands it: black_1 and sgray_8, one side.
 *
 * @throws Error that says what is wrong with it
 */
export function decodeRaster(document: Buffer): RasterPage[] {
	if (document.toString("latin1", 0, 4) !== SYNC_WORD) throw new Error("the raster has no sync word");
	const pages: RasterPage[] = [];
	let offset = SYNC_WORD.length;
	while (offset < document.byteLength) {
		const header = readHeader(document.subarray(offset, offset + HEADER_LENGTH));
		const pixels = new Uint8Array(header.bytesPerLine * header.height);
		offset = decodeLines(document, offset + HEADER_LENGTH, pixels, header.bytesPerLine);
		pages.push({ ...header, pixels });
	}
	return pages;
}

function readHeader(header: Buffer): Omit<RasterPage, "pixels"> {
	if (header.byteLength < HEADER_LENGTH) throw new Error("the raster ends within a page's header");
	const number = (at: number) => header.readUInt32BE(at);
	const text = (at: number) => header.toString("latin1", at, at + 64).replace(/\0.*$/s, "");
	if (text(0) !== "PwgRaster") throw new Error("the page's header does not begin with PwgRaster");
	const [width, height, bitsPerPixel, bytesPerLine] = [number(372), number(376), number(388), number(392)];
	if (bitsPerPixel !== 1 && bitsPerPixel !== 8) throw new Error(`${bitsPerPixel} bits per pixel`);
	if (number(400) !== COLOR_SPACES.get(bitsPerPixel)) throw new Error(`color space ${number(400)}`);
	if (bytesPerLine !== Math.ceil((width * bitsPerPixel) / 8))
		throw new Error(`${bytesPerLine} bytes per line`);
	if (bytesPerLine * height === 0 || bytesPerLine * height > PAGE_LIMIT)
		throw new Error("a page of that size");
	const paper = text(1732) as PaperSize;
	return { width, height, bitsPerPixel, bytesPerLine, paper, dotsPerInch: number(276) };
}

/** Decodes the lines of a page into `pixels`; answers where the page ends. */
function decodeLines(document: Buffer, start: number, pixels: Uint8Array, lineLength: number): number {
	let offset = start;
	let line = 0;
	const next = () => {
		const byte = document[offset++];
		if (byte === undefined) throw new Error("the raster ends within a page");
		return byte;
	};
	while (line < pixels.byteLength) {
		const repeats = next();
		const end = line + lineLength;
		let at = line;
		while (at < end) {
			const control = next();
			if (control === 128) throw new Error("control byte 128 is reserved");
			const count = control < 128 ? control + 1 : 257 - control;
			if (at + count > end) throw new Error("a line is too long");
			if (control < 128) pixels.fill(next(), at, at + count);
			else for (let index = 0; index < count; index++) pixels[at + index] = next();
			at += count;
		}
		if (end + repeats * lineLength > pixels.byteLength) throw new Error("a page has too many lines");
		for (let repeat = 1; repeat <= repeats; repeat++)
			pixels.copyWithin(line + repeat * lineLength, line, end);
		line = end + repeats * lineLength;
	}
	return offset;
}
