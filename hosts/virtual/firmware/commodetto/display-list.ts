import TextEncoder from "text/encoder";
import * as board from "../board";
import type Bitmap from "./bitmap";
import type { Part } from "./view";

/** Words of 16 bits that are collected before they cross to the board: about a third of a screen. */
const WORDS = 256;

/** Commands of a display list, a word each; the board reads them in `board/display-list.ts`. */
const BEGIN = 1;
const CLIP = 2;
const FILL = 3;
const BLEND = 4;
const TEXT = 5;
const LIMITED_TEXT = 6;
const TEXT_PART = 7;
const BITMAP = 8;
const DRAW_BITMAP = 9;
const DRAW_MONOCHROME = 10;
const DRAW_GRAY = 11;
const DRAW_MASKED = 12;
const FILL_PATTERN = 13;

/** Which pixels `DRAW_MONOCHROME` draws. */
const FORE = 1;
const BACK = 2;

/** Most bytes that one UTF-16 code unit becomes. */
const UTF8_BYTES = 3;

/** Code units of a text that are sure to fit into the buffer together with the longest command. */
const PART_LENGTH = Math.floor(((WORDS - 7) * 2) / UTF8_BYTES);

/**
 * Writes a frame's display list: words of 16 bits in one small buffer, sent on whenever it is full. What a number has
 * beyond 16 bits is lost, as on a device.
 */
export class DisplayList {
	readonly #id: string;
	readonly #words = new Uint16Array(WORDS);
	readonly #encoder = new TextEncoder();
	#length = 0;

	/** @param id what `openPoco` answered */
	constructor(id: string) {
		this.#id = id;
	}

	/** Begins a frame: drops what was written, and names the area. */
	begin(x: number, y: number, width: number, height: number): void {
		this.#length = 0;
		this.#rectangle(this.#command(BEGIN, 5), x, y, width, height);
	}

	/** Restricts what follows to a rectangle. */
	clip(x: number, y: number, width: number, height: number): void {
		this.#rectangle(this.#command(CLIP, 5), x, y, width, height);
	}

	/** Fills a rectangle. */
	fill(color: number, x: number, y: number, width: number, height: number): void {
		const at = this.#command(FILL, 6);
		this.#words[at] = color;
		this.#rectangle(at + 1, x, y, width, height);
	}

	/** Fills a rectangle over what is there. */
	blend(color: number, blend: number, x: number, y: number, width: number, height: number): void {
		const at = this.#command(BLEND, 7);
		this.#words[at] = color;
		this.#words[at + 1] = blend;
		this.#rectangle(at + 2, x, y, width, height);
	}

	/** Draws a text of one line, within `limit` pixels where that is given. */
	text(text: string, font: number, color: number, x: number, y: number, limit: number | undefined): void {
		let rest = text;
		while (rest.length > PART_LENGTH) {
			const unit = rest.charCodeAt(PART_LENGTH);
			const length = unit >= 0xdc00 && unit <= 0xdfff ? PART_LENGTH - 1 : PART_LENGTH;
			this.#string(this.#command(TEXT_PART, 2, length), rest.slice(0, length));
			rest = rest.slice(length);
		}
		const words = this.#words;
		const limited = limit === undefined ? 0 : 1;
		const at = this.#command(limited ? LIMITED_TEXT : TEXT, 6 + limited, rest.length);
		words[at] = font;
		words[at + 1] = color;
		words[at + 2] = x;
		words[at + 3] = y;
		if (limit !== undefined) words[at + 4] = limit;
		this.#string(at + 4 + limited, rest);
	}

	/** Draws a part of a bitmap in its own colors. */
	bitmap(bits: Bitmap, part: Part): void {
		this.#rows(bits, part.sy, part.height);
		this.#part(this.#command(DRAW_BITMAP, 6), part);
	}

