import { join } from "node:path";
import type { Calls } from "./calls";
import type { Display } from "./display";
import { drawFrame } from "./display-list";
import { Font } from "./font";
import type { Rectangle } from "./rectangle";
import { FONT_FOLDER } from "./resources";

/** Longest display list of one frame in bytes: more than a page of text and bitmaps needs. */
const LIST_LIMIT = 4 * 1024 * 1024;

/** Where a frame goes: onto the LCD, or back to the firmware, which reads it row by row. */
interface Output {
	readonly bounds: Rectangle;
	/** Bytes that the display list may take on a device. */
	readonly displayListLength: number;
	readonly display: Display | undefined;
	/** The frame under way. */
	list: Buffer[];
	/** What the firmware has not read yet of the last frame, RGB565 little-endian. */
	unread: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** What is native in the SDK's Poco: fonts, and drawing the display lists that the firmware's Poco collects. */
export class Graphics {
	readonly #display: Display;
	readonly #fonts: Font[] = [];
	readonly #fontNumbers = new Map<string, number>();
	readonly #outputs = new Map<string, Output>();
	#last = 0;

	constructor(display: Display, calls: Calls) {
		this.#display = display;
		calls.add({
			"font.open": ([name = ""]) => this.#openFont(name),
			"font.width": ([font, ...words]) => this.#measure(font, words.join(" ")),
			"poco.open": ([target, ...numbers]) => this.#open(target === "lcd", numbers.map(Number)),
			"poco.draw": ([id], piece) => this.#collect(this.#output(id), piece),
			"poco.end": ([id], piece) => this.#end(this.#output(id), piece),
			"poco.read": ([id, byteLength]) => this.#read(this.#output(id), Number(byteLength)),
			"poco.close": ([id = ""]) => {
				this.#outputs.delete(id);
				return undefined;
			},
		});
	}

	/** The LCD goes dark and frames under way are lost, as at power on. */
	clear(): void {
		this.#outputs.clear();
		this.#display.clear();
	}

	#openFont(name: string): number {
		const known = this.#fontNumbers.get(name);
		if (known !== undefined) return known;
		if (!/^[\w-]+$/.test(name)) throw new Error(`no font has the name ${name}`);
		const number = this.#fonts.push(new Font(join(FONT_FOLDER, `${name}.fnt`))) - 1;
		this.#fontNumbers.set(name, number);
		return number;
	}

	#measure(font: string | undefined, text: string): Uint8Array {
		const width = Buffer.alloc(4);
		width.writeUInt32LE(this.#fonts[Number(font)]?.width(text) ?? 0);
		return width;
	}

	#open(lcd: boolean, [width = 0, height = 0, displayListLength = 0]: readonly number[]): string {
		this.#last += 1;
		const id = String(this.#last);
		const display = lcd ? this.#display : undefined;
		const bounds = { x: 0, y: 0, width, height };
		this.#outputs.set(id, { bounds, displayListLength, display, list: [], unread: NOTHING });
		return id;
	}

	#output(id: string | undefined): Output {
		const output = this.#outputs.get(id ?? "");
		if (!output) throw new Error("the Poco is closed");
		return output;
	}

	#collect(output: Output, piece: Uint8Array): undefined {
		output.list.push(Buffer.from(piece));
		if (output.list.length * piece.byteLength > LIST_LIMIT) {
			output.list = [];
			throw new Error("display list overflow");
		}
	}

	#end(output: Output, piece: Uint8Array): undefined {
		const list = Buffer.concat([...output.list, piece]);
		output.list = [];
		output.unread = NOTHING;
		const { raster, displayListLength } = drawFrame(list, output.bounds, this.#fonts);
		if (displayListLength > output.displayListLength) throw new Error("display list overflow");
		if (displayListLength === 0) return;
		if (output.display) output.display.show(raster.area, raster.pixels);
		else output.unread = new Uint8Array(raster.pixels.buffer);
	}

	#read(output: Output, byteLength: number): Uint8Array {
		const piece = output.unread.subarray(0, byteLength);
		output.unread = output.unread.subarray(byteLength);
		return piece;
	}
}
