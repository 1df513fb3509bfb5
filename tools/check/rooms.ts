/**
 * Checks that every import in `modules/` points downward in the plan of the house, that none leaves it but for what
 * every host supplies, and that no file imports itself by way of others. Type-only imports count: they too tie rooms.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { NATIVE, ROWS } from "./plan";

const modules = resolve("modules");

/** File -> the files of `modules/` it imports. */
type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** All TypeScript sources of `modules/` but for declarations. */
function sources(): string[] {
	return readdirSync(modules, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
		.map((name) => join(modules, name));
}

/** The room of a file: its folder below `modules/`, or its own name at the top. */
function roomOf(file: string): string {
	return relative(modules, file).split("/")[0]?.replace(/\.ts$/, "") ?? "";
}

function rowOf(room: string): number {
	return ROWS.findIndex((row) => row.includes(room));
}

/** What is wrong with one import, or undefined. */
function objection(file: string, target: string): string | undefined {
	const [from, to] = [roomOf(file), roomOf(target)];
	if (from === to) return undefined;
	if (rowOf(from) < 0) return `room ${from} has no row in tools/check/plan.ts`;
	if (rowOf(to) < 0) return `imports ${to}, which has no row in tools/check/plan.ts`;
	if (rowOf(to) <= rowOf(from)) return `${from} may not import ${to}: it does not stand on a row below`;
	return undefined;
}

function resolveImport(file: string, specifier: string): string | undefined {
	const path = resolve(dirname(file), specifier);
	return [`${path}.ts`, `${path}.json`, path].find((candidate) => existsSync(candidate));
}

function readImports(file: string, problems: string[]): string[] {
	const where = relative(".", file);
	const targets: string[] = [];
	for (const { fileName: specifier } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
		if (!specifier.startsWith(".")) {
			if (!NATIVE.has(specifier)) problems.push(`${where}: "${specifier}" is not supplied by every host`);
			continue;
		}
		const target = resolveImport(file, specifier);
		if (!target?.startsWith(`${modules}/`)) {
			problems.push(`${where}: "${specifier}" leads out of modules/`);
			continue;
		}
		const wrong = objection(file, target);
		if (wrong) problems.push(`${where}: ${wrong}`);
		targets.push(target);
	}
	return targets;
}

/** The first circle met from each file, as a readable path; each circle once. */
function circles(graph: ImportGraph): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, path: readonly string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) {
			found.push([...path.slice(start), file].map((name) => relative(modules, name)).join(" -> "));
			return;
		}
		if (done.has(file)) return;
		for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
		done.add(file);
	};
	for (const file of graph.keys()) visit(file, []);
	return found;
}

const problems: string[] = [];
const graph = new Map(sources().map((file) => [file, readImports(file, problems)] as const));
for (const circle of circles(graph)) problems.push(`circle: ${circle}`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
