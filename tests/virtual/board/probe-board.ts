import { fileURLToPath } from "node:url";
import { Board, type BoardOptions } from "../../../hosts/virtual/board/board";
import { bundleFirmware } from "../../../hosts/virtual/board/bundle";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { cleanUp, temporaryFolder } from "./bench";

/** The heap of an ESP32 in bytes. */
const RAM = 128 * 1024;

/** Instructions for one turn: far more than any needs, and reached in a moment by one that never ends. */
const COMPUTE = 50_000_000;

/** A board that runs the probe firmware on the real engine, started; its port 80 is any free one. */
export async function probeBoard(options: Partial<BoardOptions> = {}): Promise<Board> {
	const [engine, firmware] = await Promise.all([
		buildEngine({}),
		bundleFirmware(fileURLToPath(new URL("firmware/probe.ts", import.meta.url))),
	]);
	const board = new Board({
		clientId: "00000000-0000-0000-0000-000000000000",
		folder: temporaryFolder(),
		engine: { path: engine.path, firmware: firmware.path, ram: RAM, compute: COMPUTE },
		version: "1.0",
		ports: { 80: 0 },
		restartDelay: "never",
		...options,
	});
	cleanUp(() => board.stop());
	await board.start();
	return board;
}
