import type { Calls, PostEvent } from "./calls";

/** What the firmware says of a failure. */
export interface ReportedFailure {
	readonly code: string;
	readonly stage: string;
	readonly action: string;
	readonly detail?: string;
}

/** A control request that the firmware could not carry out. */
export class ControlError extends Error {
	override readonly name = "ControlError";
	/** Undefined when the firmware did not answer at all. */
	readonly failure: ReportedFailure | undefined;

	constructor(failure: ReportedFailure | string) {
		super(typeof failure === "string" ? failure : [failure.code, failure.detail].filter(Boolean).join(": "));
		this.failure = typeof failure === "string" ? undefined : failure;
	}
}

interface PendingRequest {
	readonly resolve: (answer: unknown) => void;
	readonly reject: (error: ControlError) => void;
}

/** What the board asks the firmware to do: the buttons that the virtual printer's outside world presses. */
export class ControlRequests {
	readonly #post: PostEvent;
	readonly #pending = new Map<string, PendingRequest>();
	#last = 0;

	constructor(post: PostEvent, calls: Calls) {
		this.#post = post;
		calls.add({ "control.answer": ([id = "", ...json]) => this.#settle(id, json.join(" ")) });
	}

	/**
	 * Sends a request and waits for its answer.
	 * @throws ControlError
	 */
	send(request: object): Promise<unknown> {
		this.#last += 1;
		const id = String(this.#last);
		return new Promise((resolve, reject) => {
			this.#pending.set(id, { resolve, reject });
			this.#post(() => `0 control ${id} ${JSON.stringify(request)}`);
		});
	}

	/** Gives up what is still open, as a power cut does. */
	clear(): void {
		for (const { reject } of this.#pending.values()) reject(new ControlError("the printer was switched off"));
		this.#pending.clear();
	}

	#settle(id: string, json: string): undefined {
		const pending = this.#pending.get(id);
		this.#pending.delete(id);
		const outcome: { readonly answer?: unknown; readonly failure?: ReportedFailure } = JSON.parse(json);
		if (outcome.failure) pending?.reject(new ControlError(outcome.failure));
		else pending?.resolve(outcome.answer);
	}
}
