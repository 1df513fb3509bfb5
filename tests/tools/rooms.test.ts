import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { roomProblems } from "../../tools/check/rooms";

let modules: string;

beforeEach(() => {
	modules = mkdtempSync(join(tmpdir(), "timbre-rooms-"));
});
afterEach(() => {
	rmSync(modules, { recursive: true });
});

function write(files: Record<string, string>): void {
	for (const [name, source] of Object.entries(files)) {
		mkdirSync(dirname(join(modules, name)), { recursive: true });
		writeFileSync(join(modules, name), source);
	}
}

describe("npm run check keeps the plan of the house", () => {
	test("imports that point down are fine", () => {
		write({
			"base/failure.ts": "export const a = 1;",
			"mail/mime.ts":
				'import { a } from "../base/failure"; import Timer from "timer"; export const b = [a, Timer];',
			"printer.ts": 'import { b } from "./mail/mime"; export default b;',
		});
		expect(roomProblems(modules)).toEqual([]);
	});

	test("an import that points up is named, type-only too", () => {
		write({
			"mail/mailer.ts": "export type M = 1;",
			"base/failure.ts": 'import type { M } from "../mail/mailer"; export type A = M;',
		});
		expect(roomProblems(modules)).toEqual([expect.stringContaining("base may not import mail")]);
	});

	test("siblings on one row do not import each other", () => {
		write({ "mail/a.ts": "export const a = 1;", "status/b.ts": 'export { a } from "../mail/a";' });
		expect(roomProblems(modules)).toEqual([expect.stringContaining("status may not import mail")]);
	});

	test("nothing reaches a host or a package that a device lacks", () => {
		write({
			"base/a.ts": 'import fs from "node:fs"; import x from "../../hosts/virtual/x"; export default [fs, x];',
		});
		expect(roomProblems(modules)).toEqual([
			expect.stringContaining('"node:fs" is not supplied'),
			expect.stringContaining("leads out of modules/"),
		]);
	});

	test("a circle is shown as a path", () => {
		write({
			"mail/a.ts": 'import { b } from "./b"; export const a = b;',
			"mail/b.ts": 'import { a } from "./a"; export const b = a;',
		});
		expect(roomProblems(modules)).toEqual(["circle: mail/a.ts -> mail/b.ts -> mail/a.ts"]);
	});

	test("a room without a row is not forgotten", () => {
		write({
			"attic/a.ts": 'import { b } from "../base/b"; export default b;',
			"base/b.ts": "export const b = 1;",
		});
		expect(roomProblems(modules)).toEqual([expect.stringContaining("attic has no row")]);
	});
});
