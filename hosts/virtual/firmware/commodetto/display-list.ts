import TextEncoder from "text/encoder";
import * as board from "../board";

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
			board.drawPoco(this.#id, new Uint8Array(this.#words.buffer, 0, at * 2));
			at = 0;
		}
		this.#words[at] = command;
		this.#length = at + count;
		return at + 1;
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
