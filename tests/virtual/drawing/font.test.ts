import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { Calls } from "../../../hosts/virtual/board/calls";
import { Display } from "../../../hosts/virtual/board/display";
import { drawFrame } from "../../../hosts/virtual/board/display-list";
import { Font } from "../../../hosts/virtual/board/font";
import { Graphics } from "../../../hosts/virtual/board/graphics";
import { encodeBMFont } from "../../../tools/fonts/bmfont";

const folder = mkdtempSync(join(tmpdir(), "timbre-font-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A font of three characters on a page of 4 by 2 pixels: `a` is dark and light, the ellipsis is dark, and a space. */
function smallFont(): Font {
	const size = {
		face: "Small",
		size: 2,
		lineHeight: 3,
		base: 2,
		pageWidth: 4,
		pageHeight: 2,
		page: "small.png",
	};
	const blank = { x: 0, y: 0, width: 0, height: 0, xOffset: 0, yOffset: 0 };
	const characters = [
		{ ...blank, code: 0x20, xAdvance: 2 },
		{ code: 0x61, x: 0, y: 0, width: 2, height: 1, xOffset: 0, yOffset: 1, xAdvance: 3 },
		{ code: 0x2026, x: 3, y: 1, width: 1, height: 1, xOffset: 1, yOffset: 2, xAdvance: 2 },
	];
	const page = new PNG({ width: 4, height: 2 });
	page.data[3] = 255;
	page.data[7] = 8 * 17;
	page.data[(4 + 3) * 4 + 3] = 255;
	writeFileSync(join(folder, "small.fnt"), encodeBMFont({ ...size, characters }));
	writeFileSync(join(folder, "small.png"), PNG.sync.write(page));
	return new Font(join(folder, "small.fnt"));
}

describe("A BMFont", () => {
	test("gives each glyph its place and its ink from the page", () => {
		const font = smallFont();
		expect(font.height).toBe(3);
		expect(font.layOut("a …")).toEqual([
			{ x: 0, glyph: { width: 2, height: 1, left: 0, top: 1, advance: 3, levels: Uint8Array.of(15, 8) } },
			{ x: 3, glyph: { width: 0, height: 0, left: 0, top: 0, advance: 2, levels: new Uint8Array(0) } },
			{ x: 5, glyph: { width: 1, height: 1, left: 1, top: 2, advance: 2, levels: Uint8Array.of(15) } },
		]);
	});

	test.each([
		["a", 3, "a"],
		["aaa", 8, "aa…"],
		["aaa", 7, "a…"],
		["aaa", 2, "…"],
		["aaa", 1, ""],
		["aaa", -5, ""],
	])("sets %s in %d pixels as %s", (text, limit, shown) => {
		const font = smallFont();
		expect(font.layOut(text, limit)).toEqual(font.layOut(shown));
	});

	test("that is damaged is refused", () => {
		writeFileSync(join(folder, "damaged.fnt"), "BMF\x04");
		expect(() => new Font(join(folder, "damaged.fnt"))).toThrow("not a BMFont, version 3");
		writeFileSync(join(folder, "damaged.fnt"), "BMF\x03");
		expect(() => new Font(join(folder, "damaged.fnt"))).toThrow("not a whole BMFont");
	});
});

describe("A damaged display list is refused", () => {
	const bounds = { x: 0, y: 0, width: 4, height: 4 };
	const begin = [1, 0, 0, 4, 4];
	const list = (...words: number[]): Buffer => Buffer.from(Uint16Array.from(words).buffer);

	test.each([
		["an empty one", list(), "breaks off"],
		["one without begin", list(3, 0, 0, 0, 1, 1), "without begin"],
		["one with a command that does not exist", list(...begin, 99), "unknown command 99"],
		["one that breaks off in a command", list(...begin, 3, 0, 0), "breaks off"],
		["one that breaks off in a text", list(...begin, 5, 0, 0, 0, 0, 50, 0x6161), "breaks off"],
		["one that breaks off in a bitmap", list(...begin, 8, 7, 2, 2, 0, 0, 0), "breaks off"],
		["one with a bitmap of an unknown format", list(...begin, 8, 5, 1, 1, 0), "bitmap of the format 5"],
		["one that draws a bitmap it did not bring", list(...begin, 9, 0, 0, 0, 1, 1), "without a bitmap"],
		["one with a font that was never opened", list(...begin, 5, 7, 0, 0, 0, 0), "unknown font"],
	])("%s", (_what, damaged, message) => {
		expect(() => drawFrame(damaged, bounds, [smallFont()])).toThrow(message);
	});

	test("and so is one without an end", () => {
		const calls = new Calls();
		new Graphics(new Display(), calls);
		const id = calls.answer(Buffer.from("poco.open lcd 320 240 1024"));
		const piece = Buffer.concat([Buffer.from(`poco.draw ${id}\0`), Buffer.alloc(512, 1)]);
		expect(() => {
			for (let count = 0; count < 10_000; count++) calls.answer(piece);
		}).toThrow("display list overflow");
	});

	test("and a font from another folder is not opened", () => {
		const calls = new Calls();
		new Graphics(new Display(), calls);
		expect(() => calls.answer(Buffer.from("font.open ../../secret"))).toThrow("no font has the name");
		expect(() => calls.answer(Buffer.from("font.open Missing-12"))).toThrow();
	});
});
