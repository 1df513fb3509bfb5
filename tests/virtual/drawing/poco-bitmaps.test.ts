import Bitmap from "commodetto/Bitmap";
import Poco from "commodetto/Poco";
import { lcd } from "../../host/lcd";
import { BLACK, BLUE, colored, grays, listLength, monochrome, RED, shown, WHITE } from "./letters";
import { Recorder } from "./recorder";
import { onWhite, poco, useLCD } from "./white-lcd";

useLCD();

describe("drawBitmap", () => {
	const flag = colored("rgb", "bgr");

	test("draws a bitmap in its colors, the origin added", () => {
		onWhite(() => {
			poco.drawBitmap(flag, 1, 0);
			poco.origin(4, 1);
			poco.drawBitmap(flag, 1, 0);
			poco.origin();
		});
		expect(shown(0, 0, 9, 4)).toEqual(["wrgbwwwww", "wbgrwrgbw", "wwwwwbgrw", "wwwwwwwww"]);
	});

	test("draws a part of one", () => {
		onWhite(() => poco.drawBitmap(flag, 1, 1, 1, 1, 2, 1));
		expect(shown(0, 0, 4, 3)).toEqual(["wwww", "wgrw", "wwww"]);
	});

	test("is cut at every edge of the clip, and still shows the right pixels", () => {
		onWhite(() => {
			poco.clip(2, 1, 2, 1);
			poco.drawBitmap(colored("gggg", "grbg", "gggg"), 1, 0);
			poco.clip();
		});
		expect(shown(0, 0, 6, 3)).toEqual(["wwwwww", "wwrbww", "wwwwww"]);
	});

	test("is cut at the edges of the display", () => {
		onWhite(() => {
			poco.drawBitmap(flag, -2, -1);
			poco.drawBitmap(flag, 318, 239);
		});
		expect(shown(0, 0, 2, 2)).toEqual(["rw", "ww"]);
		expect(shown(317, 238, 3, 2)).toEqual(["www", "wrg"]);
	});

	test("draws nothing that is off the display, hidden or empty, and takes no display list for it", () => {
		const draw = (on: InstanceType<typeof Poco>) => {
			for (const [x, y] of [
				[-3, 0],
				[0, -2],
				[320, 0],
				[0, 240],
				[32767, 32767],
				[-32768, 0],
			] as const) {
				on.drawBitmap(flag, x, y);
			}
			on.drawBitmap(flag, 0, 0, 0, 0, 0, 2);
			on.drawBitmap(new Bitmap(0, 0, Bitmap.RGB565LE, new ArrayBuffer(0), 0), 0, 0);
			on.clip(5, 5, 0, 9);
			on.drawBitmap(flag, 5, 5);
			on.clip();
		};
		onWhite(() => draw(poco));
		expect(lcd.pixels.every((color) => color === WHITE)).toBe(true);
		expect(listLength(draw)).toBe(0);
	});

	test("draws a monochrome bitmap black on white", () => {
		poco.begin(0, 0, 3, 1);
		poco.fillRectangle(RED, 0, 0, 3, 1);
		poco.drawBitmap(monochrome("# "), 0, 0);
		poco.end();
		expect(shown(0, 0, 3, 1)).toEqual([".wr"]);
	});

	test("draws one that is far larger than what is sent at once", () => {
		const pixels = Uint16Array.from({ length: 320 * 240 }, (_, index) => (index * 31) & 0xffff);
		onWhite(() => {
			poco.drawPixel(RED, 0, 0);
			poco.drawBitmap(new Bitmap(320, 240, Bitmap.RGB565LE, pixels.buffer, 0), 0, 0);
			poco.drawPixel(RED, 5, 5);
		});
		pixels[5 * 320 + 5] = RED;
		expect(lcd.pixels.every((color, index) => color === pixels[index])).toBe(true);
	});

	test("takes the pixels of a view from where the view begins", () => {
		const view = new Uint8Array(Uint16Array.of(RED, BLUE).buffer, 2);
		onWhite(() => poco.drawBitmap(new Bitmap(1, 1, Bitmap.RGB565LE, view, 0), 0, 0));
		expect(shown(0, 0, 2, 1)).toEqual(["bw"]);
	});
});

