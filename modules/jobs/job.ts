import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import type { Refusal } from "../mail/refusal";

/** What kind of work a job is. */
export type JobType = "scan-to-email" | "to-my-email" | "fax" | "status-sheet";

/** The server that jobs of this type send by. */
export function serverOf(type: JobType): ServerName {
	return type === "fax" ? "fax" : "mail";
}

/** Where a job stands. `done` with refused recipients means that it reached only the others. */
export type JobState =
	| { readonly kind: "running"; readonly sent: number; readonly total: number | undefined }
	| { readonly kind: "done"; readonly refused: readonly Refusal[] }
	| { readonly kind: "failed"; readonly failure: Failure }
	| { readonly kind: "cancelled" };

/** What a job is asked to do, for the history. */
export interface JobDescription {
	readonly type: JobType;
	readonly from: string;
	readonly to: readonly string[];
	readonly pages: number;
}

/** How far a job has come and whether it should stop; handed to the work. */
export interface JobControl {
	/** True from the moment the person presses Stop. */
	readonly cancelled: boolean;
	/** @param sent bytes of the documents sent, or lines of the pages drawn, so far @param total all, where known */
	progress(sent: number, total: number | undefined): void;
	/** Calls back when the person presses Stop; at once when that was already so. */
	onCancel(callback: () => void): void;
}

/** One piece of work that the printer does for a person, from its start to its entry in the history. */
export class Job implements JobControl {
	readonly description: JobDescription;
	/** Number on the receipt, counting from 1 since power on. */
	readonly receiptNumber: number;
	/** Milliseconds since 1970; undefined while the clock is not set. */
	readonly startedAt: number | undefined;
	/** Settles when the job has ended, however it ended; never rejects. */
	readonly ended: Promise<JobState>;
	#state: JobState = { kind: "running", sent: 0, total: undefined };
	#cancelled = false;
	#onCancel: (() => void) | undefined;
	#onChange: ((job: Job) => void) | undefined;

	/** @param work does the job and answers the recipients that were refused; throws a Failure */
	constructor(
		description: JobDescription,
		receiptNumber: number,
		startedAt: number | undefined,
		work: (control: JobControl) => Promise<readonly Refusal[]>,
	) {
		this.description = description;
		this.receiptNumber = receiptNumber;
		this.startedAt = startedAt;
		this.ended = this.#run(work);
	}

	get state(): JobState {
		return this.#state;
	}

	get cancelled(): boolean {
		return this.#cancelled;
	}

	/** Asks the work to stop; what the server already took cannot be called back. */
	cancel(): void {
		if (this.#cancelled || this.#state.kind !== "running") return;
		this.#cancelled = true;
		this.#onCancel?.();
	}

	onCancel(callback: () => void): void {
		this.#onCancel = callback;
		if (this.#cancelled) callback();
	}

	/** Calls back at each change of `state`, one listener a job. */
	observe(listener: (job: Job) => void): void {
		this.#onChange = listener;
	}

	progress(sent: number, total: number | undefined): void {
		if (this.#state.kind === "running") this.#change({ kind: "running", sent, total });
	}

	async #run(work: (control: JobControl) => Promise<readonly Refusal[]>): Promise<JobState> {
		try {
			const refused = await work(this);
			this.#change({ kind: "done", refused });
		} catch (error) {
			// Without what is behind it: the history keeps the failure long after anyone could look into that.
			const failure = Failure.from(error).but({ cause: undefined });
			this.#change(failure.code === "job.cancelled" ? { kind: "cancelled" } : { kind: "failed", failure });
		}
		this.#onCancel = undefined;
		return this.#state;
	}

	#change(state: JobState): void {
		this.#state = state;
		this.#onChange?.(this);
	}
}
