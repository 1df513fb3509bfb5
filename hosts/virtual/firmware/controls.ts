import { Failure } from "../../../modules/base/failure";
import type { HistoryEntry } from "../../../modules/jobs/history";
import { historyEntry } from "../../../modules/jobs/history";
import type { Job } from "../../../modules/jobs/job";
import type { RasterType } from "../../../modules/status-sheet/raster-type";
import * as board from "./board";
import { CONTROL_ID, type EventHandler } from "./events";

/** What the virtual printer's own controls use of the firmware. */
export interface ControlledPrinter {
	/** Scans what lies in the tray and mails it. Throws a Failure when it cannot start. */
	startScanToEmail(request: { readonly to: readonly string[]; readonly subject?: string }): Job;
	/** Prints the network status sheet. Throws a Failure when it cannot start. */
	startStatusSheet(request: { readonly type?: RasterType }): Job;
	readonly history: { entries(): readonly HistoryEntry[] };
}

/** What the board may ask for. */
type ControlRequest =
	| {
			readonly command: "scan";
			readonly to: readonly string[];
			readonly subject?: string;
			readonly wait?: boolean;
	  }
	| { readonly command: "status-sheet"; readonly type?: RasterType; readonly wait?: boolean }
	| { readonly command: "jobs" };

/** Answers the board's control requests, event `control <request id> <JSON>`, with `{answer}` or `{failure}` as JSON. */
export class Controls implements EventHandler {
	readonly #printer: ControlledPrinter;

	constructor(printer: ControlledPrinter) {
		this.#printer = printer;
		events.set(CONTROL_ID, this);
	}

	onEvent(_name: string, argument: string): void {
		const separator = argument.indexOf(" ");
		void this.#answer(argument.slice(0, separator), argument.slice(separator + 1));
	}

	async #answer(request: string, json: string): Promise<void> {
		let outcome: object;
		try {
			outcome = { answer: await this.#carryOut(JSON.parse(json)) };
		} catch (error) {
			outcome = { failure: describeFailure(Failure.from(error)) };
		}
		board.answerControl(request, JSON.stringify(outcome));
	}

	async #carryOut(request: ControlRequest): Promise<object> {
		switch (request.command) {
			case "scan": {
				const { to, subject } = request;
				const job = this.#printer.startScanToEmail(subject === undefined ? { to } : { to, subject });
				if (request.wait) await job.ended;
				return describeEntry(historyEntry(job));
			}
			case "status-sheet": {
				const { type } = request;
				const job = this.#printer.startStatusSheet(type === undefined ? {} : { type });
				if (request.wait) await job.ended;
				return describeEntry(historyEntry(job));
			}
			case "jobs":
				return this.#printer.history.entries().map(describeEntry);
		}
	}
}

function describeEntry(entry: HistoryEntry): object {
	return {
		...entry,
		failure: entry.failure && describeFailure(entry.failure),
		refused: entry.refused.map(({ address, failure }) => ({ address, failure: describeFailure(failure) })),
	};
}

function describeFailure({ code, stage, action, detail }: Failure): object {
	return { code, stage, action, detail };
}
