import nacl from "tweetnacl";
import { concat, text, utf8 } from "../base/bytes";
import type { KeyValueStorage } from "../base/device";
import { Failure } from "../base/failure";

/** One flash operation: a value to write under a key, or undefined to delete the key. */
export type FlashWrite = readonly [key: string, value: Uint8Array | undefined];

/** What {@link SealedValues.read} found. */
export interface Found {
	/** The newest readable value; undefined where there is none. */
	readonly value: Uint8Array | undefined;
	/** Which of the keys opened it. */
	readonly key: Uint8Array | undefined;
	/** Something newer is there that none of the keys opens. */
	readonly damaged: boolean;
}

interface Generation {
	readonly slot: Slot;
	readonly number: number;
	readonly value: Uint8Array;
	readonly key: Uint8Array;
}

interface Head {
	readonly slot: Slot;
	readonly sealed: Uint8Array;
}

type Slot = "a" | "b";

const SLOTS: readonly Slot[] = ["a", "b"];

/** Longest value of one key, in bytes: the limit of NVS strings, and small enough for its 4096-byte pages. */
const VALUE_LIMIT = 4000;

/** Parts of one value: a part's number is one decimal digit of its key. */
const PARTS_LIMIT = 10;

/** First byte of every value: the format described at {@link SealedValues}. */
const FORMAT = 1;

const HEADER_LENGTH = 5;
const NONCE_LENGTH = 24;
const OVERHEAD_LENGTH = 16;

/** Bytes before the payload inside the box, without the id: generation (4), part, parts, length of the id. */
const INNER_LENGTH = 7;

/**
 * Sealed values in a key-value domain of the flash, each kept in two generations. On the flash:
 *
 *     key    id, slot "a" or "b", part "0" to "9"
 *     value  format (1 byte), generation (4 bytes, big-endian), nonce (24 bytes), box
 *     box    secretbox of: generation (4), part (1), parts (1), length of id (1), id, payload
 *
 * A new generation goes to the slot that does not hold the current one, its part 0 last: that one write makes it
 * current. What is inside the box must agree with the key it lies under and with its other parts, so parts of different
 * generations never mix and a value copied to another key does not open.
 */
export class SealedValues {
	readonly #flash: KeyValueStorage;
	readonly #random: (byteLength: number) => Uint8Array;

	/** @param random fresh random bytes from the hardware, for nonces */
	constructor(flash: KeyValueStorage, random: (byteLength: number) => Uint8Array) {
		this.#flash = flash;
		this.#random = random;
	}

	/**
	 * The newest generation of a value that one of the keys opens.
	 *
	 * @throws Failure `storage.failed`
	 */
	read(id: string, keys: readonly Uint8Array[]): Found {
		const { generation, damaged } = this.#newest(id, keys);
		return { value: generation?.value, key: generation?.key, damaged };
	}

