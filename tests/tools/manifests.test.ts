import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { manifestProblems } from "../../tools/check/manifests";
import { preloadProblems } from "../../tools/check/manifests-preload";
import { readFirmware } from "../../tools/check/manifests-program";
import { templateProblems } from "../../tools/check/manifests-templates";
import { missingInXS } from "../../tools/check/manifests-xs";

let root: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "timbre-manifests-"));
});
afterEach(() => {
	rmSync(root, { recursive: true });
});

function write(files: Record<string, string | object>): void {
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
	}
}

describe("manifests: whoever includes one gets all that it needs", () => {
	const BASE = {
		include: ["$(MODDABLE)/examples/manifest_base.json"],
		modules: { "timbre/base/*": "../modules/base/*" },
	};
	const MAIL = { include: "./base.json", modules: { "timbre/mail/*": "../modules/mail/*" } };

	test("a room in a manifest that includes what it imports is fine", () => {
		write({
			"manifests/base.json": BASE,
			"manifests/mail.json": MAIL,
			"modules/base/failure.ts": 'import Timer from "timer"; export default Timer;',
			"modules/mail/mime.ts": 'import f from "../base/failure"; export default f;',
		});
		expect(manifestProblems(root)).toEqual([]);
	});

	test("a module in no manifest, or in two, is named", () => {
		write({
			"manifests/base.json": BASE,
			"manifests/again.json": BASE,
			"modules/base/a.ts": "",
			"modules/attic/b.ts": "",
		});
		expect(manifestProblems(root)).toEqual([
			"modules/attic/b.ts: in no manifest",
			"modules/base/a.ts: in manifests/again.json and manifests/base.json; one is enough",
		]);
	});

	test("a folder inside a room is not forgotten: mcconfig's star does not reach into it", () => {
		write({ "manifests/base.json": BASE, "modules/base/a.ts": "", "modules/base/deep/b.ts": "" });
		expect(manifestProblems(root)).toEqual(["modules/base/deep/b.ts: in no manifest"]);
	});

	test("a specifier under which relative imports would miss is named", () => {
		write({
			"manifests/base.json": { modules: { "base/*": "../modules/base/*" } },
			"modules/base/a.ts": "",
		});
		expect(manifestProblems(root)).toEqual([
			'manifests/base.json: modules/base/a.ts is "base/a"; its place makes it "timbre/base/a"',
		]);
	});

	test.each([
		["an included manifest", { include: ["./gone.json"] }, "./gone.json"],
		["a module", { modules: { "timbre/x": "../modules/x" } }, "../modules/x"],
		["a star that matches nothing", { modules: { "timbre/x/*": "../modules/x/*" } }, "../modules/x/*"],
		["a resource", { resources: { "*-mask": ["../modules/Sans-16"] } }, "../modules/Sans-16"],
		["a partition table", { build: { PARTITIONS_FILE: "../parts.csv" } }, "../parts.csv"],
		["typings", { typescript: { tsconfig: { compilerOptions: { types: ["../t"] } } } }, "../t"],
	])("%s that does not exist is named", (_what, manifest, path) => {
		write({ "manifests/part.json": manifest });
		expect(manifestProblems(root)).toEqual([`manifests/part.json: "${path}" leads nowhere`]);
	});

	test("a manifest that does not include what its modules import is named, with the import's line", () => {
		write({
			"manifests/base.json": BASE,
			"manifests/mail.json": { ...MAIL, include: [] },
			"modules/base/failure.ts": "export default 1;",
			"modules/mail/mime.ts": '\n\nimport f from "../base/failure"; export default f;',
		});
		expect(manifestProblems(root)).toEqual([
			'modules/mail/mime.ts:3: imports "timbre/base/failure", which manifests/mail.json does not lead to',
		]);
	});

	test("a native module needs the SDK's manifest that supplies it", () => {
		write({
			"manifests/base.json": BASE,
			"modules/base/a.ts": 'import { Digest } from "crypt"; export default Digest;',
		});
		expect(manifestProblems(root)).toEqual([
			expect.stringContaining("does not include $(MODDABLE)/modules/crypt/digest/manifest.json"),
		]);
	});

	test("a native module that the virtual host does not supply is named", () => {
		write({
			"manifests/base.json": BASE,
			"modules/base/a.ts": 'import Time from "time"; export default Time;',
			"hosts/virtual/board/bundle.ts": 'const NATIVE_MODULES = { timer: "timer.ts" };',
		});
		expect(manifestProblems(root)).toEqual(['modules/base/a.ts:1: the virtual host does not supply "time"']);
	});

	test("type-only imports are gone on the device and need nothing", () => {
		write({
			"manifests/base.json": BASE,
			"modules/base/a.ts": 'import type { B } from "../mail/b"; export type A = B;',
		});
		expect(manifestProblems(root)).toEqual([]);
	});

	test("the version that the device shows is that of package.json", () => {
		write({ "manifests/esp32.json": { config: { version: "1.0.0" } }, "package.json": { version: "1.1.0" } });
		expect(manifestProblems(root)).toEqual([
			"manifests/esp32.json: version 1.0.0, but package.json says 1.1.0",
		]);
	});

	test("a manifest that is not JSON is named", () => {
		write({ "manifests/base.json": "{" });
		expect(() => manifestProblems(root)).toThrow(/^manifests\/base\.json: /);
	});
});

