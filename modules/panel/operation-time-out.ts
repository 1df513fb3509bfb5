import { StallTimer } from "../network/stall-timer";

/** Minutes without input after which the panel logs out and returns home. */
export const TIME_OUT_MINUTES = 3;

/** The operation time-out: a panel that nobody works returns to how anybody may find it. */
export class OperationTimeOut {
	readonly #timer: StallTimer;

	/**
	 * @param holds does something go on that a person waits for?
	 * @param expired called when there was no input for so long
	 */
	constructor(holds: () => boolean, expired: () => void) {
		this.#timer = new StallTimer(() => {
			if (holds()) this.touch();
			else expired();
		});
	}

	/** Somebody is there. */
	touch(): void {
		this.#timer.begin(TIME_OUT_MINUTES * 60_000);
	}
}
