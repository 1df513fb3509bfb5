import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const FIRMWARE = fileURLToPath(new URL("../firmware", import.meta.url));
const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/timbre/firmware", import.meta.url));

/** The SDK's native modules, as the virtual host supplies them. */
const NATIVE_MODULES: Readonly<Record<string, string>> = {
	timer: join(FIRMWARE, "timer.ts"),
	crypt: join(FIRMWARE, "crypt.ts"),
	"text/encoder": join(FIRMWARE, "text/encoder.ts"),
	"text/decoder": join(FIRMWARE, "text/decoder.ts"),
	Resource: join(FIRMWARE, "resource.ts"),
	"commodetto/Bitmap": join(FIRMWARE, "commodetto/bitmap.ts"),
	"commodetto/Poco": join(FIRMWARE, "commodetto/poco.ts"),
	"commodetto/parseBMF": join(FIRMWARE, "commodetto/parse-bmf.ts"),
	"commodetto/parseBMP": join(FIRMWARE, "commodetto/parse-bmp.ts"),
	qrcode: join(FIRMWARE, "qrcode.ts"),
	crypto: join(FIRMWARE, "no-crypto.ts"),
};

/** A bundled firmware. */
export interface FirmwareBundle {
	/** The file, an ES module whose default export starts the firmware. */
	readonly path: string;
	readonly byteLength: number;
}

/**
 * Bundles firmware into one ES module for the engine. Names stay as written, for stack traces. The file is named by its
 * content, so that a run that is under way keeps the one it started with.
 * @param entry the module whose default export starts it; the printer's own without it
 */
export async function bundleFirmware(entry: string = join(FIRMWARE, "main.ts")): Promise<FirmwareBundle> {
	const { outputFiles } = await build({
		entryPoints: [entry],
		bundle: true,
		write: false,
		format: "esm",
		platform: "neutral",
		mainFields: ["module", "main"],
		target: "es2022",
		charset: "utf8",
		legalComments: "none",
		alias: NATIVE_MODULES,
		tsconfigRaw: {},
		logLevel: "error",
	});
	const code = outputFiles[0]?.contents ?? new Uint8Array(0);
	const digest = createHash("sha256").update(code).digest("hex").slice(0, 16);
	const path = join(CACHE, `firmware-${digest}.js`);
	await store(path, code);
	return { path, byteLength: code.byteLength };
}

/** Writes the file unless it is there; a reader never sees half of it. */
async function store(path: string, code: Uint8Array): Promise<void> {
	const present = await readFile(path).catch(() => undefined);
	if (present?.equals(code)) return;
	await mkdir(dirname(path), { recursive: true });
	const unfinished = `${path}.${process.pid}`;
	await writeFile(unfinished, code);
	await rename(unfinished, path);
}
