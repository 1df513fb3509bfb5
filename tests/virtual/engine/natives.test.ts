import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Performer } from "./performer";
import { BUILD_TIME, enginePath, engineWidths } from "./widths";

const KIB = 1024;
const FONT = Uint8Array.from({ length: 300 * KIB }, (_, index) => index * 13 + 1);

let directory: string;
let resources: string;

beforeAll(async () => {
	directory = await mkdtemp(path.join(tmpdir(), "timbre-resources-"));
	resources = path.join(directory, "resources");
	await mkdir(path.join(resources, "fonts"), { recursive: true });
	await mkdir(`${resources}-next-door`);
	await writeFile(path.join(resources, "fonts/large.bin"), FONT);
	await writeFile(path.join(resources, "empty.bin"), "");
	await writeFile(path.join(directory, "secret.txt"), "secret");
	await writeFile(`${resources}-next-door/secret.txt`, "secret");
	await symlink(path.join(directory, "secret.txt"), path.join(resources, "link.txt"));
});

afterAll(() => rm(directory, { recursive: true }));

describe.each(await engineWidths())("native code in the %i-bit engine", (bits) => {
	let firmware: Performer;

	beforeAll(async () => {
		firmware = await Performer.start("natives.js", {
			engine: await enginePath(bits),
			resources,
			board: (_, body) => Uint8Array.of(Buffer.from(body ?? "").reduce((sum, byte) => (sum + byte) % 251, 0)),
		});
	}, BUILD_TIME);

	afterAll(() => firmware.stop());

	test.each(["", "00", "ff00", "010203", "deadbeef", "f09f9884"])(
		"encodes and decodes base64: %s",
		async (hex) => {
			const text = Buffer.from(hex, "hex").toString("base64");
			expect(await firmware.perform(`encodeBase64 ${hex}`)).toBe(text);
			expect(await firmware.perform(`decodeBase64 ${text}`)).toBe(hex);
		},
	);

	test.each(["", "plain", "é€ ñ", "日本語"])("encodes and decodes UTF-8: %s", async (text) => {
		const hex = Buffer.from(text).toString("hex");
		expect(await firmware.perform(`encodeText ${text}`)).toBe(hex);
		expect(await firmware.perform(`decodeText ${hex}`)).toBe(text);
	});

	test("encodes no more characters than fit", async () => {
		expect(await firmware.perform("encodeInto")).toBe("2 3 61c3a900");
	});

	test("decodes malformed UTF-8 to replacement characters, or throws when told to", async () => {
		expect(await firmware.perform("decodeText 61ff62")).toBe("a\ufffdb");
		expect(await firmware.perform("decodeStrictly 61ff62")).toMatch(/^TypeError/);
		expect(await firmware.perform("decodeStream")).toBe("a€b");
	});

	test("makes a QR code: version 1, finder patterns in three corners", async () => {
		const [size, modules = ""] = (await firmware.perform("qrcode HTTP://TIMBRE")).split(" ");
		expect(size).toBe("21");
		expect(modules).toHaveLength(21 * 21);
		const row = (y: number) => modules.slice(21 * y, 21 * (y + 1));
		for (const [y, part] of [
			"1111111",
			"1000001",
			"1011101",
			"1011101",
			"1011101",
			"1000001",
			"1111111",
		].entries()) {
			expect(row(y).startsWith(part)).toBe(true);
			expect(row(y).endsWith(part)).toBe(true);
			expect(row(y + 14).startsWith(part)).toBe(true);
		}
		expect(await firmware.perform("qrcodeTooLong")).toMatch(/^Error/);
	});

	test("opens resources larger than the heap without taking any of it", async () => {
		const before = await firmware.engine.order("collect");
		expect(await firmware.perform("keep fonts/large.bin")).toBe(String(FONT.length));
		const after = await firmware.engine.order("collect");
		expect(FONT.length).toBeGreaterThan(after.cap);
		expect(after.chunks - before.chunks).toBeLessThan(KIB);
		const big = (FONT[1] ?? 0) * 256 + (FONT[2] ?? 0);
		expect(await firmware.perform("read fonts/large.bin")).toBe(
			`${FONT.length} ${FONT[0]} ${FONT.at(-1)} ${big}`,
		);
	});

	test("opens an empty resource", async () => {
		expect(await firmware.perform("open empty.bin")).toBe("0");
	});

	test("slices resources, copied or not", async () => {
		const hex = (begin: number, end: number) => Buffer.from(FONT.slice(begin, end)).toString("hex");
		expect(await firmware.perform("slice fonts/large.bin")).toBe(hex(2, 5));
		expect(await firmware.perform("sliceWithout fonts/large.bin")).toBe(`true 2 ${hex(3, 5)}`);
		expect(await firmware.perform("sliceBeyond empty.bin")).toBe("0,0");
	});

	test("reads a document from anywhere in it, into just the part of the buffer that it was given", async () => {
		const file = path.join(directory, "secret.txt");
		expect(await firmware.perform(`readDocument ${file} 0 4`)).toBe("4 007365637200");
		expect(await firmware.perform(`readDocument ${file} 4 4`)).toBe("2 006574000000");
		expect(await firmware.perform(`readDocument ${file} 6 4`)).toBe("0 000000000000");
		expect(await firmware.perform(`readDocument ${file} 0 0`)).toBe("0 0000");
	});

	test("says why a document cannot be read", async () => {
		expect(await firmware.perform(`readDocument ${directory}/none 0 4`)).toBe(
			"Error: scan.failed: No such file or directory",
		);
		expect(await firmware.perform(`readDocument ${directory} 0 4`)).toBe(
			"Error: scan.failed: Is a directory",
		);
	});

	test("gives resources to native code: callBoard, Base64", async () => {
		const sum = FONT.reduce((total, byte) => (total + byte) % 251, 0);
		expect(await firmware.perform("sendResource fonts/large.bin")).toBe(String(sum));
		expect(await firmware.perform("base64OfResource fonts/large.bin")).toBe(
			Buffer.from(FONT.slice(0, 3)).toString("base64"),
		);
	});

	test("does not let resources be written", async () => {
		expect(await firmware.perform("writeResource fonts/large.bin")).toMatch(/^TypeError/);
		expect(await firmware.perform("fillResource fonts/large.bin")).toMatch(/^TypeError/);
	});

	test.each([
		"none.bin",
		"fonts",
		"",
		"..",
		"../secret.txt",
		"fonts/../../secret.txt",
		"../resources-next-door/secret.txt",
		"link.txt",
		"/etc/passwd",
		"fonts/large.bin/x",
	])("opens nothing outside the directory, and nothing that is no file: %p", async (name) => {
		expect(await firmware.perform(`open ${name}`)).toBe(`URIError: Resource not found: ${name}`);
		expect(await firmware.perform(`exists ${name}`)).toBe("false");
	});

	test("opens nothing at all when no directory was given", async () => {
		const without = await Performer.start("natives.js", { engine: await enginePath(bits) });
		expect(await without.perform("exists etc/passwd")).toBe("false");
		expect(await without.perform("exists fonts/large.bin")).toBe("false");
		await without.stop();
	});

	test("says that a resource is there", async () => {
		expect(await firmware.perform("exists fonts/large.bin")).toBe("true");
	});
});
