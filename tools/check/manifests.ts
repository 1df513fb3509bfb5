import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { importsOf, type PlacedImport } from "./manifests-imports";
import { type Manifest, readManifests, withIncludes } from "./manifests-tree";

/** Folders whose files XS runs on a board or in the SDK's simulator, by the specifier of what lies in them. */
const SPECIFIERS: readonly (readonly [folder: string, prefix: string])[] = [
	["modules", "timbre/"],
	// In place of the SDK's modules of that name.
	["hosts/moddable/ssl", "ssl/"],
	["hosts/moddable", "timbre/hosts/moddable/"],
	["hosts/esp32", "timbre/hosts/esp32/"],
	["hosts/simulator", "timbre/hosts/simulator/"],
];

/** Manifests that stand for a whole host: what they lead to must be complete. */
const HOSTS: readonly string[] = ["manifests/esp32.json", "manifests/simulator.json"];

/** The SDK's manifest that supplies a module of the SDK. Those of `BASE` come with any of ours. */
const BASE = "examples/manifest_base.json";
const SDK_MODULES: Readonly<Record<string, readonly string[]>> = {
	timer: [BASE],
	time: [BASE],
	Resource: [BASE],
	"mc/config": [BASE],
	crypt: ["modules/crypt/digest/manifest.json"],
	"text/decoder": ["modules/data/text/decoder/manifest.json"],
	"text/encoder": ["modules/data/text/encoder/manifest.json"],
	"commodetto/Poco": ["examples/manifest_commodetto.json"],
	"commodetto/parseBMF": ["examples/manifest_commodetto.json"],
	qrcode: ["modules/data/qrcode/manifest.json"],
	net: ["examples/manifest_net.json", "modules/io/manifest.json"],
	sntp: ["examples/manifest_net.json"],
	rng: ["modules/crypt/tls_419.json"],
	rsa: ["modules/crypt/tls_419.json"],
	ecdsa: ["modules/crypt/tls_419.json"],
	x509: ["modules/crypt/tls_419.json"],
	"ssl/session": ["modules/crypt/tls_419.json"],
	"ssl/constants": ["modules/crypt/tls_419.json"],
	"embedded:io/socket/tcp": ["modules/io/manifest.json"],
	"embedded:io/socket/udp": ["modules/io/manifest.json"],
	"embedded:io/socket/listener": ["modules/io/manifest.json"],
	"embedded:network/dns/resolver/udp": ["examples/io/udp/dns/manifest_dns.json"],
	"embedded:storage/key-value": ["modules/io/storage/manifest.json"],
	"embedded:storage/flash": ["modules/io/flash/manifest.json"],
	"embedded:storage/files": ["modules/io/files/manifest.json"],
};

/** The virtual host's list of what it supplies. */
const VIRTUAL_BUNDLER = "hosts/virtual/board/bundle.ts";
const VIRTUAL_MODULES = "NATIVE_MODULES";

/**
 * What is wrong with the manifests of a project, a line each: every module stands in exactly one of them, every path leads
 * somewhere, and a manifest includes what its modules import, so that a project that includes it alone is complete.
 * @param root the project's folder
 */
export function manifestProblems(root: string): string[] {
	const manifests = readManifests(root);
	const virtual = virtualModules(root);
	return [
		...manifests.flatMap(({ file, deadPaths }) =>
			deadPaths.map((path) => `${file}: "${path}" leads nowhere`),
		),
		...placementProblems(root, manifests),
		...manifests.flatMap((manifest) => importProblems(root, manifest, withIncludes(manifest, manifests))),
		...virtualProblems(root, virtual),
		...versionProblems(root, manifests),
	];
}

