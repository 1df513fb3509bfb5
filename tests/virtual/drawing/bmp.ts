/** Length of the file header and a plain info header. */
const HEADERS = 54;

/** A BMP as mcconfig's tools write it: from its top, gray palette, RGB565 with masks. */
export interface BMPSpec {
	readonly width: number;
	readonly height: number;
	readonly depth: number;
	/** The pixels' bytes, rows from the top. */
	readonly pixels: Uint8Array;
	/** Red, green and blue bits of 16-bit pixels. */
	readonly masks?: readonly number[];
	readonly compression?: number;
	/** Palette entries in place of grays. */
	readonly palette?: readonly number[];
	/** The reserved word of the file header. */
	readonly reserved?: number;
}

/** Writes a BMP. */
export function encodeBMP({ width, height, depth, pixels, ...rest }: BMPSpec): ArrayBuffer {
	const colors = depth < 16 ? 1 << depth : 0;
	const grays = Array.from(
		{ length: colors },
		(_, index) => Math.floor((index * 255) / (colors - 1)) * 0x010101,
	);
	const table = colors > 0 ? (rest.palette ?? grays) : (rest.masks ?? [0xf800, 0x07e0, 0x001f]);
	const offset = HEADERS + table.length * 4;
	const file = new ArrayBuffer(offset + pixels.byteLength);
	const view = new DataView(file);
	view.setUint16(0, 0x4d42, true);
	view.setUint32(2, file.byteLength, true);
	view.setUint16(6, rest.reserved ?? 0, true);
	view.setUint32(10, offset, true);
	view.setUint32(14, 40, true);
	view.setInt32(18, width, true);
	view.setInt32(22, -height, true);
	view.setUint16(26, 1, true);
	view.setUint16(28, depth, true);
	view.setUint32(30, rest.compression ?? (depth === 16 ? 3 : 0), true);
	table.forEach((entry, index) => {
		view.setUint32(HEADERS + index * 4, entry, true);
	});
	new Uint8Array(file, offset).set(pixels);
	return file;
}
