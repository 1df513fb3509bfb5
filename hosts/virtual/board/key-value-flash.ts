import type { FlashFile } from "./flash-file";
import { FlashPage, PAGE_ROOM, type StoredPart } from "./flash-page";
import { recordLength } from "./flash-record";

/** Most parts that one value may have: they are counted in a byte, of which 0xFF means erased. */
const PARTS_LIMIT = 254;

/** How full key-value flash is. */
export interface FlashUse {
	readonly pages: number;
	readonly freePages: number;
	/** Bytes of the values that hold, with their names and headers. */
	readonly liveBytes: number;
	/** Bytes that could hold values; one page stays free for recycling. */
	readonly capacity: number;
	/** Values written since the file was opened. */
	readonly records: number;
}

/**
 * Named values in flash, after the manner of NVS on the ESP32: values are appended, a later one supersedes an earlier one,
 * and superseded bytes stay until their page is recycled. Each operation is all or nothing under a power cut.
 */
export class KeyValueFlash {
	readonly #flash: FlashFile;
	readonly #pages: readonly FlashPage[];
	#free: FlashPage[] = [];
	#active: FlashPage | undefined;
	#sequence = 0;
	#version = 0;
	#records = 0;
	/** By path and key, the parts of the value in order. */
	readonly #values = new Map<string, readonly StoredPart[]>();

	/**
	 * Finds what the first `pages` sectors of the flash hold, and finishes what a power cut interrupted.
	 * @throws Error of one line when they hold something else
	 */
	constructor(flash: FlashFile, pages: number) {
		this.#flash = flash;
		this.#pages = Array.from({ length: pages }, (_, sector) => new FlashPage(flash, sector));
		this.#load();
	}

