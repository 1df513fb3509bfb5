import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECTOR } from "../../../hosts/virtual/board/flash-file";
import { withVault } from "../support/flash";
import { temporaryFolder } from "./bench";

/** Sectors of the flash of boards that were made before, and of those made now. */
const FORMER = 34;
const NOW = 322;

/** Bytes of a sign-in with a refresh token as long as Microsoft's. */
const SIGN_IN = 1700;

function folderWithSecret(): string {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "secret.bin"), Buffer.alloc(32, 7));
	return folder;
}

test("a flash of a board made before keeps what it holds", () => {
	const folder = folderWithSecret();
	const path = join(folder, "flash.bin");
	withVault(folder, (vault) => vault.commit([["account/mail/account", Buffer.from("token")]]));
	const content = readFileSync(path);
	writeFileSync(
		path,
		Buffer.concat([content.subarray(0, 32 * SECTOR), content.subarray((NOW - 2) * SECTOR)]),
	);
	expect(statSync(path).size).toBe(FORMER * SECTOR);
	withVault(folder, (vault) => {
		expect(vault.problems).toEqual([]);
		expect(Buffer.from(vault.read("account/mail/account") ?? []).toString()).toBe("token");
	});
	expect(statSync(path)).toMatchObject({ size: NOW * SECTOR });
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a flash file that was cut off is told in one line, and left as it is", () => {
	const folder = folderWithSecret();
	const path = join(folder, "flash.bin");
	withVault(folder, () => {});
	for (const size of [100, SECTOR, (NOW - 1) * SECTOR]) {
		writeFileSync(path, readFileSync(path).subarray(0, size));
		expect(() => withVault(folder, () => {})).toThrow(/flash\.bin is damaged: it has \d+ bytes/);
		expect(statSync(path).size).toBe(size);
		writeFileSync(path, Buffer.alloc(NOW * SECTOR, 0xff));
	}
});

test("300 users with sign-ins as large as Microsoft's find room, refreshed and all", () => {
	const folder = folderWithSecret();
	withVault(folder, (vault) => {
		for (const fill of [1, 2, 3]) {
			for (let user = 0; user < 300; user++) {
				vault.commit([[`account/user/${user}/account`, new Uint8Array(SIGN_IN).fill(fill)]]);
			}
		}
		vault.destroy("account/user/299");
	});
	withVault(folder, (vault) => {
		expect(vault.problems).toEqual([]);
		expect(vault.read("account/user/298/account")).toEqual(new Uint8Array(SIGN_IN).fill(3));
		expect(vault.read("account/user/299/account")).toBeUndefined();
	});
});
