import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodePNG, encodePNG, type Picture } from "../../../hosts/virtual/board/png";

/** Set to draw the golden pictures anew: `GOLDEN=renew npm test -- tests/virtual/drawing`. Look at them before they stay. */
const RENEW = process.env.GOLDEN === "renew";

/** How far a picture may differ from the golden one. */
export interface Tolerance {
	/** Steps of 32 by which a color may be off. */
	readonly shade: number;
	/** How many pixels may be off by more. */
	readonly pixels: number;
}

const EXACT: Tolerance = { shade: 0, pixels: 0 };

/** Screens: as another rounding of a soft edge would differ, but no accent, no dot and no pixel of a line may be missing. */
export const SCREEN: Tolerance = { shade: 2, pixels: 2 };

/**
 * Compares a picture with the one that a person has looked at and found good.
 * @param folder URL of the folder of the golden pictures, with a slash at the end
 * @param tolerance what may differ; nothing where absent
 * @throws Error that says how many pixels differ and where the picture is to look at
 */
export function expectGolden(
	picture: Picture,
	name: string,
	folder: URL,
	tolerance: Tolerance = EXACT,
): void {
	const path = fileURLToPath(new URL(`${name}.png`, folder));
	if (RENEW) {
		writeFileSync(path, encodePNG(picture));
		return;
	}
	const golden = existsSync(path) ? decodePNG(readFileSync(path)) : undefined;
	const different = golden ? differences(picture, golden, tolerance) : picture.pixels.length;
	if (different === 0) return;
	const drawn = join(tmpdir(), `timbre-${name}.png`);
	writeFileSync(drawn, encodePNG(picture, 2));
	throw new Error(`${name}: ${different} pixels differ from the golden picture; drawn is ${drawn}`);
}

/** How many pixels differ by more than the shade; none where they are no more than the tolerance allows. */
export function differences(picture: Picture, golden: Picture, { shade, pixels }: Tolerance): number {
	if (picture.width !== golden.width || picture.height !== golden.height) return picture.pixels.length;
	let count = 0;
	picture.pixels.forEach((pixel, index) => {
		if (distance(pixel, golden.pixels[index] ?? 0) > shade) count += 1;
	});
	return count > pixels ? count : 0;
}

/** How far two RGB565 pixels lie apart: the most of red, green and blue, each from 0 to 31. */
function distance(one: number, other: number): number {
	if (one === other) return 0;
	const apart = (shift: number) => Math.abs(((one >> shift) & 31) - ((other >> shift) & 31));
	return Math.max(apart(11), apart(6), apart(0));
}