/** Problems of one module's code, and of a second one that it may import as "./other". */
function problemsOf(check: typeof preloadProblems, code: string, other = "export {};"): string[] {
	write({ "modules/base/a.ts": code, "modules/base/other.ts": other });
	return check(readFirmware(root, ["modules/base/a.ts", "modules/base/other.ts"]));
}

describe("preloaded modules are read-only", () => {
	test.each([
		["let", "let count = 0; export const next = () => ++count;", "a variable at module level"],
		["var", "export var count = 0;", "a variable at module level"],
		["an empty Map", "export const cache = new Map<string, string>();", "cache is empty for ever"],
		["an empty array", "const jobs: string[] = []; export const n = () => jobs.length;", "jobs is empty"],
		["a static field", "export class A { static last = 0; }", "a static field that may change"],
		["a push", "const a = [1]; export const f = () => a.push(2);", "changes a"],
		["a Map's set", "const m = new Map([[1, 2]]); export function f() { m.set(3, 4); }", "changes m"],
		["an element", "const a = new Uint8Array(4); export function f() { a[0] = 1; }", "changes a"],
		["an increment", "const o = { n: 0 }; export function f() { o.n++; }", "changes o"],
		["a deep property", "const o = { p: { q: 1 } }; export function f() { o.p.q += 1; }", "changes o"],
		["delete", "const o: { n?: 1 } = { n: 1 }; export function f() { delete o.n; }", "changes o"],
		["a class", "export class A { static readonly n: number; f() { (A as any); A.n = 1; } }", "changes A"],
		["static this", "export class A { static readonly n = 0; static f() { this.n = 1; } }", "static field"],
	])("%s is named", (_what, code, message) => {
		const problems = problemsOf(preloadProblems, code);
		expect(problems).toEqual([expect.stringContaining(message)]);
		expect(problems[0]).toMatch(/^modules\/base\/a\.ts:1: /);
	});

	test("a change of another module's constant is named", () => {
		expect(
			problemsOf(
				preloadProblems,
				'import { TABLE } from "./other";\nexport const f = () => TABLE.push(1);',
				"export const TABLE = [0];",
			),
		).toEqual(["modules/base/a.ts:2: changes TABLE, which is read-only at module level"]);
	});

	test("constants, instances, locals of the same name, and static methods are fine", () => {
		const code = `
			import Timer from "timer";
			import { folder } from "./other";
			const TABLE = [1, 2], NAMES = new Set(["a"]);
			export class A {
				static readonly LIMIT = 3;
				#list: number[] = [];
				count = 0;
				add(n: number) { this.#list.push(n); this.count += TABLE.length; NAMES.has("b"); }
				static make() { const TABLE = [0]; TABLE.push(1); for (const NAMES of [new Set()]) NAMES.add(1); }
				later() { Timer.set(() => this.count++, 1); folder.delete("x"); }
			}
			export function sorted(TABLE: number[]) { TABLE.sort(); return TABLE; }`;
		const other =
			"class Folder { delete(name: string) { return name; } } export const folder = new Folder();";
		expect(problemsOf(preloadProblems, code, other)).toEqual([]);
	});

	test.each([
		["a /g RegExp", "export const R = /a/g;"],
		["a /y RegExp", "const R = /a/iy; export const f = () => R.exec('');"],
		["any RegExp, for a defect of the SDK's XS", "export const R = /a/;"],
		["a RegExp made with g", 'export const R = new RegExp("a", "g");'],
	])("%s at module level is named; inside a function it is fine", (_what, code) => {
		expect(problemsOf(preloadProblems, code)).toEqual([expect.stringContaining("a RegExp at module level")]);
		expect(problemsOf(preloadProblems, `export function f() { ${code.replace("export ", "")} }`)).toEqual([]);
	});

	test.each([
		["a native class", 'import TextEncoder from "text/encoder"; export const e = new TextEncoder();', 1],
		["a native function", 'import Timer from "timer"; Timer.set(() => {}, 1);', 1],
		[
			"a static initializer",
			'import R from "Resource";\nexport class A { static readonly r = new R("x"); }',
			2,
		],
		["an engine global", "export const e = new Resource('x');", 1],
		[
			"a function called",
			'import R from "Resource";\nconst x = make();\nfunction make() { return new R("x"); }',
			3,
		],
	])("%s called at module level is named", (_what, code, line) => {
		expect(problemsOf(preloadProblems, code)).toEqual([
			expect.stringMatching(`^modules/base/a\\.ts:${line}: calls \\w+ at module level`),
		]);
	});

	test("a native tag of a template at module level is named", () => {
		const code = 'import tag from "Resource"; export const t = tag`a`;';
		expect(problemsOf(preloadProblems, code)).toEqual([expect.stringContaining("calls tag at module level")]);
	});

	test("a native call in a function of another module that runs while linking is named", () => {
		expect(
			problemsOf(
				preloadProblems,
				'import { make } from "./other"; export const x = make();',
				'import R from "Resource";\nexport function make() { return new R("x"); }',
			),
		).toEqual(["modules/base/other.ts:2: calls R at module level, where nothing native may be called"]);
	});

	test("plain ECMAScript at module level is fine, and so is a native call that runs later", () => {
		const code = `
			import R from "Resource";
			const TABLE = Object.freeze(["a"].map((x) => x.toUpperCase())), BYTES = Uint8Array.of(1, 2);
			export class A { #r = new R("x"); f = () => new R(String(BYTES.length + TABLE.length)); }`;
		expect(problemsOf(preloadProblems, code)).toEqual([]);
	});
});

