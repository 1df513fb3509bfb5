import type { Device, KeyValueStorage } from "../base/device";
import { Failure } from "../base/failure";
import { JOURNAL, Journal } from "./journal";
import { isKeyRingId, KeyRing } from "./key-ring";
import type { OwnerKey } from "./owner-group";
import { KEY_RING, type Problem, Problems, ROOT_KEY } from "./problems";
import { RootKeys } from "./root-key";
import { type FlashWrite, idOfKey, SealedValues } from "./sealed-values";

/** The vault's domain in the flash. */
const PATH = "vault";

/** The key that marks a factory reset under way. */
const RESET = "reset";

/** Stands before the record in the id of a copy that was set aside. */
const ASIDE = "~";

/** Flash keys that are remembered at a time in order to delete them. */
const DELETED_AT_ONCE = 16;

/** A record's new value, or undefined to delete it. */
export type Change = readonly [name: string, value: Uint8Array | undefined];

/**
 * Sealed, atomic records. A record's name is `owner/record`: the owner is any text (an account's may hold slashes), the
 * record 1 to 8 lower-case letters, digits or hyphens. Every owner has a data key of its own in the {@link KeyRing};
 * {@link SealedValues} says how a record lies in the flash, under the owner's id followed by the record's name. Nothing
 * decrypted is kept in memory except the 512 bytes of the ring.
 */
export class Vault {
	readonly #device: Pick<Device, "rootKey" | "secret" | "random">;
	readonly #flash: KeyValueStorage;
	readonly #values: SealedValues;
	readonly #journal: Journal;
	readonly #roots: RootKeys;
	readonly #problems = new Problems();
	/** Records whose content was not understood, and is kept when they are written anew. */
	readonly #aside = new Set<string>();
	#ring: KeyRing;
	#closed = false;

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

	/** What was found damaged or foreign since the start: lost keys, and some dozens of others. */
	get problems(): readonly Problem[] {
		return this.#problems.list;
	}

	/** Calls `listener` for each further problem; answers a function that ends this. */
	observe(listener: (problem: Problem) => void): () => void {
		return this.#problems.observe(listener);
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
		if (damaged) this.#problems.report(name, "its newest generation does not open");
		return value;
	}

	/**
	 * What the record held when it was set aside and then written anew: what newer firmware had stored, or what could not
	 * be understood. Undefined where there is none.
	 *
	 * @throws Failure `storage.failed` when the flash cannot be read
	 */
	readAside(name: string): Uint8Array | undefined {
		const [owner, record] = split(name);
		const ownerKey = this.#ring.find(owner);
		return ownerKey && this.#values.read(ownerKey.id + ASIDE + record, [ownerKey.key]).value;
	}

