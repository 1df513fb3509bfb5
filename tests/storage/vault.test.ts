import fc from "fast-check";
import { type Change, Vault } from "../../modules/storage/vault";
import { type Cut, flashDevice, MemoryFlash, PowerCut } from "../host/flash";
import { plainTexts } from "./attack";

const NAMES = ["settings/values", "account/mail/token", "account/mail/log", "account/é/../😀/token"];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const big = (seed: string, byteLength: number): Uint8Array =>
	new Uint8Array(byteLength).fill(seed.charCodeAt(0));
const open = (flash: MemoryFlash): Vault => Vault.open(flashDevice(flash));
const asHex = (value: Uint8Array | undefined): string | undefined =>
	value && Buffer.from(value).toString("hex");
const contents = (vault: Vault): (string | undefined)[] => NAMES.map((name) => asHex(vault.read(name)));

describe("Records", () => {
	let flash: MemoryFlash;
	beforeEach(() => {
		flash = new MemoryFlash();
	});

	test.each([0, 1, 3900, 4000, 16 * 1024, 38_000])(
		"a record of %d bytes is there after a restart",
		(byteLength) => {
			const value = crypto.getRandomValues(new Uint8Array(byteLength));
			open(flash).commit([["account/mail/token", value]]);
			expect(asHex(open(flash).read("account/mail/token"))).toBe(asHex(value));
		},
	);

	test("a record that grows and shrinks leaves nothing behind", () => {
		const vault = open(flash);
		for (const byteLength of [10, 16_000, 10, 9000, 10, 10]) {
			vault.commit([["account/mail/token", big("x", byteLength)]]);
			expect(vault.read("account/mail/token")).toHaveLength(byteLength);
		}
		const records = [...flash.domain("vault").keys()].filter((key) => key.includes("token"));
		expect(records).toHaveLength(2);
	});

	test("storing one record again is exactly one flash write, a day without changes none", () => {
		const vault = open(flash);
		vault.commit([["account/mail/token", bytes("1")]]);
		for (const value of ["2", "3", "4".repeat(3900)]) {
			const { operations } = flash;
			vault.commit([["account/mail/token", bytes(value)]]);
			expect(flash.operations - operations).toBe(1);
		}
		const { operations } = flash;
		open(flash).read("account/mail/token");
		open(flash).commit([]);
		expect(flash.operations).toBe(operations);
	});

	test("a record too long is refused and the old one stays", () => {
		const vault = open(flash);
		vault.commit([["settings/values", bytes("old")]]);
		expect(() => vault.commit([["settings/values", big("x", 60_000)]])).toThrow("storage.full");
		expect(asHex(vault.read("settings/values"))).toBe(asHex(bytes("old")));
	});

	test.each(["", "settings", "/x", "settings/", "settings/UPPER", "settings/too-long9"])(
		"%p is no record name",
		(name) => {
			expect(() => open(flash).read(name)).toThrow("storage.failed");
			expect(() => open(flash).commit([[name, bytes("x")]])).toThrow("storage.failed");
		},
	);

	test("a record that replaces others needs a proper name too", () => {
		expect(() => open(flash).replace("account/mail", [["no/name", bytes("x")]])).toThrow("storage.failed");
		expect(() => open(flash).replace("", [["name", bytes("x")]])).toThrow("storage.failed");
		expect(flash.domain("vault").size).toBe(0);
	});

	test("a full flash changes nothing, whichever write is the one too many", () => {
		const setup = open(flash);
		setup.commit(NAMES.map((name): Change => [name, bytes("old")]));
		const before = contents(setup);
		const used = [...flash.domain("vault").values()].reduce((sum, value) => sum + value.byteLength, 0);
		let outcome = "failed";
		for (flash.capacity = used; outcome === "failed"; flash.capacity += 100) {
			const vault = open(flash);
			try {
				vault.commit(NAMES.slice(0, 3).map((name): Change => [name, bytes("new".repeat(500))]));
				outcome = "stored";
			} catch (error) {
				expect(error).toMatchObject({ code: "storage.failed", stage: "storage" });
				expect(contents(vault)).toEqual(before);
				expect(contents(open(flash))).toEqual(before);
			}
		}
		expect(asHex(open(flash).read("settings/values"))).toBe(asHex(bytes("new".repeat(500))));
	});
});

