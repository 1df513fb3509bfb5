/// <reference path="../../../node_modules/@moddable/typings/commodetto/parseBMP.d.ts" />
import Bitmap from "commodetto/Bitmap";
import parseBMP from "commodetto/parseBMP";
import { type BMPSpec, encodeBMP } from "./bmp";

const parse = (file: ArrayBuffer): Bitmap => parseBMP(file as unknown as HostBuffer);

const MONOCHROME: BMPSpec = { width: 32, height: 2, depth: 1, pixels: new Uint8Array(8) };
const GRAY: BMPSpec = { width: 8, height: 3, depth: 4, pixels: new Uint8Array(12) };
const COLOR: BMPSpec = { width: 2, height: 2, depth: 16, pixels: new Uint8Array(8) };

describe("A bitmap", () => {
	test("knows its size, its format and where its pixels are", () => {
		const bitmap = new Bitmap(9, 2, Bitmap.Monochrome, new ArrayBuffer(10), 6);
		const { width, height, pixelFormat, offset } = bitmap;
		expect({ width, height, pixelFormat, offset }).toEqual({
			width: 9,
			height: 2,
			pixelFormat: 3,
			offset: 6,
		});
		expect(new Bitmap(1, 1, Bitmap.Default, new ArrayBuffer(2), 0).pixelFormat).toBe(Bitmap.RGB565LE);
	});

	test.each([
		[Bitmap.Monochrome, 9, 4],
		[Bitmap.Gray16, 10, 10],
		[Bitmap.RGB565LE, 5, 20],
	])("of format %d needs a buffer that holds all of it", (format, width, byteLength) => {
		expect(() => new Bitmap(width, 2, format, new ArrayBuffer(byteLength + 3), 3)).not.toThrow();
		expect(() => new Bitmap(width, 2, format, new ArrayBuffer(byteLength + 3), 4)).toThrow(RangeError);
		expect(() => new Bitmap(width, 2, format, new ArrayBuffer(byteLength + 3), -1)).toThrow(RangeError);
	});

	test.each([
		["none", 0],
		["Gray256", 5],
		["RGB565BE", 8],
		["CLUT16", 11],
		["Gray16, run lengths", 0x84],
	])("of the format %s is refused, since it is not supported here", (_name, format) => {
		expect(() => new Bitmap(2, 2, format, new ArrayBuffer(99), 0)).toThrow(`${format} is not supported`);
	});

	test("of grays has an even width, since a device draws another askew", () => {
		expect(() => new Bitmap(3, 1, Bitmap.Gray16, new ArrayBuffer(9), 0)).toThrow("odd width");
	});

	test("says how many bits a pixel has", () => {
		expect([3, 4, 7].map((format) => Bitmap.depth(format))).toEqual([1, 4, 16]);
		expect(() => Bitmap.depth(99)).toThrow("not supported");
	});
});

describe("A BMP", () => {
	test.each([
		["1 bit", MONOCHROME, Bitmap.Monochrome, 62],
		["16 grays", GRAY, Bitmap.Gray16, 118],
		["RGB565", COLOR, Bitmap.RGB565LE, 66],
	])("of %s becomes a bitmap on its pixels", (_what, spec, format, start) => {
		const file = encodeBMP(spec);
		const { width, height, pixelFormat, offset } = parse(file);
		expect({ width, height }).toEqual({ width: spec.width, height: spec.height });
		expect({ pixelFormat, offset }).toEqual({ pixelFormat: format, offset: start });
	});

	test("that is stored from its bottom is taken as it lies, as the SDK does", () => {
		expect(parse(encodeBMP({ ...COLOR, height: -2 })).height).toBe(2);
	});

	const colors = Array.from({ length: 16 }, (_, index) => index * 0x020406);

	test.each<[string, BMPSpec, string]>([
		["of 8 bits", { ...GRAY, depth: 8 }, "a BMP of 8 bits is not supported"],
		["of 24 bits", { ...COLOR, depth: 24 }, "a BMP of 24 bits is not supported"],
		["of 16 colors", { ...GRAY, palette: colors }, "a BMP of 16 colors is not supported"],
		["with alpha", { ...COLOR, masks: [0x0f00, 0x00f0, 0x000f, 0xf000] }, "alpha is not supported"],
		["with big-endian pixels", { ...COLOR, reserved: 0x456d }, "big-endian BMP is not supported"],
		["that is compressed", { ...GRAY, compression: 2 }, "unsupported 4-bit compression"],
		["of RGB555", { ...COLOR, compression: 0 }, "unsupported 16-bit compression"],
		["whose rows need padding", { ...MONOCHROME, width: 31 }, "1-bit bitmap width must be multiple of 32"],
		["that breaks off", { ...COLOR, height: 3 }, "invalid"],
	])("%s is refused", (_what, spec, message) => {
		expect(() => parse(encodeBMP(spec))).toThrow(message);
	});

	test("that is none is refused", () => {
		expect(() => parse(new ArrayBuffer(100))).toThrow("invalid BMP");
		expect(() => parse(new ArrayBuffer(2))).toThrow("invalid BMP");
	});
});
