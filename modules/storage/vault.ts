import type { Device, KeyValueStorage } from "../base/device";
import { Failure } from "../base/failure";
import { Journal } from "./journal";
import { KeyRing, type OwnerKey } from "./key-ring";
import { RootKeys } from "./root-key";
import { type FlashWrite, idOfKey, SealedValues } from "./sealed-values";

/** The vault's domain in the flash. */
const PATH = "vault";

/** The key that marks a factory reset under way. */
const RESET = "reset";

/** A record's new value, or undefined to delete it. */
export type Change = readonly [name: string, value: Uint8Array | undefined];

/** A record that could not be read and was set aside, or a flash key that is none of the vault's. */
export interface Problem {
	readonly name: string;
	readonly failure: Failure;
}

/**
 * Sealed, atomic records. A record's name is `owner/record`: the owner is any text (an account's may hold slashes), the
 * record 1 to 9 lower-case letters, digits or hyphens. Every owner has a data key of its own in the {@link KeyRing};
 * {@link SealedValues} says how a record lies in the flash, under the owner's id followed by the record's name. Nothing
 * decrypted is kept in memory except the ring.
 */
export class Vault {
	readonly #device: Pick<Device, "rootKey" | "secret" | "random">;
	readonly #flash: KeyValueStorage;
	readonly #values: SealedValues;
	readonly #journal: Journal;
	readonly #roots: RootKeys;
	readonly #problems = new Map<string, Failure>();
	readonly #listeners = new Set<(problem: Problem) => void>();
	#ring: KeyRing;

	private constructor(device: Pick<Device, "storage" | "rootKey" | "secret" | "random">) {
		const random = (byteLength: number): Uint8Array => device.random(byteLength);
		this.#device = device;
		this.#flash = device.storage.open({ path: PATH });
		this.#values = new SealedValues(this.#flash, random);
		this.#journal = new Journal(this.#values);
		this.#roots = new RootKeys(device.rootKey, random);
		this.#ring = this.#start();
	}

	/**
	 * Opens the vault and completes what a power cut interrupted. What is damaged or foreign is listed in `problems` and
	 * left where it is.
	 *
	 * @throws Failure `storage.failed` when the flash itself cannot be read or written
	 */
	static open(device: Pick<Device, "storage" | "rootKey" | "secret" | "random">): Vault {
		return new Vault(device);
	}

