/** `npm run check`: types, format and lint, and which room may import which. Runs all of them, then says what failed. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = `${root}node_modules/.bin/`;

const CHECKS = [
	["types of the hosts, tools and tests", `${bin}tsc`, "-p", "tsconfig.json"],
	["types of the firmware", `${bin}tsc`, "-p", "modules/tsconfig.json"],
	["types of the hosts under the Moddable SDK", `${bin}tsc`, "-p", "hosts/moddable/tsconfig.json"],
	["types of the front panel page", `${bin}tsc`, "-p", "hosts/virtual/front-panel/page/tsconfig.json"],
	["format and lint", `${bin}biome`, "check", "--error-on-warnings"],
	["rooms", process.execPath, "tools/run.mjs", "tools/check/main.ts"],
	["manifests", process.execPath, "tools/run.mjs", "tools/check/manifests-main.ts"],
];

let failed = 0;
for (const [name, command, ...options] of CHECKS) {
	const { status, error } = spawnSync(command, options, { cwd: root, stdio: "inherit" });
	if (error) process.stderr.write(`${error.message}\n`);
	const passed = status === 0;
	if (!passed) failed += 1;
	process.stdout.write(`${passed ? "ok    " : "FAILED"} ${name}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
