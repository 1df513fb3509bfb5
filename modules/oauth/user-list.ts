import { utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import { type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";

/** The vault's owner of the list. */
const OWNER = "users";

/** Users in one record, so that with the longest names it is one flash write. */
const PAGE = 24;

/** Most users. */
const USERS_LIMIT = 1008;

/** Ids are 16 bits in memory and are never given twice. */
const LAST_ID = 0xffff;

/** Longest name in bytes of UTF-8. */
const NAME_LIMIT = 83;

/** A page of the list as the flash keeps it: ids and names, and an id above all that had been given by then. */
interface Page {
	readonly next: number;
	readonly users: readonly (readonly [id: number, name: string])[];
}

/**
 * Who has an account for To My Email: names for people, and an id for each that no later user ever gets, whatever the
 * name. In memory are two bytes a user; names are read from the vault when they are asked for.
 */
export class UserList {
	readonly #vault: Vault;
	#next = 1;
	/** Ids by their place: page after page, 0 where nobody is. */
	#ids = new Uint16Array(0);

	constructor(vault: Vault) {
		this.#vault = vault;
		// All of them, as one that is damaged must not hide those behind it.
		for (let page = 0; page * PAGE < USERS_LIMIT; page++) {
			const stored = readRecord(vault, pageSchema(page));
			if (stored) this.#take(page, stored);
		}
	}

	/** How many users there are. */
	get count(): number {
		let count = 0;
		for (const id of this.#ids) if (id !== 0) count += 1;
		return count;
	}

	/** The id that the next user gets. */
	get nextId(): number {
		return this.#next;
	}

	/** Places to walk over: `idAt(0)` to `idAt(places - 1)`. */
	get places(): number {
		return this.#ids.length;
	}

	/** The id of the user at a place; undefined where nobody is. */
	idAt(place: number): number | undefined {
		return this.#ids[place] || undefined;
	}

	/** Is there a user with this id? */
	has(id: number): boolean {
		return id !== 0 && this.#ids.includes(id);
	}

	/** The id of the user with this name, of whatever case; undefined where there is none. */
	find(name: string): number | undefined {
		const folded = name.toLowerCase();
		for (let page = 0; page * PAGE < this.#ids.length; page++) {
			const user = this.#page(page).users.find(([, other]) => other.toLowerCase() === folded);
			if (user) return user[0];
		}
		return undefined;
	}

	/** The name of the user with this id; undefined where there is none. */
	nameOf(id: number): string | undefined {
		const place = id === 0 ? -1 : this.#ids.indexOf(id);
		if (place < 0) return undefined;
		return this.#page(Math.floor(place / PAGE)).users.find(([other]) => other === id)?.[1];
	}

	/** Visits every user, page by page in no order that means anything. */
	forEach(visit: (id: number, name: string) => void): void {
		for (let page = 0; page * PAGE < this.#ids.length; page++) {
			for (const [id, name] of this.#page(page).users) visit(id, name);
		}
	}

	/**
	 * Adds a user and answers the id, which nobody had before.
	 *
	 * @param name 1 to 83 bytes of UTF-8, one that no other user has in whatever case
	 * @throws Failure `settings.invalid`, `storage.*`; nobody is added then
	 */
	add(name: string): number {
		const length = utf8(name).byteLength;
		if (length === 0 || length > NAME_LIMIT) throw invalid(`not 1 to ${NAME_LIMIT} bytes`);
		if (this.find(name) !== undefined) throw invalid("there is a user of this name");
		if (this.#next > LAST_ID) throw new Failure("storage.full", { detail: "no user id left" });
		const free = this.#ids.indexOf(0);
		const place = free < 0 ? this.#ids.length : free;
		if (place >= USERS_LIMIT) throw new Failure("storage.full", { detail: "no more users" });
		const page = Math.floor(place / PAGE);
		const id = this.#next;
		this.#store(page, [...this.#page(page).users, [id, name]], id + 1);
		return id;
	}

	/**
	 * Takes a user off the list.
	 *
	 * @throws Failure `storage.*`; the user then stays
	 */
	remove(id: number): void {
		const place = this.#ids.indexOf(id);
		if (id === 0 || place < 0) return;
		const page = Math.floor(place / PAGE);
		const others = this.#page(page).users.filter(([other]) => other !== id);
		this.#store(page, others, this.#next);
	}

	#page(page: number): Page {
		return readRecord(this.#vault, pageSchema(page)) ?? { next: this.#next, users: [] };
	}

	#store(page: number, users: Page["users"], next: number): void {
		const stored: Page = { next, users };
		writeRecord(this.#vault, pageSchema(page), stored);
		this.#take(page, stored);
	}

	#take(page: number, { next, users }: Page): void {
		this.#next = Math.max(this.#next, next);
		const first = page * PAGE;
		if (this.#ids.length < first + PAGE) {
			const longer = new Uint16Array(first + PAGE);
			longer.set(this.#ids);
			this.#ids = longer;
		}
		for (let index = 0; index < PAGE; index++) this.#ids[first + index] = users[index]?.[0] ?? 0;
	}
}

function pageSchema(page: number): RecordSchema<Page> {
	return { name: `${OWNER}/page${page}`, schema: 1, parse: parsePage };
}

function parsePage(json: object): Page {
	const { next, users } = json as Record<string, unknown>;
	if (!isId(next) || !Array.isArray(users) || users.length > PAGE) throw new TypeError("users");
	return { next, users: users.map(parseUser) };
}

function parseUser(json: unknown): readonly [number, string] {
	const [id, name] = json as unknown[];
	if (!isId(id) || typeof name !== "string") throw new TypeError("user");
	return [id, name];
}

function isId(value: unknown): value is number {
	return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LAST_ID + 1;
}

function invalid(detail: string): Failure {
	return new Failure("settings.invalid", { field: "user", detail });
}
