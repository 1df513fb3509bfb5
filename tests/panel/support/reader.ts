import * as jsQRModule from "jsqr";
import { PNG } from "pngjs";
import { encodePNG, type Picture } from "../../../hosts/virtual/board/png";
import type { Box } from "../../../modules/graphics/box";
import { recognize } from "../../host/tesseract";

/** Letters of the panel are about ten pixels high; a reader of print wants thirty and more. */
const SCALE = 4;

type ReadQRCode = (
	data: Uint8ClampedArray,
	width: number,
	height: number,
) => { readonly data: string } | null;

/** jsQR is a CommonJS module, which loaders wrap in different ways. */
const jsQR = findFunction(jsQRModule) as ReadQRCode;

/** How to read. */
export interface Reading {
	readonly language?: "en" | "fr";
	/** A part of the picture that holds one line; the whole picture where absent. */
	readonly line?: Box;
	/** The characters that may come. */
	readonly alphabet?: string;
}

/**
 * What stands on a picture, its lines joined by spaces. A whole picture is read twice: as it is, and without what is
 * coloured, since text in a coloured frame is taken for a picture.
 */
export function readText(picture: Picture, { language = "en", line, alphabet }: Reading = {}): string {
	const read = (part: Picture, shade: Shade) =>
		recognize(enlarged(part, shade), language === "fr" ? "fra" : "eng", {
			mode: line ? "line" : "block",
			alphabet,
		})
			.split(/\s+/)
			.join(" ")
			.trim();
	if (line) return read(cut(picture, line), brightness);
	return `${read(picture, brightness)} ${read(picture, withoutColors)}`;
}

/** What a phone reads in the QR code on a picture; undefined where it finds none. */
export function readQRCode(picture: Picture): string | undefined {
	// A phone moves until it finds the code; a reader of pictures is given it in several sizes.
	for (const scale of [2, 3, 4, 1]) {
		const { data, width, height } = PNG.sync.read(encodePNG(picture, scale));
		const code = jsQR(new Uint8ClampedArray(data), width, height);
		if (code) return code.data;
	}
	return undefined;
}

function cut({ width, pixels }: Picture, part: Box): Picture {
	const cutOut = new Uint16Array(part.width * part.height);
	for (let row = 0; row < part.height; row++) {
		const from = (part.y + row) * width + part.x;
		cutOut.set(pixels.subarray(from, from + part.width), row * part.width);
	}
	return { width: part.width, height: part.height, pixels: cutOut };
}

/** The grey of an RGB565 pixel, 0 to 255. */
type Shade = (pixel: number) => number;

const WHITE = 255;

/** Difference between red, green and blue, of 31, from which on a pixel is coloured. */
const COLORED = 9;

function brightness(pixel: number): number {
	return ((pixel >> 11) * 2.5 + ((pixel >> 6) & 31) * 4.8 + (pixel & 31) * 0.9) & WHITE;
}

function withoutColors(pixel: number): number {
	const difference = (pixel & 31) - (pixel >> 11);
	return difference > COLORED || difference < -COLORED ? WHITE : brightness(pixel);
}

/** A picture in grey (PGM), each pixel blended into its neighbours, as a camera sees a display from near. */
function enlarged({ width, height, pixels }: Picture, shade: Shade): Buffer {
	const rows = new Uint8Array(width * SCALE * height);
	for (let y = 0; y < height; y++)
		stretch(Uint8Array.from(pixels.subarray(y * width, (y + 1) * width), shade), rows, y * width * SCALE, 1);
	const image = new Uint8Array(rows.length * SCALE);
	for (let x = 0; x < width * SCALE; x++) {
		const column = Uint8Array.from({ length: height }, (_, y) => rows[y * width * SCALE + x] ?? 0);
		stretch(column, image, x, width * SCALE);
	}
	return Buffer.concat([Buffer.from(`P5 ${width * SCALE} ${height * SCALE} 255\n`), image]);
}

/** Writes a line of pixels `SCALE` times as long, blended in between, from `start` on in steps. */
function stretch(line: Uint8Array, into: Uint8Array, start: number, step: number): void {
	let at = start;
	for (let index = 0; index < line.length; index++) {
		const value = line[index] ?? 0;
		const next = line[index + 1] ?? value;
		for (let part = 0; part < SCALE; part++) {
			into[at] = value + ((next - value) * part) / SCALE;
			at += step;
		}
	}
}

function findFunction(module: unknown): unknown {
	return typeof module === "function"
		? module
		: findFunction((module as { readonly default: unknown }).default);
}
