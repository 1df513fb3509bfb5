import { pbkdf2Sync } from "node:crypto";
import { jest } from "@jest/globals";
import { Administrator } from "../../modules/settings/administrator";
import type { LogIn } from "../../modules/settings/lock-out";
import { pbkdf2 } from "../../modules/settings/pbkdf2";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";

const LABEL = "X4RT-009921";
let flash: MemoryFlash;
const start = (): Administrator => {
	const device = flashDevice(flash);
	return new Administrator({ ...device, vault: Vault.open(device), identity: { initialPassword: LABEL } });
};
/** Runs the timers that the work waits for, a millisecond each. */
const settle = async <Value>(work: Promise<Value>): Promise<Value> => {
	let settled = false;
	void work
		.catch(() => undefined)
		.then(() => {
			settled = true;
		});
	while (!settled) await jest.advanceTimersByTimeAsync(1);
	return work;
};
const logIn = (administrator: Administrator, password: string): Promise<LogIn> =>
	settle(administrator.logIn(password));

beforeEach(() => {
	jest.useFakeTimers();
	flash = new MemoryFlash();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("The administrator's password", () => {
	test("is the one on the label until another is set", async () => {
		const administrator = start();
		expect(administrator.usesInitialPassword).toBe(true);
		expect(await logIn(administrator, LABEL)).toEqual({ kind: "accepted" });
		await settle(administrator.setPassword("a new one!"));
		expect(administrator.usesInitialPassword).toBe(false);
		expect((await logIn(administrator, LABEL)).kind).toBe("wrong");
		expect(await logIn(administrator, "a new one!")).toEqual({ kind: "accepted" });
	});

	test("holds after a restart", async () => {
		await settle(start().setPassword("a new one!"));
		expect(await logIn(start(), "a new one!")).toEqual({ kind: "accepted" });
		expect((await logIn(start(), LABEL)).kind).toBe("wrong");
	});

	test.each(["", "short77", "x".repeat(21), "accentué", "tab\tinside"])(
		"%p is refused as a new one",
		async (password) => {
			await expect(start().setPassword(password)).rejects.toMatchObject({
				code: "settings.invalid",
				field: "administrator.password",
			});
			expect(flash.operations).toBe(1);
		},
	);

	test.each(["", "x4rt-009921", `${LABEL} `, LABEL.slice(0, -1), "x".repeat(1_000_000), "\u0000"])(
		"a wrong one is wrong",
		async (password) => {
			expect(await logIn(start(), password)).toEqual({ kind: "wrong", attemptsLeft: 4 });
		},
	);

	test("the same password has another hash on each device", async () => {
		await settle(start().setPassword("a new one!"));
		const record = (): string =>
			Buffer.from(Vault.open(flashDevice(flash)).read("settings/admin") ?? []).toString();
		const first = record();
		await settle(start().setPassword("a new one!"));
		expect(record()).not.toBe(first);
		expect(first).not.toContain("a new one!");
	});
});

describe("Wrong passwords lock log-in out", () => {
	const attack = async (administrator: Administrator, attempts: number): Promise<LogIn[]> => {
		const results: LogIn[] = [];
		for (let i = 0; i < attempts; i++) results.push(await logIn(administrator, `guess ${i}`));
		return results;
	};

	test("for a minute after five, then twice as long each time, an hour at most", async () => {
		const administrator = start();
		const results = await attack(administrator, 5);
		expect(results.map(({ kind }) => kind)).toEqual(["wrong", "wrong", "wrong", "wrong", "locked-out"]);
		const seconds: number[] = [];
		for (let i = 0; i < 8; i++) {
			const result = await logIn(administrator, "guess");
			if (result.kind !== "locked-out") throw new Error(result.kind);
			await jest.advanceTimersByTimeAsync(result.retryAfter * 1000);
			const next = await logIn(administrator, "guess");
			if (next.kind === "locked-out") seconds.push(next.retryAfter);
		}
		expect(seconds).toEqual([120, 240, 480, 960, 1920, 3600, 3600, 3600]);
	});

	test("the right password does not help while it lasts, and ends the count afterwards", async () => {
		const administrator = start();
		await attack(administrator, 5);
		expect(await logIn(administrator, LABEL)).toEqual({ kind: "locked-out", retryAfter: 60 });
		await jest.advanceTimersByTimeAsync(60_000);
		expect(await logIn(administrator, LABEL)).toEqual({ kind: "accepted" });
		expect(await logIn(administrator, "wrong")).toEqual({ kind: "wrong", attemptsLeft: 4 });
	});

	test("switching the printer off and on after each guess gives no further guesses", async () => {
		const results: string[] = [];
		for (let i = 0; i < 7; i++) results.push((await logIn(start(), `guess ${i}`)).kind);
		expect(results).toEqual(["wrong", "wrong", "wrong", "wrong", "locked-out", "locked-out", "locked-out"]);
		expect(await logIn(start(), LABEL)).toEqual({ kind: "locked-out", retryAfter: 60 });
	});

	test("cutting the power as the wrong password is counted gives no answer", async () => {
		const administrator = start();
		flash.cutAfter(0);
		await expect(settle(administrator.logIn("guess"))).rejects.toMatchObject({ code: "storage.failed" });
	});

	test("many at once are checked one by one, and too many are turned away", async () => {
		const administrator = start();
		const results = await settle(
			Promise.all(Array.from({ length: 100 }, (_, i) => administrator.logIn(`guess ${i}`))),
		);
		expect(results.filter(({ kind }) => kind === "wrong")).toHaveLength(4);
		expect(results.filter(({ kind }) => kind === "locked-out")).toHaveLength(96);
	});

	test("a guess costs one flash write, a locked-out one and a right one none", async () => {
		const administrator = start();
		await attack(administrator, 2);
		let before = flash.operations;
		await attack(administrator, 1);
		expect(flash.operations - before).toBe(1);
		await attack(administrator, 2);
		before = flash.operations;
		await attack(administrator, 3);
		expect(flash.operations).toBe(before);
		await jest.advanceTimersByTimeAsync(60_000);
		await logIn(administrator, LABEL);
		before = flash.operations;
		await logIn(administrator, LABEL);
		expect(flash.operations).toBe(before);
	});
});

describe("PBKDF2 with HMAC-SHA-256", () => {
	beforeEach(() => {
		jest.useRealTimers();
	});

	test("gives the first 32 bytes of the vector of RFC 7914 section 11", async () => {
		const key = await pbkdf2("passwd", Buffer.from("salt"), 1);
		expect(Buffer.from(key).toString("hex")).toBe(
			"55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
		);
	});

	test("agrees with Node's for a password longer than a block", async () => {
		const password = "é".repeat(100);
		const expected = pbkdf2Sync(password, "s", 100, 32, "sha256");
		expect(Buffer.from(await pbkdf2(password, Buffer.from("s"), 100))).toEqual(expected);
	});

	test("lets others work between its slices", async () => {
		let others = "waiting";
		setTimeout(() => {
			others = "worked";
		}, 0);
		await pbkdf2("password", Buffer.from("s"), 4096);
		expect(others).toBe("worked");
	});
});
