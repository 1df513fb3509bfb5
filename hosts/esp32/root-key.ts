import flash, { type Flash } from "embedded:storage/flash";
import type { RootKeySectors } from "timbre/base/device";

/** Bytes in a sector of flash that is erased at once. */
const SECTOR = 4096;

/** Partition of two sectors, see `partitions.csv`. */
const PARTITION = "rootkey";

/** The sectors of the partition `rootkey`. */
export class FlashRootKey implements RootKeySectors {
	readonly #flash: Flash = flash.open({ path: PARTITION });

	read(sector: 0 | 1, byteLength: number): Uint8Array {
		return new Uint8Array(this.#flash.read(byteLength, sector * SECTOR));
	}

	write(sector: 0 | 1, bytes: Uint8Array): void {
		this.#flash.write(bytes, sector * SECTOR);
	}

	erase(sector: 0 | 1): void {
		this.#flash.eraseBlock(sector);
	}
}
