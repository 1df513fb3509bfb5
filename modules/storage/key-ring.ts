import { Digest } from "crypt";
import { utf8 } from "../base/bytes";
import type { Device } from "../base/device";
import { OwnerGroup, type OwnerKey } from "./owner-group";
import { groupsOfRing1, RING_1 } from "./ring-1";
import { otherSector, type RootKey, type RootKeys } from "./root-key";
import type { SealedValues } from "./sealed-values";

/** The id of the ring among the sealed values; no owner's id looks like it. */
const RING = "keys";

/** Groups of owners: with 300 owners, one has about 19 and takes 850 bytes. */
const GROUPS = 16;

const KEY_LENGTH = 32;
const HASH_LENGTH = 8;

/** Told of keys that cannot be opened: `problems` of the vault lists them. */
export type DamageListener = (detail: string) => void;

/**
 * A random data key for each owner of records ("settings", each account, hundreds of users), in a tree of three levels,
 * so that destroying one takes few writes and no memory for the others:
 *
 *     root key   in its own flash sector; with the device's secret it opens the ring
 *     ring       a random key for each of 16 groups: the one thing held in memory, 512 bytes
 *     group      the data keys of the owners whose names' hashes begin alike; read when one of them is needed
 *
 * Destroying an owner's key gives its group a new key and the ring a new root key, and erases the old root key: every
 * ring ever written before, and by them every generation of that group with the key in it, is noise from then on.
 */
export class KeyRing {
	readonly #roots: RootKeys;
	readonly #values: SealedValues;
	readonly #device: Pick<Device, "secret" | "random">;
	readonly #damaged: DamageListener;
	#root: RootKey;
	#ring: Uint8Array;
	#stored: boolean;

