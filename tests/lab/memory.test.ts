import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";
import { DAY, ManualClock } from "./manual-clock";

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "timbre-lab-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("A lab that starts again in its folder", () => {
	test("knows the refresh tokens and the consent that were given before", async () => {
		const before = await startLab({ folder });
		const { refresh_token } = await new EntraClient(before).signIn(ADMIN);
		expect(before.consents.organization).toBe(true);
		await before.close();

		const after = await startLab({ folder });
		expect(after.root.trim()).toBe(before.root.trim());
		expect(after.consents.organization).toBe(true);
		expect((await new EntraClient(after).refresh(refresh_token)).status).toBe(200);
		await after.close();
	});

	test("still says of a refresh token that was left for 90 days that it is too old", async () => {
		const clock = new ManualClock();
		const before = await startLab({ folder, clock });
		const { refresh_token } = await new EntraClient(before).signIn(ADMIN);
		await before.close();
		clock.advance(91 * DAY);
		const after = await startLab({ folder, clock });
		expect((await new EntraClient(after).refresh(refresh_token)).json.error_codes).toEqual([700082]);
		await after.close();
	});

	test("forgets what ran out, so its memory does not grow for ever", async () => {
		const clock = new ManualClock();
		const before = await startLab({ folder, clock });
		await new EntraClient(before).signIn(ADMIN);
		await before.close();
		expect(readFileSync(join(folder, "memory.json"), "utf8")).toContain("AccessToken:");
		clock.advance(DAY);
		await (await startLab({ folder, clock })).close();
		expect(readFileSync(join(folder, "memory.json"), "utf8")).not.toContain("AccessToken:");
	});

	test("keeps its memory from other users of the computer", async () => {
		const lab = await startLab({ folder });
		await new EntraClient(lab).signIn(ADMIN);
		await lab.close();
		expect(statSync(join(folder, "memory.json")).mode & 0o077).toBe(0);
	});

	test("says in one line that its memory is damaged", async () => {
		writeFileSync(join(folder, "memory.json"), '{"organizations": [');
		await expect(startLab({ folder })).rejects.toThrow(
			/^the lab's memory .*memory\.json is damaged; delete it$/,
		);
	});
});
