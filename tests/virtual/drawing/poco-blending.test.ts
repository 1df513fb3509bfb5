import type Poco from "commodetto/Poco";
import { lcd } from "../../host/lcd";
import { BLACK, colored, grays, listLength, monochrome, pixel, RED, shown, WHITE } from "./letters";
import { onWhite, poco, useLCD } from "./white-lcd";

useLCD();

describe("drawGray", () => {
	test("draws ink: black is all of it, white none, and in between as blendRectangle does", () => {
		const ramp = grays("0123456789abcdef");
		onWhite(() => {
			poco.drawGray(ramp, RED, 0, 0);
			for (let level = 0; level < 16; level++) {
				const ink = 15 - level;
				poco.blendRectangle(RED, ink === 15 ? 255 : ((ink << 1) | (ink >> 3)) << 3, level, 1, 1, 1);
			}
		});
		expect(Array.from({ length: 16 }, (_, x) => pixel(x, 0))).toEqual(
			Array.from({ length: 16 }, (_, x) => pixel(x, 1)),
		);
		expect(shown(0, 0, 16, 1)).toEqual(["r**************w"]);
	});

	test("is thinned as a whole by a blend, of which a device looks at the upper four bits", () => {
		const ramp = grays("01af");
		onWhite(() => {
			poco.drawGray(ramp, BLACK, 0, 0, 0, 0, 4, 1, 0x80);
			poco.drawGray(ramp, BLACK, 0, 1, 0, 0, 4, 1, 0x8f);
			[17, 15, 6].forEach((weight, x) => {
				poco.blendRectangle(BLACK, weight << 3, x, 2, 1, 1);
			});
			poco.drawGray(ramp, BLACK, 0, 3, 0, 0, 4, 1, 255);
			poco.drawGray(ramp, BLACK, 0, 4, 0, 0, 4, 1, 0);
		});
		const [first, second, third] = [0, 1, 2].map((y) => [0, 1, 2, 3].map((x) => pixel(x, y)));
		expect(first).toEqual(third);
		expect(second).toEqual(third);
		expect(shown(0, 3, 4, 2)).toEqual([".**w", "wwww"]);
	});

	test("draws a part from an odd column, cut by the clip", () => {
		onWhite(() => {
			poco.drawGray(grays("ffffff", "f0f00f"), RED, 0, 0, 1, 1, 4, 1);
			poco.clip(3, 1, 2, 1);
			poco.drawGray(grays("ffffff", "f0f00f"), RED, 0, 0);
			poco.clip();
		});
		expect(shown(0, 0, 5, 2)).toEqual(["rwrrw", "wwwrr"]);
	});

	test("draws the set bits of a monochrome bitmap", () => {
		onWhite(() => poco.drawGray(monochrome("# #"), RED, 0, 0, 0, 0, 3, 1, 9));
		expect(shown(0, 0, 3, 1)).toEqual(["rwr"]);
	});
});

describe("drawMasked", () => {
	const picture = colored("rgbr", "bgrb", "rrrr");
	const mask = grays("ffffff", "f00fff", "ff0fff");

	test("draws a part through the ink of another", () => {
		onWhite(() => {
			poco.origin(1, 0);
			poco.drawMasked(picture, 0, 0, 1, 0, 3, 2, mask, 1, 1);
			poco.origin();
		});
		expect(shown(0, 0, 4, 3)).toEqual(["wgbw", "wwrw", "wwww"]);
	});

	test("keeps both together where the clip cuts them", () => {
		onWhite(() => {
			poco.clip(1, 1, 9, 9);
			poco.drawMasked(picture, 0, 0, 1, 0, 3, 2, mask, 1, 1);
			poco.clip();
		});
		expect(shown(0, 0, 4, 3)).toEqual(["wwww", "wrww", "wwww"]);
	});

	test("is thinned as a whole by a blend", () => {
		onWhite(() => {
			poco.drawMasked(colored("r."), 0, 0, 0, 0, 2, 1, grays("00"), 0, 0, 0x80);
			poco.blendRectangle(RED, 17 << 3, 0, 1, 1, 1);
			poco.blendRectangle(BLACK, 17 << 3, 1, 1, 1, 1);
			poco.drawMasked(colored("r."), 0, 2, 0, 0, 2, 1, grays("00"), 0, 0, 0);
		});
		expect([pixel(0, 0), pixel(1, 0)]).toEqual([pixel(0, 1), pixel(1, 1)]);
		expect(shown(0, 2, 2, 1)).toEqual(["ww"]);
	});

	test("refuses columns of which one is odd, since a device would take the mask's neighbour", () => {
		poco.begin();
		expect(() => poco.drawMasked(picture, 0, 0, 1, 0, 2, 1, mask, 0, 0)).toThrow("one parity");
		expect(() => poco.drawMasked(picture, 0, 0, 0, 0, 2, 3, mask, 0, 1)).toThrow("invalid mask src");
	});
});

describe("fillPattern", () => {
	const pattern = colored("rgb", "bbr");

	test("repeats a bitmap from the top left of the rectangle on", () => {
		onWhite(() => poco.fillPattern(pattern, 1, 1, 5, 3));
		expect(shown(0, 0, 7, 5)).toEqual(["wwwwwww", "wrgbrgw", "wbbrbbw", "wrgbrgw", "wwwwwww"]);
	});

	test("repeats a part of one", () => {
		onWhite(() => poco.fillPattern(pattern, 0, 0, 5, 2, 1, 0, 2, 1));
		expect(shown(0, 0, 6, 3)).toEqual(["gbgbgw", "gbgbgw", "wwwwww"]);
	});

	test("stays in place where the clip or the display cuts it", () => {
		onWhite(() => {
			poco.fillPattern(pattern, -4, -1, 7, 3);
			poco.origin(10, 0);
			poco.clip(1, 1, 3, 1);
			poco.fillPattern(pattern, 0, 0, 300, 200);
			poco.clip();
			poco.origin();
		});
		expect(shown(0, 0, 4, 3)).toEqual(["brbw", "gbrw", "wwww"]);
		expect(shown(10, 0, 5, 3)).toEqual(["wwwww", "wbrbw", "wwwww"]);
	});

	test("draws nothing in a rectangle without pixels, off the display or hidden", () => {
		const draw = (on: InstanceType<typeof Poco>) => {
			on.fillPattern(pattern, 0, 0, 0, 9);
			on.fillPattern(pattern, 320, 0, 9, 9);
			on.fillPattern(pattern, 0, 0, 40000, 9);
			on.clip(0, 0, 0, 0);
			on.fillPattern(pattern, 0, 0, 9, 9);
			on.clip();
		};
		onWhite(() => draw(poco));
		expect(lcd.pixels.every((color) => color === WHITE)).toBe(true);
		expect(listLength(draw)).toBe(0);
	});

	test("refuses a part without pixels: a device would never end", () => {
		poco.begin();
		expect(() => poco.fillPattern(pattern, 0, 0, 9, 9, 0, 0, 0, 1)).toThrow("invalid src");
		expect(() => poco.fillPattern(pattern, 0, 0, 9, 9, 0, 0, 1, 0)).toThrow("invalid src");
	});
});
