import { BadRequest } from "../api-errors";
import type { Board } from "../board";
import type { Operation } from "./operation";
import { body } from "./parameters";

/** The power switch, and how the engine fares. */
export function engineOperations(board: Board): Operation[] {
	return [
		{
			method: "get",
			path: "/engine",
			does: "What the firmware costs in memory, and how the engine fares.",
			run: () => {
				const { report, ...state } = board.engine;
				return { ...state, bits: report?.["slotSize"] && report["slotSize"] * 2, report };
			},
		},
		{
			method: "post",
			path: "/engine/collect",
			does: "Collects garbage, then reports memory.",
			run: () => board.collect(),
		},
		{
			method: "post",
			path: "/power",
			does: 'Switches the power: {"on": true}, {"on": false} or {"cycle": true}.',
			run: async (context) => {
				const { on, cycle } = body(context);
				if (typeof on !== "boolean" && cycle !== true) throw new BadRequest('"on" must be true or false');
				if (cycle === true || on === false) await board.power(false);
				if (cycle === true || on === true) await board.power(true);
				return { powered: board.engine.powered };
			},
		},
	];
}
