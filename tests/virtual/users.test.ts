import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineReport } from "../../hosts/virtual/board/engine-process";
import { FlashFile, SECTOR } from "../../hosts/virtual/board/flash-file";
import { readSecret } from "../../hosts/virtual/board/identity";
import { KeyValueFlash } from "../../hosts/virtual/board/key-value-flash";
import type { Device } from "../../modules/base/device";
import {
	ACCOUNT_RECORD,
	type AccountRecord,
	accountOwner,
	accountSchema,
} from "../../modules/oauth/account-record";
import { Accounts } from "../../modules/oauth/accounts";
import { entraEndpoints } from "../../modules/oauth/microsoft";
import { encodeRecord } from "../../modules/storage/record";
import { Vault } from "../../modules/storage/vault";
import { Office } from "./support/office";

const USERS = 300;
const DAY = 24 * 3600 * 1000;

/** Pages of key-value storage in the board's flash; the root keys' two sectors follow. */
const PAGES = 320;

/** The storage of a printer that is switched off. */
function storageOf(
	folder: string,
): Pick<Device, "storage" | "rootKey" | "secret" | "random"> & { close(): void } {
	mkdirSync(folder, { recursive: true });
	const flash = new FlashFile({
		path: join(folder, "flash.bin"),
		sectors: PAGES + 2,
		durable: false,
		onPowerCut() {},
	});
	const values = new KeyValueFlash(flash, PAGES);
	const bytesOf = (buffer: Buffer) => new Uint8Array(buffer).buffer;
	return {
		storage: {
			open: ({ path }) => ({
				read: (key) => {
					const value = values.read(path, key);
					return value && bytesOf(value);
				},
				write: (key, value) => values.write(path, key, Buffer.from(value)),
				delete: (key) => values.delete(path, key),
				[Symbol.iterator]: () => values.keys(path)[Symbol.iterator](),
				close() {},
			}),
		},
		rootKey: {
			read: (sector, byteLength) => new Uint8Array(flash.read((PAGES + sector) * SECTOR, byteLength)),
			write: (sector, bytes) => flash.write((PAGES + sector) * SECTOR, Buffer.from(bytes)),
			erase: (sector) => flash.erase(PAGES + sector),
		},
		secret: readSecret(folder),
		random: (byteLength) => new Uint8Array(randomBytes(byteLength)),
		close: () => flash.close(),
	};
}

/** Hundreds of people have signed in to To My Email, and are at home. */
function enrol(folder: string): void {
	const device = storageOf(folder);
	const vault = Vault.open(device);
	const clock = { now: () => Date.now() };
	const post = () => Promise.reject(new Error("nobody asks"));
	const accounts = new Accounts({ post, vault, clock, clientId: "client" });
	for (let user = 0; user < USERS; user++) {
		const id = accounts.addUser(`user-${user}`);
		const name = `user/${id}`;
		const record: AccountRecord = {
			service: { name: "outlook", ...entraEndpoints("https://login.example", "t"), scope: "s" },
			clientId: "c",
			login: `user-${user}@timbre.example`,
			refreshToken: "r",
			refreshedAt: Date.now(),
		};
		vault.replace(accountOwner(name), [[ACCOUNT_RECORD, encodeRecord(accountSchema(name), record)]]);
	}
	device.close();
}

const sum = (report: EngineReport | undefined, names: readonly string[]): number =>
	names.reduce((total, name) => total + Number(report?.[name] ?? 0), 0);
const IN_USE = ["slots", "chunks", "stack"];
const PEAKS = ["slotsPeak", "chunksPeak", "stackPeak"];

/** Bytes in use after power on and after a day of nothing but keeping accounts alive, and the most in between. */
async function measure(users: boolean) {
	const state = mkdtempSync(join(tmpdir(), "timbre-office-"));
	if (users) enrol(join(state, "printer"));
	const office = await Office.open({ state, lab: false });
	try {
		const { board } = office.printer;
		const idle = sum(await board.collect(), IN_USE);
		await board.resetPeaks();
		await board.clock.advance(DAY);
		const peak = sum(board.engine.report, PEAKS);
		const later = sum(await board.collect(), IN_USE);
		const { restarts } = board.engine;
		return { idle, peak, later, restarts, bits: office.printer.bits };
	} finally {
		await office.close();
	}
}

test(`${USERS} users who do nothing cost next to no memory, after a day of looking at each of them neither`, async () => {
	const nobody = await measure(false);
	const all = await measure(true);
	console.info(`without users: ${JSON.stringify(nobody)}\nwith ${USERS}: ${JSON.stringify(all)}`);
	expect(all.restarts).toBe(0);
	expect(all.idle - nobody.idle).toBeLessThan(4 * 1024);
	expect(all.later - nobody.later).toBeLessThan(4 * 1024);
}, 300_000);
