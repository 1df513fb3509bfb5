import type { ListReader } from "./display-list-reader";
import { FULL_WEIGHT, inkWeight, type PixelValue, type Raster } from "./raster";
import { isEmpty, type Rectangle } from "./rectangle";

/** The commands that draw a bitmap; each takes what `bitmap` brought before it, `masked` two of them. */
const COMMAND = { bitmap: 9, monochrome: 10, gray: 11, masked: 12, pattern: 13 } as const;

/**
 * Bytes of the SDK's records on a 32-bit device, as in `display-list.ts`. That of a monochrome bitmap leaves out its end
 * where only set bits are drawn.
 */
const RECORD = { bitmap: 16, monochrome: 24, foreground: 20, gray: 20, masked: 28, pattern: 28 } as const;

/** Which pixels of a monochrome bitmap are drawn. */
const FORE = 1;
const BACK = 2;

/** A gray that has no ink. */
const NO_INK = 15;

/** Draws a bitmap command and answers the length of its record. */
export function drawBitmapCommand(command: number, reader: ListReader, raster: Raster): number {
	switch (command) {
		case COMMAND.bitmap:
			return recorded(RECORD.bitmap, drawBitmap(reader, raster));
		case COMMAND.monochrome:
			return drawMonochrome(reader, raster);
		case COMMAND.gray:
			return recorded(RECORD.gray, drawGray(reader, raster));
		case COMMAND.masked:
			return recorded(RECORD.masked, drawMasked(reader, raster));
		case COMMAND.pattern:
			return recorded(RECORD.pattern, fillPattern(reader, raster));
		default:
			throw new Error(`a display list with the unknown command ${command}`);
	}
}

function recorded(length: number, visible: Rectangle): number {
	return isEmpty(visible) ? 0 : length;
}

const whole: PixelValue = () => FULL_WEIGHT;

function drawBitmap(reader: ListReader, raster: Raster): Rectangle {
	const bits = reader.bitmap();
	const sx = reader.number();
	return raster.shade(reader.rectangle(), whole, (column, row) => bits.at(sx + column, row));
}

function drawMonochrome(reader: ListReader, raster: Raster): number {
	const bits = reader.bitmap();
	const mode = reader.number();
	const fore = reader.number();
	const back = reader.number();
	const sx = reader.number();
	const isSet: PixelValue = (column, row) => bits.at(sx + column, row);
	const visible = raster.shade(
		reader.rectangle(),
		(column, row) => (mode & (isSet(column, row) ? FORE : BACK) ? FULL_WEIGHT : 0),
		(column, row) => (isSet(column, row) ? fore : back),
	);
	return recorded(mode === FORE ? RECORD.foreground : RECORD.monochrome, visible);
}

function drawGray(reader: ListReader, raster: Raster): Rectangle {
	const color = reader.number();
	const ink = readInk(reader);
	const sx = reader.number();
	return raster.shade(
		reader.rectangle(),
		(column, row) => ink(sx + column, row),
		() => color,
	);
}

function drawMasked(reader: ListReader, raster: Raster): Rectangle {
	const bits = reader.bitmap();
	const ink = readInk(reader);
	const maskX = reader.number();
	const sx = reader.number();
	return raster.shade(
		reader.rectangle(),
		(column, row) => ink(maskX + column, row),
		(column, row) => bits.at(sx + column, row),
	);
}

/** The weights of a bitmap's ink: black is all of it, white none. */
function readInk(reader: ListReader): PixelValue {
	const mask = reader.bitmap();
	const blend = reader.number();
	return (column, row) => inkWeight(NO_INK - mask.at(column, row), blend);
}

function fillPattern(reader: ListReader, raster: Raster): Rectangle {
	const bits = reader.bitmap();
	const sx = reader.number();
	const width = reader.number();
	return raster.shade(reader.rectangle(), whole, (column, row) =>
		bits.at(sx + (column % width), row % bits.height),
	);
}
