import { fileURLToPath } from "node:url";
import { Board } from "../../../hosts/virtual/board/board";
import { bundleFirmware } from "../../../hosts/virtual/board/bundle";
import type { EngineReport } from "../../../hosts/virtual/board/engine-process";
import type { Rectangle } from "../../../hosts/virtual/board/rectangle";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { cleanUp, temporaryFolder } from "../board/bench";
import type { Scene } from "./firmware/studio";
import { expectGolden } from "./golden";

const GOLDEN = new URL("golden/", import.meta.url);

/** The heap of an ESP32 in bytes. */
const RAM = 128 * 1024;

/** Instructions for one turn: far more than a screen takes. */
const COMPUTE = 5_000_000;

/** First build of the engine, in milliseconds. */
const BUILD_TIME = 300_000;

/** A board that runs the studio firmware on the real engine. */
async function studio(): Promise<Board> {
	const [engine, firmware] = await Promise.all([
		buildEngine({}),
		bundleFirmware(fileURLToPath(new URL("firmware/studio.ts", import.meta.url))),
	]);
	const board = new Board({
		clientId: "00000000-0000-0000-0000-000000000000",
		folder: temporaryFolder(),
		engine: { path: engine.path, firmware: firmware.path, ram: RAM, compute: COMPUTE },
		version: "1.0",
		restartDelay: "never",
	});
	cleanUp(() => board.stop());
	await board.start();
	return board;
}

const play = (board: Board, scene: Scene): Promise<unknown> => board.control({ scene });

test("the engine is built", () => buildEngine({}), BUILD_TIME);

describe("A picture drawn by the firmware", () => {
	test.each<Scene>(["primitives", "text", "code", "bitmaps"])(
		"looks as it was approved: %s",
		async (scene) => {
			const board = await studio();
			await play(board, scene);
			expectGolden(board.display, scene, GOLDEN);
		},
	);

	test("reaches the LCD as one change, and only the area that was drawn", async () => {
		const board = await studio();
		const changes: Rectangle[] = [];
		board.display.onChange((rectangle) => changes.push(rectangle));
		await play(board, "code");
		expect(changes).toEqual([{ x: 60, y: 20, width: 200, height: 200 }]);
		expect(board.display.drawn).toEqual({ pixels: 40_000, frames: 1 });
	});

	test("is refused where its display list would not fit on a device", async () => {
		const board = await studio();
		expect(await play(board, "overflow")).toBe("display list overflow");
		expect(board.display.drawn.frames).toBe(0);
	});

	test("is gone when the power goes off", async () => {
		const board = await studio();
		await play(board, "text");
		await board.power(false);
		expect(board.display.pixels.every((pixel) => pixel === 0)).toBe(true);
	});
});

describe("A picture for a printer", () => {
	test("comes back in bands, a few rows at a time", async () => {
		const board = await studio();
		const summary = await play(board, "band");
		expect(summary).toEqual({
			bands: ["0 0 400 25", "0 25 400 25", "0 50 400 25", "0 75 400 25"],
			pixels: 400 * 100,
			dark: expect.any(Number),
			red: 100 * 20,
			mostAtOnce: 2 * 400,
		});
		expect((summary as { dark: number }).dark).toBeGreaterThan(500);
		expect(board.display.drawn.frames).toBe(0);
	});
});

describe("The panel's input", () => {
	test("brings touches, keys and characters to the firmware, in order", async () => {
		const board = await studio();
		board.input.touch("began", 10, 20);
		board.input.touch("moved", 11.7, 20);
		board.input.touch("ended", -3, 20);
		board.input.key("ok");
		board.input.character("é");
		board.input.character(" ");
		const heard = await play(board, "heard");
		expect(heard).toEqual(["began 10 20", "moved 11 20", "ended -3 20", "ok", "character é", "character  "]);
	});

	test("goes nowhere while the printer is off", async () => {
		const board = await studio();
		await board.power(false);
		board.input.key("home");
		await board.power(true);
		expect(await play(board, "heard")).toEqual([]);
	});
});

describe("Drawing in the device's heap", () => {
	test("takes no memory that lasts, and little while a full screen of text is drawn", async () => {
		const board = await studio();
		await play(board, "page");
		const before = await settled(board);
		for (let frame = 0; frame < 10; frame++) await play(board, "page");
		const after = await settled(board);
		expect(after.slots + after.chunks).toBeLessThanOrEqual(before.slots + before.chunks + 64);

		await board.resetPeaks();
		await play(board, "page");
		const report = board.engine.report as Record<keyof EngineReport, number>;
		const peak = (report.slotsPeak ?? 0) + (report.chunksPeak ?? 0) - after.slots - after.chunks;
		expect(peak).toBeLessThan(8 * 1024);
	});
});

async function settled(board: Board): Promise<{ slots: number; chunks: number }> {
	const report = await board.collect();
	return { slots: report?.slots ?? 0, chunks: report?.chunks ?? 0 };
}
