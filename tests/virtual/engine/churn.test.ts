import { createHash } from "node:crypto";
import { type Board, EngineProcess } from "./engine-process";
import { BUILD_TIME, enginePath, engineWidths } from "./widths";

const TURNS = 2000;
/** Milliseconds; a tight heap is collected some ten times a turn. */
const CHURN_TIME = 300_000;
const KIB = 1024;

/** A board that records results, hands out bytes and echoes. */
function recordingBoard(results: string[]): Board {
	return (header, body) => {
		if (header === "result") results.push(body?.toString() ?? "");
		if (header === "echo") return body ?? "";
		const [name, size] = header.split(" ");
		return name === "blob" ? Uint8Array.from({ length: Number(size) }, (_, index) => index * 31) : "";
	};
}

/** The same workload in Node: what every engine must come to. */
async function expectedResults(): Promise<string[]> {
	const results: string[] = [];
	const board = recordingBoard(results);
	const scope = globalThis as unknown as Record<string, unknown>;
	scope["callBoard"] = (header: string, body?: Uint8Array, into?: Uint8Array) => {
		const answer = Uint8Array.from(Buffer.from(board(header, body && Buffer.from(body)) as string));
		if (!into) return answer.buffer;
		into.set(answer);
		return answer.length;
	};
	const { default: main } = await import("./firmware/churn.js");
	main();
	const handleCommand = scope["handleCommand"] as (command: ArrayBuffer) => Promise<void>;
	for (let turn = 0; turn < TURNS; turn++)
		await handleCommand(Uint8Array.from(Buffer.from(String(turn))).buffer as ArrayBuffer);
	return results;
}

function digest(results: string[]): string {
	return createHash("sha256").update(results.join("\0")).digest("hex");
}

let expected: string[];

beforeAll(async () => {
	expected = await expectedResults();
}, CHURN_TIME);

describe.each(await engineWidths())("the %i-bit engine under churn", (bits) => {
	let engine: string;

	beforeAll(async () => {
		engine = await enginePath(bits);
	}, BUILD_TIME);

	const tight = bits === 32 ? 88 * KIB : 176 * KIB;
	test.each([
		["with little RAM, collecting all the time", tight, 0],
		["with little RAM and collections forced between turns", tight, 3],
		["with much RAM, hardly collecting", 8 * KIB * KIB, 0],
		["with much RAM and collections forced after each turn", 8 * KIB * KIB, 1],
	])(
		"comes to the same results as Node %s",
		async (_, ram, forceEvery) => {
			const results: string[] = [];
			const { engine: process } = await EngineProcess.start({
				engine,
				firmware: "churn.js",
				ram,
				board: recordingBoard(results),
			});
			for (let turn = 0; turn < TURNS; turn++) {
				await process.turn(String(turn));
				if (forceEvery && turn % forceEvery === 0) await process.order("collect");
				if (results[turn] !== expected[turn]) expect(results[turn]).toBe(expected[turn]);
			}
			expect((await process.stop()).code).toBe(0);
			expect(digest(results)).toBe(digest(expected));
		},
		CHURN_TIME,
	);
});
