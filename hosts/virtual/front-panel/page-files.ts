import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ICON } from "../../../modules/web-config/static/icon";
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

/** The page's files by their path; script and style sheet are bundled. */
export async function loadPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
	const [page, style, script] = await Promise.all([
		readFile(source("index.html")),
		bundle("style.css"),
		bundle("main.ts"),
	]);
	return new Map([
		["/", pageFile("html", page)],
		["/front-panel/style.css", pageFile("css", style)],
		["/front-panel/icon.svg", pageFile("svg", Buffer.from(ICON))],
		["/front-panel/main.js", pageFile("js", script)],
		[SAMPLE.path, pageFile("pdf", samplePDF())],
	]);
}

/** A script or style sheet with all that it imports, in one file. */
async function bundle(name: string): Promise<Buffer> {
	const { outputFiles } = await build({
		entryPoints: [source(name)],
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
