import Poco from "commodetto/Poco";
import { UNPAINTED } from "../../../hosts/virtual/board/raster";
import { loadFont } from "../../../modules/graphics/fonts";
import { display, lcd } from "../../host/lcd";
import { BLACK, RED, WHITE } from "./letters";
import { Recorder } from "./recorder";
import { onWhite, poco, useLCD } from "./white-lcd";

useLCD();

const font = loadFont("body");

/** Colors of the LCD from x, y on, as letters, `count` pixels to the right. */
function row(x: number, y: number, count: number): string {
	const letters: Readonly<Record<number, string>> = {
		[WHITE]: "w",
		[BLACK]: ".",
		[RED]: "r",
		[UNPAINTED]: "?",
	};
	const start = y * lcd.width + x;
	return Array.from(lcd.pixels.subarray(start, start + count), (pixel) => letters[pixel] ?? "*").join("");
}

/** Leftmost and rightmost column with ink. */
function inkColumns(): { first: number; last: number } {
	const columns = Array.from(lcd.pixels, (pixel, index) => (pixel === WHITE ? -1 : index % lcd.width));
	const inked = columns.filter((column) => column >= 0);
	return { first: Math.min(...inked), last: Math.max(...inked) };
}

describe("A frame", () => {
	test("changes the area it was begun with, and no pixel beside it", () => {
		poco.begin(10, 20, 5, 2);
		poco.fillRectangle(WHITE, 0, 0, 320, 240);
		poco.end();
		expect([row(9, 19, 7), row(9, 20, 7), row(9, 21, 7), row(9, 22, 7)]).toEqual([
			".......",
			".wwwww.",
			".wwwww.",
			".......",
		]);
		expect(lcd.drawn).toEqual({ pixels: 10, frames: 1 });
	});

	test("is cut at the edges of the display", () => {
		poco.begin(-5, 238, 10, 10);
		poco.fillRectangle(RED, -100, -100, 1000, 1000);
		poco.end();
		expect(row(0, 239, 7)).toBe("rrrrr..");
		expect(lcd.drawn.pixels).toBe(10);
	});

	test("takes numbers only, since a device would not understand a rectangle", () => {
		expect(() => poco.begin({ x: 0, y: 0, width: 2, height: 1 })).toThrow("begin takes numbers");
	});

	test("shows by a color of its own what it did not paint", () => {
		poco.begin(0, 0, 4, 1);
		poco.fillRectangle(WHITE, 1, 0, 2, 1);
		poco.end();
		expect(row(0, 0, 5)).toBe("?ww?.");
	});

	test("in which nothing visible is drawn leaves the display as it is", () => {
		poco.begin(0, 0, 4, 1);
		poco.fillRectangle(WHITE, 4, 0, 2, 1);
		poco.drawText("hors champ", font, BLACK, 0, 40);
		poco.end();
		expect(lcd.drawn.frames).toBe(0);
	});

	test("can go on with another area", () => {
		poco.begin(0, 0, 2, 1);
		poco.fillRectangle(RED, 0, 0, 320, 1);
		poco.continue(4, 0, 2, 1);
		poco.fillRectangle(RED, 0, 0, 320, 1);
		poco.end();
		expect(row(0, 0, 8)).toBe("rr..rr..");
	});

	test("needs begin, and an end for every clip and origin", () => {
		expect(() => poco.end()).toThrow("inactive");
		poco.begin();
		poco.clip(0, 0, 10, 10);
		expect(() => poco.end()).toThrow("clip/origin stack not cleared");
		poco.begin();
		poco.origin(1, 1);
		expect(() => poco.end()).toThrow("clip/origin stack not cleared");
		poco.begin();
		expect(() => poco.clip()).toThrow("clip/origin stack under/overflow");
		expect(() => poco.origin()).toThrow("clip/origin stack under/overflow");
	});

	test("that needs more display list than it has is refused, and the next one is not", () => {
		const small = new Poco(display, { displayListLength: 24 });
		small.begin(0, 0, 3, 1);
		for (let x = 0; x < 3; x++) small.drawPixel(RED, x, 0);
		expect(() => small.end()).toThrow("display list overflow");
		small.begin(0, 0, 3, 1);
		small.drawPixel(RED, 0, 0);
		small.drawPixel(RED, 2, 0);
		small.end();
		expect(row(0, 0, 3)).toBe("r?r");
	});

	test("of a rotated display is refused, since no host is built for one", () => {
		expect(() => new Poco(display, { rotation: 90 })).toThrow("not configured for requested rotation");
	});

	test("of a closed Poco is refused", () => {
		poco.close();
		poco.begin();
		expect(() => poco.end()).toThrow("the Poco is closed");
	});
});

