import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { SAMPLE } from "./sample";
import { samplePDF } from "./sample-document";

/** A file of the page. */
export interface PageFile {
	/** Content-Type, or the ending that names it. */
	readonly type: string;
	readonly content: Buffer;
	/** Entity tag (RFC 9110 section 8.8.3), without quotes. */
	readonly tag: string;
}

/** The page's files by their path; its script is bundled out of `page/main.ts`. */
export async function loadPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
	const [page, style, icon, script] = await Promise.all([
		readFile(source("index.html")),
		readFile(source("style.css")),
		readFile(source("icon.svg")),
		bundleScript(),
	]);
	return new Map([
		["/", pageFile("html", page)],
		["/front-panel/style.css", pageFile("css", style)],
		["/front-panel/icon.svg", pageFile("svg", icon)],
		["/front-panel/main.js", pageFile("js", script)],
		[SAMPLE.path, pageFile("pdf", samplePDF())],
	]);
}

async function bundleScript(): Promise<Buffer> {
	const { outputFiles } = await build({
		entryPoints: [source("main.ts")],
		bundle: true,
		write: false,
		format: "esm",
		target: "es2022",
		charset: "utf8",
		tsconfigRaw: {},
		logLevel: "error",
	});
	return Buffer.from(outputFiles[0]?.contents ?? []);
}

function source(name: string): string {
	return fileURLToPath(new URL(`page/${name}`, import.meta.url));
}

function pageFile(type: string, content: Buffer): PageFile {
	return { type, content, tag: createHash("sha256").update(content).digest("base64url").slice(0, 22) };
}
