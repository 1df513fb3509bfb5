import Bitmap from "commodetto/Bitmap";
import Poco from "commodetto/Poco";
import { display, lcd } from "../../host/lcd";

/*
 * Bitmaps written as letters, and the LCD read as letters.
 */

export const WHITE = 0xffff;
export const BLACK = 0;
export const RED = 0xf800;
export const BLUE = 0x001f;

/** Colors by letter. */
const COLORS: Readonly<Record<string, number>> = { w: WHITE, ".": BLACK, r: RED, b: BLUE, g: 0x07e0 };

/** A bitmap in colors, a letter for each pixel; its pixels begin in the middle of the buffer. */
export function colored(...rows: readonly string[]): Bitmap {
	const colors = [...rows.join("")].map((letter) => COLORS[letter] ?? 0);
	return new Bitmap(
		rows[0]?.length ?? 0,
		rows.length,
		Bitmap.RGB565LE,
		Uint16Array.of(9, ...colors).buffer,
		2,
	);
}

/** A monochrome bitmap, each `#` a set bit. */
export function monochrome(...rows: readonly string[]): Bitmap {
	const bytes = rows.flatMap((row) =>
		(row.match(/.{1,8}/g) ?? []).map((bits) =>
			Number.parseInt(bits.padEnd(8, " ").replaceAll("#", "1").replaceAll(/[^1]/g, "0"), 2),
		),
	);
	return new Bitmap(rows[0]?.length ?? 0, rows.length, Bitmap.Monochrome, Uint8Array.from(bytes).buffer, 0);
}

/** A bitmap of grays, a hexadecimal digit for each pixel: 0 is all ink. */
export function grays(...rows: readonly string[]): Bitmap {
	const bytes = Uint8Array.from(Buffer.from(rows.join(""), "hex"));
	return new Bitmap(rows[0]?.length ?? 0, rows.length, Bitmap.Gray16, bytes.buffer, 0);
}

/** The color of a pixel of the LCD. */
export const pixel = (x: number, y: number): number => lcd.pixels[y * lcd.width + x] ?? -1;

/** A part of the LCD, a string for each row; `*` is a color without a letter. */
export function shown(x: number, y: number, width: number, height: number): string[] {
	const letters = new Map(Object.entries(COLORS).map(([letter, color]) => [color, letter]));
	return Array.from({ length: height }, (_, row) =>
		Array.from({ length: width }, (_, column) => letters.get(pixel(x + column, y + row)) ?? "*").join(""),
	);
}

/** Bytes of display list that a drawing takes on a device. */
export function listLength(draw: (poco: InstanceType<typeof Poco>) => void): number {
	for (let length = 0; ; length++) {
		const small = new Poco(display, { displayListLength: length });
		small.begin();
		draw(small);
		try {
			small.end();
			return length;
		} catch (error) {
			if ((error as Error).message !== "display list overflow") throw error;
			small.close();
		}
	}
}
