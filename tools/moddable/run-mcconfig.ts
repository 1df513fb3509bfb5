import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import type { SDK } from "./sdk";

/** What mcconfig is to build. */
export interface Build {
	/** mcconfig's platform, e.g. `lin`, `esp32/m5stack_cores3`. */
	readonly platform: string;
	readonly manifest: string;
	/** Folder for everything that is built. */
	readonly output: string;
	/** mcconfig's own options: switches, and `name=value` for `mc/config`. */
	readonly options: readonly string[];
	readonly environment: SDK["environment"];
}

/**
 * Builds and runs, with mcconfig's own lines on the terminal.
 * @throws Error of one line when it fails
 */
export function runMcconfig(mcconfig: string, build: Build): void {
	const { platform, manifest, output, options, environment } = build;
	mkdirSync(output, { recursive: true });
	const line = ["-m", "-p", platform, "-o", output, manifest, ...options];
	const { status, error } = spawnSync(mcconfig, line, { stdio: "inherit", env: environment });
	if (error) throw new Error(`mcconfig cannot be started: ${error.message}`);
	if (status !== 0) throw new Error("mcconfig failed; see its lines above");
}
