import TextDecoder from "text/decoder";
import { Failure } from "../../../modules/base/failure";
import { FAILURES, type FailureCode } from "../../../modules/base/failure-codes";
import type { SocketBuffer } from "../../../modules/base/sockets";

/*
 * Every question that the firmware asks the board, one function each: the one place of this side that knows how they are
 * spelled. Numbers travel as text, bytes as they are. Ids are those of `Events`.
 */

function ask(header: string, body?: SocketBuffer): string {
	return new TextDecoder().decode(callBoard(header, body));
}

/** Starts to connect; `writable` or `error` follows. */
export function connectSocket(id: number, address: string, port: number, noDelay: boolean): void {
	callBoard(`tcp.connect ${id} ${address} ${port} ${noDelay ? 1 : 0}`);
}

/** Sends again what is readable and writable now, for callbacks that have taken a socket over. */
export function announceSocket(id: number): void {
	callBoard(`tcp.announce ${id}`);
}

/** Reads up to `into.byteLength` bytes that have already arrived; answers how many, 0 when there are none. */
export function readSocketInto(id: number, into: Uint8Array): number {
	return callBoard(`tcp.read ${id} ${into.byteLength}`, undefined, into);
}

/** Reads up to `byteLength` bytes that have already arrived. */
export function readSocket(id: number, byteLength: number): ArrayBuffer {
	return callBoard(`tcp.read ${id} ${byteLength}`);
}

/** Queues the whole buffer, which must fit into the room that the last event told, less what was written since. */
export function writeSocket(id: number, bytes: SocketBuffer): void {
	tellBoard(`tcp.write ${id}`, bytes);
}

/** Ends a connection once what was written has left. */
export function closeSocket(id: number): void {
	callBoard(`tcp.close ${id}`);
}

/** Address and port of the other side, as `address port`; empty while there is none. */
export function socketPeer(id: number): string {
	return ask(`tcp.peer ${id}`);
}

/** Starts TLS on a connection, at once or as soon as it is connected; `writable` or `error` follows. */
export function secureSocket(id: number, serverName: string, verify: boolean): void {
	callBoard(`tls.start ${id} ${verify ? 1 : 0} ${serverName}`);
}

/** Listens on a port of the device; `readable` with the number of waiting connections follows. */
export function listen(id: number, port: number): void {
	callBoard(`listener.open ${id} ${port}`);
}

/** Gives the next waiting connection the id `accepted`; false when none waits. */
export function acceptSocket(listener: number, accepted: number): boolean {
	return ask(`listener.accept ${listener} ${accepted}`) === "1";
}

/** Listens no more; connections that wait are ended. */
export function closeListener(id: number): void {
	callBoard(`listener.close ${id}`);
}

/** Asks for a host's address; `resolved` or `failed` follows. */
export function resolveHost(id: number, host: string): void {
	callBoard(`dns.resolve ${id} ${host}`);
}

/** Starts a timer anew: `timer` follows after `interval` milliseconds, then every `repeat` unless that is 0. */
export function startTimer(id: number, interval: number, repeat: number): void {
	tellBoard(`timer.start ${id} ${interval} ${repeat}`);
}

/** Ends a timer. */
export function stopTimer(id: number): void {
	tellBoard(`timer.stop ${id}`);
}

/** Adds data to the digest `stream`, which begins with its first data. */
export function addToDigest(type: string, stream: number, data: Uint8Array): void {
	callBoard(`digest.add ${type} ${stream}`, data);
}

/** Ends a digest with its last data; `stream` 0 where this is all of it. */
export function finishDigest(type: string, stream: number, data: Uint8Array): ArrayBuffer {
	return callBoard(`digest.finish ${type} ${stream}`, data);
}

/** Forgets the data of a digest. */
export function dropDigest(stream: number): void {
	callBoard(`digest.drop ${stream}`);
}

/** Starts the firmware anew, in a moment. */
export function restartDevice(): void {
	tellBoard("restart");
}

/** Fresh random bytes, at most 65536. */
export function randomBytes(byteLength: number): Uint8Array {
	return new Uint8Array(callBoard(`random ${byteLength}`));
}

/** 32 bytes that only this device has. */
export function deviceSecret(): Uint8Array {
	return new Uint8Array(callBoard("secret"));
}

/** Who the device is and which roots it trusts, as JSON. */
export function deviceDescription(): string {
	return ask("device");
}

/** The network interfaces as they are now, as JSON. */
export function networkInterfaces(): string {
	return ask("interfaces");
}

/** Milliseconds by which the time of day is ahead; undefined while it was not set. */
export function clockError(): number | undefined {
	const answer = ask("clock.error");
	return answer === "" ? undefined : Number(answer);
}

/** Length of a stored value in bytes, -1 where there is none. */
export function storedLength(path: string, key: string): number {
	return Number(ask(`storage.length ${path} ${key}`));
}

