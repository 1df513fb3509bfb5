import { Failure } from "../base/failure";

/** Seconds to wait before the second and the third try: somebody stands at the printer. */
export const RETRY_DELAYS: readonly number[] = [5, 30];

/** Longest wait, in seconds, that a server may ask for; beyond it a person decides when to try again. */
const PATIENCE = 60;

/**
 * How long to wait before a message is sent again, in seconds; undefined where another try now cannot help. The message
 * keeps its Message-ID, so that a server whose answer was lost can tell that it has it already.
 * @param failure how the last try ended
 * @param delays seconds before each further try
 * @param tries how often it was tried, at least once
 */
export function retryDelay(failure: unknown, delays: readonly number[], tries: number): number | undefined {
	const delay = delays[tries - 1];
	if (delay === undefined || !(failure instanceof Failure) || failure.action !== "retry") return undefined;
	const { code, retryAfter = 0 } = failure;
	// The others that "retry" helps begin with the person: they load the document anew, or start another job.
	const passing = /^(?:network|smtp|pop3|oauth)\./.test(code);
	return passing && retryAfter <= PATIENCE ? Math.max(delay, retryAfter) : undefined;
}
