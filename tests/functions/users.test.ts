import { jest } from "@jest/globals";
import { Users } from "../../modules/functions/users";
import type { Account } from "../../modules/oauth/account";
import { Accounts } from "../../modules/oauth/accounts";
import { SERVICES } from "../../modules/oauth/microsoft";
import type { LogIn } from "../../modules/settings/lock-out";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";
import { DEVICE_CODE, idToken, json, pass, ScriptedServer, tokens } from "../oauth/server";
import { plainTexts } from "../storage/attack";

let flash: MemoryFlash;
let server: ScriptedServer;
let accounts: Accounts;

/** Switches the printer on: whatever was in memory only is gone. */
function start(): Users {
	const device = flashDevice(flash);
	const vault = Vault.open(device);
	accounts = new Accounts({
		post: server.post,
		vault,
		clock: { now: () => Date.now() },
		clientId: "client-1",
	});
	return new Users({ vault, accounts, random: device.random });
}

/** Runs the timers that the work waits for, a millisecond each. */
async function settle<Value>(work: Promise<Value>): Promise<Value> {
	let settled = false;
	const end = () => {
		settled = true;
	};
	work.then(end, end);
	while (!settled) await jest.advanceTimersByTimeAsync(1);
	return work;
}

const add = (users: Users, name: string, idNumber: string) => settle(users.add(name, idNumber));
const logIn = (users: Users, id: number, idNumber: string) => settle(users.logIn(id, idNumber));

/** Wrong numbers, one after the other. */
async function attack(users: Users, id: number, attempts: number): Promise<LogIn[]> {
	const results: LogIn[] = [];
	for (let attempt = 0; attempt < attempts; attempt++) results.push(await logIn(users, id, `9${attempt}99`));
	return results;
}

async function signIn(account: Account, name: string): Promise<void> {
	const id_token = idToken({ preferred_username: `${name}@contoso.example` });
	server.replies.push(json(200, DEVICE_CODE), tokens(name, { id_token }));
	await account.signIn(SERVICES["exchange-online"], { language: "en" });
	await pass(5);
	account.save();
}

const readable = (): string => plainTexts(flash, flashDevice(flash).secret).toString();

beforeEach(() => {
	jest.useFakeTimers();
	flash = new MemoryFlash();
	server = new ScriptedServer();
});
afterEach(() => {
	jest.useRealTimers();
});

describe("A user of To My Email", () => {
	test("logs in with the ID number that the administrator set, also after a restart", async () => {
		const id = await add(start(), "Marie Curie", "1867");
		const users = start();
		expect(users.nameOf(id)).toBe("Marie Curie");
		expect(await logIn(users, id, "1867")).toEqual({ kind: "accepted" });
		expect(await logIn(users, id, "1868")).toEqual({ kind: "wrong", attemptsLeft: 4 });
	});

	test.each(["", "123", "123456789", "12a4", "١٢٣٤", "1234 ", "-123", "12.34"])(
		"%j is no ID number",
		async (idNumber) => {
			const users = start();
			await expect(users.add("marie", idNumber)).rejects.toMatchObject({
				code: "settings.invalid",
				field: "user.id-number",
			});
			expect(users.count).toBe(0);
		},
	);

	test.each(["", "x".repeat(84), "é".repeat(42), "a\nb", "\u0000", "MARIE"])(
		"%j is no name for another one",
		async (name) => {
			const users = start();
			await add(users, "marie", "1234");
			await expect(settle(users.add(name, "1234"))).rejects.toMatchObject({
				code: "settings.invalid",
				field: "user",
			});
			expect(users.count).toBe(1);
		},
	);

	test("two of the same name, added at the same moment, are one", async () => {
		const users = start();
		const both = await settle(Promise.allSettled([users.add("marie", "1234"), users.add("Marie", "5678")]));
		expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		expect(users.count).toBe(1);
	});

	test("is found in the order of names, whatever case and accents", async () => {
		const users = start();
		for (const name of ["Zoé", "anna", "Élodie", "bert", "Émile", "ŁUKASZ", "Bernard"]) {
			await add(users, name, "1234");
		}
		users.remove(accounts.users.find("bert") ?? 0);
		await add(users, "carl", "1234");
		const names = [...users.inOrder()].map((id) => users.nameOf(id));
		expect(names).toEqual(["anna", "Bernard", "carl", "Élodie", "Émile", "Zoé", "ŁUKASZ"]);
	});

	test("is told of to who shows the list", async () => {
		const users = start();
		let told = 0;
		const end = users.observe(() => {
			told += 1;
		});
		const id = await add(users, "marie", "1234");
		users.remove(id);
		users.remove(id);
		end();
		await add(users, "marie", "1234");
		expect(told).toBe(2);
	});
});

