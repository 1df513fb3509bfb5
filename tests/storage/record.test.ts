import { type RecordSchema, readRecord, writeRecord } from "../../modules/storage/record";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";

interface Contact {
	readonly name: string;
	readonly addresses: readonly string[];
}

/** As firmware stored it when a contact had one address. Its name is as long as names may be. */
const FIRST: RecordSchema<{ name: string; address: string }> = {
	name: "contacts/contacts",
	schema: 1,
	parse: (json) => json as { name: string; address: string },
};

/** As firmware stores it now. */
const SECOND: RecordSchema<Contact> = {
	name: "contacts/contacts",
	schema: 2,
	parse: (json, schema) => {
		if (schema === 1) {
			const { name, address } = json as { name: string; address: string };
			return { name, addresses: [address] };
		}
		const { addresses } = json as Contact;
		if (!Array.isArray(addresses)) throw new TypeError("addresses");
		return json as Contact;
	},
};

const NEW = { name: "Ada", addresses: ["ada@timbre.example", "lovelace@timbre.example"] };

describe("A record and the firmware that reads it", () => {
	let flash: MemoryFlash;
	let vault: Vault;
	const restart = (): void => {
		vault = Vault.open(flashDevice(flash));
	};
	beforeEach(() => {
		flash = new MemoryFlash();
		restart();
	});

	test("a record of schema 1 is migrated by firmware of schema 2, without a flash write", () => {
		writeRecord(vault, FIRST, { name: "Ada", address: "ada@timbre.example" });
		const { writes } = flash;
		restart();
		expect(readRecord(vault, SECOND)).toEqual({ name: "Ada", addresses: ["ada@timbre.example"] });
		expect(vault.problems).toEqual([]);
		expect(flash.writes).toBe(writes);
		writeRecord(vault, SECOND, NEW);
		restart();
		expect(readRecord(vault, SECOND)).toEqual(NEW);
	});

	test("a record of newer firmware is set aside, reported and not lost when it is written anew", () => {
		writeRecord(vault, SECOND, NEW);
		const stored = vault.read(SECOND.name);
		restart();
		expect(readRecord(vault, FIRST)).toBeUndefined();
		expect(vault.problems).toMatchObject([
			{ name: "contacts/contacts", failure: { code: "storage.corrupt" } },
		]);
		expect(vault.read(SECOND.name)).toEqual(stored);

		for (const address of ["one@timbre.example", "two@timbre.example", "three@timbre.example"])
			writeRecord(vault, FIRST, { name: "Bob", address });
		restart();
		expect(readRecord(vault, FIRST)).toEqual({ name: "Bob", address: "three@timbre.example" });
		expect(vault.problems).toEqual([]);
		expect(vault.readAside(SECOND.name)).toEqual(stored);
	});

	test("a record set aside is kept whole or stays as it is, wherever the power is cut while it is written anew", () => {
		const kept = new Set<boolean>();
		for (let operations = 0, more = true; more; operations++) {
			flash = new MemoryFlash();
			restart();
			writeRecord(vault, SECOND, NEW);
			const stored = vault.read(SECOND.name);
			restart();
			readRecord(vault, FIRST);
			flash.cutAfter(operations, "torn");
			try {
				writeRecord(vault, FIRST, { name: "Bob", address: "bob@timbre.example" });
			} catch (error) {
				if (!flash.off) throw error;
			}
			more = flash.off;
			flash.powerOn();
			restart();
			const aside = vault.readAside(SECOND.name);
			kept.add(aside !== undefined);
			expect(aside ?? vault.read(SECOND.name)).toEqual(stored);
		}
		expect(kept.size).toBe(2);
	});

	test("what was set aside goes with its owner", () => {
		writeRecord(vault, SECOND, NEW);
		restart();
		readRecord(vault, FIRST);
		writeRecord(vault, FIRST, { name: "Bob", address: "bob@timbre.example" });
		vault.destroy("contacts");
		expect(vault.readAside(SECOND.name)).toBeUndefined();
		expect([...flash.domain("vault").keys()].filter((key) => key.includes("contacts"))).toEqual([]);
		writeRecord(vault, FIRST, { name: "Eve", address: "eve@timbre.example" });
		expect(vault.readAside(SECOND.name)).toBeUndefined();
	});

	test.each([
		["no JSON", "{"],
		["no object", "7"],
		["nothing", "null"],
		["no schema", '{"data":{}}'],
		["a schema that is no number", '{"schema":"1","data":{}}'],
		["no data", '{"schema":1}'],
		["what its parser refuses", '{"schema":2,"data":{}}'],
	])("a record that holds %s is set aside", (_what, text) => {
		vault.commit([[SECOND.name, new TextEncoder().encode(text)]]);
		expect(readRecord(vault, SECOND)).toBeUndefined();
		expect(vault.problems).toMatchObject([
			{ name: "contacts/contacts", failure: { code: "storage.corrupt" } },
		]);
	});
});
