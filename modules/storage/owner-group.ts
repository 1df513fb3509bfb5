import { concat, equalsConstantTime, text, utf8 } from "../base/bytes";
import { Failure } from "../base/failure";

/** What opens the records of one owner. */
export interface OwnerKey {
	/** First four characters of the ids of the owner's records. */
	readonly id: string;
	readonly key: Uint8Array;
}

const NEXT_LENGTH = 2;
const ID_LENGTH = 4;
const HASH_LENGTH = 8;
const KEY_LENGTH = 32;
const ENTRY_LENGTH = ID_LENGTH + HASH_LENGTH + KEY_LENGTH;

/** Owners of one group: the numbers in their ids have three hexadecimal digits. */
const OWNER_LIMIT = 0x1000;

/** First letters of ids, one a group. No hexadecimal digit among them: ids that began with one were given before. */
const GROUP_LETTERS = "ghijklmnopqrstuv";

/**
 * The data keys of some owners, as they are sealed together: the number for the next id (2 bytes, big-endian), then for
 * each owner its id (4), the first 8 bytes of the SHA-256 of its name, its key (32). Immutable.
 */
export class OwnerGroup {
	/** What is stored. */
	readonly bytes: Uint8Array;

	private constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	/** A group without owners. @param next where its numbers begin; a random one meets no id of owners that were lost */
	static empty(next: number): OwnerGroup {
		const number = next % OWNER_LIMIT;
		return new OwnerGroup(Uint8Array.of(number >> 8, number));
	}

	/** A stored group; undefined for what is none. */
	static parse(bytes: Uint8Array): OwnerGroup | undefined {
		const entries = bytes.byteLength - NEXT_LENGTH;
		return entries >= 0 && entries % ENTRY_LENGTH === 0 ? new OwnerGroup(bytes) : undefined;
	}

	/** The key of the owner with this hash. */
	find(hash: Uint8Array): OwnerKey | undefined {
		const at = this.#offsetOf(hash);
		if (at === undefined) return undefined;
		return { id: this.#idAt(at), key: this.bytes.slice(at + ID_LENGTH + HASH_LENGTH, at + ENTRY_LENGTH) };
	}

	/** The ids of all owners, each followed by a blank. */
	get ids(): string {
		let ids = "";
		for (let at = NEXT_LENGTH; at < this.bytes.byteLength; at += ENTRY_LENGTH) ids += `${this.#idAt(at)} `;
		return ids;
	}

	/**
	 * An id that none of the owners has.
	 *
	 * @param group number of the group, 0 to 15
	 * @throws Failure `storage.full` when the group has 4096 owners
	 */
	newId(group: number): string {
		const { ids } = this;
		const next = ((this.bytes[0] ?? 0) << 8) | (this.bytes[1] ?? 0);
		for (let i = 0; i < OWNER_LIMIT; i++) {
			const id = idOf(group, (next + i) % OWNER_LIMIT);
			if (!ids.includes(id)) return id;
		}
		throw new Failure("storage.full", { detail: "no owner id left" });
	}

	/** The group with another key for an owner, or with none. */
	with(hash: Uint8Array, key: OwnerKey | undefined): OwnerGroup {
		const at = this.#offsetOf(hash) ?? this.bytes.byteLength;
		const before = this.bytes.subarray(0, at);
		const after = this.bytes.subarray(Math.min(at + ENTRY_LENGTH, this.bytes.byteLength));
		if (!key) return new OwnerGroup(concat(before, after));
		const bytes = concat(before, after, utf8(key.id), hash, key.key);
		const next = (Number.parseInt(key.id.slice(1), 16) + 1) % OWNER_LIMIT;
		bytes[0] = next >> 8;
		bytes[1] = next;
		return new OwnerGroup(bytes);
	}

	#idAt(at: number): string {
		return text(this.bytes.subarray(at, at + ID_LENGTH));
	}

	#offsetOf(hash: Uint8Array): number | undefined {
		for (let at = NEXT_LENGTH; at < this.bytes.byteLength; at += ENTRY_LENGTH) {
			const start = at + ID_LENGTH;
			if (equalsConstantTime(this.bytes.subarray(start, start + HASH_LENGTH), hash)) return at;
		}
		return undefined;
	}
}

function idOf(group: number, number: number): string {
	return `${GROUP_LETTERS[group]}${number.toString(16).padStart(3, "0")}`;
}
