import { Failure } from "../base/failure";
import type { AccountState } from "../oauth/account";
import type { Accounts, UserAccount } from "../oauth/accounts";
import { LockOut, type LogIn } from "../settings/lock-out";
import { LogInTurns } from "../settings/log-in-turns";
import { hashSecret, isSecret, parseSecretHash, type SecretHash } from "../settings/secret-hash";
import { encodeRecord, type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";

/** Digits of an ID number. */
export const ID_NUMBER = { min: 4, max: 8 } as const;

/** Bytes of a user name in UTF-8. */
export const USER_NAME_LIMIT = 83;

/** Lock-outs remembered at a time. A user whose lock-out was forgotten is locked out anew by the next attempt. */
const LOCK_OUTS_LIMIT = 16;

/** Characters by which names are ordered. */
const ORDERED_BY = 5;

/** What the users are kept with. */
export interface UsersParts {
	readonly vault: Vault;
	readonly accounts: Pick<Accounts, "users" | "addUser" | "removeUser" | "forUser" | "stateOf">;
	/** Fresh random bytes. */
	random(byteLength: number): Uint8Array;
}

/** What the flash keeps of a user's ID number. */
interface Stored {
	readonly idNumber: SecretHash;
	/** Wrong ones in a row. */
	readonly failures: number;
}

/** Name of the one record. It has an owner of its own, since a sign-in replaces all that the account's owner has. */
const RECORD = "id";

/**
 * The users of To My Email: a name to be found by, and an ID number to log in with at the panel. Numbers are kept as the
 * administrator's password is: as a salted slow hash, wrong ones counted in the flash before they are answered. Nothing of
 * a user is in memory but what `Accounts` holds, and lock-outs. Sources: guide, "Epson Print Admin Serverless".
 */
export class Users {
	readonly #parts: UsersParts;
	readonly #lockOuts = new Map<number, LockOut>();
	readonly #turns = new LogInTurns();
	readonly #listeners = new Set<() => void>();

	constructor(parts: UsersParts) {
		this.#parts = parts;
	}

	/** How many there are. */
	get count(): number {
		return this.#parts.accounts.users.count;
	}

	/** The name of a user; undefined where there is none (any more). */
	nameOf(id: number): string | undefined {
		return this.#parts.accounts.users.nameOf(id);
	}

	/** How a user's account stands. */
	stateOf(id: number): AccountState {
		return this.#parts.accounts.stateOf(id);
	}

	/**
	 * The ids of all users in the order of their names: two bytes each. Names are told apart by their first five
	 * characters, without case and accents, so that sorting hundreds of them holds none of them in memory.
	 */
	inOrder(): Uint16Array {
		const keys = new Float64Array(this.count);
		let index = 0;
		this.#parts.accounts.users.forEach((id, name) => {
			keys[index++] = orderOf(name) * 0x10000 + id;
		});
		return Uint16Array.from(keys.sort(), (key) => key % 0x10000);
	}

	/** Calls `listener` when users were added or removed; answers a function that ends this. */
	observe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/**
	 * Adds a user, who signs in at the first use, and answers the id.
	 *
	 * @param name 1 to 83 bytes of UTF-8, one that no other user has in whatever case
	 * @param idNumber 4 to 8 digits
	 * @throws Failure `settings.invalid` with field `user` or `user.id-number`, `storage.*`; nobody is added then
	 */
	async add(name: string, idNumber: string): Promise<number> {
		if (/[\u0000-\u001f\u007f]/.test(name)) {
			throw new Failure("settings.invalid", { field: "user", detail: "control characters" });
		}
		checkIDNumber(idNumber);
		const { accounts, vault } = this.#parts;
		const hash = await this.#hash(idNumber);
		const id = accounts.addUser(name);
		try {
			vault.replace(ownerOf(id), [[RECORD, encodeRecord(schemaOf(id), { idNumber: hash, failures: 0 })]]);
		} catch (error) {
			accounts.removeUser(id);
			throw error;
		}
		this.#changed();
		return id;
	}

	/**
	 * Gives a user another ID number, which ends a lock-out. Nothing happens where there is no such user.
	 *
	 * @param idNumber 4 to 8 digits
	 * @throws Failure `settings.invalid` with field `user.id-number`, `storage.*`
	 */
	async setIDNumber(id: number, idNumber: string): Promise<void> {
		checkIDNumber(idNumber);
		const hash = await this.#hash(idNumber);
		if (!this.#parts.accounts.users.has(id)) return;
		writeRecord(this.#parts.vault, schemaOf(id), { idNumber: hash, failures: 0 });
		this.#forget(id);
	}

	/**
	 * Removes a user for good: ID number and sign-in are destroyed, whatever the flash still holds of them.
	 *
	 * @throws Failure `storage.*`; the user may be without an ID number then, and so cannot log in
	 */
	remove(id: number): void {
		if (!this.#parts.accounts.users.has(id)) return;
		this.#parts.vault.destroy(ownerOf(id));
		this.#parts.accounts.removeUser(id);
		this.#forget(id);
		this.#changed();
	}

	/**
	 * Checks the ID number of somebody who claims to be a user; one log-in after the other.
	 *
	 * @throws Failure `oauth.not-signed-in` where there is no such user, or one whose number was lost, which the
	 *   administrator sets anew; `storage.*` when a wrong one cannot be counted
	 */
	logIn(id: number, idNumber: string): Promise<LogIn> {
		return this.#turns.take(() => {
			const { failures, idNumber: hash } = this.#stored(id);
			return this.#lockOut(id, failures).check({
				failures,
				matches: async () => isIDNumber(idNumber) && (await isSecret(idNumber, hash)),
				// The administrator may have changed or removed the user while the number was checked.
				count: (count) =>
					writeRecord(this.#parts.vault, schemaOf(id), { ...this.#stored(id), failures: count }),
			});
		});
	}

	/**
	 * Lends the account of a user who has logged in.
	 *
	 * @throws Failure `oauth.not-signed-in` where there is no such user (any more)
	 */
	open(id: number): UserAccount {
		return this.#parts.accounts.forUser(id);
	}

	#stored(id: number): Stored {
		const stored = this.#parts.accounts.users.has(id) && readRecord(this.#parts.vault, schemaOf(id));
		if (!stored) throw new Failure("oauth.not-signed-in", { detail: "no such user, or no ID number" });
		return stored;
	}

	#lockOut(id: number, failures: number): LockOut {
		const lockOut = this.#lockOuts.get(id) ?? new LockOut(failures);
		this.#lockOuts.delete(id);
		for (const oldest of this.#lockOuts.keys()) {
			if (this.#lockOuts.size < LOCK_OUTS_LIMIT) break;
			this.#forget(oldest);
		}
		this.#lockOuts.set(id, lockOut);
		return lockOut;
	}

	#forget(id: number): void {
		this.#lockOuts.get(id)?.close();
		this.#lockOuts.delete(id);
	}

	#hash(idNumber: string): Promise<SecretHash> {
		return hashSecret(idNumber, (byteLength) => this.#parts.random(byteLength));
	}

	#changed(): void {
		for (const listener of [...this.#listeners]) listener();
	}
}

