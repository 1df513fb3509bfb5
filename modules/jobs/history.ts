import type { Failure } from "../base/failure";
import type { Refusal } from "../mail/refusal";
import { type JobCode, jobCode } from "./codes";
import type { Job, JobDescription } from "./job";

/** Jobs kept; the oldest goes first. About a kilobyte of heap each, where one failed for a reason that the server told. */
const HISTORY_LIMIT = 12;

/** How a job stands or ended; `partial` reached some of its recipients only. */
export type JobResult = "running" | "success" | "partial" | "failed" | "cancelled";

/** One line of the job history. */
export interface HistoryEntry extends JobDescription {
	readonly receiptNumber: number;
	/** Milliseconds since 1970; undefined while the clock is not set. */
	readonly startedAt: number | undefined;
	readonly result: JobResult;
	/** What went wrong; with `partial`, with the first recipient that was refused. */
	readonly failure: Failure | undefined;
	/** The guide's error code for it, where there is one. */
	readonly code: JobCode | undefined;
	readonly refused: readonly Refusal[];
}

/** What the printer has done since power on ("État des travaux"), newest first. */
export class History {
	#jobs: Job[] = [];

	/** Takes a job in as it starts; its entry follows the job's state. */
	add(job: Job): void {
		this.#jobs.unshift(job);
		if (this.#jobs.length > HISTORY_LIMIT) this.#jobs.length = HISTORY_LIMIT;
	}

	/** The lines of the history, newest first. */
	entries(): readonly HistoryEntry[] {
		return this.#jobs.map(historyEntry);
	}

	/** The job with this receipt number, while the history remembers it. */
	find(receiptNumber: number): Job | undefined {
		return this.#jobs.find((job) => job.receiptNumber === receiptNumber);
	}
}

/** The history's line for a job as it stands now. */
export function historyEntry(job: Job): HistoryEntry {
	const { state } = job;
	const refused = state.kind === "done" ? state.refused : [];
	const failure = state.kind === "failed" ? state.failure : refused[0]?.failure;
	return {
		...job.description,
		receiptNumber: job.receiptNumber,
		startedAt: job.startedAt,
		result: resultOf(job),
		failure,
		code: failure && jobCode(failure, job.description.type),
		refused,
	};
}

function resultOf({ state }: Job): JobResult {
	if (state.kind !== "done") return state.kind;
	return state.refused.length > 0 ? "partial" : "success";
}
