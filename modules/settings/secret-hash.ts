import { equalsConstantTime, fromBase64, toBase64 } from "../base/bytes";
import { pbkdf2 } from "./pbkdf2";

/** PBKDF2 iterations: about a second on an ESP32. Stored with each hash, so it can be raised. */
const ITERATIONS = 4096;

const SALT_LENGTH = 16;

/** A secret as the flash keeps it: a salted slow hash (PBKDF2, RFC 8018). Salt and hash in base64. */
export interface SecretHash {
	readonly salt: string;
	readonly hash: string;
	readonly iterations: number;
}

/** @param random fresh random bytes for the salt */
export async function hashSecret(
	secret: string,
	random: (byteLength: number) => Uint8Array,
): Promise<SecretHash> {
	const salt = random(SALT_LENGTH);
	const hash = await pbkdf2(secret, salt, ITERATIONS);
	return { salt: toBase64(salt), hash: toBase64(hash), iterations: ITERATIONS };
}

/** Is this the secret? Compared in constant time. */
export async function isSecret(typed: string, { salt, hash, iterations }: SecretHash): Promise<boolean> {
	return equalsConstantTime(await pbkdf2(typed, fromBase64(salt), iterations), fromBase64(hash));
}

/** A stored hash. Throws TypeError where it is none. */
export function parseSecretHash(json: unknown): SecretHash {
	const { salt, hash, iterations } = json as Record<string, unknown>;
	if (typeof salt !== "string" || typeof hash !== "string" || !Number.isInteger(iterations)) {
		throw new TypeError("hash");
	}
	return { salt, hash, iterations: iterations as number };
}
