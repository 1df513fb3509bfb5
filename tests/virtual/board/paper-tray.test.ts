import { Calls } from "../../../hosts/virtual/board/calls";
import { Clock } from "../../../hosts/virtual/board/clock";
import { PaperTray } from "../../../hosts/virtual/board/paper-tray";
import { decodeRaster } from "../../../hosts/virtual/board/pwg-raster";
import { LineEncoder } from "../../../modules/status-sheet/line-encoder";
import { pageHeader, SYNC_WORD } from "../../../modules/status-sheet/page-header";
import { PAPERS } from "../../../modules/status-sheet/paper";

const A4 = PAPERS["iso_a4_210x297mm"];

/** A white page. */
function page(): Buffer {
	const encoder = new LineEncoder(310, 0, 20);
	encoder.add(new Uint8Array(310), 0, 0, 3508);
	encoder.end();
	return Buffer.concat([pageHeader(A4, "black_1", 1), encoder.take()]);
}

/** A document of one white page, with something done to it. */
function document(change: (bytes: Buffer) => Buffer = (bytes) => bytes): Buffer {
	return change(Buffer.concat([SYNC_WORD, page()]));
}

/** The document with a number of its header changed. */
function withNumber(offset: number, value: number): Buffer {
	return document((bytes) => {
		bytes.writeUInt32BE(value, 4 + offset);
		return bytes;
	});
}

/** A tray, and the firmware's side of it. */
class Engine {
	readonly events: string[] = [];
	readonly calls = new Calls();
	readonly tray = new PaperTray(
		new Clock(),
		(event) => {
			const line = event();
			if (line !== undefined) this.events.push(line);
		},
		this.calls,
	);

	call(header: string, body?: Uint8Array): void {
		this.calls.answer(Buffer.concat([Buffer.from(header), ...(body ? [Buffer.of(0), body] : [])]));
	}

	print(raster: Buffer): void {
		this.call("print.start 7");
		for (let at = 0; at < raster.byteLength; at += 1000)
			this.call("print.write 7", raster.subarray(at, at + 1000));
		this.call("print.end 7");
	}
}

describe("The virtual printer's raster reader", () => {
	test("takes a white page", () => {
		const [decoded, ...others] = decodeRaster(document());
		expect(others).toEqual([]);
		expect(decoded).toMatchObject({
			width: 2480,
			height: 3508,
			bitsPerPixel: 1,
			paper: A4.name,
			dotsPerInch: 300,
		});
		expect(decoded?.pixels.every((byte) => byte === 0)).toBe(true);
	});

	test.each([
		["no sync word", document((bytes) => bytes.subarray(1))],
		["a header that is cut", document((bytes) => bytes.subarray(0, 900))],
		["lines that are cut", document((bytes) => bytes.subarray(0, bytes.byteLength - 1))],
		["a line too many", document((bytes) => Buffer.concat([bytes, Buffer.of(0)]))],
		["another color space", withNumber(400, 19)],
		["bits that it does not know", withNumber(388, 24)],
		["lines of another length", withNumber(392, 311)],
		["no height", withNumber(376, 0)],
		["a page as high as the sky", withNumber(376, 0xffffffff)],
		["the reserved control byte", document((bytes) => bytes.fill(128, 4 + 1796 + 1, 4 + 1796 + 2))],
		[
			"a line that repeats beyond the page",
			document((bytes) => bytes.fill(255, bytes.byteLength - 7, bytes.byteLength - 6)),
		],
	])("refuses %s", (_, raster) => {
		expect(() => decodeRaster(raster)).toThrow();
	});
});

describe("The paper tray", () => {
	test("holds what was printed, newest first, twenty at most, until it is emptied", () => {
		const engine = new Engine();
		for (let count = 0; count < 22; count++) engine.print(document());
		expect(engine.tray.sheets.map(({ number }) => number)).toEqual(
			Array.from({ length: 20 }, (_, n) => 22 - n),
		);
		expect(engine.tray.find(22)?.raster.equals(document())).toBe(true);
		expect(engine.tray.find(1)).toBeUndefined();
		expect(engine.tray.empty()).toBe(20);
		expect(engine.tray.sheets).toEqual([]);
	});

	test("says that it failed where the raster is damaged, or more comes than it has room for", () => {
		const engine = new Engine();
		engine.print(withNumber(388, 24));
		expect(engine.events.at(-1)).toBe("7 error failed");
		engine.call("print.start 8");
		engine.call("print.write 8", new Uint8Array(9000));
		expect(engine.events.at(-1)).toBe("8 error failed");
		expect(engine.tray.sheets).toEqual([]);
	});

	test("prints one document at a time, and forgets one that is cancelled", () => {
		const engine = new Engine();
		engine.call("print.start 7");
		engine.call("print.start 8");
		expect(engine.events).toEqual(["7 writable 8192", "8 error busy"]);
		engine.call("print.cancel 7");
		engine.call("print.end 7");
		engine.print(document());
		expect(engine.events.at(-1)).toBe("7 done");
		expect(engine.tray.sheets).toHaveLength(1);
	});

	test("tells of room again as it empties, but not while it stands still", () => {
		const engine = new Engine();
		engine.call("print.start 7");
		engine.call("print.write 7", new Uint8Array(4096));
		expect(engine.events).toEqual(["7 writable 8192", "7 writable 8192"]);
		engine.tray.held = true;
		engine.call("print.write 7", new Uint8Array(8192));
		expect(engine.events).toHaveLength(2);
		engine.tray.held = false;
		expect(engine.events).toHaveLength(3);
	});
});