/** A stored value that `storedLength` has found. */
export function readStored(path: string, key: string): ArrayBuffer {
	return refusing(() => callBoard(`storage.read ${path} ${key}`));
}

/** Stores a value, durable on return. Throws Failure `storage.full`, `storage.failed`. */
export function writeStored(path: string, key: string, value: Uint8Array): void {
	refusing(() => callBoard(`storage.write ${path} ${key}`, value));
}

/** Deletes a value; nothing happens where there is none. */
export function deleteStored(path: string, key: string): void {
	refusing(() => callBoard(`storage.delete ${path} ${key}`));
}

/** The stored keys, a line each. */
export function storedKeys(path: string): string {
	return ask(`storage.keys ${path}`);
}

/** The first bytes of a root key's sector. */
export function readRootKey(sector: number, byteLength: number): Uint8Array {
	return new Uint8Array(callBoard(`root.read ${sector} ${byteLength}`));
}

/** Writes to the start of a root key's erased sector. Throws Failure `storage.failed`. */
export function writeRootKey(sector: number, bytes: Uint8Array): void {
	refusing(() => callBoard(`root.write ${sector}`, bytes));
}

/** Erases a root key's sector. Throws Failure `storage.failed`. */
export function eraseRootKey(sector: number): void {
	refusing(() => callBoard(`root.erase ${sector}`));
}

/** Takes the document out of the tray: its description as JSON, empty when there is none. Throws Failure `scan.failed`. */
export function takeFromTray(): string {
	return refusing(() => ask("scanner.take"));
}

/** Reads a document taken from the tray from `position` on; 0 at its end. Throws Failure `scan.failed`. */
export function readDocumentAt(path: string, position: number, into: Uint8Array): number {
	try {
		return readDocument(path, position, into);
	} catch (error) {
		throw refusal(error);
	}
}

/** Lets go of a document. */
export function closeDocument(document: number): void {
	callBoard(`scanner.close ${document}`);
}

/** The size of the paper in the printer's tray. */
export function loadedPaper(): string {
	return ask("print.paper");
}

/** Starts a job of the print engine's; `writable` with room in bytes, `done` or `error` with a reason follow. */
export function startPrinting(id: number): void {
	tellBoard(`print.start ${id}`);
}

/** Sends bytes of the document, which must fit into the room that the last event told, less what was written since. */
export function writePrint(id: number, bytes: Uint8Array): void {
	tellBoard(`print.write ${id}`, bytes);
}

/** Says that the document is whole. */
export function endPrint(id: number): void {
	tellBoard(`print.end ${id}`);
}

/** Cancels a job. */
export function cancelPrint(id: number): void {
	tellBoard(`print.cancel ${id}`);
}

/** Loads a font by the name of its page; answers the number that the other calls know it by. */
export function openFont(name: string): number {
	return Number(ask(`font.open ${name}`));
}

/** Measures a text: its width in pixels as 32 bits, little-endian. */
export function measureText(font: number, text: string, into: Uint8Array): void {
	callBoard(`font.width ${font} ${text}`, undefined, into);
}

/** Prepares to draw, for the LCD or for the firmware itself; answers the id of the frames to come. */
export function openPoco(target: "lcd" | "band", width: number, height: number, listLength: number): string {
	return ask(`poco.open ${target} ${width} ${height} ${listLength}`);
}

/** Sends a piece of a frame's display list. */
export function drawPoco(id: string, piece: Uint8Array): void {
	callBoard(`poco.draw ${id}`, piece);
}

/** Ends a frame with the last piece of its display list and draws it. */
export function endPoco(id: string, piece: Uint8Array): void {
	callBoard(`poco.end ${id}`, piece);
}

/** Reads on in the pixels of the last frame; 0 at their end, and for a frame that went to the LCD. */
export function readPoco(id: string, into: Uint8Array): number {
	return callBoard(`poco.read ${id} ${into.byteLength}`, undefined, into);
}

/** Lets go of what `openPoco` prepared. */
export function closePoco(id: string): void {
	callBoard(`poco.close ${id}`);
}

/** Sends touches and keys to the handler with this id from now on. */
export function listenToInput(id: number): void {
	callBoard(`input.listen ${id}`);
}

/** Answers a control request with JSON. */
export function answerControl(request: string, json: string): void {
	callBoard(`control.answer ${request} ${json}`);
}

/** Runs a call whose refusals the board words as `<failure code>: <detail>`, and throws them as Failures. */
function refusing<Answer>(call: () => Answer): Answer {
	try {
		return call();
	} catch (error) {
		throw refusal(error);
	}
}

/** The Failure that an error of the board's means; the error itself where it means none. */
function refusal(error: unknown): unknown {
	const message = error instanceof Error ? error.message : "";
	const [code = ""] = message.split(": ", 1);
	if (!(code in FAILURES)) return error;
	return new Failure(code as FailureCode, { detail: message.slice(code.length + 2), cause: error });
}
