import { Digest } from "crypt";
import { concat, equalsConstantTime } from "../base/bytes";
import type { RootKeySectors } from "../base/device";
import { Failure } from "../base/failure";

type Sector = 0 | 1;

const MAGIC = Uint8Array.of(0x54, 0x52, 0x4b, 0x31); // "TRK1"
const KEY_LENGTH = 32;
const CHECK_LENGTH = 8;
const SECTOR_LENGTH = MAGIC.byteLength + KEY_LENGTH + CHECK_LENGTH;

/** The root key found in a sector. */
export interface RootKey {
	readonly sector: Sector;
	readonly bytes: Uint8Array;
}

/**
 * The root key: 32 random bytes in one of two flash sectors, so that it can be destroyed by erasing its sector. On the
 * flash: "TRK1", the key, the first 8 bytes of the SHA-256 of both, which tell a whole key from one that a power cut
 * left half written.
 */
export class RootKeys {
	readonly #sectors: RootKeySectors;
	readonly #random: (byteLength: number) => Uint8Array;

	/** @param random fresh random bytes from the hardware */
	constructor(sectors: RootKeySectors, random: (byteLength: number) => Uint8Array) {
		this.#sectors = sectors;
		this.#random = random;
	}

	/** The whole keys there are: one; two while a change of keys is under way; none on a new or reset device. */
	all(): RootKey[] {
		const keys: RootKey[] = [];
		for (const sector of [0, 1] as const) {
			const content = this.#sectors.read(sector, SECTOR_LENGTH);
			const body = content.subarray(0, -CHECK_LENGTH);
			const whole =
				equalsConstantTime(body.subarray(0, MAGIC.byteLength), MAGIC) &&
				equalsConstantTime(content.subarray(-CHECK_LENGTH), check(body));
			if (whole) keys.push({ sector, bytes: body.slice(MAGIC.byteLength) });
		}
		return keys;
	}

	/**
	 * Makes a new key in the given sector; what the sector held is gone.
	 *
	 * @throws Failure `storage.failed`
	 */
	create(sector: Sector): RootKey {
		this.erase(sector);
		const bytes = this.#random(KEY_LENGTH);
		const body = concat(MAGIC, bytes);
		try {
			this.#sectors.write(sector, concat(body, check(body)));
		} catch (error) {
			throw Failure.from(error, "storage.failed");
		}
		return { sector, bytes };
	}

	/**
	 * Erases a sector unless it is blank already.
	 *
	 * @throws Failure `storage.failed`
	 */
	erase(sector: Sector): void {
		try {
			if (this.#sectors.read(sector, SECTOR_LENGTH).every((byte) => byte === 0xff)) return;
			this.#sectors.erase(sector);
		} catch (error) {
			throw Failure.from(error, "storage.failed");
		}
	}
}

/** The other of the two sectors. */
export function otherSector(sector: Sector): Sector {
	return sector === 0 ? 1 : 0;
}

function check(body: Uint8Array): Uint8Array {
	const digest = new Digest("SHA256");
	digest.write(body);
	return new Uint8Array(digest.close(), 0, CHECK_LENGTH);
}
