/**
 * Runs a TypeScript program on Node: `node tools/run.mjs tools/lab/main.ts [its options]`. esbuild bundles the project's
 * own files into one module (packages stay outside), with source maps for stack traces.
 */
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** In the bundle each file keeps its own `import.meta.url`, as if it ran where it stands. */
const ownLocation = {
	name: "own-location",
	setup(bundle) {
		bundle.onLoad({ filter: /\.(ts|mjs)$/, namespace: "file" }, async ({ path }) => {
			const source = await readFile(path, "utf8");
			const url = JSON.stringify(pathToFileURL(path).href);
			return { contents: source.replaceAll("import.meta.url", url), loader: "ts" };
		});
	},
};

const [program, ...options] = process.argv.slice(2);
if (!program) {
	process.stderr.write("usage: node tools/run.mjs PROGRAM.ts [options]\n");
	process.exit(2);
}
const entry = resolve(program);
const outfile = `${root}/node_modules/.cache/timbre/run/${relative(root, entry).replaceAll("/", "-")}.mjs`;
await build({
	entryPoints: [entry],
	outfile,
	bundle: true,
	platform: "node",
	format: "esm",
	target: "node20",
	packages: "external",
	sourcemap: "inline",
	logLevel: "error",
	plugins: [ownLocation],
});
process.setSourceMapsEnabled(true);
process.argv.splice(1, process.argv.length - 1, entry, ...options);
await import(pathToFileURL(outfile).href);