describe("A power cut at any flash operation leaves the old state or the new one", () => {
	const operations: [string, (vault: Vault) => void][] = [
		["a record stored again", (vault) => vault.commit([["account/mail/token", bytes("new")]])],
		["a record of 16 KB", (vault) => vault.commit([["account/mail/token", big("n", 16_384)]])],
		["a record shrinking", (vault) => vault.commit([["account/mail/log", bytes("short")]])],
		["a record deleted", (vault) => vault.commit([["account/mail/log", undefined]])],
		["the first record of an owner", (vault) => vault.commit([["account/é/../😀/token", bytes("hello")]])],
		[
			"several records of several owners",
			(vault) =>
				vault.commit([
					["settings/values", big("s", 5000)],
					["account/mail/token", bytes("new")],
					["account/mail/log", undefined],
					["account/é/../😀/token", bytes("hello")],
				]),
		],
		["a sign-out", (vault) => vault.destroy("account/mail")],
		["another account in its place", (vault) => vault.replace("account/mail", [["token", big("o", 5000)]])],
		["the first account", (vault) => vault.replace("account/é/../😀", [["token", bytes("hello")]])],
	];
	const prepared = (): MemoryFlash => {
		const flash = new MemoryFlash();
		const vault = open(flash);
		vault.commit([["settings/values", bytes("settings")]]);
		vault.commit([["account/mail/token", bytes("older")]]);
		vault.commit([["account/mail/token", bytes("old")]]);
		vault.commit([["account/mail/log", big("l", 9000)]]);
		return flash;
	};
	/** Runs into the cut; answers whether it came. */
	const cut = (flash: MemoryFlash, action: () => void): boolean => {
		try {
			action();
			expect(flash.off).toBe(false);
		} catch (error) {
			if (!flash.off) throw error;
		}
		const wasCut = flash.off;
		flash.powerOn();
		return wasCut;
	};

	describe.each<Cut>(["before", "torn"])("(%s)", (kind) => {
		test.each(operations)("%s", (_name, operation) => {
			const before = contents(open(prepared()));
			const whole = prepared();
			const vault = open(whole);
			operation(vault);
			const after = contents(vault);
			expect(contents(open(whole))).toEqual(after);
			expect(after).not.toEqual(before);

			const reached = new Set<unknown>();
			for (let n = 0, more = true; more; n++) {
				for (let m = 0, cutAgain = true; cutAgain; m++) {
					const flash = prepared();
					const running = open(flash);
					flash.cutAfter(n, kind);
					more = cut(flash, () => operation(running));
					flash.cutAfter(m, kind);
					cutAgain = cut(flash, () => open(flash));
					const restarted = open(flash);
					const state = contents(restarted);
					expect([before, after]).toContainEqual(state);
					expect(restarted.problems).toEqual([]);
					reached.add(JSON.stringify(state));
					operation(restarted);
					expect(contents(open(flash))).toEqual(after);
				}
			}
			expect(reached.size).toBe(2);
		});

		test("a new device", () => {
			for (let n = 0, more = true; more; n++) {
				const flash = new MemoryFlash();
				flash.cutAfter(n, kind);
				more = cut(flash, () => open(flash).commit([["settings/values", bytes("x")]]));
				const vault = open(flash);
				expect(vault.problems).toEqual([]);
				expect([undefined, asHex(bytes("x"))]).toContain(asHex(vault.read("settings/values")));
			}
		});

		test("a factory reset", () => {
			for (let n = 0, more = true; more; n++) {
				const flash = prepared();
				const before = contents(open(flash));
				const running = open(flash);
				flash.cutAfter(n, kind);
				more = cut(flash, () => running.factoryReset());
				const vault = open(flash);
				expect([before, NAMES.map(() => undefined)]).toContainEqual(contents(vault));
				expect(vault.problems).toEqual([]);
				vault.factoryReset();
				expect(flash.domain("vault").size).toBe(0);
				expect(() => vault.commit([["settings/values", bytes("x")]])).toThrow("storage.failed");
				expect(() => vault.replace("account/mail", [["token", bytes("x")]])).toThrow("storage.failed");
				expect(contents(open(flash))).toEqual(NAMES.map(() => undefined));
			}
		});
	});

	test("the test flash does cut the power", () => {
		const flash = new MemoryFlash();
		const domain = flash.storage.open({ path: "x" });
		flash.cutAfter(1);
		domain.write("a", bytes("1"));
		expect(() => domain.write("a", bytes("2"))).toThrow(PowerCut);
		expect(() => domain.read("a")).toThrow(PowerCut);
	});
});

