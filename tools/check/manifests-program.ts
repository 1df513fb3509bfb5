import { resolve } from "node:path";
import ts from "typescript";

/** The firmware's sources as the checks of their code see them: names bound, imports followed, no library. */
export interface Firmware {
	readonly files: readonly ts.SourceFile[];
	/** Says which declaration a name belongs to; undefined for a name that only the engine could know. */
	declarationOf(name: ts.Node): ts.Declaration | undefined;
	/** `<path from the project's folder>:<line>` */
	place(node: ts.Node): string;
}

/**
 * Reads sources of the firmware.
 * @param root the project's folder
 * @param paths files, from there
 */
export function readFirmware(root: string, paths: readonly string[]): Firmware {
	const rootNames = paths.map((path) => resolve(root, path));
	const program = ts.createProgram({
		rootNames,
		options: {
			noLib: true,
			types: [],
			target: ts.ScriptTarget.ES2022,
			module: ts.ModuleKind.Preserve,
			moduleResolution: ts.ModuleResolutionKind.Bundler,
			paths: { "timbre/*": [resolve(root, "modules/*")] },
		},
	});
	const checker = program.getTypeChecker();
	return {
		files: rootNames.flatMap((name) => program.getSourceFile(name) ?? []),
		declarationOf(name) {
			let symbol = ts.isShorthandPropertyAssignment(name.parent)
				? checker.getShorthandAssignmentValueSymbol(name.parent)
				: checker.getSymbolAtLocation(name);
			if (symbol && symbol.flags & ts.SymbolFlags.Alias) {
				const target = checker.getAliasedSymbol(symbol);
				// An import that leads out of the firmware stays the import.
				if (target.declarations) symbol = target;
			}
			return symbol?.declarations?.[0];
		},
		place(node) {
			const source = node.getSourceFile();
			const { line } = source.getLineAndCharacterOfPosition(node.getStart());
			return `${source.fileName.slice(resolve(root).length + 1)}:${line + 1}`;
		},
	};
}

/** Visits a node and all below it; a visitor that answers false is not taken further down. */
export function walk(node: ts.Node, visit: (node: ts.Node) => boolean | undefined): void {
	if (visit(node) === false) return;
	ts.forEachChild(node, (child) => walk(child, visit));
}
