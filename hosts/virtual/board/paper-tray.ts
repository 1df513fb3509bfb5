import type { PaperSize, PrintError } from "../../../modules/base/device";
import type { Calls, PostEvent } from "./calls";
import type { Clock } from "./clock";
import { decodeRaster, type RasterPage } from "./pwg-raster";

/** Bytes that the engine takes at once. */
const ROOM = 8192;

/** Longest document in bytes. */
const DOCUMENT_LIMIT = 32 * 1024 * 1024;

/** Printed documents that the tray holds; the oldest falls out first. */
const TRAY_LIMIT = 20;

/** Sizes of paper that can be loaded. */
export const PAPER_SIZES: readonly PaperSize[] = ["iso_a4_210x297mm", "na_letter_8.5x11in"];

/** A printed document. */
export interface PrintedSheet {
	/** Counts from 1. */
	readonly number: number;
	/** Milliseconds since 1970. */
	readonly printedAt: number;
	/** The document as the firmware sent it. */
	readonly raster: Buffer;
	readonly pages: readonly RasterPage[];
}

/** A document that is being printed. */
interface Printing {
	readonly id: string;
	readonly pieces: Buffer[];
	length: number;
	/** Bytes that have arrived since room was last told. */
	arrived: number;
}

/** The print engine and its trays: paper in, paper out. */
export class PaperTray {
	/** The paper that is loaded. */
	paper: PaperSize = "iso_a4_210x297mm";
	readonly #clock: Clock;
	readonly #post: PostEvent;
	readonly #sheets: PrintedSheet[] = [];
	#paperOut = false;
	#doorOpen = false;
	#held = false;
	#last = 0;
	#printing: Printing | undefined;

	constructor(clock: Clock, post: PostEvent, calls: Calls) {
		this.#clock = clock;
		this.#post = post;
		calls.add({
			"print.paper": () => this.paper,
			"print.start": ([id = ""]) => this.#start(id),
			"print.write": ([id = ""], bytes) => this.#write(id, bytes),
			"print.end": ([id = ""]) => this.#end(id),
			"print.cancel": ([id = ""]) => {
				if (this.#printing?.id === id) this.#printing = undefined;
				return undefined;
			},
		});
	}

	/** What was printed, newest first. */
	get sheets(): readonly PrintedSheet[] {
		return this.#sheets;
	}

	/** Is the paper used up? What is being printed then ends so. */
	get paperOut(): boolean {
		return this.#paperOut;
	}

	set paperOut(out: boolean) {
		this.#paperOut = out;
		if (out) this.#fail("paper-out");
	}

	/** Is a door open? What is being printed then ends so. */
	get doorOpen(): boolean {
		return this.#doorOpen;
	}

	set doorOpen(open: boolean) {
		this.#doorOpen = open;
		if (open) this.#fail("door-open");
	}

	/** Does the engine stand still, for a look at a job that prints? It takes what it has room for, and goes on later. */
	get held(): boolean {
		return this.#held;
	}

	set held(held: boolean) {
		this.#held = held;
		if (!held) this.#tellRoom();
	}

	/** The document with this number, while it lies there. */
	find(number: number): PrintedSheet | undefined {
		return this.#sheets.find((sheet) => sheet.number === number);
	}

	/** Takes everything out of the tray; answers how many documents it was. */
	empty(): number {
		return this.#sheets.splice(0).length;
	}

	/** Ends what is being printed, as a power cut does; what lies in the tray stays there. */
	clear(): void {
		this.#printing = undefined;
	}

	#start(id: string): undefined {
		const reason = this.#printing ? "busy" : this.#obstacle;
		if (reason) {
			this.#post(() => `${id} error ${reason}`);
			return;
		}
		this.#printing = { id, pieces: [], length: 0, arrived: 0 };
		this.#post(() => (this.#printing?.id === id ? `${id} writable ${ROOM}` : undefined));
	}

	get #obstacle(): PrintError | undefined {
		if (this.#doorOpen) return "door-open";
		return this.#paperOut ? "paper-out" : undefined;
	}

	#write(id: string, bytes: Uint8Array): undefined {
		const printing = this.#printing;
		if (printing?.id !== id) return;
		printing.pieces.push(Buffer.from(bytes));
		printing.length += bytes.byteLength;
		printing.arrived += bytes.byteLength;
		if (printing.arrived > ROOM || printing.length > DOCUMENT_LIMIT) this.#fail("failed");
		else this.#tellRoom();
	}

	/** Tells of new room once half of it is free again. */
	#tellRoom(): void {
		const printing = this.#printing;
		if (!printing || this.#held || printing.arrived < ROOM / 2) return;
		this.#post(() => {
			if (this.#printing !== printing) return undefined;
			// Whatever the firmware wrote before it hears of this has arrived by now.
			printing.arrived = 0;
			return `${printing.id} writable ${ROOM}`;
		});
	}

	#end(id: string): undefined {
		const printing = this.#printing;
		if (printing?.id !== id) return;
		const raster = Buffer.concat(printing.pieces);
		let pages: RasterPage[];
		try {
			pages = decodeRaster(raster);
		} catch {
			this.#fail("failed");
			return;
		}
		this.#printing = undefined;
		this.#last += 1;
		this.#sheets.unshift({ number: this.#last, printedAt: this.#clock.now(), raster, pages });
		if (this.#sheets.length > TRAY_LIMIT) this.#sheets.length = TRAY_LIMIT;
		this.#post(() => `${id} done`);
	}

	#fail(reason: PrintError): void {
		const id = this.#printing?.id;
		this.#printing = undefined;
		if (id !== undefined) this.#post(() => `${id} error ${reason}`);
	}
}
