import TextEncoder from "text/encoder";
import * as board from "./board";
import type { EventHandler } from "./events";

/** Bytes collected before they go to the board: one call is then enough for a token or an HMAC, and the heap stays small. */
const COLLECTED = 256;

/** Block and digest sizes in bytes (FIPS 180-4; RFC 1321). */
const SIZES: Readonly<Record<string, readonly [block: number, output: number]>> = {
	MD5: [64, 16],
	SHA1: [64, 20],
	SHA256: [64, 32],
	SHA384: [128, 48],
	SHA512: [128, 64],
};

/** The SDK's `Digest` (`crypt`), native code as there: the board computes it. */
export class Digest implements EventHandler {
	readonly #type: string;
	#collected = new Uint8Array(COLLECTED);
	#length = 0;
	/** The board's name for the data it already has; 0 while it has none. */
	#stream = 0;

	/** Throws an Error for an algorithm that the SDK does not have either. */
	constructor(type: string) {
		if (!(type in SIZES)) throw new Error("unsupported digest");
		this.#type = type;
	}

	get blockSize(): number {
		return SIZES[this.#type]?.[0] ?? 0;
	}

	get outputSize(): number {
		return SIZES[this.#type]?.[1] ?? 0;
	}

	write(data: Uint8Array | ArrayBuffer | string): void {
		const bytes = toBytes(data);
		if (this.#length + bytes.byteLength > COLLECTED) this.#flush();
		if (bytes.byteLength > COLLECTED) this.#send(bytes);
		else {
			this.#collected.set(bytes, this.#length);
			this.#length += bytes.byteLength;
		}
	}

	close(): ArrayBuffer {
		const digest = board.finishDigest(this.#type, this.#stream, this.#collected.subarray(0, this.#length));
		this.#forgetStream();
		this.#length = 0;
		return digest;
	}

	reset(): void {
		if (this.#stream !== 0) board.dropDigest(this.#stream);
		this.#forgetStream();
		this.#length = 0;
	}

	/** The board has no news of a digest; its id only names it. */
	onEvent(): void {}

	#flush(): void {
		if (this.#length > 0) this.#send(this.#collected.subarray(0, this.#length));
		this.#length = 0;
	}

	#send(bytes: Uint8Array): void {
		if (this.#stream === 0) this.#stream = events.add(this);
		board.addToDigest(this.#type, this.#stream, bytes);
	}

	#forgetStream(): void {
		if (this.#stream !== 0) events.remove(this.#stream);
		this.#stream = 0;
	}
}

function toBytes(data: Uint8Array | ArrayBuffer | string): Uint8Array {
	if (typeof data === "string") return new TextEncoder().encode(data);
	return data instanceof Uint8Array ? data : new Uint8Array(data);
}
