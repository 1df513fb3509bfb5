import type { Context } from "koa";

/** One thing that the control API does: what `GET /api` lists and what the router serves. */
export interface Operation {
	readonly method: "get" | "post" | "delete";
	readonly path: string;
	/** One sentence for the list. */
	readonly does: string;
	/** True where the body is a document as it is, not JSON. */
	readonly takesDocument?: true;
	/** Carries it out; the answer is sent as JSON, or as it is when it is a Buffer. Throws BadRequest, ControlError. */
	readonly run: (context: Context) => unknown;
}
