import { readFileSync } from "node:fs";
import { type Change, Vault } from "../../modules/storage/vault";
import { type Cut, flashDevice, MemoryFlash } from "../host/flash";
import { plainTexts } from "./attack";

const USERS = 300;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = (flash: MemoryFlash): Vault => Vault.open(flashDevice(flash));
const owner = (user: number): string => `account/user/${user}`;
const read = (vault: Vault, user: number): string | undefined => {
	const value = vault.read(`${owner(user)}/account`);
	return value && Buffer.from(value).toString();
};
const replaced = <Value>(values: readonly Value[], index: number, value: Value): Value[] =>
	values.map((old, at) => (at === index ? value : old));
const everybody = (vault: Vault, users = USERS): (string | undefined)[] =>
	Array.from({ length: users }, (_, user) => read(vault, user));

describe("Hundreds of users with a sign-in of their own", () => {
	let full: MemoryFlash;
	beforeAll(() => {
		full = new MemoryFlash();
		const vault = open(full);
		for (let user = 0; user < USERS; user++)
			vault.commit([[`${owner(user)}/account`, bytes(`token of ${user};`)]]);
	});

	/** What is written to the flash by an action. */
	const written = (action: (vault: Vault) => void): { writes: number; bytes: number } => {
		const flash = full.copy();
		const vault = open(flash);
		const { writes } = flash;
		const before = flash.everWritten.length;
		action(vault);
		const values = flash.everWritten.slice(before);
		return {
			writes: flash.writes - writes,
			bytes: values.reduce((sum, { value }) => sum + value.byteLength, 0),
		};
	};

	test("all are there after a restart", () => {
		expect(everybody(open(full.copy()))).toEqual(
			Array.from({ length: USERS }, (_, user) => `token of ${user};`),
		);
	});

	test("one more takes two flash writes of less than 2 KB in all", () => {
		const one = written((vault) => vault.commit([["account/user/new/account", bytes("token")]]));
		expect(one.writes).toBe(2);
		expect(one.bytes).toBeLessThan(2048);
	});

	test("a refresh takes one flash write", () => {
		expect(written((vault) => vault.commit([[`${owner(7)}/account`, bytes("fresh")]])).writes).toBe(1);
	});

	test("one signed out takes four flash writes, however many others there are", () => {
		const gone = written((vault) => vault.destroy(owner(7)));
		expect(gone.writes).toBe(4);
		expect(gone.bytes).toBeLessThan(4096);
	});

	test("one who signs in anew takes five", () => {
		expect(written((vault) => vault.replace(owner(7), [["account", bytes("other")]])).writes).toBe(5);
	});

	test.each<Cut>(["before", "torn"])(
		"a power cut anywhere while one signs out leaves all others signed in (%s)",
		(kind) => {
			const expected = everybody(open(full.copy()));
			let signedOut = false;
			for (let operations = 0, more = true; more; operations++) {
				const flash = full.copy();
				const vault = open(flash);
				flash.cutAfter(operations, kind);
				try {
					vault.destroy(owner(7));
				} catch (error) {
					if (!flash.off) throw error;
				}
				more = flash.off;
				flash.powerOn();
				const restarted = open(flash);
				const state = everybody(restarted);
				expect(restarted.problems).toEqual([]);
				signedOut = state[7] === undefined;
				expect(state).toEqual(signedOut ? replaced(expected, 7, undefined) : expected);
				// The account goes on working: it can be written, and signed out for good.
				restarted.commit([[`${owner(8)}/account`, bytes("fresh")]]);
				restarted.destroy(owner(7));
				expect(everybody(open(flash))).toEqual(replaced(replaced(expected, 7, undefined), 8, "fresh"));
			}
			expect(signedOut).toBe(true);
		},
	);

	test("a full flash in the middle of a sign-out leaves everybody signed in", () => {
		const used = [...full.domain("vault").values()].reduce((sum, value) => sum + value.byteLength, 0);
		const expected = everybody(open(full.copy()));
		let outcome = "failed";
		for (let room = 0; outcome === "failed"; room += 200) {
			const flash = full.copy();
			flash.capacity = used + room;
			const vault = open(flash);
			try {
				vault.destroy(owner(7));
				outcome = "signed out";
			} catch (error) {
				expect(error).toMatchObject({ code: "storage.failed" });
				expect(everybody(vault)).toEqual(expected);
				expect(vault.problems).toEqual([]);
				const restarted = open(flash);
				expect(everybody(restarted)).toEqual(expected);
				expect(restarted.problems).toEqual([]);
			}
		}
	});

	test("a damaged group costs its own users alone, and is reported", () => {
		const flash = full.copy();
		for (const [key, value] of flash.domain("vault")) if (/^grp4/.test(key)) value[60] = (value[60] ?? 0) ^ 1;
		const vault = open(flash);
		const left = everybody(vault).filter((token) => token !== undefined);
		expect(left.length).toBeGreaterThan(USERS * 0.8);
		expect(left.length).toBeLessThan(USERS);
		expect(vault.problems).toMatchObject([{ name: "key ring", failure: { code: "storage.corrupt" } }]);
	});

	test("4200 sign-ins of one account never run out of ids, and never take another's", () => {
		const flash = new MemoryFlash();
		const vault = open(flash);
		for (let user = 0; user < 60; user++)
			vault.commit([[`${owner(user)}/account`, bytes(`token of ${user}`)]]);
		const before = everybody(vault, 60);
		for (let i = 0; i < 4200; i++) vault.replace("account/mail", [["account", bytes(`${i}`)]]);
		expect(Buffer.from(open(flash).read("account/mail/account") ?? []).toString()).toBe("4199");
		expect(everybody(open(flash), 60)).toEqual(before);
	});
});

