import { createHash } from "node:crypto";
import nacl from "tweetnacl";

/** Format, generation and nonce of a sealed value, in bytes. */
const SEALED_HEADER = 29;

/** Longest plain text that is searched for keys: rings and groups are shorter. */
const KEYS_LIMIT = 1200;

/** What somebody reads out of a chip. */
export interface Dump {
	/** All values that lie in it, superseded ones included. */
	readonly values: readonly Uint8Array[];
	/** What the root keys' sectors hold now. */
	readonly sectors: readonly Uint8Array[];
}

/**
 * All plain text that someone gets out of a flash who has the whole chip, every superseded value included, and the
 * device's secret: every 32 bytes found anywhere are tried as a key, and as a root key.
 */
export function plainTexts({ values, sectors }: Dump, secret: Uint8Array): Buffer {
	const sealed = new Set(values.filter(({ byteLength }) => byteLength > SEALED_HEADER));
	const found: Uint8Array[] = [];
	const keys: Uint8Array[] = [];
	for (const sector of sectors) {
		for (const key of windows(sector)) keys.push(key, wrappingKey(secret, key));
	}
	for (let key = keys.shift(); key; key = keys.shift()) {
		for (const value of sealed) {
			const plain = nacl.secretbox.open(value.subarray(SEALED_HEADER), value.subarray(5, SEALED_HEADER), key);
			if (!plain) continue;
			sealed.delete(value);
			found.push(plain);
			if (plain.byteLength < KEYS_LIMIT) keys.push(...windows(plain));
		}
	}
	return Buffer.concat(found);
}

/** A secret in the forms in which it could lie somewhere: as it is, UTF-16, hexadecimal, and base64 at any place. */
export function forms(secret: string): Buffer[] {
	const bytes = Buffer.from(secret);
	const base64 = [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
		// What depends on the bytes before and after is left out.
		return text.slice(before === 0 ? 0 : 4, -4);
	});
	const texts = [secret, bytes.toString("hex"), bytes.toString("hex").toUpperCase(), ...base64];
	const urls = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
	return [
		...[...texts, ...urls].map((text) => Buffer.from(text)),
		Buffer.from(secret, "utf16le"),
		Buffer.from(secret, "utf16le").swap16(),
	];
}

function wrappingKey(secret: Uint8Array, root: Uint8Array): Uint8Array {
	return createHash("SHA256").update("timbre key ring").update(secret).update(root).digest();
}

function windows(bytes: Uint8Array): Uint8Array[] {
	return Array.from({ length: Math.max(0, bytes.byteLength - 31) }, (_, i) => bytes.slice(i, i + 32));
}
