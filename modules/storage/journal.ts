import { concat, text, utf8 } from "../base/bytes";
import type { FlashWrite, SealedValues } from "./sealed-values";

/** The id of the journal among the sealed values; no owner's id looks like it. */
export const JOURNAL = "jrnl";

/** Length field of a key to be deleted. */
const DELETED = 0xffff;

/**
 * Makes several flash operations one: they are written down as one sealed value first, then done, then that value is
 * deleted. After a power cut the list is there whole or not at all; where it is there, it is done again from its start,
 * which changes nothing in what was done already. Inside, for each operation: the length of the key (1 byte), the key,
 * the length of the value (2; 0xFFFF to delete the key), the value, sealed already under its owner's key.
 */
export class Journal {
	readonly #values: SealedValues;

	constructor(values: SealedValues) {
		this.#values = values;
	}

	/**
	 * Does all operations or none: first those that write, then those that delete.
	 *
	 * @param key the key to seal the journal under
	 * @throws Failure `storage.full`, `storage.failed`; nothing has changed then
	 */
	run(writes: readonly FlashWrite[], key: Uint8Array): void {
		this.#values.apply(this.#values.storing(JOURNAL, [key], key, encode(writes)));
		this.#complete(writes, key);
	}

	/**
	 * Completes what a power cut interrupted.
	 *
	 * @throws Failure `storage.*` where that fails; nothing of the interrupted change holds then
	 */
	recover(key: Uint8Array): void {
		const { value } = this.#values.read(JOURNAL, [key]);
		if (value) this.#complete(decode(value), key);
	}

	#complete(writes: readonly FlashWrite[], key: Uint8Array): void {
		const puts = writes.filter(([, value]) => value);
		try {
			this.#values.apply(puts);
		} catch (failure) {
			this.#undo(puts, key);
			throw failure;
		}
		this.#values.apply(writes.filter(([, value]) => !value));
		this.#values.apply(this.#values.removing(JOURNAL, [key]));
	}

	/** Deleting the new generations makes the old ones current again: they lie in the other slots. */
	#undo(puts: readonly FlashWrite[], key: Uint8Array): void {
		this.#values.apply(puts.map(([written]): FlashWrite => [written, undefined]));
		this.#values.apply(this.#values.removing(JOURNAL, [key]));
	}
}

function encode(writes: readonly FlashWrite[]): Uint8Array {
	const pieces: Uint8Array[] = [];
	for (const [key, value] of writes) {
		const length = value?.byteLength ?? DELETED;
		pieces.push(Uint8Array.of(key.length), utf8(key), Uint8Array.of(length >> 8, length));
		if (value) pieces.push(value);
	}
	return concat(...pieces);
}

function decode(bytes: Uint8Array): FlashWrite[] {
	const writes: FlashWrite[] = [];
	let offset = 0;
	while (offset < bytes.byteLength) {
		const keyEnd = offset + 1 + (bytes[offset] ?? 0);
		const key = text(bytes.subarray(offset + 1, keyEnd));
		const length = ((bytes[keyEnd] ?? 0) << 8) | (bytes[keyEnd + 1] ?? 0);
		const end = keyEnd + 2 + (length === DELETED ? 0 : length);
		writes.push([key, length === DELETED ? undefined : bytes.slice(keyEnd + 2, end)]);
		offset = end;
	}
	return writes;
}
