import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { FlashFile, PowerCut, SECTOR } from "../../../hosts/virtual/board/flash-file";
import { KeyValueFlash } from "../../../hosts/virtual/board/key-value-flash";
import { cleanUp, temporaryFolder } from "./bench";

const PAGES = 4;

/** A flash of four pages and one sector more, with a switch. */
class Chip {
	readonly path = join(temporaryFolder(), "flash.bin");
	flash: FlashFile;
	values: KeyValueFlash;

	constructor() {
		this.flash = this.#open();
		this.values = new KeyValueFlash(this.flash, PAGES);
		cleanUp(() => this.flash.close());
	}

	/** Off and on: everything is read again from the file. */
	cycle(): void {
		this.flash.close();
		this.flash = this.#open();
		this.values = new KeyValueFlash(this.flash, PAGES);
	}

	write(key: string, value: string | Buffer): void {
		this.values.write("test", key, Buffer.from(value));
	}

	read(key: string): string | undefined {
		return this.values.read("test", key)?.toString("latin1");
	}

	#open(): FlashFile {
		return new FlashFile({ path: this.path, sectors: PAGES + 1 });
	}
}

describe("Flash", () => {
	test("only clears bits when written, and sets them only when a whole sector is erased", () => {
		const { flash } = new Chip();
		const address = PAGES * SECTOR;
		flash.write(address, Uint8Array.of(0xf0));
		flash.write(address, Uint8Array.of(0x80));
		expect(() => flash.write(address, Uint8Array.of(0x81))).toThrow("erased before");
		expect(flash.read(address, 1)).toEqual(Buffer.of(0x80));
		flash.erase(PAGES);
		expect(flash.read(address, 1)).toEqual(Buffer.of(0xff));
		expect(() => flash.write((PAGES + 1) * SECTOR - 1, Uint8Array.of(0, 0))).toThrow("beyond");
		expect(() => flash.erase(PAGES + 1)).toThrow("beyond");
	});

	test("counts what wears it", () => {
		const { flash } = new Chip();
		flash.write(0, Buffer.alloc(10));
		flash.write(10, Buffer.alloc(5));
		flash.erase(1);
		flash.erase(1);
		expect(flash.wear).toEqual({ writes: 2, bytes: 15, erases: 2, erasesBySector: [0, 2, 0, 0, 0] });
	});

	test("leaves nothing of a root key behind when its sector is erased", () => {
		const chip = new Chip();
		chip.flash.write(PAGES * SECTOR, Buffer.from("root key"));
		chip.flash.erase(PAGES);
		expect(readFileSync(chip.path).includes("root key")).toBe(false);
	});

	test("is readable by its owner only", () => {
		expect(statSync(new Chip().path).mode & 0o777).toBe(0o600);
	});

	test("says in one line what is wrong with a file that is no flash", () => {
		const path = join(temporaryFolder(), "flash.bin");
		writeFileSync(path, "hello");
		expect(() => new FlashFile({ path, sectors: 2 })).toThrow(
			`${path} is damaged: it has 5 bytes in place of 8192; delete it to start with empty flash`,
		);
	});
});

describe("Key-value storage in flash", () => {
	test("keeps values over a power cycle, each path for itself", () => {
		const chip = new Chip();
		chip.write("name", "Timbre");
		chip.values.write("other", "name", Buffer.from("else"));
		chip.write("empty", "");
		chip.cycle();
		expect(chip.read("name")).toBe("Timbre");
		expect(chip.values.read("other", "name")?.toString()).toBe("else");
		expect(chip.read("empty")).toBe("");
		expect(chip.read("none")).toBeUndefined();
		expect(chip.values.keys("test")).toEqual(["name", "empty"]);
	});

	test("leaves superseded values in flash until their page is recycled, as NVS does", () => {
		const chip = new Chip();
		chip.write("token", "OLD-TOKEN");
		chip.write("token", "NEW-TOKEN");
		chip.cycle();
		expect(chip.read("token")).toBe("NEW-TOKEN");
		expect(readFileSync(chip.path).includes("OLD-TOKEN")).toBe(true);
		for (let count = 0; count < 40; count++) chip.write("filler", Buffer.alloc(1000, count));
		expect(readFileSync(chip.path).includes("OLD-TOKEN")).toBe(false);
		expect(chip.read("token")).toBe("NEW-TOKEN");
	});

	test("does not wear flash for a value that is there already", () => {
		const chip = new Chip();
		chip.write("name", "Timbre");
		const { wear } = chip.flash;
		chip.write("name", "Timbre");
		expect(chip.flash.wear).toEqual(wear);
		expect(chip.values.use.records).toBe(1);
	});

	test("spreads the wear over all pages", () => {
		const chip = new Chip();
		for (let count = 0; count < 400; count++) chip.write("counter", Buffer.alloc(900, count));
		const erases = chip.flash.wear.erasesBySector.slice(0, PAGES);
		expect(Math.min(...erases)).toBeGreaterThan(0);
		expect(Math.max(...erases) - Math.min(...erases)).toBeLessThanOrEqual(1);
	});

	test("forgets a deleted value for good", () => {
		const chip = new Chip();
		chip.write("name", "one");
		chip.write("name", "two");
		chip.values.delete("test", "name");
		chip.values.delete("test", "name");
		chip.cycle();
		expect(chip.read("name")).toBeUndefined();
		expect(chip.values.keys("test")).toEqual([]);
	});

	test("holds a value longer than a page", () => {
		const chip = new Chip();
		const long = Buffer.from(Uint8Array.from({ length: 6000 }, (_, index) => index % 251));
		chip.write("long", long);
		chip.cycle();
		expect(chip.values.read("test", "long")?.equals(long)).toBe(true);
	});

	test("refuses what does not fit, and keeps what was there", () => {
		const chip = new Chip();
		chip.write("kept", "as it was");
		for (const byteLength of [14_000, 2_000_000]) {
			expect(() => chip.write("kept", Buffer.alloc(byteLength))).toThrow(/^storage\.full: /);
			expect(chip.read("kept")).toBe("as it was");
		}
		chip.write("kept", Buffer.alloc(3000));
		chip.cycle();
		expect(chip.values.read("test", "kept")?.byteLength).toBe(3000);
	});

	test("says in one line when its pages hold something else", () => {
		const chip = new Chip();
		chip.write("name", "Timbre");
		const content = readFileSync(chip.path);
		content.fill(0x55, 0, 100);
		writeFileSync(chip.path, content);
		expect(() => chip.cycle()).toThrow(/flash\.bin is damaged: page 0 holds no key-value storage; delete it/);
	});

	test("never answers with a value whose bytes have changed", () => {
		const chip = new Chip();
		chip.write("name", "Timbre");
		const content = readFileSync(chip.path);
		content[content.indexOf("Timbre")] = 0x42;
		writeFileSync(chip.path, content);
		chip.cycle();
		expect(chip.read("name")).toBeUndefined();
		chip.write("name", "again");
		chip.cycle();
		expect(chip.read("name")).toBe("again");
	});
});

