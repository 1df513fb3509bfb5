import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EngineProcess } from "./engine-process";
import { BUILD_TIME } from "./widths";

const run = promisify(execFile);
const SCRIPT = path.join(
	path.dirname(fileURLToPath(import.meta.url)),
	"../../../hosts/virtual/engine/build.mjs",
);

let directory: string;

beforeAll(async () => {
	directory = await mkdtemp(path.join(tmpdir(), "timbre-build-"));
});

afterAll(() => rm(directory, { recursive: true }));

/** A compiler of its own, so that its engine is not in the cache yet; without optimization, to be quick. */
async function writeCompiler(lines: string[]): Promise<string> {
	const compiler = path.join(directory, "cc");
	await writeFile(compiler, ["#!/bin/sh", ...lines].join("\n"));
	await chmod(compiler, 0o755);
	return compiler;
}

async function outputOf(child: ChildProcess): Promise<string> {
	let output = "";
	child.stdout?.on("data", (bytes: Buffer) => {
		output += bytes.toString();
	});
	await once(child, "close");
	return output.trim();
}

describe("building the engine", () => {
	test("says in one line what to install when there is no compiler or no make", async () => {
		const failed = await run(process.execPath, [SCRIPT], { env: { PATH: directory } }).catch(
			(error) => error,
		);
		expect(failed.code).toBe(1);
		expect(failed.stderr).toBe(
			"The engine needs a C compiler and make. On Debian: apt install build-essential\n",
		);
	});

	test("says in one line what to install when the compiler makes no 32-bit programs", async () => {
		const compiler = await writeCompiler([
			'case "$*" in *-m32*) exit 1;; esac',
			`exec cc "$@" # ${directory}`,
		]);
		const environment = { ...process.env, CC: compiler };
		const failed = await run(process.execPath, [SCRIPT, "--bits", "32"], { env: environment }).catch(
			(error) => error,
		);
		expect(failed.code).toBe(1);
		expect(failed.stderr).toBe(
			"The 32-bit engine needs a compiler that takes -m32. On Debian: apt install gcc-multilib\n",
		);
	});

	test(
		"may be interrupted, and done by several at a time",
		async () => {
			const compiler = await writeCompiler([`exec cc "$@" -O0`]);
			const start = () =>
				spawn(process.execPath, [SCRIPT, "--bits", "64"], {
					env: { ...process.env, CC: compiler },
					stdio: ["ignore", "pipe", "pipe"],
					detached: true,
				});
			const interrupted = start();
			await once(interrupted.stderr, "data");
			const builds = [start(), start()].map(outputOf);
			// The whole group, so that the compiler stops in the midst of its work.
			process.kill(-Number(interrupted.pid), "SIGKILL");
			const [first, second] = await Promise.all(builds);
			expect(first).toMatch(/engine-[0-9a-f]{16}-64\/timbre-engine$/);
			expect(second).toBe(first);
			const home = path.dirname(first ?? "");
			try {
				expect(await readdir(home)).toEqual(["timbre-engine"]);
				const { engine } = await EngineProcess.start({ engine: first ?? "", firmware: "limits.js" });
				expect((await engine.stop()).code).toBe(0);
			} finally {
				await rm(home, { recursive: true });
			}
		},
		BUILD_TIME,
	);
});
