import Timer from "timer";
import { Failure } from "../base/failure";

/** How someone follows and stops the sending of a message; a job's control. */
export interface SendControl {
	/** True from the moment that sending should stop. */
	readonly cancelled?: boolean;
	/** @param sent bytes of the message sent so far @param total all bytes, where known */
	progress?(sent: number, total: number | undefined): void;
	/** Calls back when sending should stop, so that no wait needs to end first; a later callback takes its place. */
	onCancel?(callback: () => void): void;
}

/**
 * Waits.
 * @param milliseconds how long
 *
 * Throws job.cancelled once `control` says so.
 */
export function pause(milliseconds: number, control: SendControl): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = Timer.set(() => resolve(), milliseconds);
		control.onCancel?.(() => {
			Timer.clear(timer);
			reject(new Failure("job.cancelled"));
		});
	});
}
