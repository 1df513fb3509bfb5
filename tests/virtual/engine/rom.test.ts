import { EngineProcess } from "./engine-process";
import { Performer } from "./performer";
import { BUILD_TIME, enginePath, engineWidths } from "./widths";

describe.each(await engineWidths())("preloaded firmware in the %i-bit engine", (bits) => {
	let engine: string;
	let firmware: Performer;

	beforeAll(async () => {
		engine = await enginePath(bits);
	}, BUILD_TIME);

	beforeEach(async () => {
		firmware = await Performer.start("rom.js", { engine });
	});

	afterEach(() => firmware.stop());

	test.each([
		"setPlain",
		"setNew",
		"setNested",
		"setItem",
		"push",
		"sort",
		"remove",
		"setMap",
		"addToSet",
		"setByte",
		"setDate",
		"setPrivate",
		"setField",
		"setStatic",
		"setPrivateStatic",
		"setPrototype",
		"setBuiltIn",
		"replaceBuiltIn",
		"changeROMGlobal",
		"weakKey",
		"matchEvery",
		"stringify",
		"assignName",
	])("cannot be written: %s throws a TypeError", async (action) => {
		const before = await firmware.perform("read");
		expect(await firmware.perform(action)).toMatch(/^TypeError: /);
		expect(await firmware.perform("read")).toBe(before);
	});

	test("is read as it was made", async () => {
		expect(await firmware.perform("read")).toBe("3,true,1,true,1-2-3,0");
		expect(await firmware.perform("match")).toBe("12,345,a#b22");
		expect(await firmware.perform("copy")).toBe('{"plain":1,"list":[1,2,3,4],"nested":null}');
		expect(await firmware.perform("settled")).toBe("settled");
		expect(await firmware.perform("names")).toBe("NamedError: x");
	});

	test("has classes whose new instances and subclasses are writable", async () => {
		expect(await firmware.perform("useClass")).toBe("1,secret,5,3");
		expect(await firmware.perform("extendClass")).toBe("8,true,true");
	});

	test("keeps module-level let bindings in RAM, for this run alone", async () => {
		expect(await firmware.perform("count")).toBe("11");
		expect(await firmware.perform("append")).toBe("rom+3");
		await firmware.engine.order("collect");
		expect(await firmware.perform("count")).toBe("12");
		expect(await firmware.perform("append")).toBe("rom+3+5");
		const another = await Performer.start("rom.js", { engine });
		expect(await another.perform("count")).toBe("11");
		await another.stop();
	});

	test("has a global object of its own to write to", async () => {
		expect(await firmware.perform("ownGlobal")).toBe("mine,1");
		expect(await firmware.perform("ownGlobal")).toBe("mine,2");
	});

	test("ran its top-level code at time 0", async () => {
		expect(await firmware.perform("bornAt")).toBe("0");
	});

	test.each(["top-level-call.js", "top-level-resource.js"])(
		"must do no I/O at the top level: %s",
		async (name) => {
			const ending = await new EngineProcess({ engine, firmware: name }).ended;
			expect(ending.code).toBe(15);
			expect(ending.text).toMatch(/no (board|resources) here: top-level code of the firmware/);
		},
	);

	test("ends the engine with 13 when native code writes into it", async () => {
		const { engine: running } = await EngineProcess.start({ engine, firmware: "writes-rom.js" });
		await expect(running.turn("")).rejects.toThrow("write into ROM");
		expect((await running.ended).code).toBe(13);
	});

	test("costs next to no heap while idle", async () => {
		const { engine: running } = await EngineProcess.start({ engine, firmware: "churn.js" });
		const idle = await running.order("collect");
		expect(idle.slotSize).toBe(bits / 2);
		expect((idle.slots + idle.chunks) / idle.slotSize).toBeLessThan(100);
		await running.stop();
	});
});
