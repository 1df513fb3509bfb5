import { Clock } from "../../../hosts/virtual/board/clock";
import { Timers } from "../../../hosts/virtual/board/timers";
import { FirmwareEnd } from "./bench";

const HOUR = 3600 * 1000;

describe("The board's clock", () => {
	test("moves on by what it is advanced, and never back", async () => {
		const clock = new Clock();
		const before = clock.now();
		await clock.advance(90 * 24 * HOUR);
		expect(clock.now() - before).toBeGreaterThanOrEqual(90 * 24 * HOUR);
		await expect(clock.advance(-1)).rejects.toThrow("forward");
		await expect(clock.advance(Number.NaN)).rejects.toThrow("forward");
	});

	test("calls timers back in the order of their times, each at its own time, those set on the way included", async () => {
		const clock = new Clock();
		const start = clock.now();
		const calls: [name: string, time: number][] = [];
		const note = (name: string) => () => calls.push([name, Math.round((clock.now() - start) / HOUR)]);
		clock.set(note("three"), 3 * HOUR);
		clock.set(note("one"), HOUR);
		clock.set(() => clock.set(note("two"), HOUR), HOUR);
		clock.set(note("five"), 5 * HOUR);
		await clock.advance(4 * HOUR);
		expect(calls).toEqual([
			["one", 1],
			["two", 2],
			["three", 3],
		]);
		await clock.advance(HOUR);
		expect(calls.at(-1)).toEqual(["five", 5]);
	});

	test("waits for the firmware between two timers", async () => {
		const clock = new Clock();
		const order: string[] = [];
		clock.onAdvance(async () => {
			await new Promise((resolve) => setImmediate(resolve));
			order.push("firmware at rest");
		});
		clock.set(() => order.push("first"), 1000);
		clock.set(() => order.push("second"), 2000);
		await clock.advance(2000);
		expect(order).toEqual(["firmware at rest", "first", "firmware at rest", "second", "firmware at rest"]);
	});

	test("forgets a timer that was ended", async () => {
		const clock = new Clock();
		let fired = false;
		clock.clear(
			clock.set(() => {
				fired = true;
			}, 1000),
		);
		await clock.advance(2000);
		expect(fired).toBe(false);
	});

	test("also calls back by itself in real time", async () => {
		const clock = new Clock();
		await new Promise<void>((resolve) => {
			clock.set(resolve, 1);
		});
	});
});

describe("The firmware's timers", () => {
	function device(): { clock: Clock; firmware: FirmwareEnd } {
		const clock = new Clock();
		const firmware = new FirmwareEnd();
		new Timers(clock, firmware.post, firmware.calls);
		clock.onAdvance(() => new Promise((resolve) => setImmediate(resolve)));
		return { clock, firmware };
	}

	test("fire once, or again and again", async () => {
		const { clock, firmware } = device();
		firmware.call("timer.start 1 1000 0");
		firmware.call("timer.start 2 1000 500");
		await clock.advance(2200);
		expect(firmware.events).toEqual(["1 timer", "2 timer", "2 timer", "2 timer"]);
		firmware.call("timer.stop 2");
	});

	test("never fire after they were stopped or started anew, even when already due", async () => {
		const { clock, firmware } = device();
		firmware.call("timer.start 1 1000 0");
		firmware.call("timer.start 2 1000 0");
		await firmware.turn(async () => {
			await clock.advance(1000);
			firmware.call("timer.stop 1");
			firmware.call("timer.start 2 5000 0");
		});
		expect(firmware.events).toEqual([]);
		await clock.advance(5000);
		expect(firmware.events).toEqual(["2 timer"]);
	});

	test("tell the time as the clock has it", async () => {
		const { clock, firmware } = device();
		await clock.advance(HOUR);
		expect(Number(firmware.call("clock")) - Date.now()).toBeGreaterThanOrEqual(HOUR - 1000);
	});
});
