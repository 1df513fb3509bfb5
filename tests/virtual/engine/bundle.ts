import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const FIRMWARE = path.join(path.dirname(fileURLToPath(import.meta.url)), "firmware");

/** A place for firmware made into one module each, as the board makes it. */
export class Bundles {
	#directory: Promise<string> | undefined;

	/** The path of the bundled firmware of this name. */
	async path(name: string): Promise<string> {
		this.#directory ??= mkdtemp(path.join(tmpdir(), "timbre-firmware-"));
		const outfile = path.join(await this.#directory, name);
		const entryPoints = [path.join(FIRMWARE, name)];
		await build({ entryPoints, outfile, bundle: true, format: "esm", target: "es2022", logLevel: "silent" });
		return outfile;
	}

	/** Removes them all. */
	async remove(): Promise<void> {
		if (this.#directory) await rm(await this.#directory, { recursive: true, force: true });
	}
}
