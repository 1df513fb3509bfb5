import Timer from "timer";
import type { PrintEngine } from "../base/device";
import type { StatusBlock } from "../status/block";
import { SYNC_WORD } from "./page-header";
import { PageRaster } from "./page-raster";
import { PAPERS } from "./paper";
import { type PrintControl, PrintStream } from "./print-stream";
import type { RasterType } from "./raster-type";
import { SheetLayout, type SheetText } from "./sheet-layout";
import type { Strip } from "./strip";
import { TextRenderer } from "./text-renderer";

/** How far a job has come, and whether it should stop; see `JobControl`. */
export interface SheetControl extends PrintControl {
	/** @param done lines of the raster @param total all of them */
	progress(done: number, total: number): void;
}

/** What is to be printed. */
export interface SheetContent {
	readonly blocks: readonly StatusBlock[];
	readonly text: SheetText;
	readonly type: RasterType;
}

/**
 * The network status sheet on its way to paper: laid out for the size that lies in the tray, drawn some lines at a time,
 * and sent as PWG Raster (PWG 5102.4) as fast as the engine takes it. Of a page no more than a few lines are in memory.
 * Source: guide, "Vérification de la feuille d'état du réseau".
 */
export class StatusSheet {
	readonly #engine: PrintEngine;
	readonly #raster: PageRaster;
	readonly #renderer: TextRenderer;
	readonly #layout: SheetLayout;
	readonly #height: number;

	/** Lays the sheet out. */
	constructor(engine: PrintEngine, { blocks, text, type }: SheetContent) {
		const paper = PAPERS[engine.paper];
		this.#engine = engine;
		this.#height = paper.height;
		this.#raster = new PageRaster(paper, type);
		this.#renderer = new TextRenderer(this.#raster, paper.width);
		this.#layout = new SheetLayout(paper, blocks, text, this.#renderer.meter);
	}

	/** How many pages it has. */
	get pages(): number {
		return this.#layout.pages;
	}

	/**
	 * Prints the sheet, once.
	 *
	 * @throws Failure `print.*`, `job.cancelled`
	 */
	async print(control: SheetControl): Promise<void> {
		const stream = new PrintStream(this.#engine, control);
		try {
			await this.#write(stream, control);
			await stream.end();
		} finally {
			stream.close();
			this.#renderer.close();
		}
	}

	async #write(stream: PrintStream, control: SheetControl): Promise<void> {
		const raster = this.#raster;
		await stream.write(SYNC_WORD);
		const total = this.pages * this.#height;
		let done = 0;
		for (const strip of this.#layout.strips()) {
			if (strip === "new page") {
				raster.endPage();
				await stream.write(raster.take());
				await stream.write(raster.header(this.pages));
				continue;
			}
			await this.#draw(strip, stream);
			done += strip.height;
			control.progress(done, total);
		}
		raster.endPage();
		await stream.write(raster.take());
	}

	async #draw(strip: Strip, stream: PrintStream): Promise<void> {
		const raster = this.#raster;
		if (strip.kind === "text") await this.#drawText(strip, stream);
		else if (strip.kind === "rule") raster.rule(strip.x, strip.width, strip.height);
		else raster.blank(strip.height);
		await stream.write(raster.take());
	}

	/** The network goes on between two pieces. They come by the hundred, so they leave hardly any garbage. */
	async #drawText({ runs, height }: Extract<Strip, { kind: "text" }>, stream: PrintStream): Promise<void> {
		const raster = this.#raster;
		const renderer = this.#renderer;
		const atOnce = renderer.begin(runs);
		if (atOnce === 0) {
			raster.blank(height);
			return;
		}
		for (let top = 0; top < height; top += atOnce) {
			renderer.draw(top, Math.min(atOnce, height - top));
			const waiting = stream.write(raster.take());
			if (waiting) await waiting;
			await nextTurn();
		}
		renderer.end();
	}
}

function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		Timer.set(() => resolve(), 0);
	});
}