describe("Clip and origin", () => {
	test("a clip within a clip shows what both show, and ends by itself", () => {
		onWhite(() => {
			expect(poco.clip(0, 0, 5, 5)).toBe(true);
			expect(poco.clip(3, 0, 5, 5)).toBe(true);
			poco.fillRectangle(RED, 0, 0, 320, 1);
			poco.clip();
			poco.fillRectangle(BLACK, 0, 1, 320, 1);
			poco.clip();
			poco.fillRectangle(RED, 0, 2, 320, 1);
		});
		expect([row(0, 0, 7), row(0, 1, 7), row(0, 2, 7)]).toEqual(["wwwrrww", ".....ww", "rrrrrrr"]);
	});

	test("says when nothing is left to see, and then draws nothing", () => {
		onWhite(() => {
			expect(poco.clip(0, 0, 5, 5)).toBe(true);
			expect(poco.clip(5, 0, 5, 5)).toBeUndefined();
			poco.fillRectangle(RED, 0, 0, 320, 240);
			poco.blendRectangle(RED, 99, 0, 0, 320, 240);
			poco.drawText("rien", font, RED, 0, 0);
			poco.clip();
			poco.clip();
		});
		expect(lcd.pixels.every((pixel) => pixel === WHITE)).toBe(true);
	});

	test("the origin moves everything, clips included, and adds up", () => {
		onWhite(() => {
			poco.origin(2, 1);
			poco.origin(1, 0);
			poco.clip(1, 0, 2, 1);
			poco.fillRectangle(RED, 0, 0, 9, 9);
			poco.clip();
			poco.origin();
			poco.drawPixel(BLACK, 0, 1);
			poco.origin();
			poco.drawPixel(BLACK, 0, 0);
		});
		expect([row(0, 0, 8), row(0, 1, 8), row(0, 2, 8)]).toEqual([".wwwwwww", "wwwwrrww", "ww.wwwww"]);
	});

	test("a new frame starts without them", () => {
		poco.begin();
		poco.clip(0, 0, 1, 1);
		poco.origin(9, 9);
		onWhite(() => poco.drawPixel(RED, 3, 0));
		expect(row(0, 0, 5)).toBe("wwwrw");
	});
});

describe("Coordinates", () => {
	test("reach beyond the display on every side", () => {
		onWhite(() => poco.fillRectangle(RED, -30000, -30000, 60000, 60000));
		expect(lcd.pixels.every((pixel) => pixel === RED)).toBe(true);
	});

	test("of 16 bits wrap around as on a device: a rectangle with its far edge beyond has no pixels", () => {
		onWhite(() => poco.fillRectangle(RED, 0, 0, 40000, 40000));
		expect(lcd.pixels.every((pixel) => pixel === WHITE)).toBe(true);
	});
});

