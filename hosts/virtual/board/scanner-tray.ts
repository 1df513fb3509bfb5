import { accessSync, constants, rmSync } from "node:fs";
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

/** The virtual scanner: one document in the tray. The engine reads its file itself, as the scanner's hardware would. */
export class ScannerTray {
	#document: TrayDocument | undefined;
	/** Files of the documents that the firmware is reading. */
	readonly #open = new Map<string, string>();
	#last = 0;

	constructor(calls: Calls) {
		calls.add({
			"scanner.take": () => failing(() => this.#take()),
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
		accessSync(path, constants.R_OK);
		this.#document = undefined;
		this.#last += 1;
		const document = String(this.#last);
		this.#open.set(document, path);
		return JSON.stringify({ document: this.#last, path, name, type, pages, byteLength });
	}

	#close(document: string): undefined {
		const path = this.#open.get(document);
		if (path === undefined) return;
		this.#open.delete(document);
		rmSync(path, { force: true });
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
