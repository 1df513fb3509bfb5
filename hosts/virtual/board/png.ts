import { PNG } from "pngjs";

/** A picture in RGB565. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint16Array;
}

/** PNG's color type without alpha. */
const RGB = 2;

/** Flat surfaces compress as well without PNG's filters, whose trials would take most of the time. */
const WITHOUT_FILTER = { filterType: 0, deflateStrategy: 0, deflateLevel: 6 } as const;

/**
 * A picture as PNG, the five or six bits of each color widened to eight so that black stays black and white white.
 * @param scale pixels of the PNG for one of the picture, in both directions
 */
export function encodePNG({ width, height, pixels }: Picture, scale = 1): Buffer {
	const png = new PNG({ width: width * scale, height: height * scale });
	for (let y = 0; y < png.height; y++) {
		for (let x = 0; x < png.width; x++) {
			const pixel = pixels[Math.floor(y / scale) * width + Math.floor(x / scale)] ?? 0;
			writePixel(png.data, (y * png.width + x) * 4, pixel);
		}
	}
	return PNG.sync.write(png, { ...WITHOUT_FILTER, colorType: RGB });
}

/** Reads a PNG that `encodePNG` wrote with scale 1. */
export function decodePNG(file: Buffer): Picture {
	const { width, height, data } = PNG.sync.read(file);
	const pixels = new Uint16Array(width * height);
	for (let index = 0; index < pixels.length; index++) {
		const [red = 0, green = 0, blue = 0] = data.subarray(index * 4, index * 4 + 3);
		pixels[index] = ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
	}
	return { width, height, pixels };
}

function writePixel(data: Uint8Array, offset: number, pixel: number): void {
	const red = pixel >> 11;
	const green = (pixel >> 5) & 0x3f;
	const blue = pixel & 0x1f;
	data[offset] = (red << 3) | (red >> 2);
	data[offset + 1] = (green << 2) | (green >> 4);
	data[offset + 2] = (blue << 3) | (blue >> 2);
	data[offset + 3] = 255;
}
