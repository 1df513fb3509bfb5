import type { Failure } from "../base/failure";

/** A recipient that the server refused while it may have taken the message for others. */
export interface Refusal {
	readonly address: string;
	readonly failure: Failure;
}
