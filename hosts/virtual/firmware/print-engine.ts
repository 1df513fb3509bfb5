import type {
	PaperSize,
	PrintEngine,
	PrintError,
	PrintJob,
	PrintJobOptions,
} from "../../../modules/base/device";
import * as board from "./board";
import type { EventHandler } from "./events";

/** The virtual print engine, above the board's paper tray. */
export const printEngine: PrintEngine = {
	get paper() {
		return board.loadedPaper() as PaperSize;
	},
	start: (options) => new BoardPrintJob(options),
};

/** A document on its way to the board: events `writable <room>`, `done` and `error <reason>`. */
class BoardPrintJob implements PrintJob, EventHandler {
	readonly #options: PrintJobOptions;
	/** 0 once it has ended. */
	#id: number;

	constructor(options: PrintJobOptions) {
		this.#options = options;
		this.#id = events.add(this);
		board.startPrinting(this.#id);
	}

	write(bytes: Uint8Array): void {
		if (this.#id !== 0) board.writePrint(this.#id, bytes);
	}

	end(): void {
		if (this.#id !== 0) board.endPrint(this.#id);
	}

	close(): void {
		if (this.#id === 0) return;
		board.cancelPrint(this.#id);
		this.#forget();
	}

	/** The board's news. */
	onEvent(name: string, argument: string): void {
		if (name === "writable") {
			this.#options.onWritable(Number(argument));
			return;
		}
		this.#forget();
		if (name === "done") this.#options.onDone();
		else this.#options.onError(argument as PrintError);
	}

	#forget(): void {
		events.remove(this.#id);
		this.#id = 0;
	}
}
