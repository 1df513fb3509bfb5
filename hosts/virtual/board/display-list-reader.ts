import { Bitmap } from "./bitmap";
import type { Rectangle } from "./rectangle";

/** Reads a display list from its start. Throws Error where it breaks off. */
export class ListReader {
	readonly #list: Buffer;
	#position = 0;
	/** The parts of a text whose end is still to come. */
	#held = "";
	/** The bitmaps of a command that is still to come. */
	readonly #bitmaps: Bitmap[] = [];

	constructor(list: Buffer) {
		this.#list = list;
	}

	get atEnd(): boolean {
		return this.#position >= this.#list.byteLength;
	}

	/** A command, a color or a count. */
	number(): number {
		return this.#list.readUInt16LE(this.#advance(2));
	}

	coordinate(): number {
		return this.#list.readInt16LE(this.#advance(2));
	}

	/** A rectangle; as on a device its far edges are 16-bit numbers too, so that one that is too large has no pixels. */
	rectangle(): Rectangle {
		const x = this.coordinate();
		const y = this.coordinate();
		const right = int16(x + this.number());
		const bottom = int16(y + this.number());
		return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
	}

	/** Reads a part of a text that the next text begins with. */
	holdText(): void {
		this.#held += this.#text();
	}

	text(): string {
		const text = this.#held + this.#text();
		this.#held = "";
		return text;
	}

	/** Reads rows of a bitmap that the next command draws. */
	holdBitmap(): void {
		const format = this.number();
		const width = this.number();
		const height = this.number();
		const bytes = this.#bytes(Bitmap.byteLength(format, width, height));
		this.#bitmaps.push(new Bitmap(format, width, height, bytes));
	}

	/** The bitmap that came first of those still held. */
	bitmap(): Bitmap {
		const bitmap = this.#bitmaps.shift();
		if (!bitmap) throw new Error("a display list without a bitmap to draw");
		return bitmap;
	}

	#text(): string {
		return this.#bytes(this.number()).toString("utf8");
	}

	/** Bytes, padded to whole words. */
	#bytes(byteLength: number): Buffer {
		const start = this.#advance(byteLength + (byteLength & 1));
		return this.#list.subarray(start, start + byteLength);
	}

	#advance(byteLength: number): number {
		const start = this.#position;
		this.#position += byteLength;
		if (this.#position > this.#list.byteLength) throw new Error("a display list that breaks off");
		return start;
	}
}

function int16(value: number): number {
	return (value << 16) >> 16;
}
