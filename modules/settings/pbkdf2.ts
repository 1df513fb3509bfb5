import Timer from "timer";
import { concat, utf8 } from "../base/bytes";
import { HMAC } from "../base/hmac";

const HASH_LENGTH = 32;

/** Iterations between two turns of everything else: a few milliseconds on an ESP32. */
const SLICE = 64;

/**
 * PBKDF2 with HMAC-SHA-256 (RFC 8018 section 5.2), one block: 32 bytes. Works in slices, so that network and display go
 * on meanwhile.
 */
export async function pbkdf2(password: string, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
	const hmac = new HMAC("SHA256", utf8(password));
	let u = hmac.of(concat(salt, Uint8Array.of(0, 0, 0, 1)));
	const key = u.slice();
	for (let done = 1; done < iterations; done++) {
		u = hmac.of(u);
		for (let i = 0; i < HASH_LENGTH; i++) key[i] = (key[i] ?? 0) ^ (u[i] ?? 0);
		if (done % SLICE === 0) await new Promise<void>((resolve) => void Timer.set(() => resolve(), 0));
	}
	return key;
}
