import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "timbre-lab-"));
});
afterAll(() => rm(folder, { recursive: true }));

function run(...options: string[]): ChildProcessWithoutNullStreams {
	return spawn(process.execPath, ["tools/run.mjs", "tools/lab/main.ts", ...options]);
}

/** Runs to the end. */
async function finish(program: ChildProcessWithoutNullStreams) {
	let output = "";
	let errors = "";
	program.stdout.on("data", (chunk) => {
		output += chunk;
	});
	program.stderr.on("data", (chunk) => {
		errors += chunk;
	});
	const [code] = await once(program, "close");
	return { code, output, errors };
}

describe("the lab by itself", () => {
	test("prints where everything is, writes its root, and ends at SIGTERM", async () => {
		const program = run("--web", "0", "--authority", "0", "--smtp", "0", "--folder", folder);
		const end = finish(program);
		let seen = "";
		for await (const chunk of program.stdout) {
			seen += chunk;
			if (seen.includes("home@outlook.example")) break;
		}
		program.kill("SIGTERM");
		await end;
		expect(seen).toMatch(/^Pages {7}http:\/\/localhost:\d+$/m);
		expect(seen).toMatch(/^smtp\.office365\.com:587 +127\.0\.0\.1:\d+$/m);
		expect(seen).toMatch(/^Account {5}admin@timbre\.example +Admin-2025$/m);
		expect(await readFile(join(folder, "root.pem"), "utf8")).toContain("BEGIN CERTIFICATE");
	});

	test.each([
		[["--web", "http"], "--web takes a port, 0 to 65535, not http\n"],
		[["--smtp", "65536"], "--smtp takes a port, 0 to 65535, not 65536\n"],
	])("%j is refused with one line", async (options, line) => {
		expect(await finish(run(...options))).toEqual({ code: 1, output: "", errors: line });
	});

	test("an unknown option is refused", async () => {
		const { code, errors } = await finish(run("--colour"));
		expect(code).toBe(1);
		expect(errors).toContain("--colour");
	});

	test("--help names every option", async () => {
		const { code, output } = await finish(run("--help"));
		expect(code).toBe(0);
		for (const option of ["--web", "--authority", "--smtp", "--folder"]) expect(output).toContain(option);
	});
});
