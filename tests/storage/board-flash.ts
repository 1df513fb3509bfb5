import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile, PowerCut, SECTOR } from "../../hosts/virtual/board/flash-file";
import { PAGE_HEADER } from "../../hosts/virtual/board/flash-page";
import { parseRecord } from "../../hosts/virtual/board/flash-record";
import { KeyValueFlash } from "../../hosts/virtual/board/key-value-flash";
import type { Device } from "../../modules/base/device";
import type { Dump } from "./attack";

/** Pages for values: few enough that they are recycled now and then. */
const PAGES = 8;

/** The virtual board's own flash in a file of its own, without the board: what the vault needs of a device. */
export class BoardFlash {
	readonly #folder = mkdtempSync(join(tmpdir(), "timbre-flash-"));
	readonly #path = join(this.#folder, "flash.bin");
	#flash: FlashFile;
	#values: KeyValueFlash;
	/** Has the power been cut? */
	off = false;

	/** @param from another flash, whose content this one begins with */
	constructor(from?: BoardFlash) {
		if (from) copyFileSync(from.#path, this.#path);
		this.#flash = this.#open();
		this.#values = new KeyValueFlash(this.#flash, PAGES);
	}

	/** Switched off and on: everything is read again from the file. */
	powerOn(): void {
		this.#flash.close();
		this.#flash = this.#open();
		this.#values = new KeyValueFlash(this.#flash, PAGES);
		this.off = false;
	}

	/**
	 * Cuts the power in the flash operation after the next `operations`: a write of the board's, several of which make one
	 * of the vault's.
	 *
	 * @param bytes how much of it still reaches the flash; half of it without this
	 */
	cutAfter(operations: number, bytes?: number): void {
		this.#flash.cutAfter(operations, bytes);
	}

	/** What of a Device the vault uses. */
	get device(): Pick<Device, "storage" | "rootKey" | "secret" | "random"> {
		const address = (sector: number) => (PAGES + sector) * SECTOR;
		return {
			storage: {
				open: ({ path }) => ({
					read: (key) => {
						const value = this.#values.read(path, key);
						return value && new Uint8Array(value).buffer;
					},
					write: (key, value) => this.#values.write(path, key, value),
					delete: (key) => this.#values.delete(path, key),
					[Symbol.iterator]: () => this.#values.keys(path)[Symbol.iterator](),
					close: () => undefined,
				}),
			},
			rootKey: {
				read: (sector, byteLength) => new Uint8Array(this.#flash.read(address(sector), byteLength)),
				write: (sector, bytes) => this.#flash.write(address(sector), bytes),
				erase: (sector) => this.#flash.erase(PAGES + sector),
			},
			secret: new Uint8Array(32).fill(7),
			random: (byteLength) => crypto.getRandomValues(new Uint8Array(byteLength)),
		};
	}

	/** All bytes of the chip. */
	get content(): Buffer {
		return readFileSync(this.#path);
	}

	/** Everything that can be found in the chip, superseded values that were not recycled yet included. */
	dump(): Dump {
		const { content } = this;
		const values: Uint8Array[] = [];
		for (let page = 0; page < PAGES; page++) {
			const bytes = content.subarray(page * SECTOR, (page + 1) * SECTOR);
			for (let offset = PAGE_HEADER; ; ) {
				const parsed = parseRecord(bytes, offset);
				if (parsed.kind !== "record") break;
				values.push(parsed.record.value);
				offset += parsed.byteLength;
			}
		}
		const sectors = [0, 1].map((sector) => content.subarray((PAGES + sector) * SECTOR).subarray(0, 64));
		return { values, sectors };
	}

	close(): void {
		this.#flash.close();
		rmSync(this.#folder, { recursive: true });
	}

	#open(): FlashFile {
		return new FlashFile({
			path: this.#path,
			sectors: PAGES + 2,
			onPowerCut: () => {
				this.off = true;
			},
		});
	}
}

/** Whether an error comes from a power cut, however it was wrapped on its way. */
export function isPowerCut(error: unknown): boolean {
	if (error instanceof PowerCut) return true;
	return error instanceof Error && error.cause !== undefined && isPowerCut(error.cause);
}