describe("Secrets in the flash", () => {
	const token = "0.AXoA-refresh-token-of-the-printer";
	const secret = flashDevice(new MemoryFlash()).secret;
	let flash: MemoryFlash;
	beforeEach(() => {
		flash = new MemoryFlash();
		const vault = open(flash);
		vault.commit([["settings/values", bytes("settings-kept")]]);
		vault.commit([["account/mail/token", bytes(`older ${token}`)]]);
		vault.commit([
			["account/mail/token", bytes(token)],
			["account/fax/token", bytes("fax-kept")],
			["settings/values", bytes("settings-kept 2")],
		]);
	});

	test("nothing lies there in plain text, names of accounts included", () => {
		const residue = Buffer.from(flash.residue()).toString("latin1");
		for (const plain of [token, "settings-kept", "fax-kept", "account", "mail"])
			expect(residue).not.toContain(plain);
		const keys = [...flash.domain("vault").keys()].join();
		expect(keys).not.toContain("mail");
	});

	test("with the device's secret and all that the flash ever held, a signed-out account stays closed", () => {
		expect(plainTexts(flash, secret).toString()).toContain(token);
		open(flash).destroy("account/mail");
		expect(plainTexts(flash, secret).toString()).not.toContain(token);
		const vault = open(flash);
		expect(asHex(vault.read("settings/values"))).toBe(asHex(bytes("settings-kept 2")));
		expect(asHex(vault.read("account/fax/token"))).toBe(asHex(bytes("fax-kept")));
		expect(vault.read("account/mail/token")).toBeUndefined();
	});

	test("so it does after a power cut anywhere in the sign-out, as soon as the sign-out shows", () => {
		for (let n = 0, more = true; more; n++) {
			const copy = new MemoryFlash();
			const vault = open(copy);
			vault.commit([["account/mail/token", bytes(token)]]);
			copy.cutAfter(n, "torn");
			try {
				vault.destroy("account/mail");
			} catch (error) {
				if (!copy.off) throw error;
			}
			more = copy.off;
			copy.powerOn();
			const signedOut = open(copy).read("account/mail/token") === undefined;
			expect(plainTexts(copy, secret).toString().includes(token)).toBe(!signedOut);
		}
	});

	test("another account in its place closes the old one", () => {
		open(flash).replace("account/mail", [["token", bytes("the-new-one")]]);
		const readable = plainTexts(flash, secret).toString();
		expect(readable).not.toContain(token);
		expect(readable).toContain("the-new-one");
	});

	test("a factory reset leaves nothing to read", () => {
		open(flash).factoryReset();
		expect(plainTexts(flash, secret)).toHaveLength(0);
	});

	test("a flash too full for one byte more can be reset all the same", () => {
		flash.capacity = [...flash.domain("vault").values()].reduce((sum, value) => sum + value.byteLength, 0);
		open(flash).factoryReset();
		expect(plainTexts(flash, secret)).toHaveLength(0);
		const vault = open(flash);
		expect(vault.problems).toEqual([]);
		expect(vault.read("settings/values")).toBeUndefined();
	});

	test("a power cut anywhere in a factory reset leaves all or nothing to read", () => {
		for (let n = 0, more = true; more; n++) {
			const copy = flash.copy();
			const vault = open(copy);
			copy.cutAfter(n, "torn");
			try {
				vault.factoryReset();
			} catch (error) {
				if (!copy.off) throw error;
			}
			more = copy.off;
			copy.powerOn();
			const reset = open(copy).read("account/mail/token") === undefined;
			expect(reset).toBe(n > 0);
			const readable = plainTexts(copy, secret).toString();
			for (const plain of [token, "settings-kept", "fax-kept"]) expect(readable.includes(plain)).toBe(!reset);
		}
	});

	test("a sign-out frees the flash that the account took", () => {
		const settingsKeys = [...flash.domain("vault").keys()].filter((key) => key.includes("values")).length;
		const vault = open(flash);
		vault.destroy("account/mail");
		vault.destroy("account/fax");
		const keys = [...flash.domain("vault").keys()].filter((key) => !/^(keys|grp)/.test(key));
		expect(keys).toHaveLength(settingsKeys);
	});

	test("another device's secret opens nothing, and that device starts all the same", () => {
		const vault = Vault.open({ ...flashDevice(flash), secret: new Uint8Array(32).fill(8) });
		expect(vault.read("settings/values")).toBeUndefined();
		expect(vault.problems).toMatchObject([{ name: "key ring", failure: { code: "storage.corrupt" } }]);
		vault.commit([["settings/values", bytes("mine")]]);
		expect(asHex(vault.read("settings/values"))).toBe(asHex(bytes("mine")));
	});

	test("a nonce is never used twice", () => {
		const vault = open(flash);
		for (let i = 0; i < 50; i++) vault.commit([["settings/values", bytes("same")]]);
		const nonces = flash.everWritten.map(({ value }) => asHex(value.subarray(5, 29)));
		expect(new Set(nonces).size).toBe(nonces.length);
	});
});

