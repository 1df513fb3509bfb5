import type Bitmap from "./bitmap";
import type { Part } from "./view";

/** The rectangle of a bitmap that is to be drawn. */
export type Source = Pick<Part, "sx" | "sy" | "width" | "height">;

/**
 * The part of a bitmap that was asked for: all of it without `sx`.
 *
 * @throws RangeError for one that is not in the bitmap
 * @throws TypeError for one without a size: the SDK's typings let it pass, and a device then draws nothing
 */
export function sourceOf(
	bits: Bitmap,
	sx?: number,
	sy?: number,
	sw?: number,
	sh?: number,
	message = "invalid src",
): Source {
	if (sx === undefined) return { sx: 0, sy: 0, width: bits.width, height: bits.height };
	if (sy === undefined || sw === undefined || sh === undefined) {
		throw new TypeError("a part of a bitmap takes sx, sy, sw and sh");
	}
	const source = { sx: uint16(sx), sy: uint16(sy), width: uint16(sw), height: uint16(sh) };
	if (
		source.sx >= bits.width ||
		source.sy >= bits.height ||
		source.sx + source.width > bits.width ||
		source.sy + source.height > bits.height
	) {
		throw new RangeError(message);
	}
	return source;
}

/** Throws Error for a bitmap of another format. On a device Poco leaves it out, or draws what its bytes happen to be. */
export function requireFormat(bits: Bitmap, format: number): void {
	if (bits.pixelFormat === format) return;
	throw new Error(`a bitmap of the format ${bits.pixelFormat} where Poco takes ${format}`);
}

function uint16(value: number): number {
	return value & 0xffff;
}
