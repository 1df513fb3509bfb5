import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineReport } from "../../hosts/virtual/board/engine-process";
import { startVirtualPrinter, type VirtualPrinter } from "../../hosts/virtual/virtual-printer";
import type { Key } from "../../modules/base/device";
import type { RasterType } from "../../modules/status-sheet/raster-type";
import { logIn, signIn } from "../person/administrator";
import type { LabClient } from "./lab-client";
import { ACCOUNT, EXCHANGE_ONLINE, type Letter, PASSWORD, type Sender } from "./sender";

/** Milliseconds that a printer may take to come back. */
const PATIENCE = 20_000;

/** Milliseconds of the printer's clock in which everything is drawn. */
const DRAWING = 10;

/** Milliseconds between two looks at what is in use. */
const SAMPLE_INTERVAL = 10;

/** What the engine's report says of memory, now and at most. */
const IN_USE = ["slots", "chunks", "stack"];
const PEAKS = ["slotsPeak", "chunksPeak", "stackPeak"];

/** What something cost the firmware. */
export interface Cost {
	/** Bytes of slots, chunks and stack at their most; the three peaks need not have come at one time. */
	readonly peak: number;
	/** Bytes in use afterwards. */
	readonly left: number;
	/** Instructions of XS. */
	readonly compute: number;
	/** Instructions of the longest turn, in which no event and no timer came through. */
	readonly longestTurn: number;
}

/** What pressing keys cost. */
export interface Press {
	/** Sent to the display. */
	readonly pixels: number;
	/** Instructions of XS. */
	readonly compute: number;
}

/** What was written to the flash. */
export interface Wear {
	/** Values. */
	readonly records: number;
	/** Writes and erasures of any kind. */
	readonly operations: number;
}

/** Timbre's firmware on XS, in a virtual printer that is started as `npm start` does. */
export class Timbre implements Sender {
	readonly name = "Timbre";
	readonly #printer: VirtualPrinter;
	#server = EXCHANGE_ONLINE;

	private constructor(printer: VirtualPrinter) {
		this.#printer = printer;
	}

	/**
	 * Starts a printer on free ports and signs it in.
	 * @param folder a new one for its state
	 * @param rootFile the lab's root certificate, PEM
	 */
	static async start(lab: LabClient, folder: string, rootFile: string): Promise<Timbre> {
		const printer = await startVirtualPrinter({
			lab: false,
			state: join(folder, "state"),
			port: 0,
			controlPort: 0,
			labPort: 0,
			routes: lab.routes.map(({ host, port, address, localPort }) => ({
				...{ host, port, toHost: address, toPort: localPort },
			})),
			roots: [rootFile],
			clientId: undefined,
			online: false,
			ram: 128,
			bits: undefined,
			log: (line) => process.stderr.write(`${line}\n`),
		});
		const timbre = new Timbre(printer);
		try {
			const browser = await logIn(printer);
			await signIn(printer, browser, ACCOUNT, PASSWORD);
			await browser.press("OK");
			return timbre;
		} catch (error) {
			await timbre.stop();
			throw error;
		}
	}

	/** Slot size of the engine: with 64 bits everything but text and bytes takes twice the memory of a board. */
	get bits(): 32 | 64 {
		return this.#printer.bits;
	}

	/** From the job's start to its success; the document lies in the tray before. */
	async send({ to, document, server }: Letter): Promise<number> {
		await this.#awake();
		await this.#useServer(server);
		await this.#layIn(document);
		const { restarts } = this.#printer.board.engine;
		const start = performance.now();
		try {
			const job = await this.#scan(to);
			if (job["result"] !== "success") throw new Error(`the printer's job ended so: ${JSON.stringify(job)}`);
			return performance.now() - start;
		} catch (error) {
			await this.#awake();
			const { engine } = this.#printer.board;
			if (engine.restarts === restarts) throw error;
			throw new Error(`the firmware broke down over ${document.bytes} bytes: ${engine.lastExit?.reason}`);
		}
	}

	/** Prints the network status sheet, takes it out of the tray, and answers its length as raster in bytes. */
	async print(type: RasterType): Promise<number> {
		const answer = await this.#call("/print-status-sheet?wait=1", { type });
		if (answer["result"] !== "success")
			throw new Error(`the sheet's job ended so: ${JSON.stringify(answer)}`);
		const { paper } = this.#printer.board;
		const byteLength = paper.sheets[0]?.raster.byteLength ?? 0;
		paper.empty();
		return byteLength;
	}

