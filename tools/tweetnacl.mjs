/**
 * tweetnacl as an ES module, for mcconfig: the package's wrapper looks for `module`, `self` and `require`, which XS does
 * not have, so that the package does not load there as it is.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** The end of the package's wrapper: where it hands itself out. */
const EXPORT = /\}\)\(typeof module !== 'undefined' && module\.exports \? module\.exports : [^\n]*\);\s*$/;

/** How the package looks for a generator of random numbers; Timbre hands random bytes in (`Device.random`). */
const RANDOMNESS = /\(function\(\) \{\s*\/\/ Initialize PRNG[\s\S]*?\n\}\)\(\);\s*$/;

/** The package's own constants, which it declares as variables: as constants they stay in ROM. */
const CONSTANT = /^var (?!randombytes\b)/gm;

/**
 * Turns the package's source into an ES module with a default export.
 * @throws Error when the source is not wrapped as that of tweetnacl 1.0
 */
export function toModule(source) {
	const wrapper = source.match(EXPORT);
	const body = wrapper && source.slice(0, wrapper.index);
	const randomness = body?.match(RANDOMNESS);
	if (!randomness) throw new Error("tweetnacl is not wrapped as expected; is it still version 1.0?");
	const code = body.slice(0, randomness.index).replace(CONSTANT, "const ");
	return `const nacl = {};\n${code}})(nacl);\nexport default nacl;\n`;
}

/**
 * Writes the module and its types where `manifests/storage.json` looks for them.
 * @param root folder of the project, with a slash at its end
 * @throws Error when the package is not installed or not as expected
 */
export function writeTweetnacl(root) {
	const folder = `${root}node_modules/.cache/timbre/`;
	mkdirSync(folder, { recursive: true });
	const source = readFileSync(`${root}node_modules/tweetnacl/nacl-fast.js`, "utf8");
	writeFileSync(`${folder}tweetnacl.js`, toModule(source));
	const types = readFileSync(`${root}node_modules/tweetnacl/nacl.d.ts`, "utf8");
	writeFileSync(`${folder}tweetnacl.d.ts`, types.replace("export = nacl;", "export default nacl;"));
}