describe("Damage is reported and set aside", () => {
	let flash: MemoryFlash;
	const damage = (choose: (key: string) => boolean): void => {
		for (const [key, value] of flash.domain("vault")) {
			if (choose(key)) value[value.byteLength - 1] = (value.at(-1) ?? 0) ^ 1;
		}
	};
	beforeEach(() => {
		flash = new MemoryFlash();
		const vault = open(flash);
		vault.commit([["settings/values", bytes("old")]]);
		vault.commit([["settings/values", bytes("new")]]);
		vault.commit([["account/mail/token", bytes("token")]]);
	});

	test("a record whose newest generation is damaged falls back to the one before", () => {
		damage((key) => key.includes("valuesb"));
		const vault = open(flash);
		const seen: string[] = [];
		vault.observe(({ name }) => seen.push(name));
		expect(asHex(vault.read("settings/values"))).toBe(asHex(bytes("old")));
		expect(asHex(vault.read("settings/values"))).toBe(asHex(bytes("old")));
		expect(seen).toEqual(["settings/values"]);
		expect(vault.problems).toMatchObject([{ name: "settings/values", failure: { code: "storage.corrupt" } }]);
		vault.commit([["settings/values", bytes("newer")]]);
		expect(open(flash).problems).toEqual([]);
		expect(asHex(open(flash).read("settings/values"))).toBe(asHex(bytes("newer")));
	});

	test("a record damaged beyond reading is as if absent; the others are there", () => {
		damage((key) => key.includes("values"));
		const vault = open(flash);
		expect(vault.read("settings/values")).toBeUndefined();
		expect(asHex(vault.read("account/mail/token"))).toBe(asHex(bytes("token")));
		expect(vault.problems).toHaveLength(1);
	});

	test("a value copied to another record's key does not open there", () => {
		const domain = flash.domain("vault");
		for (const [key, value] of [...domain])
			if (key.includes("values")) domain.set(key.replace("values", "other"), value);
		const vault = open(flash);
		expect(vault.read("settings/other")).toBeUndefined();
		expect(vault.problems).toHaveLength(1);
	});

	test("parts of different generations never make one record", () => {
		const vault = open(flash);
		vault.commit([["settings/values", big("1", 9000)]]);
		const old = new Map(flash.domain("vault"));
		vault.commit([["settings/values", big("2", 9000)]]);
		vault.commit([["settings/values", big("3", 9000)]]);
		for (const [key, value] of old) if (/values[ab]1$/.test(key)) flash.domain("vault").set(key, value);
		const restarted = open(flash);
		expect(asHex(restarted.read("settings/values"))).toBe(asHex(big("2", 9000)));
		expect(restarted.problems).toHaveLength(1);
	});

	test("foreign keys are listed and left alone", () => {
		flash.domain("vault").set("wifi.ssid", bytes("x"));
		expect(open(flash).problems).toMatchObject([{ name: "wifi.ssid" }]);
		expect(flash.domain("vault").has("wifi.ssid")).toBe(true);
	});

	test("thousands of foreign keys take no memory, and hide no lost keys", () => {
		for (let n = 0; n < 2000; n++) flash.domain("vault").set(`foreign.${n}`, bytes("x"));
		const kept = flash.domain("vault").size;
		expect(open(flash).problems.length).toBeLessThan(40);
		damage((key) => key.startsWith("grp"));
		const vault = open(flash);
		expect(vault.problems.map(({ name }) => name)).toContain("key ring");
		expect(vault.problems.length).toBeLessThan(40);
		expect(flash.domain("vault").size).toBe(kept);
	});

	test("without its root key the device starts, says so, keeps what is there and works", () => {
		for (const sector of [0, 1] as const) flash.sector(sector).fill(0);
		const kept = flash.domain("vault").size;
		const vault = open(flash);
		expect(vault.problems.map(({ name }) => name)).toEqual(["root key", "key ring"]);
		expect(vault.read("settings/values")).toBeUndefined();
		vault.commit([["settings/values", bytes("again")]]);
		expect(asHex(vault.read("settings/values"))).toBe(asHex(bytes("again")));
		expect(flash.domain("vault").size).toBeGreaterThanOrEqual(kept);
	});

	test("random bytes anywhere never keep the device from starting", () => {
		const keys = fc.constantFrom(
			"keysa0",
			"keysb0",
			"ringa0",
			"ringb0",
			"jrnla0",
			...[..."0123456789abcdef"].map((digit) => `grp${digit}b0`),
			"0000valuesa0",
			"g000valuesb0",
			"reset",
			"x",
		);
		const sector = fc.uint8Array({ minLength: 64, maxLength: 64 });
		fc.assert(
			fc.property(
				fc.dictionary(keys, fc.uint8Array({ maxLength: 300 })),
				fc.option(sector),
				(values, root) => {
					const flash = new MemoryFlash();
					open(flash).commit([["settings/values", bytes("x")]]);
					for (const [key, value] of Object.entries(values)) flash.domain("vault").set(key, value);
					if (root) flash.sector(0).set(root);
					const vault = open(flash);
					vault.read("settings/values");
					vault.commit([["settings/values", bytes("works")]]);
					expect(asHex(open(flash).read("settings/values"))).toBe(asHex(bytes("works")));
				},
			),
		);
	});
});
