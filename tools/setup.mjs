/**
 * Makes a fresh clone ready: checks Node's version, installs the npm packages when they are missing or stale and, with
 * `--engine`, compiles the XS engine host. Quiet when there is nothing to do. Plain JavaScript, because it runs before
 * anything is installed; npm scripts call it explicitly, because their pre and post hooks are off with ignore-scripts.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Oldest Node.js that the hosts, tools and tests run on: the first with `zlib.crc32`. */
const OLDEST_NODE = [20, 15];

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.cache/timbre/installed`;

function fail(line) {
	process.stderr.write(`timbre: ${line}\n`);
	process.exit(1);
}

function readOr(path, otherwise) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return otherwise;
	}
}

/** The packages are fresh when the stamp left after the last install names this lock file and this Node. */
function installPackages() {
	const lock = createHash("sha256")
		.update(readFileSync(`${root}package-lock.json`))
		.digest("hex");
	const wanted = `${lock} ${process.versions.modules}\n`;
	if (readOr(stamp, "") === wanted) return;
	process.stderr.write("timbre: installing npm packages (about 30 s)...\n");
	// Not `npm ci`: it refuses a lock file from which npm left out optional packages for other platforms.
	const npm = spawnSync("npm", ["install", "--no-save", "--loglevel=error"], {
		cwd: root,
		stdio: ["ignore", "ignore", "inherit"],
	});
	if (npm.error) fail(`npm is not on the PATH (${npm.error.message}); install npm beside Node.js`);
	if (npm.status !== 0) fail("npm install failed; see its lines above");
	mkdirSync(`${root}node_modules/.cache/timbre`, { recursive: true });
	writeFileSync(stamp, wanted);
}

/** Compiles the engine, or finds it compiled; one clear line when the compiler or make is missing. */
async function buildEngine() {
	const { buildEngine } = await import("../hosts/virtual/engine/build.mjs");
	try {
		await buildEngine({ log: (line) => process.stderr.write(`timbre: ${line}\n`) });
	} catch (error) {
		fail(error.message);
	}
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
	fail(`Node.js ${OLDEST_NODE.join(".")} or newer is needed, this is ${process.versions.node}`);
}
installPackages();
(await import("./tweetnacl.mjs")).writeTweetnacl(root);
if (process.argv.includes("--engine")) await buildEngine();
