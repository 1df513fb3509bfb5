import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the committed font resources. */
export const FONT_FOLDER = fileURLToPath(new URL("../../../modules/graphics/resources", import.meta.url));

const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/timbre/resources", import.meta.url));

/**
 * Prepares the folder of the engine's resources and answers its path. mcconfig packs the metrics and the page of a font
 * into one `.bf4`; here the page stays with the board, which draws, so the `.bf4` holds the metrics alone.
 */
export function prepareResources(): string {
	mkdirSync(CACHE, { recursive: true });
	for (const file of readdirSync(FONT_FOLDER)) {
		if (file.endsWith(".fnt")) {
			store(join(CACHE, file.replace(/\.fnt$/, ".bf4")), readFileSync(join(FONT_FOLDER, file)));
		}
	}
	return CACHE;
}

/** Writes a file unless it is there; another engine that has it mapped keeps what it has. */
function store(path: string, content: Buffer): void {
	if (existsSync(path) && readFileSync(path).equals(content)) return;
	const unfinished = `${path}.${process.pid}`;
	writeFileSync(unfinished, content);
	renameSync(unfinished, path);
}
