import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Bytes of one MiB. */
export const MIB = 1 << 20;

/** A document to send: the same file for everybody. */
export interface Document {
	readonly path: string;
	/** Its length. */
	readonly bytes: number;
}

/** Documents by their length, each made when it is first asked for. */
export class Documents {
	readonly #folder: string;
	readonly #made = new Map<number, Document>();

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** The document of this many bytes. Its content is random, as that of a compressed scan looks. */
	ofLength(bytes: number): Document {
		const made = this.#made.get(bytes);
		if (made) return made;
		const document = { path: join(this.#folder, `${bytes}.pdf`), bytes };
		writeFileSync(document.path, randomBytes(bytes));
		this.#made.set(bytes, document);
		return document;
	}
}
