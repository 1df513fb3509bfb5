import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** One of mcconfig's manifests, as far as the checks look into it. */
export interface Manifest {
	/** Path from the project's folder, e.g. `manifests/mail.json`. */
	readonly file: string;
	/** Manifests of ours that it includes, paths from the project's folder. */
	readonly includes: readonly string[];
	/** Manifests of the SDK that it includes, e.g. `modules/io/manifest.json`. */
	readonly sdkIncludes: readonly string[];
	/** Module specifier -> file, path from the project's folder. */
	readonly modules: ReadonlyMap<string, string>;
	/** Paths of ours that lead nowhere, as they are written. */
	readonly deadPaths: readonly string[];
	/** `version` of its `config`, where it has one. */
	readonly version: string | undefined;
}

/** The parts of a manifest's JSON that name files. */
interface ManifestJSON {
	readonly build?: Readonly<Record<string, string>>;
	readonly include?: string | readonly string[];
	readonly modules?: Readonly<Record<string, string | readonly string[]>>;
	readonly resources?: Readonly<Record<string, string | readonly string[]>>;
	readonly config?: { readonly version?: string };
	readonly typescript?: {
		readonly tsconfig?: { readonly compilerOptions?: { readonly types?: readonly string[] } };
	};
}

/** How the SDK's folder is written in a manifest. */
const SDK = "$(MODDABLE)/";

/** Extensions that a path in a manifest leaves out. */
const EXTENSIONS = ["", ".ts", ".js", ".d.ts", ".json", ".fnt", ".png", ".der", ".c"];

/**
 * Reads the manifests in `manifests/`.
 * @param root the project's folder
 * @throws SyntaxError with the file's name where one is not JSON
 */
export function readManifests(root: string): Manifest[] {
	const folder = join(root, "manifests");
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith(".json"))
		.sort()
		.map((name) => readManifest(root, join("manifests", name)));
}

/** A manifest and all that it includes, itself first; what does not exist is left out. */
export function withIncludes(start: Manifest, all: readonly Manifest[]): Manifest[] {
	const found = new Set([start]);
	for (const manifest of found) {
		for (const file of manifest.includes) {
			const included = all.find((each) => each.file === file);
			if (included) found.add(included);
		}
	}
	return [...found];
}

function readManifest(root: string, file: string): Manifest {
	const json = parse(root, file);
	const includes = list(json.include);
	const own = (path: string): string => join(dirname(file), path);
	const modules = new Map<string, string>();
	const deadPaths = [...includes, ...(json.typescript?.tsconfig?.compilerOptions?.types ?? [])]
		.concat(Object.values(json.resources ?? {}).flatMap(list), Object.values(json.build ?? {}))
		.filter((path) => isOwn(path) && matches(root, own(path)).length === 0);
	for (const [specifier, paths] of Object.entries(json.modules ?? {})) {
		for (const path of list(paths).filter(isOwn)) {
			const files = matches(root, own(path));
			if (files.length === 0) deadPaths.push(path);
			for (const each of files) modules.set(fill(specifier, each), each);
		}
	}
	return {
		file,
		includes: includes.filter(isOwn).map(own),
		sdkIncludes: includes.filter((path) => path.startsWith(SDK)).map((path) => path.slice(SDK.length)),
		modules,
		deadPaths,
		version: json.config?.version,
	};
}

function parse(root: string, file: string): ManifestJSON {
	try {
		return JSON.parse(readFileSync(join(root, file), "utf8"));
	} catch (error) {
		throw new SyntaxError(`${file}: ${(error as Error).message}`);
	}
}

function list(value: string | readonly string[] | undefined): readonly string[] {
	if (value === undefined) return [];
	return typeof value === "string" ? [value] : value;
}

/** A path of this project, not of the SDK and not a plain value. */
function isOwn(path: string): boolean {
	return path.startsWith("./") || path.startsWith("../");
}

/** The files that a path without extension, or one that ends in a star, names; paths from the project's folder. */
function matches(root: string, path: string): string[] {
	const folder = join(root, dirname(path));
	if (!existsSync(folder)) return [];
	const start = basename(path).replace(/\*$/, "");
	if (basename(path).endsWith("*")) {
		return readdirSync(folder, { withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name.startsWith(start) && isSource(entry.name))
			.map((entry) => relative(root, join(folder, entry.name)));
	}
	const extension = EXTENSIONS.find((each) => existsSync(`${root}/${path}${each}`));
	return extension === undefined ? [] : [`${path}${extension}`];
}

/** Does mcconfig compile, or draw, a file that a star matches? */
function isSource(name: string): boolean {
	return /\.(ts|js|fnt|png|der)$/.test(name) && !name.endsWith(".d.ts");
}

/** The star of a specifier stands for the file's name. */
function fill(specifier: string, file: string): string {
	return specifier.replace("*", basename(file).replace(/\.[a-z.]+$/, ""));
}
