// Builds timbre-engine on first use and keeps it, one binary for each state of the sources, compiler and width.
// From a shell: node hosts/virtual/engine/build.mjs [--bits 32|64] prints the engine's path.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const HERE = path.dirname(fileURLToPath(import.meta.url));
const COMPILER = process.env.CC ?? "cc";
const ENGINE = "timbre-engine";
/** How often, in milliseconds, who waits for another's build looks whether it is done. */
const LOOK = 200;
/** Most bytes of compiler output kept for the message of a failed build. */
const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** Where the npm package with XS's sources is, and which version it has. */
async function findSources() {
	let manifest;
	try {
		manifest = createRequire(import.meta.url).resolve("@agoric/xsnap/package.json");
	} catch {
		throw new Error("The engine's sources are missing: run npm ci first.");
	}
	const { version } = JSON.parse(await readFile(manifest, "utf8"));
	return { directory: path.dirname(manifest), version };
}

/** The compiler's own words about itself; throws if there is no compiler or no make. */
async function identifyCompiler() {
	try {
		await run("make", ["--version"]);
		return (await run(COMPILER, ["--version"])).stdout;
	} catch (error) {
		if (error.code === "ENOENT")
			throw new Error("The engine needs a C compiler and make. On Debian: apt install build-essential");
		throw error;
	}
}

/** Whether the compiler can make 32-bit programs: headers, compiler and libraries must all be there. */
export async function canBuild32() {
	const directory = await mkdtemp(path.join(tmpdir(), "timbre-m32-"));
	try {
		const source = path.join(directory, "test.c");
		await writeFile(
			source,
			'#include <stdio.h>\n#include <stdlib.h>\nint main(void) { return printf(""); }\n',
		);
		await run(COMPILER, ["-m32", source, "-lm", "-o", path.join(directory, "test")]);
		return true;
	} catch {
		return false;
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

/**
 * What an engine is made of; two with the same hash are the same.
 * @param {string[]} facts versions and flags
 */
async function hashSources(facts) {
	const hash = createHash("sha256");
	for (const name of (await readdir(HERE)).sort()) {
		if (!/\.[ch]$|^Makefile$/.test(name)) continue;
		hash
			.update(`${name}\0`)
			.update(await readFile(path.join(HERE, name)))
			.update("\0");
	}
	for (const fact of facts) hash.update(`${fact}\0`);
	return hash.digest("hex").slice(0, 16);
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/**
 * Removes what builds that were interrupted left.
 * @param {string} cache
 */
async function removeAbandoned(cache) {
	for (const name of await readdir(cache)) {
		const pid = /^building-(\d+)-/.exec(name)?.[1];
		if (pid && !isAlive(Number(pid))) await rm(path.join(cache, name), { recursive: true, force: true });
	}
}

/**
 * Waits while somebody else builds the same engine. True: the engine is there; false: it is this process's turn. Two
 * that believe so at the same time only do the work twice.
 * @param {string} lock the file that names who builds
 * @param {string} engine
 */
async function waitForTurn(lock, engine) {
	while (!existsSync(engine)) {
		try {
			await writeFile(lock, String(process.pid), { flag: "wx" });
			return false;
		} catch (error) {
			if (error.code !== "EEXIST") throw error;
		}
		const holder = await readFile(lock, "utf8").catch(() => "");
		if (holder && !isAlive(Number(holder))) await rm(lock, { force: true });
		else await setTimeout(LOOK);
	}
	return true;
}

/**
 * @param {string} sources directory of the npm package
 * @param {number} bits
 * @param {string} out directory that gets objects and engine
 */
async function compile(sources, bits, out) {
	const settings = [`XSNAP=${sources}`, `BITS=${bits}`, `OUT=${out}`, `CC=${COMPILER}`];
	const flags = ["-s", `-j${availableParallelism()}`, "-f", path.join(HERE, "Makefile")];
	try {
		await run("make", [...flags, ...settings], { cwd: out, maxBuffer: OUTPUT_LIMIT });
	} catch (error) {
		throw new Error(`The engine could not be built:\n${error.stderr || error.message}`);
	}
}

/**
 * Compiles the engine in a directory of its own and puts it into its place whole.
 * @param {string} sources
 * @param {number} bits
 * @param {string} cache
 * @param {string} home
 */
async function make(sources, bits, cache, home) {
	const workshop = await mkdtemp(path.join(cache, `building-${process.pid}-`));
	try {
		const objects = path.join(workshop, "objects");
		const finished = path.join(workshop, "finished");
		await mkdir(objects);
		await mkdir(finished);
		await compile(sources, bits, objects);
		await rename(path.join(objects, ENGINE), path.join(finished, ENGINE));
		await rename(finished, home).catch((error) => {
			if (!existsSync(path.join(home, ENGINE))) throw error;
		});
	} finally {
		await rm(workshop, { recursive: true, force: true });
	}
}

/**
 * Builds the engine unless the same one is there already. When several want it at the same time, one builds and the
 * others wait.
 * @param {{ bits?: 32 | 64 | undefined, log?: ((line: string) => void) | undefined }} [options] bits: 32 has the
 * device's slots of 16 bytes; left out, 32 where the compiler can, else 64
 * @returns {Promise<{ path: string, bits: 32 | 64 }>}
 */
export async function buildEngine({ bits, log = () => {} } = {}) {
	const { directory, version } = await findSources();
	const compiler = await identifyCompiler();
	const width = bits ?? ((await canBuild32()) ? 32 : 64);
	const cache = path.join(directory, "../../.cache/timbre");
	const hash = await hashSources([version, compiler, COMPILER]);
	const home = path.join(cache, `engine-${hash}-${width}`);
	const engine = { path: path.join(home, ENGINE), bits: width };
	if (existsSync(engine.path)) return engine;
	if (bits === 32 && !(await canBuild32()))
		throw new Error(
			"The 32-bit engine needs a compiler that takes -m32. On Debian: apt install gcc-multilib",
		);

	await mkdir(cache, { recursive: true });
	const lock = path.join(cache, `engine-${hash}-${width}.lock`);
	if (await waitForTurn(lock, engine.path)) return engine;
	try {
		await removeAbandoned(cache);
		log(`Building the ${width}-bit engine ...`);
		await make(directory, width, cache, home);
		log(`Built ${engine.path}`);
	} finally {
		await rm(lock, { force: true });
	}
	return engine;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const [option, value] = process.argv.slice(2);
	try {
		if (option !== undefined && (option !== "--bits" || (value !== "32" && value !== "64")))
			throw new Error("usage: node build.mjs [--bits 32|64]");
		const bits = value === undefined ? undefined : value === "32" ? 32 : 64;
		const engine = await buildEngine({ bits, log: (line) => console.error(line) });
		console.log(engine.path);
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}
