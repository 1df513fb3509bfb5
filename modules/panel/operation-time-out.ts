import { StallTimer } from "../network/stall-timer";

/** Minutes without input after which the panel logs out and returns home. */
export const TIME_OUT_MINUTES = 3;

/** The operation time-out: a panel that nobody works returns to how anybody may find it. */
export class OperationTimeOut extends StallTimer {
	readonly #holds: () => boolean;
	readonly #ended: () => void;

	/**
	 * @param holds does something go on that a person waits for?
	 * @param ended called when there was no input for so long
	 */
	constructor(holds: () => boolean, ended: () => void) {
		super();
		this.#holds = holds;
		this.#ended = ended;
	}

	/** Somebody is there. */
	touch(): void {
		this.begin(TIME_OUT_MINUTES * 60_000);
	}

	protected override expired(): void {
		if (this.#holds()) this.touch();
		else this.#ended();
	}
}
