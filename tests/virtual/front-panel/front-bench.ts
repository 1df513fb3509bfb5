import { fileURLToPath } from "node:url";
import type { Board } from "../../../hosts/virtual/board/board";
import { bundleFirmware } from "../../../hosts/virtual/board/bundle";
import { createControlAPI, serveControlAPI } from "../../../hosts/virtual/board/control-api";
import type { UpgradeHandler } from "../../../hosts/virtual/board/upgrade";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { FrontPanel } from "../../../hosts/virtual/front-panel/front-panel";
import { cleanUp, temporaryFolder } from "../board/bench";
import { probeBoard } from "../board/probe-board";
import type { Scene } from "../drawing/firmware/studio";

/** The heap of an ESP32 in bytes. */
const RAM = 128 * 1024;

/** Instructions for one turn: far more than a screen takes. */
const COMPUTE = 5_000_000;

/** A board whose firmware draws what a test asks for and notes what it hears, behind the front panel's server. */
export class FrontBench {
	readonly board: Board;
	/** Address of page and API, without a slash at the end. */
	readonly url: string;

	private constructor(board: Board, url: string) {
		this.board = board;
		this.url = url;
	}

	/** @param upgrade takes WebSockets in place of the front panel's own server */
	static async open(upgrade?: (board: Board) => UpgradeHandler): Promise<FrontBench> {
		const folder = temporaryFolder();
		const studio = fileURLToPath(new URL("../drawing/firmware/studio.ts", import.meta.url));
		const [engine, firmware] = await Promise.all([buildEngine({}), bundleFirmware(studio)]);
		const board = await probeBoard({
			folder,
			ports: {},
			engine: { path: engine.path, firmware: firmware.path, ram: RAM, compute: COMPUTE },
		});
		const panel = await FrontPanel.open(board);
		cleanUp(() => panel.close());
		const links = { webConfig: "http://localhost:8080" };
		const app = createControlAPI(board, { folder, links, pages: panel.pages });
		const api = await serveControlAPI(app, 0, upgrade?.(board) ?? panel.upgrade);
		cleanUp(() => api.close());
		return new FrontBench(board, `http://127.0.0.1:${api.port}`);
	}

	/** Lets the firmware draw. */
	draw(scene: Scene): Promise<unknown> {
		return this.board.control({ scene });
	}

	/** What the firmware has heard from touch screen and keys since it was last asked. */
	heard(): Promise<unknown> {
		return this.draw("heard");
	}

	async post(path: string, content: unknown): Promise<{ status: number; json: unknown }> {
		const response = await fetch(this.url + path, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(content),
		});
		return { status: response.status, json: await response.json() };
	}
}