	/**
	 * Opens the ring, or makes one on a new device. A change of root keys that a power cut interrupted is undone or
	 * completed, depending on which ring is the newest readable one.
	 *
	 * @param damaged told, now and later, of keys that are there and cannot be opened
	 * @throws Failure `storage.failed`, `storage.full`
	 */
	constructor(
		roots: RootKeys,
		values: SealedValues,
		device: Pick<Device, "secret" | "random">,
		damaged: DamageListener,
	) {
		this.#roots = roots;
		this.#values = values;
		this.#device = device;
		this.#damaged = damaged;
		const found = roots.all();
		const keys = found.map((root) => this.#wrappingKey(root));
		const current = values.read(RING, keys);
		const ring = current.value?.byteLength === GROUPS * KEY_LENGTH ? current.value : undefined;
		const former = ring ? undefined : values.read(RING_1, keys);
		const key = ring ? current.key : former?.key;
		this.#root = found[key ? keys.indexOf(key) : 0] ?? roots.create(0);
		this.#ring = ring ?? device.random(GROUPS * KEY_LENGTH);
		this.#stored = ring !== undefined;
		if (current.damaged || former?.damaged || (current.value && !ring)) {
			damaged("its newest generation does not open");
		}
		if (former?.value) this.#take(former.value);
		if (found.length > 1) this.#undo();
		roots.erase(otherSector(this.#root.sector));
	}

	/** The key under which the ring, and a journal of changes under way, are sealed. */
	get wrappingKey(): Uint8Array {
		return this.#wrappingKey(this.#root);
	}

	/** The owner's key; undefined for an owner without records. */
	find(owner: string): OwnerKey | undefined {
		const hash = ownerHash(owner);
		return this.#group(groupOf(hash))?.find(hash);
	}

	/** The ids of all owners, each followed by a blank: 5 bytes an owner. Reads all groups. */
	ids(): string {
		let ids = "";
		for (let group = 0; group < GROUPS; group++) ids += this.#group(group)?.ids ?? "";
		return ids;
	}

	/**
	 * A fresh key for an owner, with an id of its own; stored nowhere yet.
	 *
	 * @throws Failure `storage.full` when the owner's group has 4096 owners
	 */
	newKey(owner: string): OwnerKey {
		const group = groupOf(ownerHash(owner));
		const id = (this.#group(group) ?? this.#emptyGroup()).newId(group);
		return { id, key: this.#device.random(KEY_LENGTH) };
	}

	/**
	 * Gives an owner that has none a fresh key. One flash write, for a group of up to 88 owners; one more on a new device.
	 *
	 * @throws Failure `storage.*`; the owner then has none
	 */
	add(owner: string): OwnerKey {
		const hash = ownerHash(owner);
		const number = groupOf(hash);
		const group = this.#group(number) ?? this.#emptyGroup();
		const key = { id: group.newId(number), key: this.#device.random(KEY_LENGTH) };
		if (!this.#stored) this.#storeRing(this.wrappingKey);
		this.#storeGroup(number, group.with(hash, key), this.#groupKey(number));
		return key;
	}

	/**
	 * Destroys an owner's key, and gives it the one of `newKey()` in its place where there is one. Writes the group and
	 * then the ring under new keys (from here on the change holds, whatever happens), erases the old root key, and writes
	 * both once more so that two readable generations are there again: four flash writes, however many owners there are.
	 *
	 * @throws Failure `storage.*`; nothing has changed unless the ring was written
	 */
	replace(owner: string, replacement: OwnerKey | undefined): void {
		const hash = ownerHash(owner);
		const number = groupOf(hash);
		const group = (this.#group(number) ?? this.#emptyGroup()).with(hash, replacement);
		const groupKey = this.#device.random(KEY_LENGTH);
		const ring = this.#ring.slice();
		ring.set(groupKey, number * KEY_LENGTH);
		const old = this.#root;
		const next = this.#roots.create(otherSector(old.sector));
		const wrappingKey = this.#wrappingKey(next);
		try {
			this.#storeGroup(number, group, groupKey);
			this.#values.apply(this.#values.storing(RING, [this.wrappingKey], wrappingKey, ring));
		} catch (failure) {
			this.#undo();
			this.#roots.erase(next.sector);
			throw failure;
		}
		this.#root = next;
		this.#ring.fill(0);
		this.#ring = ring;
		this.#stored = true;
		this.#roots.erase(old.sector);
		this.#storeRing(wrappingKey);
		this.#storeGroup(number, group, groupKey);
	}

	#group(number: number): OwnerGroup | undefined {
		const { value, damaged } = this.#values.read(idOf(number), [this.#groupKey(number)]);
		const group = value && OwnerGroup.parse(value);
		if (damaged || (value && !group)) this.#damaged("the newest generation of a group does not open");
		return group;
	}

	#groupKey(number: number): Uint8Array {
		return this.#ring.slice(number * KEY_LENGTH, (number + 1) * KEY_LENGTH);
	}

	#emptyGroup(): OwnerGroup {
		const [high = 0, low = 0] = this.#device.random(2);
		return OwnerGroup.empty((high << 8) | low);
	}

	#storeGroup(number: number, group: OwnerGroup, key: Uint8Array): void {
		const keys = [key, this.#groupKey(number)];
		this.#values.apply(this.#values.storing(idOf(number), keys, key, group.bytes));
	}

	#storeRing(key: Uint8Array): void {
		this.#values.apply(this.#values.storing(RING, [key], key, this.#ring));
		this.#stored = true;
	}

	/** Deletes groups that were written under new keys while the ring with those was not. */
	#undo(): void {
		for (let group = 0; group < GROUPS; group++) {
			this.#values.apply(this.#values.restoring(idOf(group), [this.#groupKey(group)]));
		}
	}

	/** Takes over the ring of firmware before groups; it holds until the present one is written. */
	#take(former: Uint8Array): void {
		for (const [number, group] of groupsOfRing1(former, groupOf, () => this.#emptyGroup())) {
			this.#storeGroup(number, group, this.#groupKey(number));
		}
		this.#storeRing(this.wrappingKey);
		this.#values.apply(this.#values.removing(RING_1, [this.wrappingKey]));
	}

	#wrappingKey(root: RootKey): Uint8Array {
		const digest = new Digest("SHA256");
		digest.write("timbre key ring");
		digest.write(this.#device.secret);
		digest.write(root.bytes);
		return new Uint8Array(digest.close());
	}
}

/** Is this the id of the ring, present or former, or of a group? */
export function isKeyRingId(id: string): boolean {
	return id === RING || id === RING_1 || /^grp[0-9a-f]$/.test(id);
}

function idOf(group: number): string {
	return `grp${group.toString(16)}`;
}

function groupOf(hash: Uint8Array): number {
	return (hash[0] ?? 0) % GROUPS;
}

function ownerHash(owner: string): Uint8Array {
	const digest = new Digest("SHA256");
	digest.write(utf8(owner));
	return new Uint8Array(digest.close(), 0, HASH_LENGTH);
}
