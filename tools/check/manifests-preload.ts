import ts from "typescript";
import { type Firmware, walk } from "./manifests-program";

/*
 * Modules are preloaded: they run once, when the firmware is linked, and lie in read-only memory from then on. So they may
 * neither keep anything that changes nor call what is native.
 */

/** Methods that change the array, Map, Set or typed array they are called on. */
const CHANGING: ReadonlySet<string> = new Set([
	...["set", "add", "delete", "clear"],
	...["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"],
]);

const COLLECTIONS: ReadonlySet<string> = new Set(["Map", "Set", "WeakMap", "WeakSet"]);

/** Classes that are plain ECMAScript: making one while linking is no native call. */
const ENGINE: ReadonlySet<string> = new Set([
	...[
		"Array",
		"ArrayBuffer",
		"BigInt",
		"Boolean",
		"DataView",
		"Date",
		"Error",
		"JSON",
		"Map",
		"Math",
		"Number",
	],
	...[
		"Object",
		"Promise",
		"RangeError",
		"RegExp",
		"Set",
		"String",
		"Symbol",
		"TypeError",
		"WeakMap",
		"WeakSet",
	],
	...["Float32Array", "Float64Array", "Int8Array", "Int16Array", "Int32Array", "SyntaxError", "parseFloat"],
	...[
		"Uint8Array",
		"Uint16Array",
		"Uint32Array",
		"encodeURIComponent",
		"parseInt",
		"globalThis",
		"undefined",
	],
]);

/** What breaks the rules of preloading, a line each. */
export function preloadProblems(firmware: Firmware): string[] {
	return firmware.files.flatMap((file) => [
		...stateProblems(firmware, file),
		...changeProblems(firmware, file),
		...linkTimeProblems(firmware, file),
	]);
}

/** Declarations that could only be there to change. */
function stateProblems({ place }: Firmware, file: ts.SourceFile): string[] {
	const problems: string[] = [];
	for (const statement of file.statements) {
		if (ts.isVariableStatement(statement) && !isAmbient(statement)) {
			const { declarationList } = statement;
			if (!(declarationList.flags & ts.NodeFlags.Const)) {
				problems.push(`${place(statement)}: a variable at module level; keep state in instances`);
			}
			for (const { name, initializer } of declarationList.declarations) {
				if (!initializer || !isEmptyCollection(initializer)) continue;
				problems.push(
					`${place(name)}: ${name.getText()} is empty for ever, modules are read-only; keep state in instances`,
				);
			}
		}
	}
	walk(file, (node) => {
		if (!ts.isPropertyDeclaration(node) || isAmbient(node)) return undefined;
		const kinds = new Set(node.modifiers?.map(({ kind }) => kind));
		if (kinds.has(ts.SyntaxKind.StaticKeyword) && !kinds.has(ts.SyntaxKind.ReadonlyKeyword)) {
			problems.push(
				`${place(node)}: a static field that may change; make it readonly, or keep it in instances`,
			);
		}
		return undefined;
	});
	return problems;
}

/** Is what the declaration names an array, a Map, a Set or a typed array, as far as its initializer says? */
function isCollection(declaration: ts.Declaration | undefined): boolean {
	const initializer =
		declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
	let made = initializer;
	while (made && (ts.isAsExpression(made) || ts.isSatisfiesExpression(made))) made = made.expression;
	if (!made) return false;
	if (ts.isArrayLiteralExpression(made)) return true;
	return (
		(ts.isNewExpression(made) || ts.isCallExpression(made)) &&
		/^(\w*Array|\w*Map|\w*Set)\b/.test(made.expression.getText())
	);
}

function isEmptyCollection(expression: ts.Expression): boolean {
	if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) {
		return isEmptyCollection(expression.expression);
	}
	if (ts.isArrayLiteralExpression(expression)) return expression.elements.length === 0;
	return (
		ts.isNewExpression(expression) &&
		COLLECTIONS.has(expression.expression.getText()) &&
		(expression.arguments ?? []).length === 0
	);
}

/** Writes to something that was made at module level, here or in another module. */
function changeProblems(firmware: Firmware, file: ts.SourceFile): string[] {
	const problems: string[] = [];
	walk(file, (node) => {
		const changed = changedBy(node);
		const base = changed && baseOf(changed);
		if (!changed || !base) return undefined;
		if (base.kind === ts.SyntaxKind.ThisKeyword) {
			if (isStaticThis(base))
				problems.push(`${firmware.place(node)}: writes a static field; keep state in instances`);
			return undefined;
		}
		const declaration = firmware.declarationOf(base);
		// Other objects may have methods of such a name that change nothing of theirs: a file's `delete`.
		if (ts.isCallExpression(node) && !isCollection(declaration)) return undefined;
		if (declaration && isModuleLevel(declaration)) {
			problems.push(`${firmware.place(node)}: changes ${base.getText()}, which is read-only at module level`);
		}
		return undefined;
	});
	return problems;
}