function ownerOf(id: number): string {
	return `user/${id}`;
}

function schemaOf(id: number): RecordSchema<Stored> {
	return { name: `${ownerOf(id)}/${RECORD}`, schema: 1, parse: parseStored };
}

function parseStored(json: object): Stored {
	const { idNumber, failures } = json as Record<string, unknown>;
	if (!Number.isInteger(failures) || (failures as number) < 0) throw new TypeError("failures");
	return { idNumber: parseSecretHash(idNumber), failures: failures as number };
}

function isIDNumber(idNumber: string): boolean {
	return /^[0-9]{4,8}$/.test(idNumber);
}

function checkIDNumber(idNumber: string): void {
	if (isIDNumber(idNumber)) return;
	throw new Failure("settings.invalid", { field: "user.id-number", detail: "not 4 to 8 digits" });
}

/** The letters of U+00E0 to U+00FF without their accents. */
const PLAIN = "aaaaaaaceeeeiiiidnooooo/ouuuuyty";

/** A number of 35 bits by which names are ordered; what is no Latin letter comes last. */
function orderOf(name: string): number {
	const folded = name.toLowerCase().replace(/[\u0300-\u036f]/g, "");
	let order = 0;
	for (let at = 0; at < ORDERED_BY; at++) {
		const code = folded.charCodeAt(at) || 0;
		const plain = code >= 0xe0 ? PLAIN.charCodeAt(code - 0xe0) || code : code;
		order = order * 128 + Math.min(127, plain);
	}
	return order;
}
