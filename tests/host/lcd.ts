/// <reference path="../../hosts/virtual/firmware/globals.d.ts" />
import { Calls } from "../../hosts/virtual/board/calls";
import { Display } from "../../hosts/virtual/board/display";
import { Graphics } from "../../hosts/virtual/board/graphics";
import { stopTimers } from "./timer";

/*
 * An LCD for tests in Node.js: the virtual printer's own Poco draws, and the board's rasteriser and fonts answer it, only
 * without an engine and a pipe in between. `commodetto/Poco` and `commodetto/parseBMF` are the virtual host's modules;
 * import this file before anything is drawn, and hand `display` of the virtual host to the code under test.
 */

const calls = new Calls();

/** What stands on the LCD. */
export const lcd = new Display();

const graphics = new Graphics(lcd, calls);

/** Makes the LCD dark, forgets every Poco and ends the timers by which panels draw, as a power cut does. */
export function clearLCD(): void {
	stopTimers();
	graphics.clear();
	lcd.resetDrawn();
}

/** The engine's `callBoard`, answered in place. */
function callBoard(header: string, body?: ArrayBuffer | Uint8Array, into?: Uint8Array): ArrayBuffer | number {
	const parts = [Buffer.from(header)];
	if (body) parts.push(Buffer.of(0), Buffer.from(body instanceof Uint8Array ? body : new Uint8Array(body)));
	const answer = calls.answer(Buffer.concat(parts)) ?? "";
	const bytes = answer instanceof Uint8Array ? answer : Buffer.from(String(answer));
	if (!into) return new Uint8Array(bytes).buffer;
	if (bytes.byteLength > into.byteLength) throw new RangeError("the answer does not fit");
	into.set(bytes);
	return bytes.byteLength;
}

(globalThis as { callBoard: unknown }).callBoard = callBoard;

export { display } from "../../hosts/virtual/firmware/display";
