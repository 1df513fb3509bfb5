import { createHash } from "node:crypto";
import nacl from "tweetnacl";
import type { MemoryFlash } from "../host/flash";

/** Format, generation and nonce of a sealed value, in bytes. */
const SEALED_HEADER = 29;

/**
 * All plain text that someone gets out of a flash who has the whole chip, every superseded value included, and the
 * device's secret: every 32 bytes found anywhere are tried as a key, and as a root key.
 */
export function plainTexts(flash: MemoryFlash, secret: Uint8Array): Buffer {
	const values = flash.everWritten.map(({ value }) => value);
	const sealed = new Set(values.filter(({ byteLength }) => byteLength > SEALED_HEADER));
	const found: Uint8Array[] = [];
	const keys: Uint8Array[] = [];
	for (const sector of [0, 1] as const) {
		for (const key of windows(flash.sector(sector))) keys.push(key, wrappingKey(secret, key));
	}
	for (let key = keys.shift(); key; key = keys.shift()) {
		for (const value of sealed) {
			const plain = nacl.secretbox.open(value.subarray(SEALED_HEADER), value.subarray(5, SEALED_HEADER), key);
			if (!plain) continue;
			sealed.delete(value);
			found.push(plain);
			if (plain.byteLength < 1200) keys.push(...windows(plain));
		}
	}
	return Buffer.concat(found);
}

function wrappingKey(secret: Uint8Array, root: Uint8Array): Uint8Array {
	return createHash("SHA256").update("timbre key ring").update(secret).update(root).digest();
}

function windows(bytes: Uint8Array): Uint8Array[] {
	return Array.from({ length: Math.max(0, bytes.byteLength - 31) }, (_, i) => bytes.slice(i, i + 32));
}
