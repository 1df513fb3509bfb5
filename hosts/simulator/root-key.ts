import type { RootKeySectors } from "timbre/base/device";
import { readFile, writeFile } from "./folder";

/** Bytes that a sector's file holds; a root key takes fewer. */
const LENGTH = 256;

/** The two sectors for root keys, a file each: 0xFF where erased, as flash is. */
export const rootKey: RootKeySectors = {
	read(sector, byteLength) {
		return content(sector).slice(0, byteLength);
	},
	write(sector, bytes) {
		const sectorBytes = content(sector);
		sectorBytes.set(bytes);
		writeFile(path(sector), sectorBytes);
	},
	erase(sector) {
		writeFile(path(sector), erased());
	},
};

function content(sector: 0 | 1): Uint8Array {
	const held = readFile(path(sector));
	return held?.byteLength === LENGTH ? new Uint8Array(held) : erased();
}

function erased(): Uint8Array {
	return new Uint8Array(LENGTH).fill(0xff);
}

function path(sector: 0 | 1): string {
	return `root-key-${sector}.bin`;
}
