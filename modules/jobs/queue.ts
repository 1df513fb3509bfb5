import { Failure } from "../base/failure";
import type { Refusal } from "../mail/refusal";
import type { History } from "./history";
import { Job, type JobControl, type JobDescription } from "./job";

/**
 * Runs one job at a time: one scanner, one connection for each account, little heap. Who comes while a job runs gets
 * `job.busy` at once rather than a wait without end.
 */
export class Queue {
	readonly #history: History;
	readonly #now: () => number | undefined;
	#receiptNumber = 0;
	#running: Job | undefined;

	/** @param now the device's clock: milliseconds since 1970, undefined while it is not set */
	constructor(history: History, now: () => number | undefined) {
		this.#history = history;
		this.#now = now;
	}

	/** The job under way. */
	get running(): Job | undefined {
		return this.#running;
	}

	/** Throws `job.busy` while a job runs; call it before taking anything out of a tray. */
	assertIdle(): void {
		if (this.#running) throw new Failure("job.busy");
	}

	/**
	 * Starts a job and enters it in the history.
	 *
	 * @param work does the job and answers the refused recipients; its Failure becomes the job's
	 * @throws Failure `job.busy` while another job runs
	 */
	start(description: JobDescription, work: (control: JobControl) => Promise<readonly Refusal[]>): Job {
		this.assertIdle();
		this.#receiptNumber += 1;
		const job = new Job(description, this.#receiptNumber, this.#now(), work);
		this.#running = job;
		this.#history.add(job);
		void job.ended.then(() => {
			this.#running = undefined;
		});
		return job;
	}
}