	/** What was found damaged or foreign since the start. */
	get problems(): readonly Problem[] {
		return [...this.#problems].map(([name, failure]) => ({ name, failure }));
	}

	/** Calls `listener` for each further problem; answers a function that ends this. */
	observe(listener: (problem: Problem) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/**
	 * The record's value as the last commit left it; undefined where there is none, and where none can be opened, which
	 * `problems` then lists.
	 *
	 * @throws Failure `storage.failed` when the flash cannot be read
	 */
	read(name: string): Uint8Array | undefined {
		const [owner, record] = split(name);
		const ownerKey = this.#ring.find(owner);
		if (!ownerKey) return undefined;
		const { value, damaged } = this.#values.read(ownerKey.id + record, [ownerKey.key]);
		if (damaged) this.setAside(name, "its newest generation does not open");
		return value;
	}

	/**
	 * Makes all changes or, under a power cut or a failure, none. One record of up to 3.9 KB of an owner that has records
	 * already is one flash write.
	 *
	 * @throws Failure `storage.full`, `storage.failed`; nothing has changed then
	 */
	commit(changes: readonly Change[]): void {
		const last = new Map(changes);
		if (last.size === 0) return;
		const plans: FlashWrite[][] = [];
		for (const [name, value] of last) {
			const [owner, record] = split(name);
			const ownerKey = this.#ring.find(owner) ?? (value && this.#ring.add(owner));
			if (ownerKey) plans.push(this.#plan(ownerKey, record, value));
		}
		if (plans.length === 1) {
			this.#values.apply(plans[0] ?? []);
			return;
		}
		const writes = plans.flat();
		if (writes.length > 0) this.#journal.run(writes, this.#ring.wrappingKey);
	}

	/**
	 * Destroys all records of an owner for good: no copy that the flash still holds can be opened afterwards, not even
	 * with the device's secret.
	 *
	 * @throws Failure `storage.*`; after a failure before the change held, everything is as it was
	 */
	destroy(owner: string): void {
		this.replace(owner, []);
	}

	/**
	 * As `destroy`, and gives the owner new records in the same step: either all the old or all the new are there. An
	 * owner without records just gets them.
	 *
	 * @param records names without the owner, and their values
	 * @throws Failure `storage.*`; after a failure before the change held, everything is as it was
	 */
	replace(owner: string, records: readonly (readonly [record: string, value: Uint8Array])[]): void {
		for (const [record] of records) assertRecordName(owner, record);
		if (!this.#ring.find(owner)) {
			this.commit(records.map(([record, value]): Change => [`${owner}/${record}`, value]));
			return;
		}
		const replacement = records.length > 0 ? this.#ring.newKey() : undefined;
		try {
			for (const [record, value] of records) {
				if (replacement) this.#values.apply(this.#plan(replacement, record, value));
			}
			this.#ring.replace(owner, replacement);
		} finally {
			this.#sweep();
		}
	}

	/**
	 * Wipes the vault: once begun, the next start completes what was interrupted.
	 *
	 * @throws Failure `storage.failed`
	 */
	factoryReset(): void {
		this.#values.apply([[RESET, Uint8Array.of(1)]]);
		this.#problems.clear();
		this.#ring = this.#start();
	}

	/** Lists a record as unreadable; its content stays where it is until the record is written anew. */
	setAside(name: string, detail: string): void {
		if (this.#problems.has(name)) return;
		const failure = new Failure("storage.corrupt", { detail: `${name}: ${detail}` });
		this.#problems.set(name, failure);
		for (const listener of [...this.#listeners]) listener({ name, failure });
	}

	#start(): KeyRing {
		try {
			if (this.#flash.read(RESET)) this.#wipe();
			const keys = [...this.#flash];
			const rootLost = keys.length > 0 && this.#roots.all().length === 0;
			const ring = new KeyRing(this.#roots, this.#values, this.#device, firstFreeNumber(keys));
			this.#ring = ring;
			if (rootLost) this.setAside("root key", "no sector holds a whole one");
			if (ring.damaged) this.setAside("key ring", "its newest generation does not open");
			this.#recover();
			this.#sweep();
			return ring;
		} catch (error) {
			throw Failure.from(error, "storage.failed");
		}
	}

	/** The mark goes last: as long as it is there, nothing else of the flash is read. */
	#wipe(): void {
		this.#roots.erase(0);
		this.#roots.erase(1);
		this.#delete([...this.#flash].filter((key) => key !== RESET));
		this.#delete([RESET]);
	}

	#recover(): void {
		try {
			this.#journal.recover(this.#ring.wrappingKey);
		} catch (error) {
			this.setAside("journal", Failure.from(error).message);
		}
	}

	/** Deletes the records of owners that are no more. Where keys were lost, nothing is deleted. */
	#sweep(): void {
		const orphans: string[] = [];
		for (const key of this.#flash) {
			const id = idOfKey(key);
			if (id === "ring" || id === "jrnl") continue;
			if (id && /^[0-9a-f]{4}[a-z0-9-]+$/.test(id)) {
				if (!this.#ring.hasId(id.slice(0, 4))) orphans.push(key);
			} else this.setAside(key, "not a key of the vault");
		}
		const lost = this.#problems.has("key ring") || this.#problems.has("root key");
		if (!lost) this.#delete(orphans);
	}

	#delete(keys: readonly string[]): void {
		this.#values.apply(keys.map((key): FlashWrite => [key, undefined]));
	}

	#plan({ id, key }: OwnerKey, record: string, value: Uint8Array | undefined): FlashWrite[] {
		const keys = [key];
		return value
			? this.#values.storing(id + record, keys, key, value)
			: this.#values.removing(id + record, keys);
	}
}

function split(name: string): [owner: string, record: string] {
	const slash = name.lastIndexOf("/");
	const owner = name.slice(0, Math.max(slash, 0));
	const record = name.slice(slash + 1);
	assertRecordName(owner, record);
	return [owner, record];
}

function assertRecordName(owner: string, record: string): void {
	if (owner === "" || !/^[a-z0-9-]{1,9}$/.test(record)) {
		throw new Failure("storage.failed", { detail: `not a record name: ${owner}/${record}` });
	}
}

/** An owner number that none of the keys in the flash uses. */
function firstFreeNumber(keys: readonly string[]): number {
	let first = 0;
	for (const key of keys) {
		if (/^[0-9a-f]{4}/.test(key)) first = Math.max(first, Number.parseInt(key.slice(0, 4), 16) + 1);
	}
	return first;
}
