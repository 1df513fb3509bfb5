import { spawnSync } from "node:child_process";

/** A program that some tests need. */
export interface Program {
	readonly command: string;
	/** Arguments with which it does nothing but succeed. */
	readonly probe: readonly string[];
	/** What to install on Debian. */
	readonly packages: string;
}

/**
 * Describes what needs programs that not everyone has. Where one is missing the tests are skipped, and a line says what
 * to install; in continuous integration that is a failure.
 */
export function describeWith(programs: readonly Program[], name: string, tests: () => void): void {
	const missing = programs.filter(({ command, probe }) => spawnSync(command, probe).status !== 0);
	if (missing.length === 0) {
		describe(name, tests);
		return;
	}
	const line = `apt install ${missing.map(({ packages }) => packages).join(" ")}`;
	if (process.env["CI"]) {
		test(`${name}: needs programs`, () => {
			throw new Error(line);
		});
		return;
	}
	process.stderr.write(`skipped: ${name}: ${line}\n`);
	describe.skip(name, tests);
}

/**
 * Runs a program and answers what it wrote.
 *
 * @throws Error with what it complained about, where it failed
 */
export function run(command: string, args: readonly string[], input?: Uint8Array): Buffer {
	const options = { maxBuffer: 256 * 1024 * 1024, ...(input && { input }) };
	const { status, stdout, stderr, error } = spawnSync(command, args, options);
	if (error) throw error;
	if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.toString()}`);
	return stdout;
}
