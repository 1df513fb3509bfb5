import type { Source } from "../base/source";

/** A message as it is sent. */
export interface MessageBody extends Source {
	/** True while what the last read gave has no line that begins with a dot, so that nobody needs to look for one. */
	readonly dotless?: boolean;
}
