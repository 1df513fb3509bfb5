/** Bits of a pixel by the SDK's number of its format: Monochrome, Gray16, RGB565LE. */
const DEPTHS: ReadonlyMap<number, number> = new Map([
	[3, 1],
	[4, 4],
	[7, 16],
]);

/** Rows of a bitmap that crossed the pipe, as `firmware/commodetto/bitmap.ts` lays them out. */
export class Bitmap {
	readonly height: number;
	readonly #bytes: Buffer;
	readonly #depth: number;
	readonly #rowLength: number;

	/** @param bytes as many as `Bitmap.byteLength` says */
	constructor(format: number, width: number, height: number, bytes: Buffer) {
		this.height = height;
		this.#bytes = bytes;
		this.#depth = depthOf(format);
		this.#rowLength = Bitmap.byteLength(format, width, 1);
	}

	/** Bytes of all rows. Throws Error for a format that the firmware does not send. */
	static byteLength(format: number, width: number, height: number): number {
		return Math.ceil((depthOf(format) * width) / 8) * height;
	}

	/** The value of a pixel: a bit, a gray from 0 to 15, or a color. */
	at(column: number, row: number): number {
		const depth = this.#depth;
		const bit = column * depth;
		const position = row * this.#rowLength + (bit >> 3);
		if (depth === 16) return this.#bytes.readUInt16LE(position);
		return (this.#bytes.readUInt8(position) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
	}
}

function depthOf(format: number): number {
	const depth = DEPTHS.get(format);
	if (depth === undefined) throw new Error(`a display list with a bitmap of the format ${format}`);
	return depth;
}
