import { Digest } from "crypt";

/** Block length of MD5 and SHA-256, in bytes (RFC 1321, FIPS 180-4). */
const BLOCK_LENGTH = 64;

/** Keyed hashes (RFC 2104) under one key. */
export class HMAC {
	readonly #inner = new Uint8Array(BLOCK_LENGTH);
	readonly #outer = new Uint8Array(BLOCK_LENGTH);
	readonly #digest: Digest;

	/** @param key of any length; a longer one than a block of the hash counts by its own hash */
	constructor(hash: "MD5" | "SHA256", key: Uint8Array) {
		this.#digest = new Digest(hash);
		const block = new Uint8Array(BLOCK_LENGTH);
		block.set(key.byteLength > BLOCK_LENGTH ? this.#hash(key) : key);
		for (let i = 0; i < BLOCK_LENGTH; i++) {
			this.#inner[i] = (block[i] ?? 0) ^ 0x36;
			this.#outer[i] = (block[i] ?? 0) ^ 0x5c;
		}
	}

	/** The message's keyed hash: 16 bytes with MD5, 32 with SHA-256. */
	of(message: Uint8Array): Uint8Array {
		return this.#hash(this.#outer, this.#hash(this.#inner, message));
	}

	#hash(...parts: readonly Uint8Array[]): Uint8Array {
		this.#digest.reset();
		for (const part of parts) this.#digest.write(part);
		return new Uint8Array(this.#digest.close());
	}
}
