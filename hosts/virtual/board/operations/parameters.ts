import type { Context } from "koa";
import { BadRequest } from "../api-errors";

/** Members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** A request's JSON object; an empty one without it. */
export function body(context: Context): Members {
	return members(context.request.body) ?? {};
}

/** The members of a JSON object; undefined for anything else. */
export function members(value: unknown): Members | undefined {
	return typeof value === "object" && value !== null ? (value as Members) : undefined;
}

/**
 * Refuses members that mean nothing, so that a misspelt one is not silently left out.
 * @throws BadRequest naming the first of them
 */
export function expectMembers(content: Members, known: readonly string[]): void {
	const unknown = Object.keys(content).find((name) => !known.includes(name));
	if (unknown !== undefined) throw new BadRequest(`there is no "${unknown.slice(0, 40)}" here`);
}

/** The first of a query's values of one name. */
export function text(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

/** @throws BadRequest unless the value is a whole number from `least` to `most`, or such a number as text */
export function number(value: unknown, name: string, least: number, most: number): number {
	const result = typeof value === "string" && value !== "" ? Number(value) : value;
	if (typeof result === "number" && Number.isInteger(result) && result >= least && result <= most)
		return result;
	throw new BadRequest(`"${name}" must be a whole number from ${least} to ${most}`);
}
