import { crc32 } from "node:zlib";
import { type FlashFile, SECTOR } from "./flash-file";
import { encodeRecord, type FlashRecord, parseRecord, SUPERSEDED } from "./flash-record";

/*
 * A page is one sector: a header of 16 bytes (the magic number, the page's sequence number, their CRC-32, 4 bytes erased)
 * and records one after the other. The page with the highest sequence number is the one being written.
 */

/** Bytes before the first record. */
export const PAGE_HEADER = 16;

/** Bytes for records. */
export const PAGE_ROOM = SECTOR - PAGE_HEADER;

/** "TMB1". */
const MAGIC = 0x31424d54;
const ERASED = 0xff;

/** A part of a value and where it stands; recycling moves it. */
export interface StoredPart {
	readonly record: Omit<FlashRecord, "value">;
	readonly byteLength: number;
	page: FlashPage;
	offset: number;
}

/** What a sector holds. */
export type PageKind = "free" | "page" | "unfinished" | "damaged";

/** One page of key-value flash. */
export class FlashPage {
	/** The sector it is. */
	readonly sector: number;
	/** Parts of values that hold. */
	readonly live = new Set<StoredPart>();
	readonly #flash: FlashFile;
	#sequence = 0;
	#end = PAGE_HEADER;

	constructor(flash: FlashFile, sector: number) {
		this.#flash = flash;
		this.sector = sector;
	}

	/** Greater for pages opened later. */
	get sequence(): number {
		return this.#sequence;
	}

	/** Bytes left for records. */
	get room(): number {
		return SECTOR - this.#end;
	}

	/** Bytes of the records that hold. */
	get liveBytes(): number {
		return [...this.live].reduce((sum, part) => sum + part.byteLength, 0);
	}

	/**
	 * What the sector holds. `unfinished` is the remains of an opening or an erasure that a power cut tore: nothing in it
	 * counts.
	 */
	inspect(): PageKind {
		const bytes = this.#flash.read(this.sector * SECTOR, SECTOR);
		const blank = (from: number) => bytes.subarray(from).every((byte) => byte === ERASED);
		if (blank(0)) return "free";
		const valid = bytes.readUInt32LE(0) === MAGIC && bytes.readUInt32LE(8) === crc32(bytes.subarray(0, 8));
		if (valid) {
			this.#sequence = bytes.readUInt32LE(4);
			return "page";
		}
		return bytes[0] === ERASED || blank(PAGE_HEADER) ? "unfinished" : "damaged";
	}

	/** All records that hold, in order; what a power cut has torn ends the page. */
	load(): StoredPart[] {
		const bytes = this.#flash.read(this.sector * SECTOR, SECTOR);
		const parts: StoredPart[] = [];
		for (;;) {
			const parsed = parseRecord(bytes, this.#end);
			if (parsed.kind === "end") return parts;
			if (parsed.kind === "torn") {
				this.#end = SECTOR;
				return parts;
			}
			const { record, byteLength } = parsed;
			if (!parsed.superseded) parts.push({ record, byteLength, page: this, offset: this.#end });
			this.#end += byteLength;
		}
	}

	/** Makes a free sector the page being written. */
	open(sequence: number): void {
		const header = Buffer.alloc(12);
		header.writeUInt32LE(MAGIC, 0);
		header.writeUInt32LE(sequence, 4);
		header.writeUInt32LE(crc32(header.subarray(0, 8)), 8);
		this.#flash.write(this.sector * SECTOR, header);
		this.#sequence = sequence;
		this.#end = PAGE_HEADER;
	}

	/** Appends a record that fits. */
	append(record: FlashRecord): StoredPart {
		const { value: _, ...name } = record;
		return this.#append(name, encodeRecord(record));
	}

	/** Appends a copy of a part of another page, which then stands here. */
	take(part: StoredPart): void {
		const bytes = this.#flash.read(part.page.sector * SECTOR + part.offset, part.byteLength);
		const copy = this.#append(part.record, bytes);
		this.live.delete(copy);
		this.live.add(part);
		part.page = this;
		part.offset = copy.offset;
	}

	/** The value of a part. */
	value(part: StoredPart): Uint8Array {
		const parsed = parseRecord(this.#flash.read(this.sector * SECTOR, SECTOR), part.offset);
		if (parsed.kind !== "record") throw new Error("storage.corrupt: a stored value fails its check");
		return parsed.record.value;
	}

	/** Marks a part as holding no more; its bytes stay until the page is erased. */
	supersede(part: StoredPart): void {
		this.live.delete(part);
		this.#flash.write(this.sector * SECTOR + part.offset, Uint8Array.of(SUPERSEDED));
	}

	/** Makes the page a free sector. */
	erase(): void {
		this.#flash.erase(this.sector);
		this.live.clear();
		this.#end = PAGE_HEADER;
		this.#sequence = 0;
	}

	#append(record: StoredPart["record"], bytes: Buffer): StoredPart {
		const part = { record, byteLength: bytes.byteLength, page: this, offset: this.#end };
		this.#end += bytes.byteLength;
		this.#flash.write(this.sector * SECTOR + part.offset, bytes);
		this.live.add(part);
		return part;
	}
}
