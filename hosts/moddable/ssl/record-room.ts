/** Longest plaintext of a record, in bytes (RFC 5246 section 6.2.1); the SDK drops what is longer without a word. */
export const PLAINTEXT_LIMIT = 16_384;

/** Bytes by which a record is longer than its plaintext: header, explicit nonce and tag of AES-GCM (RFC 5288 section 3). */
const OVERHEAD = 5 + 8 + 16;

/** Bytes of plaintext that fit into `room` bytes of a TCP window as one record of any suite that `ciphersuites` offers. */
export function plaintextRoom(room: number): number {
	return Math.min(PLAINTEXT_LIMIT, Math.max(0, room - OVERHEAD));
}
