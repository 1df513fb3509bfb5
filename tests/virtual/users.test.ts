import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Board } from "../../hosts/virtual/board/board";
import type { EngineReport } from "../../hosts/virtual/board/engine-process";
import { FlashFile, SECTOR } from "../../hosts/virtual/board/flash-file";
import { readSecret } from "../../hosts/virtual/board/identity";
import { KeyValueFlash } from "../../hosts/virtual/board/key-value-flash";
import type { Device } from "../../modules/base/device";
import { Failure } from "../../modules/base/failure";
import {
	ACCOUNT_RECORD,
	type AccountRecord,
	accountOwner,
	accountSchema,
} from "../../modules/oauth/account-record";
import { Accounts } from "../../modules/oauth/accounts";
import { SERVICES } from "../../modules/oauth/microsoft";
import { encodeRecord } from "../../modules/storage/record";
import { Vault } from "../../modules/storage/vault";
import { Office } from "./support/office";

/** Users, where the flash has room for so many. */
const USERS = 300;
const DAY = 24 * 3600 * 1000;

/** What a user may cost while idle: two bytes of the list, and the vault's key of an owner, 42 at most. */
const USER_LIMIT = 2 + 42;

type Storage = Pick<Device, "storage" | "rootKey" | "secret" | "random"> & { close(): void };

/** The storage of a printer that is switched off; the root keys' two sectors are its flash's last. */
function storageOf(folder: string): Storage {
	const path = join(folder, "flash.bin");
	const pages = statSync(path).size / SECTOR - 2;
	const flash = new FlashFile({ path, sectors: pages + 2, durable: false });
	const values = new KeyValueFlash(flash, pages);
	return {
		storage: {
			open: ({ path: domain }) => ({
				read: (key) => {
					const value = values.read(domain, key);
					return value && new Uint8Array(value).buffer;
				},
				write: (key, value) => values.write(domain, key, value),
				delete: (key) => values.delete(domain, key),
				[Symbol.iterator]: () => values.keys(domain)[Symbol.iterator](),
				close: () => undefined,
			}),
		},
		rootKey: {
			read: (sector, byteLength) => new Uint8Array(flash.read((pages + sector) * SECTOR, byteLength)),
			write: (sector, bytes) => flash.write((pages + sector) * SECTOR, bytes),
			erase: (sector) => flash.erase(pages + sector),
		},
		secret: readSecret(folder),
		random: (byteLength) => new Uint8Array(randomBytes(byteLength)),
		close: () => flash.close(),
	};
}

/** People have signed in to To My Email, and are at home. Answers how many, hundreds where the flash has room. */
function enrol(folder: string): number {
	const device = storageOf(folder);
	const vault = Vault.open(device);
	const post = () => Promise.reject(new Error("nobody asks"));
	const accounts = new Accounts({ post, vault, clock: { now: () => Date.now() }, clientId: "client" });
	try {
		for (let user = 0; user < USERS; user++) {
			const name = `user/${accounts.addUser(`user-${user}`)}`;
			const record: AccountRecord = {
				service: { ...SERVICES.outlook },
				clientId: "client",
				login: `user-${user}@timbre.example`,
				refreshToken: "refresh-token",
				refreshedAt: Date.now(),
			};
			vault.replace(accountOwner(name), [[ACCOUNT_RECORD, encodeRecord(accountSchema(name), record)]]);
		}
	} catch (error) {
		if (!(error instanceof Failure) || error.stage !== "storage") throw error;
	}
	device.close();
	return accounts.users.count;
}

const IN_USE = ["slots", "chunks", "stack"];
const inUse = (report: EngineReport | undefined): number =>
	IN_USE.reduce((total, name) => total + Number(report?.[name] ?? 0), 0);

/** Bytes in use after power on, and after a day of nothing but keeping accounts alive. */
async function measure(board: Board): Promise<{ readonly idle: number; readonly later: number }> {
	const idle = inUse(await board.collect());
	await board.clock.advance(DAY);
	return { idle, later: inUse(await board.collect()) };
}

test("hundreds of users who do nothing cost next to no memory, after a day of looking at each of them neither", async () => {
	const office = await Office.open({ lab: false });
	try {
		const nobody = await measure(office.printer.board);
		await office.printer.stop();
		const users = enrol(join(office.state, "printer"));
		expect(users).toBeGreaterThan(USERS / 6);
		await office.restart();
		const { board } = office.printer;
		const all = await measure(board);
		expect(all.idle - nobody.idle).toBeLessThan(users * USER_LIMIT + 1024);
		expect(all.later - nobody.later).toBeLessThan(users * USER_LIMIT + 1024);
		expect(board.engine.restarts).toBe(0);
	} finally {
		await office.close();
	}
}, 300_000);