	/**
	 * Makes all changes or, under a power cut or a failure, none. One record of up to 3.9 KB of an owner that has records
	 * already is one flash write.
	 *
	 * @throws Failure `storage.full`, `storage.failed`; nothing has changed then
	 */
	commit(changes: readonly Change[]): void {
		this.#assertOpen();
		const last = new Map(changes);
		if (last.size === 0) return;
		const plans: FlashWrite[][] = [];
		for (const [name, value] of last) {
			const [owner, record] = split(name);
			const ownerKey = this.#ring.find(owner) ?? (value && this.#ring.add(owner));
			if (ownerKey) plans.push(this.#plan(ownerKey, record, value));
		}
		for (const name of last.keys()) if (this.#aside.has(name)) plans.push(this.#keeping(name));
		if (plans.length === 1) this.#values.apply(plans[0] ?? []);
		else {
			const writes = plans.flat();
			if (writes.length > 0) this.#journal.run(writes, this.#ring.wrappingKey);
		}
		for (const name of last.keys()) this.#aside.delete(name);
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
		this.#assertOpen();
		const former = this.#ring.find(owner);
		if (!former) {
			this.commit(records.map(([record, value]): Change => [`${owner}/${record}`, value]));
			return;
		}
		const replacement = records.length > 0 ? this.#ring.newKey(owner) : undefined;
		try {
			for (const [record, value] of records) {
				if (replacement) this.#values.apply(this.#plan(replacement, record, value));
			}
			this.#ring.replace(owner, replacement);
		} finally {
			const current = this.#ring.find(owner)?.id;
			for (const id of [former.id, replacement?.id])
				if (id && id !== current) this.#deleteWhere((key) => key.startsWith(id));
			for (const name of this.#aside) if (split(name)[0] === owner) this.#aside.delete(name);
		}
	}

	/**
	 * Wipes the vault, root keys first, which makes everything unreadable at once; the next start completes what a power
	 * cut interrupts. From here on nothing can be stored until that start, so that nobody stores again what they still
	 * hold in memory.
	 *
	 * @throws Failure `storage.failed`
	 */
	factoryReset(): void {
		try {
			this.#values.apply([[RESET, Uint8Array.of(1)]]);
		} catch {
			// The flash is full or worn out. Without the mark, a power cut from here on leaves records that nobody can read.
		}
		this.#closed = true;
		this.#wipe();
		this.#problems.clear();
		this.#aside.clear();
	}

	/**
	 * Lists a record whose content is none that is understood, as newer firmware may have stored it. It stays where it is,
	 * and is kept beside the record once that is written anew, until its owner is destroyed.
	 */
	setAside(name: string, detail: string): void {
		this.#aside.add(name);
		this.#problems.report(name, detail);
	}

	#assertOpen(): void {
		if (this.#closed) throw new Failure("storage.failed", { detail: "wiped; the printer restarts" });
	}

	#start(): KeyRing {
		try {
			if (this.#flash.read(RESET)) this.#wipe();
			if (this.#roots.all().length === 0 && !this.#isBlank()) {
				this.#problems.report(ROOT_KEY, "no sector holds a whole one");
			}
			const damaged = (detail: string): void => this.#problems.report(KEY_RING, detail);
			this.#ring = new KeyRing(this.#roots, this.#values, this.#device, damaged);
			this.#recover();
			this.#sweep();
			return this.#ring;
		} catch (error) {
			throw Failure.from(error, "storage.failed");
		}
	}

	#isBlank(): boolean {
		for (const _ of this.#flash) return false;
		return true;
	}

	/** The mark goes last: as long as it is there, nothing else of the flash is read. */
	#wipe(): void {
		this.#roots.erase(0);
		this.#roots.erase(1);
		this.#deleteWhere((key) => key !== RESET);
		this.#values.apply([[RESET, undefined]]);
	}

	#recover(): void {
		try {
			this.#journal.recover(this.#ring.wrappingKey);
		} catch (error) {
			this.#problems.report("journal", Failure.from(error).message);
		}
	}

	/** Deletes the records of owners that are no more. Where keys were lost, nothing is deleted. */
	#sweep(): void {
		const owners = this.#ring.ids();
		const { keysLost } = this.#problems;
		this.#deleteWhere((key) => {
			const id = idOfKey(key);
			if (id && (isKeyRingId(id) || id === JOURNAL)) return false;
			if (id && /^[0-9a-v][0-9a-f]{3}~?[a-z0-9-]+$/.test(id))
				return !keysLost && !owners.includes(id.slice(0, 4));
			this.#problems.report(key, "not a key of the vault");
			return false;
		});
	}

	/** Some keys at a time, for there may be a thousand. */
	#deleteWhere(choose: (key: string) => boolean): void {
		for (let more = true; more; ) {
			const chosen: FlashWrite[] = [];
			for (const key of this.#flash) {
				if (choose(key)) chosen.push([key, undefined]);
				if (chosen.length === DELETED_AT_ONCE) break;
			}
			this.#values.apply(chosen);
			more = chosen.length === DELETED_AT_ONCE;
		}
	}

	/** What keeps the content of a record that was set aside. */
	#keeping(name: string): FlashWrite[] {
		const content = this.read(name);
		const [owner, record] = split(name);
		const ownerKey = this.#ring.find(owner);
		return content && ownerKey ? this.#plan(ownerKey, ASIDE + record, content) : [];
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
	if (owner === "" || !/^[a-z0-9-]{1,8}$/.test(record)) {
		throw new Failure("storage.failed", { detail: `not a record name: ${owner}/${record}` });
	}
}
