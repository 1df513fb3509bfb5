import { BadRequest } from "../api-errors";
import type { Board } from "../board";
import type { Operation } from "./operation";
import { body } from "./parameters";

/** Jobs: start one without the panel, and what became of all. */
export function jobOperations(board: Board): Operation[] {
	return [
		{
			method: "post",
			path: "/scan",
			does: 'Scans to e-mail: {"to": [addresses], "subject"?}; ?wait=1 answers when the job has ended.',
			run: (context) => {
				const { to, subject } = body(context);
				if (!Array.isArray(to) || !to.every((address) => typeof address === "string")) {
					throw new BadRequest('"to" must be a list of addresses');
				}
				if (subject !== undefined && typeof subject !== "string")
					throw new BadRequest('"subject" must be text');
				return board.control({ command: "scan", to, subject, wait: context.query["wait"] === "1" });
			},
		},
		{
			method: "get",
			path: "/jobs",
			does: "The job history, newest first.",
			run: () => board.control({ command: "jobs" }),
		},
	];
}
