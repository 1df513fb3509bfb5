import type { Context } from "koa";
import { ControlError } from "./control-requests";
import { UploadError } from "./upload";

/** A request that says something the API does not understand. */
export class BadRequest extends Error {}

/** Answers every error as JSON, `{"error": sentence}`, with the firmware's `failure` where it reported one. */
export async function reportErrors(context: Context, next: () => Promise<unknown>): Promise<void> {
	try {
		await next();
	} catch (error) {
		const failure = error instanceof ControlError ? error.failure : undefined;
		context.status = statusOf(error);
		context.body = { error: (error as Error).message, failure };
		return;
	}
	if (context.status === 404 && context.body === undefined) {
		context.status = 404;
		context.body = { error: "there is no such thing here; GET /api lists what there is" };
	}
}

function statusOf(error: unknown): number {
	if (error instanceof BadRequest) return 400;
	if (error instanceof ControlError) {
		if (!error.failure) return 503;
		return error.failure.code === "job.busy" ? 409 : 422;
	}
	if (error instanceof UploadError) return error.status;
	const { status } = error as { status?: unknown };
	return typeof status === "number" && status >= 400 ? status : 500;
}
