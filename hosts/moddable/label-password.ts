import { Digest } from "crypt";

/** Letters and digits that nobody mistakes for one another on a label. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** Characters: 50 bits, which the administrator's lock-out and slow hash guard. */
const LENGTH = 10;

/**
 * The administrator password on the label of the device with this secret. It follows from the secret, so that nothing more
 * is stored, and the production line, which gives the device its secret, can print the label.
 * @param secret 32 bytes that only this device has
 */
export function labelPassword(secret: Uint8Array): string {
	const digest = new Digest("SHA256");
	digest.write("timbre label password");
	digest.write(secret);
	const bytes = new Uint8Array(digest.close());
	let password = "";
	// The alphabet has 32 characters, so that no remainder favours any of them.
	for (let i = 0; i < LENGTH; i++) password += ALPHABET.charAt((bytes[i] ?? 0) % ALPHABET.length);
	return password;
}