	/** How full it is. */
	get use(): FlashUse {
		return {
			pages: this.#pages.length,
			freePages: this.#free.length,
			liveBytes: this.#pages.reduce((sum, page) => sum + page.liveBytes, 0),
			capacity: (this.#pages.length - 1) * PAGE_ROOM,
			records: this.#records,
		};
	}

	/** A value, or undefined where there is none. */
	read(path: string, key: string): Buffer | undefined {
		const parts = this.#values.get(nameOf(path, key));
		return parts && Buffer.concat(parts.map((part) => part.page.value(part)));
	}

	/** The keys of a path. */
	keys(path: string): string[] {
		return [...this.#values.keys()]
			.filter((name) => name.startsWith(`${path}/`))
			.map((name) => name.slice(path.length + 1));
	}

	/**
	 * Stores a value. One that is there already is not written again.
	 * @throws Error `storage.full`; what was there holds
	 */
	write(path: string, key: string, value: Uint8Array): void {
		const name = nameOf(path, key);
		if (this.read(path, key)?.equals(value)) return;
		const partRoom = (PAGE_ROOM - recordLength(path, key, 0)) & ~3;
		const parts = Math.max(1, Math.ceil(value.byteLength / partRoom));
		if (parts > PARTS_LIMIT) throw full(value.byteLength);
		this.#version += 1;
		const stored: StoredPart[] = [];
		for (let part = 0; part < parts; part++) {
			const piece = value.subarray(part * partRoom, (part + 1) * partRoom);
			const page = this.#pageFor(recordLength(path, key, piece.byteLength));
			if (!page) {
				for (const unfinished of stored) unfinished.page.supersede(unfinished);
				throw full(value.byteLength);
			}
			stored.push(page.append({ path, key, part, parts, version: this.#version, value: piece }));
		}
		this.#records += 1;
		const former = this.#values.get(name) ?? [];
		this.#values.set(name, stored);
		for (const part of former) part.page.supersede(part);
	}

	/** Forgets a value; nothing happens where there is none. */
	delete(path: string, key: string): void {
		const name = nameOf(path, key);
		const parts = this.#values.get(name) ?? [];
		this.#values.delete(name);
		for (const part of parts) part.page.supersede(part);
	}

	/** A page with this much room, or undefined when flash is full. */
	#pageFor(byteLength: number): FlashPage | undefined {
		if (this.#active && this.#active.room >= byteLength) return this.#active;
		if (this.#free.length > 1) return this.#openFree();
		return this.#recycle(byteLength);
	}

	#openFree(): FlashPage | undefined {
		const page = this.#free.shift();
		this.#sequence += 1;
		page?.open(this.#sequence);
		this.#active = page;
		return page;
	}

	/**
	 * Moves what holds of a page to the last free one, and erases the page: the oldest that is at most half in use, so
	 * that all wear alike, else the emptiest.
	 */
	#recycle(byteLength: number): FlashPage | undefined {
		const used = this.#pages
			.filter((page) => !this.#free.includes(page))
			.sort((one, other) => one.sequence - other.sequence);
		const [emptiest] = [...used].sort((one, other) => one.liveBytes - other.liveBytes);
		const victim =
			used.find((page) => page.liveBytes <= PAGE_ROOM / 2 && page.liveBytes + byteLength <= PAGE_ROOM) ??
			emptiest;
		if (!victim || victim.liveBytes + byteLength > PAGE_ROOM) return undefined;
		const page = this.#openFree();
		if (!page) return undefined;
		for (const part of [...victim.live]) page.take(part);
		this.#erase(victim);
		return page;
	}

	#load(): void {
		const versions = new Map<string, StoredPart[]>();
		for (const page of this.#inspect()) {
			const parts = page.load();
			if (parts.some((part) => versions.get(versionOf(part))?.some((other) => samePart(part, other)))) {
				this.#erase(page);
				continue;
			}
			for (const part of parts) {
				page.live.add(part);
				versions.set(versionOf(part), [...(versions.get(versionOf(part)) ?? []), part]);
				this.#version = Math.max(this.#version, part.record.version);
			}
			this.#sequence = Math.max(this.#sequence, page.sequence);
			this.#active = page;
		}
		for (const parts of versions.values()) this.#settle(parts);
		this.#keepOneFree();
	}

	/** After a power cut between the opening of a page and the erasure it was opened for, no page is free. */
	#keepOneFree(): void {
		if (this.#free.length > 0) return;
		const empty = this.#pages.find((page) => page.live.size === 0);
		if (!empty) return;
		if (empty === this.#active) this.#active = undefined;
		this.#erase(empty);
	}

	/** The written pages in the order of their opening: a copy that recycling left unfinished comes after its original. */
	#inspect(): FlashPage[] {
		const written: FlashPage[] = [];
		for (const page of this.#pages) {
			const kind = page.inspect();
			if (kind === "damaged") throw this.#flash.damaged(`page ${page.sector} holds no key-value storage`);
			if (kind === "unfinished") page.erase();
			if (kind === "page") written.push(page);
			else this.#free.push(page);
		}
		return written.sort((one, other) => one.sequence - other.sequence);
	}

	#erase(page: FlashPage): void {
		page.erase();
		this.#free.push(page);
	}

	/** Of all versions of a value the latest whole one holds; the others are what a power cut left behind. */
	#settle(parts: StoredPart[]): void {
		const [first] = parts;
		if (!first) return;
		const name = nameOf(first.record.path, first.record.key);
		const known = this.#values.get(name);
		const whole = parts.length === first.record.parts;
		const later = whole && (known?.[0]?.record.version ?? 0) < first.record.version;
		for (const part of later ? (known ?? []) : parts) part.page.supersede(part);
		if (later) {
			this.#values.set(
				name,
				parts.sort((one, other) => one.record.part - other.record.part),
			);
		}
	}
}

function nameOf(path: string, key: string): string {
	return `${path}/${key}`;
}

function versionOf({ record }: StoredPart): string {
	return `${nameOf(record.path, record.key)}@${record.version}`;
}

function samePart(one: StoredPart, other: StoredPart): boolean {
	return one.record.part === other.record.part;
}

function full(byteLength: number): Error {
	return new Error(`storage.full: flash has no room for ${byteLength} bytes`);
}
