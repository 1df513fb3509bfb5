import { text, utf8 } from "../base/bytes";
import { Failure } from "../base/failure";
import type { Vault } from "./vault";

/** A kind of record: JSON with a schema number. */
export interface RecordSchema<Value> {
	/** Name in the vault. */
	readonly name: string;
	/** Number of the schema written now; a record with a higher one comes from newer firmware and is set aside. */
	readonly schema: number;
	/**
	 * The value of a stored record.
	 *
	 * @param json what was stored: an object
	 * @param schema the schema it was stored under, at most the present one: this is where older ones are migrated
	 * @throws anything when it is no such value; the record is then set aside
	 */
	parse(json: object, schema: number): Value;
}

/**
 * Reads a record; undefined where there is none and where it had to be set aside.
 *
 * @throws Failure `storage.failed` when the flash cannot be read
 */
export function readRecord<Value>(
	vault: Vault,
	{ name, schema, parse }: RecordSchema<Value>,
): Value | undefined {
	const bytes = vault.read(name);
	if (!bytes) return undefined;
	try {
		const stored: unknown = JSON.parse(text(bytes));
		const { schema: written, data } = stored as { schema: unknown; data: unknown };
		if (!Number.isInteger(written) || (written as number) > schema) throw new RangeError("unknown schema");
		if (typeof data !== "object" || data === null) throw new TypeError("not an object");
		return parse(data, written as number);
	} catch (error) {
		vault.setAside(name, error instanceof Failure ? error.code : "does not hold what it should");
		return undefined;
	}
}

/** The bytes of a record, for a commit with others. */
export function encodeRecord<Value extends object>(
	{ schema }: RecordSchema<Value>,
	value: Value,
): Uint8Array {
	return utf8(JSON.stringify({ schema, data: value }));
}

/**
 * Stores a record.
 *
 * @throws Failure `storage.*`; the record is then as it was
 */
export function writeRecord<Value extends object>(
	vault: Vault,
	schema: RecordSchema<Value>,
	value: Value,
): void {
	vault.commit([[schema.name, encodeRecord(schema, value)]]);
}
