/** One font resource: a weight of the family in one size. */
export interface Face {
	/** Name of the resource, without extension. */
	readonly name: string;
	/** The outlines' file in the npm package. */
	readonly source: string;
	/** Size of the em square in pixels. */
	readonly size: number;
}

/*
 * The outlines are IBM Plex Sans. "Plex" is a reserved font name (SIL Open Font License, condition 3), and a bitmap made
 * from outlines is a modified version, so the resources bear a name of their own.
 */
const REGULAR = "400Regular/IBMPlexSans_400Regular.ttf";
const SEMIBOLD = "600SemiBold/IBMPlexSans_600SemiBold.ttf";

/** Every font: up to 28 pixels the panel's, above that the status sheet's; `modules/graphics/fonts.ts` says what each is for. */
export const FACES: readonly Face[] = [
	...[13, 16, 20, 38].map((size) => ({ name: `TimbreSans-Regular-${size}`, source: REGULAR, size })),
	...[13, 16, 20, 28, 46, 60].map((size) => ({
		name: `TimbreSans-SemiBold-${size}`,
		source: SEMIBOLD,
		size,
	})),
];

/** The characters of every font, ascending: Latin-1, and what English and French typography need besides. */
export const CHARACTERS: readonly number[] = [
	...range(0x20, 0x7e),
	...range(0xa0, 0xff),
	...Array.from("ŒœŸ–—‘’“”•…‹›€←↑→↓", (character) => character.charCodeAt(0)).sort((a, b) => a - b),
];

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
