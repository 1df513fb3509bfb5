import { readFileSync } from "node:fs";
import nacl from "tweetnacl";
import {
	findSDK,
	MissingError,
	requireBoard,
	requireSimulator,
	type Workplace,
} from "../../tools/moddable/sdk";
import { toModule } from "../../tools/tweetnacl.mjs";

/** A computer where everything is in its place, but for what a test takes away. */
function workplace(
	environment: Record<string, string> = {},
	missing: string[] = [],
	ports = ["/dev/ttyACM0"],
): Workplace {
	return {
		platform: "linux",
		environment: { MODDABLE: "/sdk", IDF_PATH: "/idf", PATH: "/bin", ...environment },
		exists: (path) => !missing.includes(path),
		serialPorts: () => ports,
	};
}

describe("npm run simulator and npm run flash say what is missing", () => {
	test.each([
		["MODDABLE", workplace({ MODDABLE: "" }), "MODDABLE is not set"],
		["the SDK", workplace({}, ["/sdk"]), "MODDABLE is /sdk, which does not exist"],
		["mcconfig", workplace({}, ["/sdk/build/bin/lin/release/mcconfig"]), "build the SDK's tools"],
		["another system", { ...workplace(), platform: "aix" as const }, "does not run on aix"],
	])("%s", (_what, at, message) => {
		expect(() => findSDK(at, "/timbre")).toThrow(MissingError);
		expect(() => findSDK(at, "/timbre")).toThrow(message);
	});

	test("the simulator", () => {
		const at = workplace({}, ["/sdk/build/bin/lin/release/mcsim"]);
		expect(() => requireSimulator(findSDK(at, "/timbre"), at)).toThrow("build the SDK's apps");
	});

	test.each([
		["IDF_PATH", workplace({ IDF_PATH: "" }), "IDF_PATH is not set"],
		["the IDF", workplace({}, ["/idf"]), "IDF_PATH is /idf, which does not exist"],
		["a board", workplace({}, [], []), "no board is connected"],
		["which board", workplace({}, [], ["/dev/ttyUSB0", "/dev/ttyUSB1"]), "/dev/ttyUSB0, /dev/ttyUSB1"],
		["the named port", workplace({ UPLOAD_PORT: "/dev/x" }, ["/dev/x"]), "UPLOAD_PORT is /dev/x"],
	])("%s", (_what, at, message) => {
		expect(() => requireBoard(findSDK(at, "/timbre"), at)).toThrow(message);
	});

	test("with everything there, mcconfig finds its own tools and the project's compiler first, and the board", () => {
		const at = workplace();
		const sdk = findSDK(at, "/timbre");
		expect(sdk).toMatchObject({ mcconfig: "/sdk/build/bin/lin/release/mcconfig", desktop: "lin" });
		expect(sdk.environment.PATH).toBe("/sdk/build/bin/lin/release:/timbre/node_modules/.bin:/bin");
		expect(requireBoard(sdk, at).UPLOAD_PORT).toBe("/dev/ttyACM0");
		expect(requireBoard(findSDK(workplace({ UPLOAD_PORT: "/dev/b" }), "/"), at).UPLOAD_PORT).toBe("/dev/b");
	});
});

describe("tweetnacl as an ES module", () => {
	const source = readFileSync(new URL("../../node_modules/tweetnacl/nacl-fast.js", import.meta.url), "utf8");

	test("it seals and opens as the package does, and looks for no global", async () => {
		const module = toModule(source);
		expect(module).not.toMatch(/\b(self|require|module)\b[.(]/);
		const copy = (await import(`data:text/javascript,${encodeURIComponent(module)}`)).default as typeof nacl;
		const [text, nonce, key] = [
			new Uint8Array(999).fill(1),
			new Uint8Array(24).fill(2),
			new Uint8Array(32).fill(3),
		];
		const sealed = copy.secretbox(text, nonce, key);
		expect(sealed).toEqual(nacl.secretbox(text, nonce, key));
		expect(copy.secretbox.open(sealed, nonce, key)).toEqual(text);
		expect(copy.hash(text)).toEqual(nacl.hash(text));
		expect(() => copy.randomBytes(1)).toThrow("no PRNG");
	});

	test("another wrapper than that of version 1.0 is refused, not half converted", () => {
		expect(() => toModule("export default {};")).toThrow("is it still version 1.0?");
	});
});
