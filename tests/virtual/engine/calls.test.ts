import { type Board, CLOCK } from "./engine-process";
import { Performer } from "./performer";
import { BUILD_TIME, enginePath, engineWidths } from "./widths";

const MIB = 1024 * 1024;
const SIZES = [0, 1, 64 * 1024, MIB];

function pattern(size: number): Uint8Array {
	return Uint8Array.from({ length: size }, (_, index) => index * 7 + 3);
}

const board: Board = (header, body) => {
	const [name, argument] = header.split(/ (.*)/s);
	if (name === "get") return pattern(Number(argument));
	if (name === "check")
		return Uint8Array.of(Number(body?.equals(pattern(body.length))), body?.length === 3 ? 3 : 0);
	if (name === "has body") return "no";
	throw new Error(argument);
};

describe.each(await engineWidths())("callBoard in the %i-bit engine", (bits) => {
	let firmware: Performer;

	beforeAll(async () => {
		firmware = await Performer.start("calls.js", { engine: await enginePath(bits), ram: 8 * MIB, board });
	}, BUILD_TIME);

	afterAll(() => firmware.stop());

	test.each(SIZES)("returns an answer of %i bytes", async (size) => {
		expect(await firmware.perform(`get ${size}`)).toBe(`${size} true`);
	});

	test.each(SIZES)(
		"puts an answer of %i bytes into a part of a buffer, and nothing beside it",
		async (size) => {
			expect(await firmware.perform(`into ${size}`)).toBe(`${size} true true`);
		},
	);

	test("takes a whole ArrayBuffer to put the answer into", async () => {
		expect(await firmware.perform("intoWhole 10")).toBe("10");
	});

	test.each(SIZES.slice(1))("throws a RangeError when %i bytes do not fit", async (size) => {
		expect(await firmware.perform(`tooLarge ${size}`)).toBe(
			`RangeError: the answer's ${size} bytes do not fit into ${size - 1}`,
		);
	});

	test("goes on with the next call after an answer that did not fit", async () => {
		expect(await firmware.perform("afterTooLarge")).toBe("0 3,10,17");
	});

	test.each(SIZES)("sends a body of %i bytes", async (size) => {
		for (const action of ["put", "putBuffer", "putView"])
			expect(await firmware.perform(`${action} ${size}`)).toBe("1,0");
	});

	test("sends just the part of the buffer that the view shows", async () => {
		expect(await firmware.perform("putPart")).toBe("1,3");
	});

	test("throws the board's failure as an Error with its text", async () => {
		expect(await firmware.perform("fail out of paper: tray 2 ü")).toBe("Error: out of paper: tray 2 ü");
		expect(await firmware.perform("fail")).toBe("Error");
		expect(await firmware.perform("failAndGoOn")).toBe("true,0,true,1,true,2");
	});

	test("cuts a failure's text that is too long", async () => {
		expect(await firmware.perform(`fail ${"x".repeat(5000)}`)).toMatch(/^Error: x{1023}$/);
	});

	test.each(["noHeader", "noBuffer", "noPlace", "frozenPlace"])(
		"throws a TypeError before it sends: %s",
		async (action) => {
			expect(await firmware.perform(action)).toMatch(/^TypeError: /);
			expect(await firmware.perform("get 1")).toBe("1 true");
		},
	);

	test("gives Date the board's clock, in UTC", async () => {
		const iso = new Date(CLOCK).toISOString();
		expect(await firmware.perform("now")).toBe(`${CLOCK} ${iso} 0 Wed Jul 01 2026 00:00:00 GMT+0000`);
	});

	test("gives Math.random numbers that do not repeat from one start to the next", async () => {
		const another = await Performer.start("calls.js", { engine: await enginePath(bits), board });
		const first = await firmware.perform("random");
		const second = await another.perform("random");
		await another.stop();
		expect(new Set([...first.split(","), ...second.split(",")]).size).toBe(16);
		for (const number of first.split(",")) expect(Number(number)).toBeGreaterThanOrEqual(0);
		for (const number of first.split(",")) expect(Number(number)).toBeLessThan(1);
	});
});