	/** Draws the set bits of a part in one color, and the others in another; leaves out those without a color. */
	monochrome(bits: Bitmap, fore: number | undefined, back: number | undefined, part: Part): void {
		this.#rows(bits, part.sy, part.height);
		const at = this.#command(DRAW_MONOCHROME, 9);
		this.#words[at] = (fore === undefined ? 0 : FORE) | (back === undefined ? 0 : BACK);
		this.#words[at + 1] = fore ?? 0;
		this.#words[at + 2] = back ?? 0;
		this.#part(at + 3, part);
	}

	/** Draws a part as ink of one color. */
	gray(bits: Bitmap, color: number, blend: number, part: Part): void {
		this.#rows(bits, part.sy, part.height);
		const at = this.#command(DRAW_GRAY, 8);
		this.#words[at] = color;
		this.#words[at + 1] = blend;
		this.#part(at + 2, part);
	}

	/** Draws a part in its own colors, with the ink that another bitmap has from `maskX`, `maskY` on. */
	masked(bits: Bitmap, part: Part, mask: Bitmap, maskX: number, maskY: number, blend: number): void {
		this.#rows(bits, part.sy, part.height);
		this.#rows(mask, maskY, part.height);
		const at = this.#command(DRAW_MASKED, 8);
		this.#words[at] = blend;
		this.#words[at + 1] = maskX;
		this.#part(at + 2, part);
	}

	/** Fills the rectangle at `x`, `y` with copies of the part. */
	pattern(bits: Bitmap, part: Part, width: number, height: number): void {
		this.#rows(bits, part.sy, part.height);
		const at = this.#command(FILL_PATTERN, 7);
		this.#words[at] = part.sx;
		this.#words[at + 1] = part.width;
		this.#rectangle(at + 2, part.x, part.y, width, height);
	}

	/** Sends the rest, and has the frame drawn. Throws Error when the board refuses it. */
	end(): void {
		const rest = new Uint8Array(this.#words.buffer, 0, this.#length * 2);
		this.#length = 0;
		board.endPoco(this.#id, rest);
	}

	/**
	 * Writes a command and answers where its numbers go.
	 * @param count words of the command, its number included
	 * @param characters characters of the text that ends it
	 */
	#command(command: number, count: number, characters = 0): number {
		let at = this.#length;
		if (at + count + Math.ceil((characters * UTF8_BYTES) / 2) > WORDS) {
			this.#flush();
			at = 0;
		}
		this.#words[at] = command;
		this.#length = at + count;
		return at + 1;
	}

	/** Sends what was written so far. */
	#flush(): void {
		board.drawPoco(this.#id, new Uint8Array(this.#words.buffer, 0, this.#length * 2));
		this.#length = 0;
	}

	/** Writes a part whose rows are known. */
	#part(at: number, { x, y, sx, width, height }: Part): void {
		this.#words[at] = sx;
		this.#rectangle(at + 1, x, y, width, height);
	}

	/** Writes rows of a bitmap for the command that follows, as many bytes at once as the buffer has room for. */
	#rows(bits: Bitmap, start: number, count: number): void {
		const at = this.#command(BITMAP, 4);
		this.#words[at] = bits.pixelFormat;
		this.#words[at + 1] = bits.width;
		this.#words[at + 2] = count;
		const room = new Uint8Array(this.#words.buffer);
		let rest = bits.rows(start, count);
		while (rest.byteLength > 0) {
			if (this.#length === WORDS) this.#flush();
			const piece = rest.subarray(0, (WORDS - this.#length) * 2);
			room.set(piece, this.#length * 2);
			this.#length += (piece.byteLength + 1) >> 1;
			rest = rest.subarray(piece.byteLength);
		}
	}

	#rectangle(at: number, x: number, y: number, width: number, height: number): void {
		const words = this.#words;
		words[at] = x;
		words[at + 1] = y;
		words[at + 2] = width;
		words[at + 3] = height;
	}

	/** Writes the count of a text's bytes and the bytes, UTF-8. */
	#string(at: number, text: string): void {
		const room = new Uint8Array(this.#words.buffer, (at + 1) * 2);
		const { written } = this.#encoder.encodeInto(text, room);
		this.#words[at] = written;
		this.#length = at + 1 + ((written + 1) >> 1);
	}
}