	/** Switches the power off and on: nothing of what was before is left in the heap, the access token neither. */
	async cyclePower(): Promise<void> {
		await this.#printer.board.power(false);
		await this.#printer.board.power(true);
	}

	/**
	 * What something costs the firmware; garbage is collected before and after it.
	 * @throws what `work` throws
	 */
	async cost(work: () => Promise<unknown>): Promise<Cost> {
		const { board } = this.#printer;
		await board.collect();
		await board.resetPeaks();
		const before = board.engine.compute;
		await work();
		// The job's answer comes before its turn ends: the engine reports when it is done.
		const report = await board.collect();
		const { compute, longestTurn } = board.engine;
		return {
			peak: sum(report, PEAKS),
			left: sum(report, IN_USE),
			compute: compute - before,
			longestTurn,
		};
	}

	/** Bytes that are really in use at most while something is done: garbage is collected again and again meanwhile. */
	async live(work: () => Promise<unknown>): Promise<number> {
		const { board } = this.#printer;
		let most = 0;
		let over = false;
		const working = work().finally(() => {
			over = true;
		});
		while (!over) {
			most = Math.max(most, sum(await board.collect(), IN_USE));
			await new Promise((resolve) => setTimeout(resolve, SAMPLE_INTERVAL));
		}
		await working;
		return most;
	}

	/** What something writes to the flash. */
	async wear(work: () => Promise<unknown>): Promise<Wear> {
		const { storage } = this.#printer.board;
		const before = { ...storage.use, ...storage.wear };
		await work();
		const { records, writes, erases } = { ...storage.use, ...storage.wear };
		return {
			records: records - before.records,
			operations: writes - before.writes + (erases - before.erases),
		};
	}

	/** Presses hard keys, each when what the one before has drawn stands on the display. */
	async press(keys: readonly Key[]): Promise<Press> {
		const { board } = this.#printer;
		board.display.resetDrawn();
		const before = board.engine.compute;
		for (const key of keys) {
			board.input.key(key);
			await board.clock.advance(DRAWING);
		}
		return { pixels: board.display.drawn.pixels, compute: board.engine.compute - before };
	}

	/** Lets time pass on the printer's clock; timers on the way fire. */
	async pass(milliseconds: number): Promise<void> {
		await this.#printer.board.clock.advance(milliseconds);
	}

	stop(): Promise<void> {
		return this.#printer.stop();
	}

	/** Waits until the firmware runs: the watchdog starts it again when it broke down. */
	async #awake(): Promise<void> {
		const { board } = this.#printer;
		for (const end = Date.now() + PATIENCE; !board.engine.report?.["cap"]; ) {
			if (Date.now() > end) throw new Error(`the firmware does not run: ${board.engine.lastExit?.reason}`);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	}

	/** Without the control API: an upload of that size would leave the board's process with garbage to collect. */
	async #layIn({ path: original, bytes }: Letter["document"]): Promise<void> {
		const path = `${original}.copy`;
		await copyFile(original, path);
		const type = "application/pdf";
		this.#printer.board.tray.load({ path, name: "document.pdf", type, pages: 1, byteLength: bytes });
	}

	/** The administrator enters another server in Web Config. */
	async #useServer(server: string): Promise<void> {
		if (server === this.#server) return;
		const browser = await logIn(this.#printer);
		await browser.open("/network/email-server");
		await browser.press("OK", { "mail.smtp-server": server });
		if (!browser.text.includes("The settings were saved."))
			throw new Error(`${server} was not taken as server`);
		this.#server = server;
	}

	#scan(to: readonly string[]): Promise<Record<string, unknown>> {
		return this.#call("/scan?wait=1", { to });
	}

	/** Asks the control API for something. */
	async #call(path: string, request: object): Promise<Record<string, unknown>> {
		const response = await fetch(this.#printer.controlURL + path, {
			method: "POST",
			body: JSON.stringify(request),
			headers: { "content-type": "application/json" },
		});
		const answer = (await response.json()) as Record<string, unknown>;
		if (!response.ok) throw new Error(`the printer says: ${answer["error"]}`);
		return answer;
	}
}

function sum(report: EngineReport | undefined, fields: readonly string[]): number {
	if (!report) throw new Error("the firmware is not running");
	return fields.reduce((total, field) => total + (report[field] ?? Number.NaN), 0);
}
