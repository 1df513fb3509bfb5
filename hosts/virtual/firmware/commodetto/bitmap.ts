import type SDKBitmap from "commodetto/Bitmap";

/** Bits of a pixel, by its format. */
const DEPTHS: Readonly<Record<number, number>> = { 3: 1, 4: 4, 7: 16 };

/**
 * The SDK's Bitmap: a picture in a buffer, rows from the top with no space between them. Of the SDK's formats it has
 * those that Poco draws on an RGB565 output. On a device Poco looks at the pixels when the frame ends, here when they are
 * drawn: do not change them in between.
 */
export default class Bitmap implements SDKBitmap {
	/** The output's own format. */
	static readonly Default = 1;
	/** A bit for each pixel, the leftmost one highest; each row begins with a byte of its own. */
	static readonly Monochrome = 3;
	/** Half a byte for each pixel, the left one high. As ink, 0 is all of it and 15 none. */
	static readonly Gray16 = 4;
	static readonly RGB565LE = 7;

	readonly width: number;
	readonly height: number;
	readonly pixelFormat: number;
	readonly buffer: BufferLike;
	readonly offset: number;
	readonly #bytes: Uint8Array;
	readonly #rowLength: number;

	/**
	 * @param offset where in the buffer the pixels begin
	 * @throws Error for a format that is not supported, RangeError for a buffer that does not hold all pixels
	 */
	constructor(width: number, height: number, format: number, buffer: BufferLike, offset: number) {
		this.width = width & 0xffff;
		this.height = height & 0xffff;
		this.pixelFormat = format === Bitmap.Default ? Bitmap.RGB565LE : format;
		this.buffer = buffer;
		this.offset = offset;
		this.#bytes = bytesOf(buffer);
		this.#rowLength = (Bitmap.depth(this.pixelFormat) * this.width + 7) >> 3;
		if (this.pixelFormat === Bitmap.Gray16 && this.width % 2 === 1) {
			// Poco rounds the length of these rows down, and so draws the picture askew.
			throw new Error("a Gray16 bitmap of an odd width is not supported");
		}
		if (offset < 0 || offset + this.#rowLength * this.height > this.#bytes.byteLength) {
			throw new RangeError("invalid");
		}
	}

	/** Bits of a pixel in a format. Throws Error for one that is not supported. */
	static depth(pixelFormat: number): number {
		const depth = DEPTHS[pixelFormat];
		if (depth === undefined) throw new Error(`the bitmap format ${pixelFormat} is not supported`);
		return depth;
	}

	/** The bytes of some rows, where they are; not in the SDK. */
	rows(start: number, count: number): Uint8Array {
		const first = this.offset + start * this.#rowLength;
		return this.#bytes.subarray(first, first + count * this.#rowLength);
	}
}

function bytesOf(buffer: BufferLike): Uint8Array {
	if (ArrayBuffer.isView(buffer)) return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
	return new Uint8Array(buffer as ArrayBuffer);
}
