/// <reference path="../../../../node_modules/@moddable/typings/commodetto/parseBMP.d.ts" />
import Bitmap from "./bitmap";

/** Where the color masks of a 16-bit BMP stand, and the first of ARGB4444. */
const MASKS = 54;
const RED_OF_4444 = 0x0f00;

/** Compressions: none, and color masks. */
const RGB = 0;
const BITFIELDS = 3;

/** What the SDK's tools write into the first reserved word of a BMP whose pixels are big-endian: `mE`. */
const BIG_ENDIAN = 0x456d;

/**
 * The SDK's `parseBMP`: finds size, format and pixels in a BMP; the pixels stay where they are. As in the SDK, rows must
 * need no padding, and are taken as they lie: a BMP that is stored from its bottom is drawn upside down.
 *
 * @throws Error when it is no BMP, or of a kind that is not supported: RGB565, 16 grays and 1 bit are
 */
export default function parseBMP(resource: HostBuffer): Bitmap {
	const view = new DataView(resource as unknown as ArrayBuffer);
	if (view.byteLength < MASKS || view.getUint16(0, true) !== 0x4d42) throw new Error("invalid BMP");
	const width = view.getInt32(18, true);
	const height = Math.abs(view.getInt32(22, true));
	return new Bitmap(width, height, readFormat(view, width), resource, view.getUint32(10, true));
}

function readFormat(view: DataView, width: number): number {
	const depth = view.getUint16(28, true);
	const compression = view.getUint32(30, true);
	if (depth !== 16 && depth !== 4 && depth !== 1) throw new Error(`a BMP of ${depth} bits is not supported`);
	if (compression !== (depth === 16 ? BITFIELDS : RGB))
		throw new Error(`unsupported ${depth}-bit compression`);
	const unit = 32 / depth;
	if (width % unit !== 0) throw new Error(`${depth}-bit bitmap width must be multiple of ${unit}`);
	if (depth === 1) return Bitmap.Monochrome;
	if (depth === 4) {
		if (!isGray(view)) throw new Error("a BMP of 16 colors is not supported");
		return Bitmap.Gray16;
	}
	if (view.getUint16(6, true) === BIG_ENDIAN) throw new Error("a big-endian BMP is not supported");
	if (view.getUint32(MASKS, true) === RED_OF_4444) throw new Error("a BMP with alpha is not supported");
	return Bitmap.RGB565LE;
}

/** Does the palette go from black to white in 16 steps? */
function isGray(view: DataView): boolean {
	const palette = 14 + view.getUint16(14, true);
	for (let level = 0; level < 16; level++) {
		const entry = palette + level * 4;
		if ([0, 1, 2].some((color) => view.getUint8(entry + color) !== level * 0x11)) return false;
	}
	return true;
}
