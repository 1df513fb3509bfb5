import { Digest } from "crypt";
import { equalsConstantTime, utf8 } from "../base/bytes";
import type { Device } from "../base/device";
import { Failure } from "../base/failure";
import { otherSector, type RootKey, type RootKeys } from "./root-key";
import type { SealedValues } from "./sealed-values";

/** The id of the ring among the sealed values; no owner's id looks like it. */
const RING = "ring";

const KEY_LENGTH = 32;
const HASH_LENGTH = 8;
const NUMBER_LENGTH = 2;
const ENTRY_LENGTH = NUMBER_LENGTH + HASH_LENGTH + KEY_LENGTH;

/** Owner numbers are four hexadecimal digits and are never given twice. */
const LAST_NUMBER = 0xffff;

/** What opens the records of one owner. */
export interface OwnerKey {
	/** First four characters of the ids of the owner's records. */
	readonly id: string;
	readonly key: Uint8Array;
}

/**
 * One random data key for each owner of records ("settings", each account). The ring is sealed under the hash of the
 * device's secret and the root key, so whoever erases the root key has destroyed every ring ever written under it:
 * that is how one owner's records become unreadable for good while superseded values still lie in the flash. Inside:
 * the number of the next owner (2 bytes), then for each owner its number (2), the first 8 bytes of the SHA-256 of its
 * name, its key (32). Held in memory as it is stored, 42 bytes an owner.
 */
export class KeyRing {
	readonly #roots: RootKeys;
	readonly #values: SealedValues;
	readonly #device: Pick<Device, "secret" | "random">;
	#root: RootKey;
	#ring: Uint8Array;
	/** A ring was there and none of its generations, or not the newest, could be opened: some owners' keys are lost. */
	readonly damaged: boolean;

	/**
	 * Opens the ring, or starts one on a new device. A change of root keys that a power cut interrupted is undone or
	 * completed, depending on which ring is the newest readable one.
	 *
	 * @param firstNumber for a ring that must be started: an owner number that no stored record uses
	 * @throws Failure `storage.failed`
	 */
	constructor(
		roots: RootKeys,
		values: SealedValues,
		device: Pick<Device, "secret" | "random">,
		firstNumber: number,
	) {
		this.#roots = roots;
		this.#values = values;
		this.#device = device;
		const found = roots.all();
		const keys = found.map((root) => this.#wrappingKey(root));
		const { value, key, damaged } = values.read(RING, keys);
		this.#root = found[key ? keys.indexOf(key) : 0] ?? roots.create(0);
		this.#ring = value ?? Uint8Array.of(firstNumber >> 8, firstNumber);
		this.damaged = damaged;
		roots.erase(otherSector(this.#root.sector));
	}

	/** The key under which the ring, and a journal of changes under way, are sealed. */
	get wrappingKey(): Uint8Array {
		return this.#wrappingKey(this.#root);
	}

	/** The owner's key; undefined for an owner without records. */
	find(owner: string): OwnerKey | undefined {
		const offset = offsetOf(this.#ring, owner);
		if (offset === undefined) return undefined;
		const key = this.#ring.slice(offset + NUMBER_LENGTH + HASH_LENGTH, offset + ENTRY_LENGTH);
		return { id: idOf(readNumber(this.#ring, offset)), key };
	}

	/** Does an owner have this id? */
	hasId(id: string): boolean {
		for (let offset = NUMBER_LENGTH; offset < this.#ring.byteLength; offset += ENTRY_LENGTH) {
			if (idOf(readNumber(this.#ring, offset)) === id) return true;
		}
		return false;
	}

	/**
	 * A fresh key with an id of its own, in no ring yet.
	 *
	 * @throws Failure `storage.full` after 65535 owners
	 */
	newKey(): OwnerKey {
		const number = readNumber(this.#ring, 0);
		if (number >= LAST_NUMBER) throw new Failure("storage.full", { detail: "no owner number left" });
		return { id: idOf(number), key: this.#device.random(KEY_LENGTH) };
	}

	/**
	 * Gives an owner that has none a fresh key. One flash write for a ring of up to 93 owners.
	 *
	 * @throws Failure `storage.*`; the ring is then unchanged
	 */
	add(owner: string): OwnerKey {
		const key = this.newKey();
		const ring = changed(this.#ring, owner, key);
		this.#store(ring, this.wrappingKey);
		this.#ring = ring;
		return key;
	}

	/**
	 * Destroys an owner's key, and gives it the one of `newKey()` in its place where there is one. Writes the ring under
	 * a new root key (from here on the change holds, whatever happens), then erases the old root key, then writes the
	 * ring once more so that two readable generations are there again.
	 *
	 * @throws Failure `storage.*`; the ring is then unchanged unless its first write was done
	 */
	replace(owner: string, replacement: OwnerKey | undefined): void {
		const ring = changed(this.#ring, owner, replacement);
		const old = this.#root;
		const next = this.#roots.create(otherSector(old.sector));
		const key = this.#wrappingKey(next);
		this.#store(ring, key);
		this.#root = next;
		this.#ring.fill(0);
		this.#ring = ring;
		this.#roots.erase(old.sector);
		this.#store(ring, key);
	}

	#store(ring: Uint8Array, key: Uint8Array): void {
		this.#values.apply(this.#values.storing(RING, [key, this.wrappingKey], key, ring));
	}

	#wrappingKey(root: RootKey): Uint8Array {
		const digest = new Digest("SHA256");
		digest.write("timbre key ring");
		digest.write(this.#device.secret);
		digest.write(root.bytes);
		return new Uint8Array(digest.close());
	}
}

/** A copy of the ring in which the owner has the given key, or none. */
function changed(ring: Uint8Array, owner: string, key: OwnerKey | undefined): Uint8Array {
	const offset = offsetOf(ring, owner) ?? ring.byteLength;
	const rest = ring.subarray(Math.min(offset + ENTRY_LENGTH, ring.byteLength));
	const copy = new Uint8Array(offset + rest.byteLength + (key ? ENTRY_LENGTH : 0));
	copy.set(ring.subarray(0, offset));
	copy.set(rest, offset);
	if (key) {
		const number = Number.parseInt(key.id, 16);
		const entry = copy.subarray(copy.byteLength - ENTRY_LENGTH);
		writeNumber(entry, number);
		entry.set(ownerHash(owner), NUMBER_LENGTH);
		entry.set(key.key, NUMBER_LENGTH + HASH_LENGTH);
		writeNumber(copy, number + 1);
	}
	return copy;
}

function offsetOf(ring: Uint8Array, owner: string): number | undefined {
	const hash = ownerHash(owner);
	for (let offset = NUMBER_LENGTH; offset < ring.byteLength; offset += ENTRY_LENGTH) {
		const start = offset + NUMBER_LENGTH;
		if (equalsConstantTime(ring.subarray(start, start + HASH_LENGTH), hash)) return offset;
	}
	return undefined;
}

function ownerHash(owner: string): Uint8Array {
	const digest = new Digest("SHA256");
	digest.write(utf8(owner));
	return new Uint8Array(digest.close(), 0, HASH_LENGTH);
}

function idOf(number: number): string {
	return number.toString(16).padStart(4, "0");
}

function readNumber(bytes: Uint8Array, offset: number): number {
	return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

function writeNumber(bytes: Uint8Array, number: number): void {
	bytes[0] = number >> 8;
	bytes[1] = number;
}
