import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { NATIVE, ROWS } from "./plan";

/** File -> the files of `modules/` it imports; paths relative to `modules/`. */
type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * What is wrong with the imports of a `modules/` folder, a line each: every import must point downward in the plan of
 * the house, none may leave the folder but for what every host supplies, and no file may import itself by way of
 * others. Type-only imports count: they too tie rooms together.
 */
export function roomProblems(modules: string): string[] {
	const problems: string[] = [];
	const graph = new Map<string, readonly string[]>();
	for (const file of sources(modules)) graph.set(file, readImports(modules, file, problems));
	for (const circle of circles(graph)) problems.push(`circle: ${circle}`);
	return problems;
}

/** All TypeScript sources but for declarations. */
function sources(modules: string): string[] {
	return readdirSync(modules, { recursive: true, encoding: "utf8" }).filter(
		(name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
	);
}

/** The room of a file: its folder, or its own name at the top. */
function roomOf(file: string): string {
	return file.split("/")[0]?.replace(/\.ts$/, "") ?? "";
}

function rowOf(room: string): number {
	return ROWS.findIndex((row) => row.includes(room));
}

/** What is wrong with one import, or undefined. */
function objection(file: string, target: string): string | undefined {
	const [from, to] = [roomOf(file), roomOf(target)];
	if (from === to) return undefined;
	if (rowOf(from) < 0) return `room ${from} has no row in the plan`;
	if (rowOf(to) < 0) return `imports ${to}, which has no row in the plan`;
	if (rowOf(to) <= rowOf(from)) return `${from} may not import ${to}: it does not stand on a row below`;
	return undefined;
}

/** The file that a relative specifier names, relative to `modules/`; undefined when it leads out or nowhere. */
function resolveImport(modules: string, file: string, specifier: string): string | undefined {
	const path = resolve(modules, dirname(file), specifier);
	const found = [`${path}.ts`, `${path}.json`].find((candidate) => existsSync(candidate));
	return found?.startsWith(`${resolve(modules)}/`) ? relative(modules, found) : undefined;
}

function readImports(modules: string, file: string, problems: string[]): string[] {
	const targets: string[] = [];
	const source = readFileSync(join(modules, file), "utf8");
	for (const { fileName: specifier } of ts.preProcessFile(source).importedFiles) {
		if (!specifier.startsWith(".")) {
			if (!NATIVE.has(specifier)) problems.push(`${file}: "${specifier}" is not supplied by every host`);
			continue;
		}
		const target = resolveImport(modules, file, specifier);
		const wrong = target === undefined ? `"${specifier}" leads out of modules/` : objection(file, target);
		if (wrong) problems.push(`${file}: ${wrong}`);
		if (target) targets.push(target);
	}
	return targets;
}

/** Each circle once, as a readable path. */
function circles(graph: ImportGraph): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, path: readonly string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) {
			found.push([...path.slice(start), file].join(" -> "));
			return;
		}
		if (done.has(file)) return;
		for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
		done.add(file);
	};
	for (const file of graph.keys()) visit(file, []);
	return found;
}
