import { Digest } from "crypt";
import Timer from "timer";
import { concat, utf8 } from "../base/bytes";

const BLOCK_LENGTH = 64;
const HASH_LENGTH = 32;

/** Iterations between two turns of everything else: a few milliseconds on an ESP32. */
const SLICE = 64;

/**
 * PBKDF2 with HMAC-SHA-256 (RFC 8018 section 5.2), one block: 32 bytes. Works in slices, so that network and display go
 * on meanwhile.
 */
export async function pbkdf2(password: string, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
	const hmac = new HMAC(utf8(password));
	let u = hmac.of(concat(salt, Uint8Array.of(0, 0, 0, 1)));
	const key = u.slice();
	for (let done = 1; done < iterations; done++) {
		u = hmac.of(u);
		for (let i = 0; i < HASH_LENGTH; i++) key[i] = (key[i] ?? 0) ^ (u[i] ?? 0);
		if (done % SLICE === 0) await new Promise<void>((resolve) => void Timer.set(() => resolve(), 0));
	}
	return key;
}

/** HMAC-SHA-256 (RFC 2104) under one key. */
class HMAC {
	readonly #inner = new Uint8Array(BLOCK_LENGTH);
	readonly #outer = new Uint8Array(BLOCK_LENGTH);
	readonly #digest = new Digest("SHA256");

	constructor(key: Uint8Array) {
		const block = new Uint8Array(BLOCK_LENGTH);
		block.set(key.byteLength > BLOCK_LENGTH ? this.#hash(key) : key);
		for (let i = 0; i < BLOCK_LENGTH; i++) {
			this.#inner[i] = (block[i] ?? 0) ^ 0x36;
			this.#outer[i] = (block[i] ?? 0) ^ 0x5c;
		}
	}

	of(message: Uint8Array): Uint8Array {
		return this.#hash(this.#outer, this.#hash(this.#inner, message));
	}

	#hash(...parts: readonly Uint8Array[]): Uint8Array {
		this.#digest.reset();
		for (const part of parts) this.#digest.write(part);
		return new Uint8Array(this.#digest.close());
	}
}
