import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Calls } from "./calls";
import { FlashFile, SECTOR, type Wear } from "./flash-file";
import { type FlashUse, KeyValueFlash } from "./key-value-flash";

/** Pages of key-value storage: 128 KB, a partition table that has room for hundreds of users. */
const PAGES = 32;

/** Sectors after those, one for each root key. */
const ROOT_KEYS = 2;

/** How a printer's storage is opened. */
export interface StorageOptions {
	/** The state folder. */
	readonly folder: string;
	/** Whether each write waits for the disk. */
	readonly durable?: boolean;
	/** Called in the middle of the write that a power cut tears. */
	readonly onPowerCut: () => void;
}

/** The flash of the virtual printer: key-value storage and the sectors of the root keys. */
export class Storage {
	readonly #flash: FlashFile;
	#values: KeyValueFlash;

	/** @throws Error of one line when the flash file is damaged */
	constructor({ folder, durable = false, onPowerCut }: StorageOptions, calls: Calls) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		this.#flash = new FlashFile({
			path: join(folder, "flash.bin"),
			sectors: PAGES + ROOT_KEYS,
			durable,
			onPowerCut,
		});
		this.#values = new KeyValueFlash(this.#flash, PAGES);
		calls.add({
			"storage.length": ([path = "", key = ""]) => this.#values.read(path, key)?.byteLength ?? -1,
			"storage.read": ([path = "", key = ""]) => this.#values.read(path, key),
			"storage.write": ([path = "", key = ""], body) => changing(() => this.#values.write(path, key, body)),
			"storage.delete": ([path = "", key = ""]) => changing(() => this.#values.delete(path, key)),
			"storage.keys": ([path = ""]) => this.#values.keys(path).join("\n"),
			"root.read": ([sector, byteLength]) =>
				this.#flash.read(rootKeyAddress(sector), Math.min(SECTOR, Number(byteLength))),
			"root.write": ([sector], body) => changing(() => this.#flash.write(rootKeyAddress(sector), body)),
			"root.erase": ([sector]) => changing(() => this.#flash.erase(rootKeyAddress(sector) / SECTOR)),
		});
	}

	/** What the flash has gone through since it was opened. */
	get wear(): Wear {
		return this.#flash.wear;
	}

	/** How full it is. */
	get use(): FlashUse {
		return this.#values.use;
	}

	/** Plans a power cut in the flash operation after the next `operations`. */
	cutAfter(operations: number): void {
		this.#flash.cutAfter(operations);
	}

	/** Power is back: reads again what flash holds, as the device does when it starts. */
	powerOn(): void {
		this.#flash.restorePower();
		this.#values = new KeyValueFlash(this.#flash, PAGES);
	}

	close(): void {
		this.#flash.close();
	}
}

function rootKeyAddress(sector: string | undefined): number {
	if (sector !== "0" && sector !== "1") throw new RangeError("no such sector");
	return (PAGES + Number(sector)) * SECTOR;
}

/** Names the failure for the firmware where the storage has not: anything but full is `storage.failed`. */
function changing(change: () => void): undefined {
	try {
		change();
	} catch (error) {
		const { message } = error as Error;
		throw message.startsWith("storage.") ? error : new Error(`storage.failed: ${message}`);
	}
}