describe("templates lie in read-only memory", () => {
	test.each([
		["a function", "export function f() {\n return html`<p>`; }"],
		["an arrow function", "export const f = () =>\n html`<p>`;"],
		["a method", "export class A { f() {\n return html`<p>`; } }"],
		["a getter", "export const a = { get f() {\n return html`<p>`; } };"],
		["an instance's field", "export class A {\n f = html`<p>`; }"],
		["a parameter", "export function f(\n x = html`<p>`) { return x; }"],
		["a callback", "export const list = [1].map(() =>\n html`<p>`);"],
		["another tag", "export const f = () =>\n a.html`<p>`;"],
	])("a tagged template in %s is named with its line", (_where, code) => {
		const problems = problemsOf(templateProblems, code);
		expect(problems).toEqual([expect.stringMatching(/html`\.\.\.` in a function.*at module level$/)]);
		expect(problems[0]).toMatch(/^modules\/base\/a\.ts:2: /);
	});

	test("one at module level is fine, and so is a template without tag anywhere", () => {
		const code = `
			const ROW = html\`<p>\${"text"}</p>\`, BOTH = { rows: [ROW, html\`<b>\`] };
			export class A { static readonly row = html\`<i>\`; }
			export const f = (text: string) => BOTH.rows.concat(\`<\${text}>\`);`;
		expect(problemsOf(templateProblems, code)).toEqual([]);
	});
});

describe("nothing that XS lacks", () => {
	test.each([
		["Intl", "export const f = () => new Intl.NumberFormat();"],
		["setTimeout", "export const f = () => setTimeout(f, 1);"],
		["console", 'export const f = () => console.log("");'],
		["structuredClone", "export const f = () => structuredClone({});"],
		["URL", 'export const f = () => new URL("http://a");'],
		["fetch", 'export const f = () => fetch("http://a");'],
		["TextEncoder", "export const f = () => new TextEncoder();"],
		["Buffer", 'export const f = () => Buffer.from("");'],
		["fetch", "export const f = () => ({ fetch });"],
		["\\p{...}", "export const R = /\\p{L}/u;"],
		["\\p{...}", 'export const f = () => new RegExp("\\\\p{L}", "u");'],
		["flag v", "export const R = /[a]/v;"],
		["normalize()", 'export const f = (s: string) => s.normalize("NFC");'],
		["toLocaleString()", "export const f = (n: number) => n.toLocaleString();"],
	])("%s is named with its line", (what, code) => {
		const problems = problemsOf(missingInXS, `\n${code}`);
		expect(problems).toEqual([expect.stringContaining(what)]);
		expect(problems[0]).toMatch(/^modules\/base\/a\.ts:2: /);
	});

	test("one's own names, properties and types of such a name are fine", () => {
		const code = `
			import TextEncoder from "text/encoder";
			import { URL, normalize } from "./other";
			type Request = { fetch: string; window: number };
			export class Path { normalize() { return normalize(URL); } }
			export const f = (console: Request) => [console.fetch, { window: new TextEncoder() }, new Path().normalize()];`;
		const other = 'export const URL = ""; export const normalize = (s: string) => s;';
		expect(problemsOf(missingInXS, code, other)).toEqual([]);
	});
});