describe("The ID number", () => {
	test("of one user does not open another's account", async () => {
		const users = start();
		const [anna, bert] = [await add(users, "anna", "1111"), await add(users, "bert", "2222")];
		expect((await logIn(users, bert, "1111")).kind).toBe("wrong");
		expect((await logIn(users, anna, "2222")).kind).toBe("wrong");
		expect(await logIn(users, bert, "2222")).toEqual({ kind: "accepted" });
	});

	test("the same number of two users is stored as two hashes, and nowhere in the clear", async () => {
		const users = start();
		const ids = [await add(users, "anna", "31415926"), await add(users, "bert", "31415926")];
		const vault = Vault.open(flashDevice(flash));
		const [first, second] = ids.map((id) => Buffer.from(vault.read(`user/${id}/id`) ?? []).toString());
		expect(first).not.toBe("");
		expect(first).not.toBe(second);
		expect(readable()).not.toContain("31415926");
	});

	test.each(["", "12345", "1234\u0000", "1234".repeat(100_000), "0x4d2", "01234", "１２３４"])(
		"something else is wrong",
		async (typed) => {
			const users = start();
			const id = await add(users, "anna", "1234");
			expect(await logIn(users, id, typed)).toEqual({ kind: "wrong", attemptsLeft: 4 });
		},
	);

	test("that the administrator changes no longer opens anything, and a lock-out ends", async () => {
		const users = start();
		const id = await add(users, "anna", "1234");
		await attack(users, id, 5);
		await settle(users.setIDNumber(id, "5678"));
		expect((await logIn(users, id, "1234")).kind).toBe("wrong");
		expect(await logIn(users, id, "5678")).toEqual({ kind: "accepted" });
	});

	test("that is changed while the old one is being checked stays changed", async () => {
		const users = start();
		const id = await add(users, "anna", "1234");
		const change = users.setIDNumber(id, "5678");
		const guess = users.logIn(id, "0000");
		await settle(Promise.all([change, guess]));
		expect(await logIn(users, id, "5678")).toEqual({ kind: "accepted" });
		expect((await logIn(users, id, "1234")).kind).toBe("wrong");
	});
});

describe("Wrong ID numbers lock a user's log-in out", () => {
	test("after five, for that user and nobody else; the right one does not help while it lasts", async () => {
		const users = start();
		const [anna, bert] = [await add(users, "anna", "1111"), await add(users, "bert", "2222")];
		const results = await attack(users, anna, 5);
		expect(results.map(({ kind }) => kind)).toEqual(["wrong", "wrong", "wrong", "wrong", "locked-out"]);
		expect(await logIn(users, anna, "1111")).toMatchObject({ kind: "locked-out" });
		expect(await logIn(users, bert, "2222")).toEqual({ kind: "accepted" });
		await jest.advanceTimersByTimeAsync(60_000);
		expect(await logIn(users, anna, "1111")).toEqual({ kind: "accepted" });
	});

	test("switching the printer off and on after each guess gives no further guesses", async () => {
		const id = await add(start(), "anna", "1111");
		const results: string[] = [];
		for (let guess = 0; guess < 7; guess++) results.push((await logIn(start(), id, `222${guess}`)).kind);
		expect(results).toEqual(["wrong", "wrong", "wrong", "wrong", "locked-out", "locked-out", "locked-out"]);
		expect(await logIn(start(), id, "1111")).toEqual({ kind: "locked-out", retryAfter: 60 });
	});

	test("guessing at many users does not make the printer forget the lock-out of one", async () => {
		const users = start();
		const anna = await add(users, "anna", "1111");
		await attack(users, anna, 5);
		for (let other = 0; other < 20; other++) {
			await attack(users, await add(users, `user ${other}`, "2222"), 1);
		}
		expect(await logIn(users, anna, "1111")).toMatchObject({ kind: "locked-out" });
	});

	test("many guesses at once count one by one", async () => {
		const users = start();
		const id = await add(users, "anna", "1111");
		const guesses = ["1", "2", "3", "4", "5", "6", "7", "8"].map((digit) => users.logIn(id, digit.repeat(4)));
		guesses[7] = users.logIn(id, "1111");
		const results = await settle(Promise.all(guesses.slice(1)));
		expect(results.map(({ kind }) => kind)).not.toContain("accepted");
	});
});