/** Every module in exactly one manifest, under the specifier that its place gives it. */
function placementProblems(root: string, manifests: readonly Manifest[]): string[] {
	const problems: string[] = [];
	for (const [folder, prefix] of SPECIFIERS) {
		for (const name of sources(join(root, folder))) {
			const file = `${folder}/${name}`;
			if (SPECIFIERS.some(([other]) => other.startsWith(`${folder}/`) && file.startsWith(`${other}/`)))
				continue;
			const wanted = prefix + name.replace(/\.ts$/, "");
			const places = manifests.flatMap(({ file: manifest, modules }) =>
				[...modules].filter(([, path]) => path === file).map(([specifier]) => ({ manifest, specifier })),
			);
			if (places.length === 0) problems.push(`${file}: in no manifest`);
			if (places.length > 1) {
				problems.push(`${file}: in ${places.map(({ manifest }) => manifest).join(" and ")}; one is enough`);
			}
			for (const { manifest, specifier } of places) {
				if (specifier !== wanted) {
					problems.push(`${manifest}: ${file} is "${specifier}"; its place makes it "${wanted}"`);
				}
			}
		}
	}
	return problems;
}

/** What a manifest's own modules import must be in it, or in what it includes. */
function importProblems(root: string, manifest: Manifest, included: readonly Manifest[]): string[] {
	const specifiers = new Set(included.flatMap(({ modules }) => [...modules.keys()]));
	const sdk = new Set(included.flatMap(({ sdkIncludes }) => sdkIncludes));
	const host = HOSTS.includes(manifest.file);
	// A part that several hosts share is completed by theirs.
	const shared = [...manifest.modules.keys()].some((specifier) =>
		specifier.startsWith("timbre/hosts/moddable/"),
	);
	if (shared && !host) return [];
	const own = host ? included : [manifest];
	const problems: string[] = [];
	for (const [specifier, file] of own.flatMap(({ modules }) => [...modules])) {
		for (const { target, line } of importsOf(root, file, specifier)) {
			if (specifiers.has(target)) continue;
			const suppliers = SDK_MODULES[target];
			if (suppliers?.some((supplier) => sdk.has(supplier))) continue;
			problems.push(
				suppliers
					? `${file}:${line}: imports "${target}", and ${manifest.file} does not include $(MODDABLE)/${suppliers[0]}`
					: `${file}:${line}: imports "${target}", which ${manifest.file} does not lead to`,
			);
		}
	}
	return problems;
}

/** What `modules/` imports by a bare specifier must be supplied by the virtual host too. */
function virtualProblems(root: string, supplied: ReadonlySet<string> | undefined): string[] {
	if (!supplied) return [];
	const bare = sources(join(root, "modules")).flatMap((name) =>
		importsOf(root, `modules/${name}`, `timbre/${name.replace(/\.ts$/, "")}`).map((each) => ({
			name,
			...each,
		})),
	);
	return bare
		.filter(({ target }: PlacedImport) => target in SDK_MODULES && !supplied.has(target))
		.map(({ name, line, target }) => `modules/${name}:${line}: the virtual host does not supply "${target}"`);
}

/** The keys of the virtual host's table; undefined where there is no virtual host. */
function virtualModules(root: string): ReadonlySet<string> | undefined {
	const path = join(root, VIRTUAL_BUNDLER);
	if (!existsSync(path)) return undefined;
	const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
	const names = new Set<string>();
	const visit = (node: ts.Node): void => {
		if (ts.isVariableDeclaration(node) && node.name.getText() === VIRTUAL_MODULES) {
			const table = node.initializer;
			if (!table || !ts.isObjectLiteralExpression(table)) return;
			for (const { name } of table.properties) if (name) names.add(name.getText().replaceAll('"', ""));
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return names;
}

/** The version that a device shows is the project's. */
function versionProblems(root: string, manifests: readonly Manifest[]): string[] {
	const path = join(root, "package.json");
	if (!existsSync(path)) return [];
	const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
	return manifests
		.filter((manifest) => manifest.version !== undefined && manifest.version !== version)
		.map((manifest) => `${manifest.file}: version ${manifest.version}, but package.json says ${version}`);
}

/** All TypeScript sources of a folder but for declarations; none where there is no such folder. */
export function sources(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
		.sort();
}
