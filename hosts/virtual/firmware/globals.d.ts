/** What the engine puts into every machine, and what `startMachine` adds. */

/**
 * One synchronous question to the board. Answers the board's bytes or, with `into`, how many of them it put there.
 * Throws an Error with the board's text when the board refuses.
 */
declare function callBoard(header: string, body?: ArrayBuffer | Uint8Array): ArrayBuffer;
declare function callBoard(
	header: string,
	body: ArrayBuffer | Uint8Array | undefined,
	into: ArrayBuffer | Uint8Array,
): number;

/** A message to the board that it carries out without an answer, before whatever comes after it. */
declare function tellBoard(header: string, body?: ArrayBuffer | Uint8Array): void;

/** Reads a scanned document's file from `position` on; answers how many bytes, 0 at its end. Throws an Error `scan.failed: ...`. */
declare function readDocument(path: string, position: number, into: Uint8Array): number;

/** The engine calls it with each event of the board. */
declare var handleCommand: (event: ArrayBuffer) => void;

/** The handlers of this machine's events; see `machine.ts`. */
declare var events: import("./events").Events;

declare var TextEncoder: typeof import("text/encoder").default;
declare var TextDecoder: typeof import("text/decoder").default;
declare var Resource: typeof import("Resource").default;
declare var qrcode: typeof import("qrcode").default;
