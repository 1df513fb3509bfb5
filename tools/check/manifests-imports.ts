import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** An import as XS resolves it when the module is linked. */
export interface PlacedImport {
	/** Specifier of the module that is imported. */
	readonly target: string;
	/** Line of the import, from 1. */
	readonly line: number;
}

/**
 * What a module imports at run time; type-only imports are gone by then.
 * @param root the project's folder
 * @param file the module's file, a path from there
 * @param specifier the module's own specifier, to which relative ones are relative
 */
export function importsOf(root: string, file: string, specifier: string): PlacedImport[] {
	const path = join(root, file);
	if (!file.endsWith(".ts") || !existsSync(path)) return [];
	const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
	return source.statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		const { moduleSpecifier } = statement;
		if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || isTypeOnly(statement)) return [];
		const line = source.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
		return [{ target: resolve(specifier, moduleSpecifier.text), line }];
	});
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
	if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
	return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** XS resolves a relative specifier against the one of the module that imports. */
function resolve(importer: string, specifier: string): string {
	if (!specifier.startsWith(".")) return specifier;
	const path = importer.split("/").slice(0, -1);
	for (const step of specifier.split("/")) {
		if (step === "..") path.pop();
		else if (step !== ".") path.push(step);
	}
	return path.join("/");
}
