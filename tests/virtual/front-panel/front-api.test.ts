import { PNG } from "pngjs";
import { encodePNG } from "../../../hosts/virtual/board/png";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { FrontBench } from "./front-bench";

/** First build of the engine, in milliseconds. */
const BUILD_TIME = 300_000;

/** What no finger and no key does. */
const NONSENSE: readonly (readonly [path: string, content: unknown])[] = [
	["/touch", { x: 320, y: 0 }],
	["/touch", { x: -1, y: 0 }],
	["/touch", { phase: "began", x: 0, y: 240 }],
	["/touch", { phase: "moved", x: 640, y: 0 }],
	["/touch", { phase: "ended", x: 0, y: -241 }],
	["/touch", { phase: "hovered", x: 0, y: 0 }],
	["/touch", { x: 1.5, y: 0 }],
	["/touch", { x: "1 1\n0 key stop", y: 0 }],
	["/touch", { x: 0 }],
	["/touch", { x: 0, y: 0, z: 0 }],
	["/touch", []],
	["/key", { key: "menu" }],
	["/key", { key: ["ok"] }],
	["/key", { key: "toString" }],
	["/key", { key: "ok\n0 control 1 {}" }],
	["/key", {}],
	["/key", { key: "ok", times: 2 }],
];

beforeAll(() => buildEngine({}), BUILD_TIME);

async function picture(bench: FrontBench, query: string): Promise<Response> {
	return fetch(`${bench.url}/lcd.png${query}`);
}

describe("The control API at the printer's front", () => {
	test("shows what the firmware has drawn on the LCD, in its size and twice as large", async () => {
		const bench = await FrontBench.open();
		await bench.draw("primitives");
		const plain = await picture(bench, "");
		expect(plain.headers.get("content-type")).toBe("image/png");
		expect(plain.headers.get("cache-control")).toBe("no-store");
		const file = Buffer.from(await plain.arrayBuffer());
		expect(file.equals(encodePNG(bench.board.display))).toBe(true);
		const large = PNG.sync.read(Buffer.from(await (await picture(bench, "?scale=2")).arrayBuffer()));
		expect([large.width, large.height]).toEqual([640, 480]);
		const { data } = PNG.sync.read(file);
		for (const [x, y] of [
			[0, 0],
			[305, 230],
			[75, 60],
		] as const) {
			const one = data.subarray((y * 320 + x) * 4, (y * 320 + x) * 4 + 3);
			const four = large.data.subarray(
				((2 * y + 1) * 640 + 2 * x + 1) * 4,
				((2 * y + 1) * 640 + 2 * x + 1) * 4 + 3,
			);
			expect([...four]).toEqual([...one]);
		}
	});

	test("refuses a picture in a size there is not", async () => {
		const bench = await FrontBench.open();
		for (const query of ["?scale=0", "?scale=5", "?scale=1.5", "?scale=big", "?scale="]) {
			expect([query, (await picture(bench, query)).status]).toEqual([query, 400]);
		}
	});

	test("taps, drags and presses keys in the order in which it was asked to", async () => {
		const bench = await FrontBench.open();
		await bench.post("/touch", { x: 319, y: 239 });
		await bench.post("/touch", { phase: "began", x: 0, y: 0 });
		await bench.post("/touch", { phase: "moved", x: -320, y: 479 });
		expect((await bench.post("/touch", { phase: "ended", x: 5, y: -1 })).status).toBe(200);
		for (const key of ["home", "back", "up", "down", "left", "right", "ok", "start", "stop"]) {
			expect((await bench.post("/key", { key })).status).toBe(200);
		}
		expect(await bench.heard()).toEqual([
			"began 319 239",
			"ended 319 239",
			"began 0 0",
			"moved -320 479",
			"ended 5 -1",
			...["home", "back", "up", "down", "left", "right", "ok", "start", "stop"],
		]);
	});

	test("refuses what means nothing, says why, and the firmware hears nothing of it", async () => {
		const bench = await FrontBench.open();
		for (const [path, content] of NONSENSE) {
			const { status, json } = await bench.post(path, content);
			expect([path, content, status, json]).toEqual([
				path,
				content,
				400,
				{ error: expect.stringMatching(/"/) },
			]);
		}
		expect(await bench.heard()).toEqual([]);
	});

	test("says so when the printer is off, and shows a dark LCD", async () => {
		const bench = await FrontBench.open();
		await bench.draw("primitives");
		await bench.board.power(false);
		expect((await bench.post("/key", { key: "ok" })).status).toBe(503);
		expect((await bench.post("/touch", { x: 1, y: 1 })).status).toBe(503);
		const { data } = PNG.sync.read(Buffer.from(await (await picture(bench, "")).arrayBuffer()));
		expect(data.every((value, index) => value === (index % 4 === 3 ? 255 : 0))).toBe(true);
	});

	test("tells what the label says, where to go on, and that nothing was printed yet", async () => {
		const bench = await FrontBench.open();
		const { serial, macAddress, initialPassword } = bench.board.identity;
		expect(await (await fetch(`${bench.url}/label`)).json()).toEqual({
			manufacturer: "Timbre",
			model: "Virtual Printer",
			serial,
			macAddress,
			initialPassword,
			links: { webConfig: "http://localhost:8080" },
		});
		expect(await (await fetch(`${bench.url}/paper`)).json()).toEqual([]);
	});
});