describe("A power cut", () => {
	/** Cuts the power in the `operation`-th flash operation of `change`, after `bytes` of it; false when it was over before. */
	function cutDuring(chip: Chip, operation: number, bytes: number | undefined, change: () => void): boolean {
		chip.flash.cutAfter(operation, bytes);
		let cut = false;
		try {
			change();
		} catch (error) {
			expect(error).toBeInstanceOf(PowerCut);
			cut = true;
		}
		chip.cycle();
		return cut;
	}

	test("at any byte of a write leaves the old value or the new one", () => {
		for (let bytes = 0; bytes < 40; bytes++) {
			const chip = new Chip();
			chip.write("token", "old value");
			expect(cutDuring(chip, 0, bytes, () => chip.write("token", "new value"))).toBe(true);
			const whole = 16 + "test".length + "token".length + "new value".length;
			expect([bytes, chip.read("token")]).toEqual([bytes, bytes < whole ? "old value" : "new value"]);
			chip.write("token", "later value");
			chip.cycle();
			expect(chip.read("token")).toBe("later value");
		}
	});

	test("kills every later operation too, until power is back", () => {
		const { flash } = new Chip();
		let cuts = 0;
		flash.cutAfter(0);
		for (let count = 0; count < 3; count++) {
			try {
				flash.erase(PAGES);
			} catch {
				cuts += 1;
			}
		}
		expect(cuts).toBe(3);
		flash.restorePower();
		flash.erase(PAGES);
	});

	test("in any operation of a recycling loses nothing", () => {
		for (const bytes of [0, 1, 20, undefined]) {
			let finished = false;
			for (let operation = 0; !finished; operation++) {
				const chip = new Chip();
				for (let key = 0; key < 5; key++) chip.write(`kept${key}`, `value ${key}`);
				for (let count = 0; count < 11; count++) chip.write("filler", Buffer.alloc(1000, count));
				const { erases } = chip.flash.wear;
				const fill = () => {
					while (chip.flash.wear.erases === erases)
						chip.write("filler", Buffer.alloc(1000, 99 + chip.flash.wear.writes));
				};
				finished = !cutDuring(chip, operation, bytes, fill);
				for (let key = 0; key < 5; key++) expect(chip.read(`kept${key}`)).toBe(`value ${key}`);
				expect(chip.values.read("test", "filler")?.byteLength).toBe(1000);
				for (let count = 0; count < 30; count++) chip.write("filler", Buffer.alloc(1000, count));
				for (let key = 0; key < 5; key++) expect(chip.read(`kept${key}`)).toBe(`value ${key}`);
			}
		}
	});

	test("in any operation of a write in parts leaves the old value or the new one", () => {
		const [older, newer] = [Buffer.alloc(5000, 1), Buffer.alloc(5000, 2)];
		for (let operation = 0, cut = true; cut; operation++) {
			const chip = new Chip();
			chip.write("long", older);
			cut = cutDuring(chip, operation, undefined, () => chip.write("long", newer));
			const value = chip.values.read("test", "long") as Buffer;
			expect([older, newer].some((whole) => whole.equals(value))).toBe(true);
		}
	});

	test("anywhere in any history leaves each value as it was before or after the change under way", () => {
		const change = fc.record({
			key: fc.constantFrom("a", "b", "c"),
			length: fc.option(fc.nat(2000), { nil: undefined }),
			fill: fc.nat(255),
		});
		fc.assert(
			fc.property(
				fc.array(change, { minLength: 1, maxLength: 40 }),
				fc.nat(120),
				fc.nat(2000),
				(changes, operation, bytes) => {
					const chip = new Chip();
					const expected = new Map<string, string | undefined>();
					chip.flash.cutAfter(operation, bytes);
					for (const { key, length, fill } of changes) {
						const value = length === undefined ? undefined : Buffer.alloc(length, fill);
						try {
							if (value) chip.write(key, value);
							else chip.values.delete("test", key);
							expected.set(key, value?.toString("latin1"));
						} catch (error) {
							expect(error).toBeInstanceOf(PowerCut);
							chip.cycle();
							const found = chip.read(key);
							expect([expected.get(key), value?.toString("latin1")]).toContainEqual(found);
							expected.set(key, found);
						}
					}
					chip.cycle();
					for (const key of ["a", "b", "c"]) expect(chip.read(key)).toBe(expected.get(key));
				},
			),
			{ numRuns: 150 },
		);
	});
});
