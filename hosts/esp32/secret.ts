import flash from "embedded:storage/flash";

/** Partition of one sector with the flag `encrypted`, see `partitions.csv`. */
const PARTITION = "secret";
const LENGTH = 32;

/** Follows the secret once that is whole; 16 bytes, which is the step of encrypted flash. */
const MARK = "timbre secret v1";

/**
 * The 32 bytes that only this device has. The production line writes them and the mark, or the device makes them at its
 * first start; flash encryption keeps them from whoever takes the flash out.
 * @param random hardware randomness
 */
export function deviceSecret(random: (byteLength: number) => Uint8Array): Uint8Array {
	const sector = flash.open({ path: PARTITION });
	try {
		const held = new Uint8Array(sector.read(LENGTH + MARK.length, 0));
		if (hasMark(held.subarray(LENGTH))) return held.slice(0, LENGTH);
		const secret = random(LENGTH);
		sector.eraseBlock(0);
		sector.write(secret, 0);
		sector.write(
			Uint8Array.from(MARK, (character) => character.charCodeAt(0)),
			LENGTH,
		);
		return secret;
	} finally {
		sector.close();
	}
}

function hasMark(bytes: Uint8Array): boolean {
	return bytes.every((byte, index) => byte === MARK.charCodeAt(index));
}
