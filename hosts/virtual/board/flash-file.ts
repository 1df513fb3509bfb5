import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";

/** Smallest piece of flash that can be erased, in bytes. */
export const SECTOR = 4096;

const ERASED = 0xff;

/** Thrown out of a write that the power cut has torn; the engine ends with it and gets no answer. */
export class PowerCut extends Error {
	constructor() {
		super("the power was cut while flash was written");
	}
}

/** What the flash has gone through since the file was made or opened. */
export interface Wear {
	/** Write operations. */
	readonly writes: number;
	/** Bytes written by them. */
	readonly bytes: number;
	/** Erasures, in all and for each sector. */
	readonly erases: number;
	readonly erasesBySector: readonly number[];
}

/** How a flash file is opened. */
export interface FlashOptions {
	readonly path: string;
	readonly sectors: number;
	/** Whether each operation waits for the disk; off, it survives the end of the process but not of the computer. */
	readonly durable?: boolean;
	/** Called in the middle of the operation that a power cut tears. */
	onPowerCut?(): void;
}

/** A planned power cut. */
interface PlannedCut {
	/** Operations that still go through. */
	remaining: number;
	/** Bytes of the next one that still reach the flash; half of them without it. */
	readonly bytes: number | undefined;
}

/**
 * NOR flash as a file: a write can only clear bits, an erasure sets a whole sector to 0xFF. It counts its wear and can
 * lose power in the middle of an operation.
 */
export class FlashFile {
	readonly #file: number;
	readonly #content: Buffer;
	readonly #options: FlashOptions;
	#wear = { writes: 0, bytes: 0, erases: 0 };
	readonly #erasesBySector: number[];
	#cut: PlannedCut | undefined;
	#off = false;

	/**
	 * Opens the file, or makes an erased one.
	 * @throws Error of one line when the file is not a flash of this size
	 */
	constructor(options: FlashOptions) {
		const byteLength = options.sectors * SECTOR;
		this.#options = options;
		this.#content = Buffer.alloc(byteLength, ERASED);
		this.#erasesBySector = new Array(options.sectors).fill(0);
		this.#file = openFile(options.path);
		const { size } = fstatSync(this.#file);
		if (size === 0) writeSync(this.#file, this.#content, 0, byteLength, 0);
		else if (size !== byteLength) throw this.damaged(`it has ${size} bytes in place of ${byteLength}`);
		else readSync(this.#file, this.#content, 0, byteLength, 0);
	}

	get sectors(): number {
		return this.#options.sectors;
	}

	get wear(): Wear {
		return { ...this.#wear, erasesBySector: [...this.#erasesBySector] };
	}

	/** The bytes at an address, as they are now. */
	read(address: number, byteLength: number): Buffer {
		return Buffer.from(this.#content.subarray(address, address + byteLength));
	}

	/**
	 * Writes bytes over erased ones, or clears more bits of written ones.
	 * @throws PowerCut when the planned cut has come
	 * @throws Error when a bit would have to be set, or the bytes do not fit
	 */
	write(address: number, bytes: Uint8Array): void {
		if (address < 0 || address + bytes.byteLength > this.#content.byteLength)
			throw new RangeError("beyond the flash");
		for (const [index, byte] of bytes.entries()) {
			if (byte & ~(this.#content[address + index] ?? 0))
				throw new Error("flash must be erased before it is written");
		}
		this.#wear.writes += 1;
		this.#wear.bytes += bytes.byteLength;
		this.#operate(address, bytes);
	}

	/**
	 * Erases a sector.
	 * @throws PowerCut when the planned cut has come
	 */
	erase(sector: number): void {
		if (!(sector in this.#erasesBySector)) throw new RangeError("beyond the flash");
		this.#wear.erases += 1;
		this.#erasesBySector[sector] = (this.#erasesBySector[sector] ?? 0) + 1;
		this.#operate(sector * SECTOR, Buffer.alloc(SECTOR, ERASED));
	}

	/**
	 * Plans a power cut: `operations` more writes or erasures go through, the next one is torn.
	 * @param bytes how much of the torn one still reaches the flash; half of it without this
	 */
	cutAfter(operations: number, bytes?: number): void {
		this.#cut = { remaining: operations, bytes };
	}

	/** Ends a power cut, and forgets one that was planned. */
	restorePower(): void {
		this.#cut = undefined;
		this.#off = false;
	}

	/** A one-line error that says what is wrong with the file. */
	damaged(what: string): Error {
		return new Error(`${this.#options.path} is damaged: ${what}; delete it to start with empty flash`);
	}

	close(): void {
		closeSync(this.#file);
	}

	#operate(address: number, bytes: Uint8Array): void {
		if (this.#off) throw new PowerCut();
		const cut = this.#cut;
		if (cut && cut.remaining === 0) {
			this.#off = true;
			this.#store(address, bytes.subarray(0, cut.bytes ?? bytes.byteLength >> 1));
			this.#options.onPowerCut?.();
			throw new PowerCut();
		}
		if (cut) cut.remaining -= 1;
		this.#store(address, bytes);
	}

	#store(address: number, bytes: Uint8Array): void {
		this.#content.set(bytes, address);
		writeSync(this.#file, bytes, 0, bytes.byteLength, address);
		if (this.#options.durable) fsyncSync(this.#file);
	}
}

function openFile(path: string): number {
	try {
		return openSync(path, "r+");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
		return openSync(path, "wx+", 0o600);
	}
}
