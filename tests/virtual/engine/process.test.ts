import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { EngineProcess } from "./engine-process";
import { BUILD_TIME, enginePath, engineWidths } from "./widths";

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** A parent that starts an engine, waits until it is ready, tells its process id and goes on with its life. */
const PARENT = `
	const { spawn } = require("node:child_process");
	const [engine, firmware] = process.argv.slice(1);
	const stdio = ["ignore", "inherit", "inherit", "pipe", "pipe"];
	const child = spawn(engine, ["--ram", "131072", firmware], { stdio });
	child.stdio[4].once("data", () => {
		child.stdio[3].write("5:?loop,", () => console.log(child.pid));
	});
	setInterval(() => {}, 1000);
`;

async function isGone(pid: number): Promise<boolean> {
	for (let look = 0; look < 1000; look++) {
		if (!existsSync(`/proc/${pid}`)) return true;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	return false;
}

describe.each(await engineWidths())("the %i-bit engine's process", (bits) => {
	let engine: string;

	beforeAll(async () => {
		engine = await enginePath(bits);
	}, BUILD_TIME);

	test("ends with its parent, even in the midst of an endless loop", async () => {
		const firmware = path.join(HERE, "firmware/limits.js");
		const parent = spawn(process.execPath, ["-e", PARENT, engine, firmware], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		const [bytes] = (await once(parent.stdout, "data")) as [Buffer];
		const pid = Number(bytes.toString());
		expect(existsSync(`/proc/${pid}`)).toBe(true);
		parent.kill("SIGKILL");
		expect(await isGone(pid)).toBe(true);
	});

	test("ends with 0 when the wire is closed", async () => {
		const { engine: running } = await EngineProcess.start({ engine, firmware: "limits.js" });
		expect(await running.stop()).toEqual({ code: 0, signal: null, text: "", stderr: "" });
	});

	test("reports what a turn cost, and peaks until they are reset", async () => {
		const { engine: running, ready } = await EngineProcess.start({
			engine,
			firmware: "limits.js",
			stack: 600,
		});
		expect(ready).toMatchObject({ cap: 128 * 1024, slotSize: bits / 2, collections: 0 });
		const short = await running.turn("nothing");
		expect(short.compute).toBeGreaterThan(ready.compute);
		expect(short.slotsPeak).toBeGreaterThanOrEqual(short.slots);
		expect(short.stackPeak).toBeGreaterThan(short.stack);
		expect(short.stackPeak).toBeLessThan(600 * short.slotSize);

		const collected = await running.order("collect");
		expect(collected.collections).toBeGreaterThan(short.collections);
		expect(collected.slots).toBeLessThan(short.slots);
		expect(collected.slotsPeak).toBe(short.slotsPeak);
		const stack = 600 * collected.slotSize;
		const used = collected.slots + collected.chunks + stack;
		expect(used + collected.free).toBeLessThanOrEqual(collected.cap);
		expect(used + collected.free).toBeGreaterThan(collected.cap * 0.99);

		const reset = await running.order("reset-peaks");
		expect(reset).toMatchObject({ slotsPeak: reset.slots, chunksPeak: reset.chunks, stackPeak: reset.stack });
		expect(await running.order("report")).toEqual(reset);
		await running.stop();
	});

	test("does the same work in the same number of instructions, start after start", async () => {
		const reports = [];
		for (let start = 0; start < 3; start++) {
			const { engine: running, ready } = await EngineProcess.start({ engine, firmware: "churn.js" });
			reports.push([ready, await running.turn("1"), await running.turn("2")]);
			await running.stop();
		}
		expect(reports[1]).toEqual(reports[0]);
		expect(reports[2]).toEqual(reports[0]);
	});
});
