/**
 * Pictures as they travel to the page, one WebSocket message each: x, y, width and height as 16-bit numbers, then the
 * pixels as RGB565, row by row; all little-endian. The page and the server share this file.
 */

/** An area of the LCD and its pixels. */
export interface LCDFrame {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	/** RGB565, row by row. */
	readonly pixels: Uint16Array;
}

/** Bytes before the pixels. */
const HEADER_LENGTH = 8;

/** Composes the message for a frame. */
export function encodeFrame({ x, y, width, height, pixels }: LCDFrame): Uint8Array<ArrayBuffer> {
	const message = new DataView(new ArrayBuffer(HEADER_LENGTH + pixels.length * 2));
	[x, y, width, height].forEach((value, index) => {
		message.setUint16(index * 2, value, true);
	});
	pixels.forEach((pixel, index) => {
		message.setUint16(HEADER_LENGTH + index * 2, pixel, true);
	});
	return new Uint8Array(message.buffer);
}

/** Reads a message; undefined when it is not a whole frame. */
export function decodeFrame(bytes: ArrayBuffer): LCDFrame | undefined {
	if (bytes.byteLength < HEADER_LENGTH) return undefined;
	const message = new DataView(bytes);
	const [x = 0, y = 0, width = 0, height = 0] = [0, 2, 4, 6].map((offset) => message.getUint16(offset, true));
	const pixels = new Uint16Array(width * height);
	if (pixels.length === 0 || bytes.byteLength !== HEADER_LENGTH + pixels.length * 2) return undefined;
	for (let index = 0; index < pixels.length; index++) {
		pixels[index] = message.getUint16(HEADER_LENGTH + index * 2, true);
	}
	return { x, y, width, height, pixels };
}
