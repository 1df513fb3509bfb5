import { closeSync, openSync, readSync, rmSync } from "node:fs";
import type { Calls } from "./calls";

/** What lies in the tray. */
export interface TrayDocument {
	/** The file that holds it; it is deleted when the document has been scanned or taken away. */
	readonly path: string;
	/** Name without folder. */
	readonly name: string;
	/** MIME type. */
	readonly type: string;
	readonly pages: number;
	readonly byteLength: number;
}

/** A document that the firmware is reading. */
interface OpenDocument {
	readonly file: number;
	readonly path: string;
	position: number;
}

/** Longest piece read at once, in bytes: the firmware's heap is small, and so is what it asks for. */
const PIECE_LIMIT = 64 * 1024;

/** The virtual scanner: one document in the tray, read piece by piece from the disk. */
export class ScannerTray {
	#document: TrayDocument | undefined;
	readonly #open = new Map<string, OpenDocument>();
	#last = 0;

	constructor(calls: Calls) {
		calls.add({
			"scanner.take": () => failing(() => this.#take()),
			"scanner.read": ([document, limit]) => failing(() => this.#read(document, Number(limit))),
			"scanner.rewind": ([document]) => failing(() => this.#rewind(document)),
			"scanner.close": ([document = ""]) => this.#close(document),
		});
	}

	/** What lies in the tray now. */
	get document(): TrayDocument | undefined {
		return this.#document;
	}

	/** Lays a document into the tray, in place of what lay there. */
	load(document: TrayDocument): void {
		this.unload();
		this.#document = document;
	}

	/** Takes the document away; false when there was none. */
	unload(): boolean {
		const document = this.#document;
		this.#document = undefined;
		if (document) rmSync(document.path, { force: true });
		return document !== undefined;
	}

	/** Lets go of what is being read, as a power cut does; what lies in the tray stays there. */
	clear(): void {
		for (const document of [...this.#open.keys()]) this.#close(document);
	}

	#take(): string {
		const taken = this.#document;
		if (!taken) return "";
		const { path, name, type, pages, byteLength } = taken;
		const file = openSync(path, "r");
		this.#document = undefined;
		this.#last += 1;
		const document = String(this.#last);
		this.#open.set(document, { file, path, position: 0 });
		return JSON.stringify({ document: this.#last, name, type, pages, byteLength });
	}

	#read(document: string | undefined, limit: number): Uint8Array {
		const open = this.#find(document);
		const piece = Buffer.allocUnsafe(Math.min(limit, PIECE_LIMIT));
		const byteLength = readSync(open.file, piece, 0, piece.byteLength, open.position);
		open.position += byteLength;
		return piece.subarray(0, byteLength);
	}

	#rewind(document: string | undefined): undefined {
		this.#find(document).position = 0;
	}

	#find(document: string | undefined): OpenDocument {
		const open = this.#open.get(document ?? "");
		if (!open) throw new Error("the document is closed");
		return open;
	}

	#close(document: string): undefined {
		const open = this.#open.get(document);
		if (!open) return;
		this.#open.delete(document);
		closeSync(open.file);
		rmSync(open.path, { force: true });
	}
}

/** Names what goes wrong for the firmware. */
function failing<Result>(action: () => Result): Result {
	try {
		return action();
	} catch (error) {
		throw new Error(`scan.failed: ${(error as Error).message}`);
	}
}
