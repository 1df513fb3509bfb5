/** How the dots of a raster are coded, by PWG's names ("pwg-raster-document-type-supported", PWG 5102.4 section 5.3). */
export const RASTER_TYPES = ["black_1", "sgray_8"] as const;

/** One of them: one bit a dot, 1 being black; or eight bits, 0 being black. */
export type RasterType = (typeof RASTER_TYPES)[number];

/** What the two differ in. */
export interface RasterFormat {
	readonly bitsPerPixel: 1 | 8;
	/** PWG 5102.4 table 12: Black, sGray. */
	readonly colorSpace: 3 | 18;
	/** A byte of white paper, and one of black ink. */
	readonly white: number;
	readonly black: number;
}

/** The formats by their type. */
export const RASTER_FORMATS: Readonly<Record<RasterType, RasterFormat>> = {
	black_1: { bitsPerPixel: 1, colorSpace: 3, white: 0, black: 0xff },
	sgray_8: { bitsPerPixel: 8, colorSpace: 18, white: 0xff, black: 0 },
};

/** Is this the name of a raster type? */
export function isRasterType(name: string | undefined): name is RasterType {
	return name === "black_1" || name === "sgray_8";
}

/** Bytes of a line that is not compressed. */
export function bytesPerLine(width: number, { bitsPerPixel }: RasterFormat): number {
	return Math.ceil((width * bitsPerPixel) / 8);
}
