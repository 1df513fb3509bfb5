import { fileURLToPath } from "node:url";
import type { Board } from "../../../hosts/virtual/board/board";
import { bundleFirmware } from "../../../hosts/virtual/board/bundle";
import { createControlAPI, serveControlAPI } from "../../../hosts/virtual/board/control-api";
import type { Listener } from "../../../hosts/virtual/board/loopback";
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
	readonly #listen: (port: number) => Promise<Listener>;
	#listener: Listener;

	private constructor(board: Board, listen: (port: number) => Promise<Listener>, listener: Listener) {
		this.board = board;
		this.#listen = listen;
		this.#listener = listener;
		cleanUp(() => this.disconnect());
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
		const listen = (port: number) => serveControlAPI(app, port, upgrade?.(board) ?? panel.upgrade);
		return new FrontBench(board, listen, await listen(0));
	}

	/** Address of page and API, without a slash at the end. */
	get url(): string {
		return `http://127.0.0.1:${this.#listener.port}`;
	}

	/** Ends every connection and takes no more. */
	disconnect(): Promise<void> {
		return this.#listener.close();
	}

	/** Takes connections again, at the same address. */
	async reconnect(): Promise<void> {
		this.#listener = await this.#listen(this.#listener.port);
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
