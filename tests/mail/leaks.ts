import { inspect } from "node:util";
import { Failure } from "../../modules/base/failure";

/** Characters of a secret that may show: fewer give nothing away that a guess would not. */
const PART = 8;

/** Everything that a failure could tell anyone: its fields, its text as JSON, its stack, and those of its causes. */
export function shownBy(error: unknown): string {
	const texts: string[] = [];
	for (let cause = error; cause !== undefined; cause = (cause as Error).cause) {
		const { message, stack } = cause as Error;
		texts.push(
			message,
			stack ?? "",
			JSON.stringify(cause),
			String(cause),
			inspect(cause, { depth: 9, showHidden: true }),
		);
		if (cause instanceof Failure) texts.push(cause.detail ?? "", cause.field ?? "");
	}
	return texts.join("\n");
}

/** Parts of the secrets that a text shows. */
export function leaks(text: string, secrets: readonly string[]): string[] {
	const found: string[] = [];
	for (const secret of secrets) {
		for (let at = 0; at + PART <= secret.length; at++) {
			const part = secret.slice(at, at + PART);
			if (text.includes(part)) found.push(part);
		}
	}
	return found;
}
