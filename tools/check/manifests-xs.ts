import ts from "typescript";
import { type Firmware, walk } from "./manifests-program";

/** Globals of browsers and Node.js that XS lacks, with what to take instead. */
const MISSING_GLOBALS: ReadonlyMap<string, string> = new Map([
	["Intl", "language/ writes dates and numbers"],
	...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "queueMicrotask"].map(
		(name): [string, string] => [name, 'import Timer from "timer"'],
	),
	["TextEncoder", 'import it from "text/encoder", or use base/bytes'],
	["TextDecoder", 'import it from "text/decoder", or use base/bytes'],
	["fetch", "use network/http-client"],
	["URL", "use network/url"],
	["URLSearchParams", "use network/form"],
	...[
		"console",
		"structuredClone",
		"Headers",
		"Request",
		"Response",
		"AbortController",
		"AbortSignal",
		"Event",
	]
		.concat(["EventTarget", "Blob", "atob", "btoa", "crypto", "performance", "process", "Buffer", "require"])
		.concat(["module", "window", "self", "document", "navigator", "localStorage", "WebSocket", "Worker"])
		.map((name): [string, string] => [name, "no host has it"]),
]);

/** Methods that XS lacks, or has without their tables. */
const MISSING_METHODS: ReadonlySet<string> = new Set([
	...["normalize", "toLocaleString", "toLocaleDateString", "toLocaleTimeString"],
	...["toLocaleUpperCase", "toLocaleLowerCase", "localeCompare"],
]);

/** Uses of what XS lacks, a line each. */
export function missingInXS({ files, place, declarationOf }: Firmware): string[] {
	const problems: string[] = [];
	for (const file of files) {
		walk(file, (node) => {
			// Names of types are gone at run time.
			if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return false;
			const objection = objectionTo(node, declarationOf);
			if (objection) problems.push(`${place(node)}: ${objection}`);
			return undefined;
		});
	}
	return problems;
}

function objectionTo(node: ts.Node, declarationOf: Firmware["declarationOf"]): string | undefined {
	if (ts.isRegularExpressionLiteral(node)) {
		const flags = node.text.slice(node.text.lastIndexOf("/") + 1);
		if (/\\p\{/i.test(node.text)) return "\\p{...} in a RegExp: XS has no such tables";
		return flags.includes("v") ? "a RegExp with the flag v: XS has no such tables" : undefined;
	}
	if (isRegExpCall(node) && /\\p\{/i.test(node.arguments?.[0]?.getText() ?? "")) {
		return "\\p{...} in a RegExp: XS has no such tables";
	}
	if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
		const { name } = node.expression;
		if (MISSING_METHODS.has(name.text) && !declarationOf(name)) return `${name.text}(): XS does not have it`;
	}
	if (!ts.isIdentifier(node) || isPropertyName(node) || declarationOf(node)) return undefined;
	const instead = MISSING_GLOBALS.get(node.text);
	return instead && `${node.text} is not there on XS; ${instead}`;
}

function isRegExpCall(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
	return (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp";
}

/** Is this the `b` of `a.b`, or the name of a property that is defined? */
function isPropertyName(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
	if (ts.isShorthandPropertyAssignment(parent)) return false;
	return (
		ts.isClassElement(parent) ||
		ts.isObjectLiteralElement(parent) ||
		(ts.isBindingElement(parent) && parent.propertyName === node)
	);
}
