import type { ScannedDocument, Scanner } from "../../../modules/base/device";
import * as board from "./board";

/** The virtual scanner: what lies in the board's tray. */
export const scanner: Scanner = {
	scan() {
		const description = board.takeFromTray();
		return description === "" ? undefined : new TrayDocument(JSON.parse(description));
	},
};

/** What the board says of a document. */
interface DocumentDescription {
	readonly document: number;
	/** Where its bytes are, for `readDocumentAt`. */
	readonly path: string;
	readonly name: string;
	readonly type: string;
	readonly pages: number;
	readonly byteLength: number;
}

class TrayDocument implements ScannedDocument {
	readonly name: string;
	readonly type: string;
	readonly pages: number;
	readonly byteLength: number;
	readonly #document: number;
	readonly #path: string;
	#position = 0;

	constructor({ document, path, name, type, pages, byteLength }: DocumentDescription) {
		this.name = name;
		this.type = type;
		this.pages = pages;
		this.byteLength = byteLength;
		this.#document = document;
		this.#path = path;
	}

	read(into: Uint8Array): number {
		const count = board.readDocumentAt(this.#path, this.#position, into);
		this.#position += count;
		return count;
	}

	rewind(): void {
		this.#position = 0;
	}

	close(): void {
		board.closeDocument(this.#document);
	}
}