describe("Text", () => {
	test("is as wide as it measures, and stands where it is put", () => {
		const width = poco.getTextWidth("HH", font);
		onWhite(() => poco.drawText("HH", font, BLACK, 100, 50));
		const { first, last } = inkColumns();
		expect(first).toBeGreaterThanOrEqual(100);
		expect(last).toBeLessThan(100 + width);
		expect(last - first).toBeGreaterThan(width - 6);
	});

	test("is cut by the clip in the middle of a letter", () => {
		onWhite(() => {
			poco.clip(104, 0, 3, 240);
			poco.drawText("HHHH", font, BLACK, 100, 50);
			poco.clip();
		});
		expect(inkColumns()).toEqual({ first: expect.any(Number), last: 106 });
	});

	test("ends with an ellipsis where it is wider than its place, and does not where it fits", () => {
		const text = "Destinataire";
		const width = poco.getTextWidth(text, font);
		onWhite(() => poco.drawText(text, font, BLACK, 0, 0, width));
		const whole = lcd.pixels.slice();
		onWhite(() => poco.drawText(text, font, BLACK, 0, 0));
		expect(lcd.pixels.every((pixel, index) => pixel === whole[index])).toBe(true);

		onWhite(() => poco.drawText(text, font, BLACK, 0, 0, width - 1));
		const shortened = lcd.pixels.slice();
		expect(inkColumns().last).toBeLessThan(width - 1);
		const fits = (end: number) => poco.getTextWidth(`${text.slice(0, end)}…`, font) < width;
		const longest = Math.max(...Array.from(text, (_, end) => (fits(end) ? end : 0)));
		expect(longest).toBeGreaterThan(5);
		onWhite(() => poco.drawText(`${text.slice(0, longest)}…`, font, BLACK, 0, 0));
		expect(lcd.pixels.every((pixel, index) => pixel === shortened[index])).toBe(true);
	});

	test("leaves its place empty where not even the ellipsis fits", () => {
		onWhite(() => poco.drawText("Destinataire", font, BLACK, 0, 0, 5));
		expect(lcd.pixels.every((pixel) => pixel === WHITE)).toBe(true);
	});

	test("passes over characters that no font has", () => {
		expect(poco.getTextWidth("a😀語b", font)).toBe(poco.getTextWidth("ab", font));
		onWhite(() => poco.drawText("a😀語b", font, BLACK, 0, 0));
		const drawn = lcd.pixels.slice();
		onWhite(() => poco.drawText("ab", font, BLACK, 0, 0));
		expect(lcd.pixels.every((pixel, index) => pixel === drawn[index])).toBe(true);
	});

	test("of any length is drawn whole, however little is sent at once", () => {
		const text = "é😀".repeat(400) + "l".repeat(700);
		const width = poco.getTextWidth(text, font);
		const wide = new Recorder(width + 100, font.height);
		const band = new Poco(wide, { displayListLength: 100_000 });
		band.begin();
		band.fillRectangle(WHITE, 0, 0, wide.width, wide.height);
		band.drawText(text, font, BLACK, 0, 0);
		band.end();
		const last = wide.pixels.reduce(
			(far, pixel, index) => (pixel === WHITE ? far : Math.max(far, index % wide.width)),
			0,
		);
		expect(last).toBeLessThan(width);
		expect(last).toBeGreaterThan(width - 5);
	});

	test("of many spaces keeps them", () => {
		const space = poco.getTextWidth(" ", font);
		expect(poco.getTextWidth("   ", font)).toBe(3 * space);
		expect(poco.getTextWidth("", font)).toBe(0);
	});
});

describe("An output that takes the pixels", () => {
	test("gets whole rows, two of its width at once", () => {
		const output = new Recorder(8, 100);
		const band = new Poco(output);
		band.begin(2, 10, 5, 7);
		band.fillRectangle(WHITE, 0, 0, 8, 100);
		band.fillRectangle(RED, 2, 16, 1, 1);
		band.end();
		expect(output.calls).toEqual(["begin 2 10 5 7", "send 30", "send 30", "send 10", "end"]);
		expect(output.pixels).toEqual([...new Array(30).fill(WHITE), RED, WHITE, WHITE, WHITE, WHITE]);
	});

	test("gets as many as it asks for", () => {
		const output = new Recorder(8, 100);
		const band = new Poco(output, { pixels: 80 });
		band.begin(0, 0, 8, 15);
		band.fillRectangle(RED, 0, 0, 8, 100);
		band.end();
		expect(output.calls).toEqual(["begin 0 0 8 15", "send 160", "send 80", "end"]);
	});

	test("gets no pixels where nothing was drawn, and the parts of a frame in turn", () => {
		const output = new Recorder(8, 4);
		const band = new Poco(output);
		band.begin(0, 0, 8, 1);
		band.continue(0, 1, 8, 1);
		band.drawPixel(RED, 0, 1);
		band.end();
		const parts = ["begin 0 0 8 1", "continue 0 1 8 1", "begin 0 1 8 1", "send 16", "end"];
		expect(output.calls).toEqual(parts);
	});
});
