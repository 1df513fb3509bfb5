import { EngineProcess } from "./engine-process";
import { BUILD_TIME, enginePath, engineWidths } from "./widths";

describe.each(await engineWidths())("the %i-bit engine ends", (bits) => {
	let engine: string;

	beforeAll(async () => {
		engine = await enginePath(bits);
	}, BUILD_TIME);

	async function endOf(command: string, options: { ram?: number; compute?: number; stack?: number } = {}) {
		const started = await EngineProcess.start({ engine, firmware: "limits.js", ...options });
		await expect(started.engine.turn(command)).rejects.toThrow("the engine ended");
		return started.engine.ended;
	}

	test.each(["eat slots", "eat chunks", "eat at once"])(
		"with 11 when memory is full: %s",
		async (command) => {
			const { code, text, stderr } = await endOf(command);
			expect(code).toBe(11);
			expect(text).toMatch(/^memory full: \d+ bytes of slots and \d+ of chunks in use of 131072$/);
			expect(stderr).toBe(`timbre-engine: ${text}\n`);
		},
	);

	test("with 11 no matter how large the block is", async () => {
		const { code, text } = await endOf("eat slots", { ram: 2_000_000 });
		expect(code).toBe(11);
		expect(text).toContain("of 2000000");
	});

	test("with 12 when the stack overflows", async () => {
		const { code, text } = await endOf("recurse", { stack: 512 });
		expect(code).toBe(12);
		expect(text).toBe("stack overflow");
	});

	test.each(["loop", "loop in jobs"])("with 17 when a turn computes too much: %s", async (command) => {
		const { code, text } = await endOf(command, { compute: 1_000_000 });
		expect(code).toBe(17);
		expect(text).toBe("compute limit exceeded");
	});

	test("with 15 and the error's text when an exception is not caught", async () => {
		const { code, text } = await endOf("throw");
		expect(code).toBe(15);
		expect(text).toMatch(/^uncaught exception: RangeError: thrown on purpose\n/);
	});

	test("with 15 and the reason's text when a rejection is not handled", async () => {
		const { code, text } = await endOf("reject");
		expect(code).toBe(15);
		expect(text).toMatch(/^unhandled rejection: RangeError: rejected on purpose\n/);
	});

	test("with 15 when the reason is nothing", async () => {
		const { code, text } = await endOf("reject undefined");
		expect(code).toBe(15);
		expect(text).toBe("unhandled rejection: undefined");
	});

	test("not for a rejection that was handled, nor for many short turns under the compute limit", async () => {
		const { engine: running } = await EngineProcess.start({ engine, firmware: "limits.js", compute: 5000 });
		for (let turn = 0; turn < 200; turn++) await running.turn("reject then handle");
		expect(await running.stop()).toMatchObject({ code: 0, text: "", stderr: "" });
	});

	test("with 2 when its parent breaks the wire's rules", async () => {
		for (const bytes of ["hello", "x:", "3:?ab;", "99999999999:", "1:%,", "0:,", "9:@whatever,"]) {
			const { engine: running } = await EngineProcess.start({ engine, firmware: "limits.js" });
			running.sendRaw(bytes);
			const { code, stderr } = await running.ended;
			expect({ bytes, code }).toEqual({ bytes, code: 2 });
			expect(stderr).toContain("the parent sent");
		}
	});

	test("with 1 when the command line is wrong", async () => {
		for (const ram of [-1, 4096, Number.NaN]) {
			const running = new EngineProcess({ engine, firmware: "limits.js", ram });
			expect((await running.ended).code).toBe(1);
		}
		const missing = await new EngineProcess({ engine, firmware: "no-such-file.js" }).ended;
		expect(missing.code).toBe(1);
		expect(missing.stderr).toContain("cannot read");
	});

	test.each([
		["syntax-error.txt", /SyntaxError/],
		["no-main.js", /the firmware's default export is no function/],
		["top-level-pending.js", /the firmware's module never finished loading/],
		["boot-error.js", /unhandled rejection: RangeError: no paper tray/],
	])("with 15 when the firmware cannot be started: %s", async (firmware, text) => {
		const ending = await new EngineProcess({ engine, firmware }).ended;
		expect(ending.code).toBe(15);
		expect(ending.text).toMatch(text);
	});
});