describe("A printer that ran firmware before groups of keys", () => {
	const USERS = 20;
	const tokens = Array.from({ length: USERS + 1 }, (_, user) =>
		user === 0 || user === 7 ? "" : `token of ${user}`,
	);

	/** Its flash: settings, mail account and twenty users, of whom the seventh signed out. */
	const former = (): MemoryFlash => {
		const { sectors, values } = JSON.parse(
			readFileSync(new URL("flash-ring-1.json", import.meta.url), "utf8"),
		) as { sectors: [string, string]; values: Record<string, string> };
		const flash = new MemoryFlash();
		for (const sector of [0, 1] as const) flash.sector(sector).set(Buffer.from(sectors[sector], "base64"));
		for (const [key, value] of Object.entries(values)) {
			flash.domain("vault").set(key, new Uint8Array(Buffer.from(value, "base64")));
		}
		return flash;
	};
	const contents = (vault: Vault): unknown => [
		everybody(vault, USERS + 1).map((token) => token ?? ""),
		Buffer.from(vault.read("account/mail/account") ?? []).toString(),
		vault.read("account/mail/big")?.byteLength,
		Buffer.from(vault.read("settings/values") ?? []).toString(),
	];
	const expected = [
		tokens,
		"token of mail",
		5000,
		'{"schema":1,"data":{"language":"fr","device.name":"ACCUEIL"}}',
	];

	test("keeps everything, and starts again with it", () => {
		const flash = former();
		const vault = open(flash);
		expect(contents(vault)).toEqual(expected);
		expect(vault.problems).toEqual([]);
		expect(contents(open(flash))).toEqual(expected);
		expect([...flash.domain("vault").keys()].filter((key) => key.startsWith("ring"))).toEqual([]);
	});

	test.each<Cut>(["before", "torn"])("keeps everything wherever the power is cut meanwhile (%s)", (kind) => {
		for (let operations = 0, more = true; more; operations++) {
			const flash = former();
			flash.cutAfter(operations, kind);
			try {
				open(flash);
			} catch (error) {
				if (!flash.off) throw error;
			}
			more = flash.off;
			flash.powerOn();
			const vault = open(flash);
			expect(contents(vault)).toEqual(expected);
			expect(vault.problems).toEqual([]);
			vault.commit([["account/mail/account", bytes("token of mail")] satisfies Change]);
			expect(contents(open(flash))).toEqual(expected);
		}
	});

	test("its accounts can still be closed for good", () => {
		const flash = former();
		for (const [key, value] of flash.domain("vault")) flash.everWritten.push({ key, value });
		const { secret } = flashDevice(flash);
		expect(plainTexts(flash, secret).toString()).toContain("token of mail");
		open(flash).destroy("account/mail");
		const readable = plainTexts(flash, secret).toString();
		expect(readable).not.toContain("token of mail");
		expect(readable).toContain("token of 8");
	});
});
