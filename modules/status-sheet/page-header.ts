import { type Paper, RESOLUTION } from "./paper";
import { bytesPerLine, RASTER_FORMATS, type RasterType } from "./raster-type";

/** What a raster begins with: `RaS2`, big-endian (PWG 5102.4 section 4.1). */
export const SYNC_WORD = Uint8Array.of(0x52, 0x61, 0x53, 0x32);

/** Length of the header before each page, in bytes. */
export const HEADER_LENGTH = 1796;

/** Where fields lie in the header, in bytes from its start (PWG 5102.4 table 2); all others stay 0, "default". */
const FIELD = {
	pwgRaster: 0,
	resolution: 276,
	copies: 340,
	pageSize: 352,
	width: 372,
	height: 376,
	bitsPerColor: 384,
	bitsPerPixel: 388,
	bytesPerLine: 392,
	colorSpace: 400,
	numColors: 420,
	totalPageCount: 452,
	crossFeedTransform: 456,
	feedTransform: 460,
	imageBox: 464,
	printQuality: 484,
	pageSizeName: 1732,
} as const;

/** `PrintQuality`: normal. */
const NORMAL = 4;

/** `CrossFeedTransform` and `FeedTransform` of a page that is not turned. */
const UPRIGHT = 1;

/**
 * The header of a page, one side, upright, from the printer's own tray (PWG 5102.4 section 4.3).
 *
 * @param pages how many the document has
 */
export function pageHeader(paper: Paper, type: RasterType, pages: number): Uint8Array {
	const header = new Uint8Array(HEADER_LENGTH);
	const view = new DataView(header.buffer);
	const format = RASTER_FORMATS[type];
	const number = (offset: number, ...values: readonly number[]) =>
		values.forEach((value, index) => {
			view.setUint32(offset + index * 4, value);
		});
	ascii(header, FIELD.pwgRaster, "PwgRaster");
	number(FIELD.resolution, RESOLUTION, RESOLUTION);
	number(FIELD.copies, 1);
	number(FIELD.pageSize, ...paper.points);
	number(FIELD.width, paper.width);
	number(FIELD.height, paper.height);
	number(FIELD.bitsPerColor, format.bitsPerPixel);
	number(FIELD.bitsPerPixel, format.bitsPerPixel);
	number(FIELD.bytesPerLine, bytesPerLine(paper.width, format));
	number(FIELD.colorSpace, format.colorSpace);
	number(FIELD.numColors, 1);
	number(FIELD.totalPageCount, pages);
	number(FIELD.crossFeedTransform, UPRIGHT);
	number(FIELD.feedTransform, UPRIGHT);
	number(FIELD.imageBox, 0, 0, paper.width, paper.height);
	number(FIELD.printQuality, NORMAL);
	ascii(header, FIELD.pageSizeName, paper.name);
	return header;
}

function ascii(header: Uint8Array, offset: number, text: string): void {
	for (let index = 0; index < text.length; index++) header[offset + index] = text.charCodeAt(index);
}