describe("drawMonochrome", () => {
	const ring = monochrome("####", "#  #", "####");

	test.each([
		["both colors", RED, BLUE, ["rrrr", "rbbr", "rrrr"]],
		["set bits only", RED, undefined, ["rrrr", "rwwr", "rrrr"]],
		["other bits only", undefined, BLUE, ["wwww", "wbbw", "wwww"]],
		["neither", undefined, undefined, ["wwww", "wwww", "wwww"]],
		["black, which is a color too", BLACK, BLACK, ["....", "....", "...."]],
	])("draws %s", (_what, fore, back, rows) => {
		onWhite(() => poco.drawMonochrome(ring, fore, back, 0, 0));
		expect(shown(0, 0, 4, 3)).toEqual(rows);
		expect(shown(4, 0, 1, 3)).toEqual(["w", "w", "w"]);
	});

	test("draws a part that begins and ends within a byte, and is cut by the clip", () => {
		const bar = monochrome("                   ", "     # ###  ##   # ", "                   ");
		onWhite(() => {
			poco.drawMonochrome(bar, RED, BLUE, 0, 0, 5, 1, 13, 1);
			poco.clip(2, 1, 7, 1);
			poco.drawMonochrome(bar, RED, BLUE, -5, 0);
			poco.clip();
		});
		expect(shown(0, 0, 14, 2)).toEqual(["rbrrrbbrrbbbrw", "wwrrrbbrrwwwww"]);
	});
});

describe("Every bitmap", () => {
	test("takes the display list that it takes on a device", () => {
		const [bits, bw, gray] = [colored("r"), monochrome("#"), grays("00")];
		expect({
			bitmap: listLength((on) => on.drawBitmap(bits, 0, 0)),
			foreground: listLength((on) => on.drawMonochrome(bw, RED, undefined, 0, 0)),
			background: listLength((on) => on.drawMonochrome(bw, undefined, RED, 0, 0)),
			both: listLength((on) => on.drawBitmap(bw, 0, 0)),
			gray: listLength((on) => on.drawGray(gray, RED, 0, 0)),
			masked: listLength((on) => on.drawMasked(bits, 0, 0, 0, 0, 1, 1, gray, 0, 0)),
			pattern: listLength((on) => on.fillPattern(bits, 0, 0, 9, 9)),
		}).toEqual({ bitmap: 16, foreground: 20, background: 24, both: 24, gray: 20, masked: 28, pattern: 28 });
	});

	test.each([
		["beyond its right", 1, 0, 2, 1],
		["beyond its bottom", 0, 1, 2, 2],
		["behind its last column", 2, 0, 0, 1],
		["behind its last row", 0, 2, 1, 0],
		["before it", -1, 0, 1, 1],
	])("refuses a part %s", (_what, sx, sy, sw, sh) => {
		const [bits, bw, gray] = [colored("rr", "rr"), monochrome("##", "##"), grays("00", "00")];
		poco.begin();
		expect(() => poco.drawBitmap(bits, 0, 0, sx, sy, sw, sh)).toThrow(new RangeError("invalid src"));
		expect(() => poco.drawMonochrome(bw, 0, 0, 0, 0, sx, sy, sw, sh)).toThrow("invalid src");
		expect(() => poco.drawGray(gray, 0, 0, 0, sx, sy, sw, sh)).toThrow("invalid src");
		expect(() => poco.drawMasked(bits, 0, 0, sx, sy, sw, sh, gray, 0, 0)).toThrow("invalid src");
		expect(() => poco.fillPattern(bits, 0, 0, 9, 9, sx, sy, sw, sh)).toThrow("invalid src");
	});

	test("refuses a part without a size, of which a device would draw nothing", () => {
		poco.begin();
		expect(() => poco.drawBitmap(colored("rr"), 0, 0, 1, 0)).toThrow(TypeError);
	});

	test("refuses a format that Poco does not draw in this way", () => {
		const [bits, bw, gray] = [colored("rr"), monochrome("##"), grays("00")];
		poco.begin();
		expect(() => poco.drawBitmap(gray, 0, 0)).toThrow("a bitmap of the format 4 where Poco takes 7");
		expect(() => poco.drawMonochrome(gray, 0, 0, 0, 0)).toThrow("format 4 where Poco takes 3");
		expect(() => poco.drawGray(bits, 0, 0, 0)).toThrow("format 7 where Poco takes 4");
		expect(() => poco.drawMasked(bw, 0, 0, 0, 0, 1, 1, gray, 0, 0)).toThrow("format 3 where Poco takes 7");
		expect(() => poco.drawMasked(bits, 0, 0, 0, 0, 1, 1, bw, 0, 0)).toThrow("format 3 where Poco takes 4");
		expect(() => poco.fillPattern(bw, 0, 0, 9, 9)).toThrow("format 3 where Poco takes 7");
	});

	test("is drawn for an output that takes the pixels too", () => {
		const output = new Recorder(3, 2);
		const band = new Poco(output);
		band.begin();
		band.fillPattern(colored("rb"), 0, 0, 3, 2);
		band.drawMonochrome(monochrome("#"), BLACK, undefined, 1, 1);
		band.end();
		expect(output.pixels).toEqual([RED, BLUE, RED, RED, BLACK, RED]);
	});
});
