import type { Board } from "../board";
import type { Operation } from "./operation";
import { body, number } from "./parameters";

/** Farthest that the clock is advanced at once, in milliseconds: a year. */
const ADVANCE_LIMIT = 366 * 24 * 3600 * 1000;

/** Farthest that the time of day may be off, in milliseconds: a hundred years. */
const CLOCK_ERROR_LIMIT = 100 * ADVANCE_LIMIT;

/** What only a test bench does to a printer: look into its flash, cut its power in a write, move its time. */
export function testBenchOperations(board: Board): Operation[] {
	return [
		{
			method: "get",
			path: "/flash",
			does: "How worn and how full the flash is.",
			run: () => ({ wear: board.storage.wear, use: board.storage.use }),
		},
		{
			method: "post",
			path: "/flash/cut",
			does: 'Cuts the power in the middle of a flash write: {"after": writes that still go through}.',
			run: (context) => {
				const after = number(body(context)["after"], "after", 0, Number.MAX_SAFE_INTEGER);
				board.storage.cutAfter(after);
				return { after };
			},
		},
		{
			method: "post",
			path: "/clock/error",
			does: 'Makes the printer\'s time of day wrong: {"ms": milliseconds ahead}, or {"set": false}: it was never set.',
			run: (context) => {
				const { set, ms } = body(context);
				board.clockError =
					set === false ? undefined : number(ms, "ms", -CLOCK_ERROR_LIMIT, CLOCK_ERROR_LIMIT);
				return { ms: board.clockError ?? null };
			},
		},
		{
			method: "post",
			path: "/clock/advance",
			does: 'Moves the printer\'s time on: {"ms": milliseconds}; timers on the way fire.',
			run: async (context) => {
				await board.clock.advance(number(body(context)["ms"], "ms", 0, ADVANCE_LIMIT));
				return { now: board.clock.now() };
			},
		},
	];
}
