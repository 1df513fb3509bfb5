import type { Display } from "../../../modules/base/device";

/** Size of the LCD in pixels. */
const WIDTH = 320;
const HEIGHT = 240;

/** `Bitmap.RGB565LE` of the SDK. */
const RGB565LE = 7;

function nothing(): void {}

/**
 * The LCD. As with the display drivers of the SDK, Poco hands it the pixels natively: they pass from the board's
 * rasteriser to the board's LCD and never enter the heap, so that nothing ever calls `send`.
 */
export const display: Display = {
	width: WIDTH,
	height: HEIGHT,
	pixelFormat: RGB565LE,
	c_dispatch: {} as HostBuffer,
	async: true,
	clut: null,
	begin: nothing,
	continue: nothing,
	send: nothing,
	end: nothing,
	adaptInvalid: nothing,
	pixelsToBytes: (count) => count * 2,
};
