import type { File } from "embedded:storage/files";
import type { ScannedDocument, Scanner } from "timbre/base/device";
import { folder } from "./folder";

/** Folder that plays the tray: what lies in it is scanned, the first by name, and is gone from it then. */
const TRAY = "tray";

const TYPES: Readonly<Record<string, string>> = {
	pdf: "application/pdf",
	jpg: "image/jpeg",
	tif: "image/tiff",
};

/** The simulator's scanner: files from a folder. */
export const scanner: Scanner = {
	scan() {
		const name = nextName();
		return name === undefined ? undefined : new TrayDocument(name);
	},
};

function nextName(): string | undefined {
	return [...folder.scan(TRAY)].filter((name) => typeOf(name) !== undefined).sort()[0];
}

function typeOf(name: string): string | undefined {
	return TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
}

class TrayDocument implements ScannedDocument {
	readonly name: string;
	readonly type: string;
	/** A file's own pages are not counted. */
	readonly pages = 1;
	readonly byteLength: number;
	readonly #file: File;
	#position = 0;

	constructor(name: string) {
		const path = `${TRAY}/${name}`;
		this.name = name;
		this.type = typeOf(name) ?? "application/octet-stream";
		this.#file = folder.openFile({ path });
		this.byteLength = this.#file.status().size;
		// Open files can still be read.
		folder.delete(path);
	}

	read(into: Uint8Array): number {
		const count = this.#file.read(into, this.#position);
		this.#position += count;
		return count;
	}

	rewind(): void {
		this.#position = 0;
	}

	close(): void {
		this.#file.close();
	}
}
