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

	constructor({ document, name, type, pages, byteLength }: DocumentDescription) {
		this.name = name;
		this.type = type;
		this.pages = pages;
		this.byteLength = byteLength;
		this.#document = document;
	}

	read(into: Uint8Array): number {
		return board.readDocument(this.#document, into);
	}

	rewind(): void {
		board.rewindDocument(this.#document);
	}

	close(): void {
		board.closeDocument(this.#document);
	}
}
