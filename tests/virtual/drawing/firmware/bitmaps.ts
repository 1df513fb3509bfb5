/// <reference path="../../../../node_modules/@moddable/typings/commodetto/parseBMP.d.ts" />
import Bitmap from "commodetto/Bitmap";
import type Poco from "commodetto/Poco";
import parseBMP from "commodetto/parseBMP";
import { encodeBMP } from "../bmp";

/** Side of the pictures in pixels. */
const SIDE = 32;

/** Sets a pixel of some bits in bytes that were 0. */
function put(pixels: Uint8Array, index: number, depth: number, value: number): void {
	const bit = index * depth;
	pixels[bit >> 3] = (pixels[bit >> 3] ?? 0) | (value << (8 - depth - (bit & 7)));
}

/** An envelope of set bits, 32 by 23, as a BMP brings it. */
function envelope(): Bitmap {
	const height = 23;
	const pixels = new Uint8Array((SIDE / 8) * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < SIDE; x++) {
			const fold = Math.min(x, SIDE - 1 - x) - Math.floor(y * 1.4);
			const edge = x === 0 || x === SIDE - 1 || y === 0 || y === height - 1;
			if (edge || fold === 0 || fold === 1) put(pixels, y * SIDE + x, 1, 1);
		}
	}
	return parseBMP(encodeBMP({ width: SIDE, height, depth: 1, pixels }) as unknown as HostBuffer);
}

/** A disc of ink with a soft rim. */
function disc(): Bitmap {
	const pixels = new Uint8Array((SIDE * SIDE) / 2);
	for (let index = 0; index < SIDE * SIDE; index++) {
		const [x, y] = [(index % SIDE) - 15.5, Math.floor(index / SIDE) - 15.5];
		const ink = Math.round(Math.max(0, Math.min(15, (15 - Math.sqrt(x * x + y * y)) * 3)));
		put(pixels, index, 4, 15 - ink);
	}
	return parseBMP(encodeBMP({ width: SIDE, height: SIDE, depth: 4, pixels }) as unknown as HostBuffer);
}

/** A square whose red grows to the right, and whose blue grows downwards. */
function gradient(poco: InstanceType<typeof Poco>): Bitmap {
	const pixels = new Uint16Array(SIDE * SIDE);
	for (let index = 0; index < pixels.length; index++) {
		pixels[index] = poco.makeColor((index % SIDE) * 8, 40, Math.floor(index / SIDE) * 8);
	}
	return new Bitmap(SIDE, SIDE, Bitmap.RGB565LE, pixels.buffer, 0);
}

/** Every way to draw a bitmap: whole, in part, thinned, and cut. */
export function drawBitmaps(poco: InstanceType<typeof Poco>): void {
	const [red, green, white] = [poco.makeColor(200, 30, 30), poco.makeColor(30, 160, 60), 0xffff];
	const [letter, ink, picture] = [envelope(), disc(), gradient(poco)];
	poco.begin();
	poco.fillRectangle(poco.makeColor(230, 230, 220), 0, 0, 320, 240);
	poco.drawMonochrome(letter, 0, white, 10, 10);
	poco.drawMonochrome(letter, red, undefined, 60, 10);
	poco.drawMonochrome(letter, undefined, green, 110, 10);
	poco.drawMonochrome(letter, red, white, 160, 10, 5, 3, 17, 12);
	poco.drawBitmap(letter, 300, 10);
	for (let step = 0; step < 4; step++) {
		poco.drawGray(ink, step & 1 ? red : 0, 10 + step * 50, 50, 0, 0, SIDE, SIDE, 255 - step * 64);
	}
	poco.drawGray(ink, green, 211, 50, 7, 16, 20, 16);
	poco.drawBitmap(picture, 10, 100);
	poco.drawBitmap(picture, 60, 100, 16, 8, 16, 24);
	poco.drawMasked(picture, 110, 100, 0, 0, SIDE, SIDE, ink, 0, 0);
	poco.drawMasked(picture, 160, 100, 0, 0, SIDE, SIDE, ink, 0, 0, 100);
	poco.clip(215, 108, 20, 16);
	poco.drawMasked(picture, 210, 100, 0, 0, SIDE, SIDE, ink, 0, 0);
	poco.clip();
	poco.fillPattern(picture, 10, 150, 100, 80);
	poco.origin(120, 150);
	poco.clip(5, 5, 80, 70);
	poco.fillPattern(picture, 0, 0, 500, 500, 10, 10, 9, 7);
	poco.clip();
	poco.origin();
	poco.fillPattern(picture, 230, 200, 200, 200, 0, 0, 16, 16);
	poco.end();
}
