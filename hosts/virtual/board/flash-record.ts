import { crc32 } from "node:zlib";

/*
 * A record of key-value flash, padded with 0xFF to a multiple of 4 bytes:
 *
 *   0  state       0xFF none, 0xFE written, 0xFC superseded
 *   1  path length, 2 key length, 3 part, 4 parts, 5 reserved (0xFF)
 *   6  value length (16 bits)
 *   8  version (32 bits): greater for a later write, the same for all parts of one write
 *  12  CRC-32 over bytes 1 to 11, path, key, value
 *  16  path, key, value
 *
 * Numbers are little-endian. The state is outside the CRC because superseding a record only clears one of its bits.
 */

/** Bytes before path, key and value. */
export const RECORD_HEADER = 16;

/** States of a record. */
export const WRITTEN = 0xfe;
export const SUPERSEDED = 0xfc;

/** Where the fields stand. */
const CRC_OFFSET = 12;
const ERASED = 0xff;

/** One part of one value. */
export interface FlashRecord {
	readonly path: string;
	readonly key: string;
	readonly part: number;
	readonly parts: number;
	readonly version: number;
	readonly value: Uint8Array;
}

/** What stands at an address of a page. */
export type Parsed =
	| { readonly kind: "end" }
	| { readonly kind: "torn" }
	| {
			readonly kind: "record";
			readonly record: FlashRecord;
			readonly superseded: boolean;
			readonly byteLength: number;
	  };

/** Bytes that a record with these takes in flash. */
export function recordLength(path: string, key: string, valueLength: number): number {
	return (RECORD_HEADER + path.length + key.length + valueLength + 3) & ~3;
}

/** A record as flash holds it. Paths and keys are ASCII. */
export function encodeRecord({ path, key, part, parts, version, value }: FlashRecord): Buffer {
	const bytes = Buffer.alloc(recordLength(path, key, value.byteLength), ERASED);
	bytes[0] = WRITTEN;
	bytes[1] = path.length;
	bytes[2] = key.length;
	bytes[3] = part;
	bytes[4] = parts;
	bytes.writeUInt16LE(value.byteLength, 6);
	bytes.writeUInt32LE(version, 8);
	bytes.write(path + key, RECORD_HEADER, "latin1");
	bytes.set(value, RECORD_HEADER + path.length + key.length);
	bytes.writeUInt32LE(
		checksum(bytes, RECORD_HEADER + path.length + key.length + value.byteLength),
		CRC_OFFSET,
	);
	return bytes;
}

/** What begins at `offset` of a page: a whole record, the remains of one, or nothing any more. */
export function parseRecord(page: Buffer, offset: number): Parsed {
	const bytes = page.subarray(offset);
	if (bytes.byteLength === 0 || bytes[0] === ERASED) return { kind: "end" };
	if (bytes.byteLength < RECORD_HEADER) return { kind: "torn" };
	const [state = 0, pathLength = 0, keyLength = 0, part = 0, parts = 0] = bytes;
	const valueStart = RECORD_HEADER + pathLength + keyLength;
	const end = valueStart + bytes.readUInt16LE(6);
	if ((state !== WRITTEN && state !== SUPERSEDED) || end > bytes.byteLength) return { kind: "torn" };
	if (bytes.readUInt32LE(CRC_OFFSET) !== checksum(bytes, end)) return { kind: "torn" };
	const path = bytes.toString("latin1", RECORD_HEADER, RECORD_HEADER + pathLength);
	const key = bytes.toString("latin1", RECORD_HEADER + pathLength, valueStart);
	const value = bytes.subarray(valueStart, end);
	return {
		kind: "record",
		record: { path, key, part, parts, version: bytes.readUInt32LE(8), value },
		superseded: state === SUPERSEDED,
		byteLength: (end + 3) & ~3,
	};
}

function checksum(bytes: Buffer, end: number): number {
	return crc32(bytes.subarray(RECORD_HEADER, end), crc32(bytes.subarray(1, CRC_OFFSET)));
}
