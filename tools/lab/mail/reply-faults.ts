import type { Faults } from "../faults";
import { REPLIES } from "./replies";

/** Where a fault may put a reply of its own; DATA means after the content. */
export type ReplyPlace = "GREETING" | "EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA";

/** The reply that the faults `temporary` and `smtp-reply` put in place of a command's own. */
export function takeReplyFault(faults: Faults, place: ReplyPlace): string | undefined {
	if (faults.peek("temporary") === place && faults.take("temporary")) return REPLIES.temporary;
	const reply = faults.peek("smtp-reply");
	if (typeof reply !== "string" || !reply.startsWith(`${place} `)) return undefined;
	faults.take("smtp-reply");
	return reply.slice(place.length + 1);
}