/** The expression that a node writes to, undefined where it writes nothing. */
function changedBy(node: ts.Node): ts.Expression | undefined {
	if (ts.isBinaryExpression(node)) {
		const { kind } = node.operatorToken;
		const writes = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
		return writes && isMember(node.left) ? node.left : undefined;
	}
	if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
		const writes = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator);
		return writes && isMember(node.operand) ? node.operand : undefined;
	}
	if (ts.isDeleteExpression(node)) return node.expression;
	if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
		const { name, expression } = node.expression;
		if (!CHANGING.has(name.text)) return undefined;
		// `Timer.set(...)` and the like: a static method of a class, not a change of a collection.
		return isConstructed(expression) ? undefined : expression;
	}
	return undefined;
}

function isMember(node: ts.Node): boolean {
	return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** A name in the manner of classes. */
function isConstructed(node: ts.Node): boolean {
	return ts.isIdentifier(node) && /^[A-Z][A-Za-z0-9]*[a-z]/.test(node.text);
}

/** The name, or `this`, at the start of `a.b[c].d`. */
function baseOf(expression: ts.Expression): ts.Node | undefined {
	let node: ts.Expression = expression;
	while (
		ts.isPropertyAccessExpression(node) ||
		ts.isElementAccessExpression(node) ||
		ts.isNonNullExpression(node)
	) {
		node = node.expression;
	}
	return ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword ? node : undefined;
}

/** Is this `this` the class itself: in a static method or block? */
function isStaticThis(node: ts.Node): boolean {
	for (let at = node.parent; at; at = at.parent) {
		if (ts.isArrowFunction(at)) continue;
		if (ts.isClassStaticBlockDeclaration(at)) return true;
		if (ts.isFunctionLike(at) || ts.isPropertyDeclaration(at)) {
			return (
				ts.canHaveModifiers(at) &&
				!!ts.getModifiers(at)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
			);
		}
	}
	return false;
}

/** Was it declared outside every function: a constant, a class, a function, something imported? */
function isModuleLevel(declaration: ts.Declaration): boolean {
	for (let at: ts.Node = declaration; at; at = at.parent) {
		if (ts.isSourceFile(at)) return true;
		if (at !== declaration && (ts.isFunctionLike(at) || ts.isBlock(at) || ts.isForOfStatement(at)))
			return false;
		if (ts.isParameter(at) || ts.isForStatement(at)) return false;
	}
	return false;
}

/** What runs while the firmware is linked: module level, and whatever that calls. */
function linkTimeProblems(firmware: Firmware, file: ts.SourceFile): string[] {
	const problems = new Set<string>();
	const seen = new Set<ts.Node>();
	const run = (start: ts.Node): void => {
		walk(start, (node) => {
			if (node !== start && isDeferred(node)) return false;
			const objection = linkTimeObjection(firmware, node);
			if (objection) problems.add(`${firmware.place(node)}: ${objection}`);
			const callee = calleeOf(node);
			const called = callee && firmware.declarationOf(callee);
			if (called && ts.isFunctionDeclaration(called) && called.body && !seen.has(called)) {
				seen.add(called);
				run(called.body);
			}
			return undefined;
		});
	};
	run(file);
	return [...problems];
}

/** What a node calls, be it as the tag of a template. */
function calleeOf(node: ts.Node): ts.Expression | undefined {
	if (ts.isTaggedTemplateExpression(node)) return node.tag;
	return ts.isCallExpression(node) ? node.expression : undefined;
}

/** Does this run later, when somebody calls it or makes an instance? */
export function isDeferred(node: ts.Node): boolean {
	if (ts.isFunctionLike(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return true;
	const isStatic = (each: ts.PropertyDeclaration): boolean =>
		!!each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
	return ts.isPropertyDeclaration(node) && !isStatic(node);
}

/**
 * Why a RegExp must not be made while linking. One with the flag g or y would have to write its lastIndex; any other is
 * hit by a defect of XS in the SDK 8.2.3: `exec` of a RegExp in read-only memory takes its working memory from outside of
 * the heap (fxAllocateRegExpData in xsre.c lacks an `else`), loses it each time, and crashes when garbage is collected.
 */
const REGEXP = "a RegExp at module level; XS loses memory and crashes with it: make it in a function";

function linkTimeObjection({ declarationOf }: Firmware, node: ts.Node): string | undefined {
	if (ts.isRegularExpressionLiteral(node)) return REGEXP;
	const callee = ts.isNewExpression(node) ? node.expression : calleeOf(node);
	const base = callee && baseOf(callee);
	if (!base || base.kind === ts.SyntaxKind.ThisKeyword) return undefined;
	const name = base.getText();
	if (name === "RegExp") return REGEXP;
	const declaration = declarationOf(base);
	const native = declaration ? isImported(declaration) : !ENGINE.has(name);
	return native ? `calls ${name} at module level, where nothing native may be called` : undefined;
}

/** Still an import once aliases are followed: it leads to the SDK or the engine. */
function isImported(declaration: ts.Declaration): boolean {
	if (
		!ts.isImportSpecifier(declaration) &&
		!ts.isImportClause(declaration) &&
		!ts.isNamespaceImport(declaration)
	) {
		return false;
	}
	const statement = ts.findAncestor(declaration, ts.isImportDeclaration);
	const from = statement?.moduleSpecifier;
	return !!from && ts.isStringLiteral(from) && !from.text.startsWith(".");
}

function isAmbient(node: ts.Node): boolean {
	return (
		ts.canHaveModifiers(node) &&
		!!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
	);
}
