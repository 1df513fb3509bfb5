import Timer from "timer";
import { pause, type SendControl } from "./send-control";

/** Messages that Exchange Online takes from one mailbox in a minute; the next ones are throttled. */
const MESSAGES = 30;
/** A minute, in milliseconds. */
const PERIOD = 60_000;
/** Milliseconds between two looks whether a message may go. */
const GLANCE = 1_000;

/** Keeps the messages of one account within what its mail service takes, with no need to know the time. */
export class SendingRate {
	/** Messages of the last minute. */
	#recent = 0;

	/** Waits until another message may go. Throws job.cancelled once `control` says so. */
	async wait(control: SendControl): Promise<void> {
		while (this.#recent >= MESSAGES) await pause(GLANCE, control);
	}

	/** Counts a message that goes now. */
	count(): void {
		this.#recent += 1;
		Timer.set(() => {
			this.#recent -= 1;
		}, PERIOD);
	}
}
