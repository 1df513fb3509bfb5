import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Program, run } from "../../host/program";

/** What compiles the reader, with CUPS's headers. */
export const CUPS: Program = {
	command: "sh",
	probe: ["-c", "echo '#include <cups/raster.h>' | cc -E - "],
	packages: "build-essential libcups2-dev",
};

/** A page as CUPS has read it. */
export interface CUPSPage {
	readonly header: Readonly<Record<string, unknown>> & {
		readonly bytesPerLine: number;
		readonly height: number;
	};
	/** Line by line. */
	readonly pixels: Buffer;
}

/** CUPS's reader of PWG Raster, compiled for the tests that ask for it. */
export class CUPSReader {
	readonly #folder = mkdtempSync(join(tmpdir(), "timbre-cups-"));
	readonly #program = join(this.#folder, "cups-raster");

	constructor() {
		const source = fileURLToPath(new URL("cups-raster.c", import.meta.url));
		run("cc", ["-o", this.#program, source, "-lcups", "-Wno-deprecated-declarations"]);
	}

	/**
	 * Reads a document.
	 *
	 * @throws Error where CUPS finds fault with it
	 */
	read(document: Uint8Array): CUPSPage[] {
		const output = run(this.#program, [], document);
		const pages: CUPSPage[] = [];
		let at = 0;
		while (at < output.byteLength) {
			const end = output.indexOf("\n", at);
			const header = JSON.parse(output.toString("latin1", at, end)) as CUPSPage["header"];
			const length = header.bytesPerLine * header.height;
			pages.push({ header, pixels: output.subarray(end + 1, end + 1 + length) });
			at = end + 1 + length;
		}
		return pages;
	}

	/** Deletes the program. */
	close(): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}
}