describe("A removed user", () => {
	test("leaves neither ID number nor sign-in in the flash, and nobody can log in any more", async () => {
		const users = start();
		const id = await add(users, "marie", "1234");
		const lent = users.open(id);
		await signIn(lent.account, "marie");
		expect(users.stateOf(id)).toMatchObject({ kind: "signed-in", login: "marie@contoso.example" });
		const { hash } = JSON.parse(
			Buffer.from(Vault.open(flashDevice(flash)).read(`user/${id}/id`) ?? []).toString(),
		).data.idNumber;
		expect(readable()).toContain(hash);
		users.remove(id);
		expect(readable()).not.toContain(hash);
		expect(readable()).not.toContain("refresh-token-marie");
		await expect(logIn(users, id, "1234")).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		await expect(lent.account.accessToken()).rejects.toMatchObject({ code: "oauth.not-signed-in" });
		expect(users.stateOf(id)).toEqual({ kind: "signed-out" });
	});

	test("while the number is checked or changed gets nothing back", async () => {
		const users = start();
		const id = await add(users, "marie", "1234");
		const guess = users.logIn(id, "9999").catch((error) => error.code);
		const change = users.setIDNumber(id, "5678");
		users.remove(id);
		expect(await settle(Promise.all([guess, change]))).toEqual(["oauth.not-signed-in", undefined]);
		expect(Vault.open(flashDevice(flash)).read(`user/${id}/id`)).toBeUndefined();
	});

	test("the next one of the same name has nothing of the one before", async () => {
		const users = start();
		const before = await add(users, "marie", "1234");
		const lent = users.open(before);
		await signIn(lent.account, "marie");
		users.remove(before);
		const after = await add(users, "marie", "5678");
		expect(after).not.toBe(before);
		expect((await logIn(users, after, "1234")).kind).toBe("wrong");
		expect(users.stateOf(after)).toEqual({ kind: "signed-out" });
	});
});

test("a removal that the power cut interrupts at any write lets nobody in half, and is completed by the next one", async () => {
	const users = start();
	const id = await add(users, "marie", "1234");
	await signIn(users.open(id).account, "marie");
	const whole = flash;
	for (let writes = 0; writes < 12; writes++) {
		flash = whole.copy();
		const interrupted = start();
		flash.cutAfter(writes);
		try {
			interrupted.remove(id);
		} catch {
			// The power is off.
		}
		flash.powerOn();
		const later = start();
		const outcome = await logIn(later, id, "1234").catch((error) => error.code);
		if (later.stateOf(id).kind === "signed-in")
			expect([{ kind: "accepted" }, "oauth.not-signed-in"]).toContainEqual(outcome);
		else expect(outcome).toBe("oauth.not-signed-in");
		later.remove(id);
		expect(later.count).toBe(0);
		expect(readable()).not.toContain("refresh-token-marie");
	}
});

test("a sign-in, a sign-out and an expiry leave the ID number as it is", async () => {
	const users = start();
	const id = await add(users, "marie", "1234");
	const lent = users.open(id);
	await signIn(lent.account, "marie");
	expect(await logIn(users, id, "1234")).toEqual({ kind: "accepted" });
	lent.account.signOut();
	expect(await logIn(users, id, "1234")).toEqual({ kind: "accepted" });
});

test("the power cut at any write while a user is added leaves nobody who could log in without a number", async () => {
	await add(start(), "anna", "1111");
	const whole = flash;
	for (let writes = 0; writes < 12; writes++) {
		flash = whole.copy();
		const users = start();
		flash.cutAfter(writes);
		await add(users, "marie", "1234").catch(() => undefined);
		flash.powerOn();
		const later = start();
		for (const id of later.inOrder()) {
			for (const guess of ["", "0000"]) {
				const outcome = await logIn(later, id, guess).catch(() => ({ kind: "refused" }));
				expect(outcome.kind).not.toBe("accepted");
			}
		}
	}
});
