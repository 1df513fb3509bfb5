import { createHash, type Hash } from "node:crypto";

/** The SDK's `crypt` on Node's hashes, for tests of `modules/` outside XS. */
export class Digest {
	readonly #type: string;
	#hash: Hash;

	constructor(type: string) {
		this.#type = type;
		this.#hash = createHash(type);
	}
	write(data: Uint8Array | ArrayBuffer | string): void {
		this.#hash.update(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
	}
	close(): ArrayBuffer {
		return new Uint8Array(this.#hash.digest()).buffer;
	}
	reset(): void {
		this.#hash = createHash(this.#type);
	}
	get blockSize(): number {
		return this.#type === "SHA384" || this.#type === "SHA512" ? 128 : 64;
	}
	get outputSize(): number {
		return createHash(this.#type).digest().byteLength;
	}
}