	/**
	 * The flash operations that store a value, in their order; none is done yet. The first that writes part 0 commits.
	 *
	 * @param keys keys that may open the generation there is
	 * @param key the key for the new generation
	 * @throws Failure `storage.full` when the value is too long, `storage.failed`
	 */
	storing(id: string, keys: readonly Uint8Array[], key: Uint8Array, value: Uint8Array): FlashWrite[] {
		const room = VALUE_LIMIT - HEADER_LENGTH - NONCE_LENGTH - OVERHEAD_LENGTH - INNER_LENGTH - id.length;
		const parts = Math.max(1, Math.ceil(value.byteLength / room));
		if (parts > PARTS_LIMIT) {
			throw new Failure("storage.full", { detail: `a record of ${value.byteLength} bytes` });
		}
		const current = this.#newest(id, keys).generation;
		const slot: Slot = current?.slot === "a" ? "b" : "a";
		const number = ((current?.number ?? 0) + 1) >>> 0;
		const writes: FlashWrite[] = [];
		for (let part = parts - 1; part >= 0; part--) {
			const payload = value.subarray(part * room, (part + 1) * room);
			const inside = concat(uint32(number), Uint8Array.of(part, parts, id.length), utf8(id), payload);
			const nonce = this.#random(NONCE_LENGTH);
			const head = concat(Uint8Array.of(FORMAT), uint32(number), nonce);
			writes.push([`${id}${slot}${part}`, concat(head, nacl.secretbox(inside, nonce, key))]);
		}
		return [...writes, ...this.#removingParts(id, slot, parts)];
	}

	/**
	 * The flash operations that delete a value, in their order; none is done yet. The current generation goes last.
	 *
	 * @param keys keys that may open the generation there is
	 * @throws Failure `storage.failed`
	 */
	removing(id: string, keys: readonly Uint8Array[]): FlashWrite[] {
		const current = this.#newest(id, keys).generation?.slot ?? "a";
		return [
			...this.#removingParts(id, current === "a" ? "b" : "a", 0),
			...this.#removingParts(id, current, 0),
		];
	}

	/**
	 * The flash operations that delete what is newer than the generation that one of the keys opens; none is done yet.
	 *
	 * @throws Failure `storage.failed`
	 */
	restoring(id: string, keys: readonly Uint8Array[]): FlashWrite[] {
		const { generation, damaged } = this.#newest(id, keys);
		if (!damaged) return [];
		if (!generation) return this.removing(id, keys);
		return this.#removingParts(id, generation.slot === "a" ? "b" : "a", 0);
	}

	/**
	 * Does flash operations one after the other.
	 *
	 * @throws Failure `storage.full`, `storage.failed`; those before the one that failed are done
	 */
	apply(writes: readonly FlashWrite[]): void {
		for (const [key, value] of writes) {
			try {
				if (value) this.#flash.write(key, value);
				else this.#flash.delete(key);
			} catch (error) {
				throw Failure.from(error, "storage.failed");
			}
		}
	}

	#removingParts(id: string, slot: Slot, from: number): FlashWrite[] {
		const writes: FlashWrite[] = [];
		for (let part = from; part < PARTS_LIMIT; part++) {
			const key = `${id}${slot}${part}`;
			if (this.#readFlash(key)) writes.push([key, undefined]);
		}
		return writes;
	}

	#newest(id: string, keys: readonly Uint8Array[]): { generation: Generation | undefined; damaged: boolean } {
		const heads: Head[] = [];
		for (const slot of SLOTS) {
			const sealed = this.#readFlash(`${id}${slot}0`);
			if (sealed) heads.push({ slot, sealed });
		}
		heads.sort((one, other) => generationOf(other.sealed) - generationOf(one.sealed));
		let damaged = false;
		for (const head of heads) {
			for (const key of keys) {
				const generation = this.#open(id, head, key);
				if (generation) return { generation, damaged };
			}
			damaged = true;
		}
		return { generation: undefined, damaged };
	}

	#open(id: string, { slot, sealed }: Head, key: Uint8Array): Generation | undefined {
		const first = unseal(id, sealed, key);
		if (first?.part !== 0) return undefined;
		const payloads = [first.payload];
		for (let part = 1; part < first.parts; part++) {
			const bytes = this.#readFlash(`${id}${slot}${part}`);
			const next = bytes && unseal(id, bytes, key);
			if (!next || next.part !== part || next.parts !== first.parts) return undefined;
			if (next.generation !== first.generation) return undefined;
			payloads.push(next.payload);
		}
		const value = payloads.length === 1 ? first.payload : concat(...payloads);
		return { slot, number: first.generation, value, key };
	}

	#readFlash(key: string): Uint8Array | undefined {
		try {
			const value = this.#flash.read(key);
			return value && new Uint8Array(value);
		} catch (error) {
			throw Failure.from(error, "storage.failed");
		}
	}
}

/** The id that a flash key belongs to; undefined where the key is none of {@link SealedValues}. */
export function idOfKey(key: string): string | undefined {
	return /^.{1,13}[ab][0-9]$/.test(key) ? key.slice(0, -2) : undefined;
}

interface Part {
	readonly generation: number;
	readonly part: number;
	readonly parts: number;
	readonly payload: Uint8Array;
}

function unseal(id: string, sealed: Uint8Array, key: Uint8Array): Part | undefined {
	const start = HEADER_LENGTH + NONCE_LENGTH;
	if (sealed[0] !== FORMAT || sealed.byteLength < start + OVERHEAD_LENGTH + INNER_LENGTH) return undefined;
	const inside = nacl.secretbox.open(sealed.subarray(start), sealed.subarray(HEADER_LENGTH, start), key);
	if (!inside) return undefined;
	const [part = 0, parts = 0, idLength = 0] = inside.subarray(4, INNER_LENGTH);
	const generation = readUint32(inside, 0);
	if (generation !== generationOf(sealed)) return undefined;
	if (text(inside.subarray(INNER_LENGTH, INNER_LENGTH + idLength)) !== id) return undefined;
	return { generation, part, parts, payload: inside.subarray(INNER_LENGTH + idLength) };
}

function generationOf(sealed: Uint8Array): number {
	return sealed.byteLength >= HEADER_LENGTH ? readUint32(sealed, 1) : 0;
}

function uint32(value: number): Uint8Array {
	return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

function readUint32(bytes: Uint8Array, offset: number): number {
	return new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset);
}
