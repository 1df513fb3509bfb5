import type { Clock } from "../clock";
import type { Consents } from "../consents";
import type { Faults } from "../faults";
import type { Directory } from "./directory";

/** What the authority works with. */
export interface AuthorityParts {
	readonly clock: Clock;
	readonly faults: Faults;
	readonly consents: Consents;
	readonly organization: Directory;
	readonly consumers: Directory;
	/** Base of the pages where a person enters a code. */
	pagesUrl(): string;
}

/** A request to one of the authority's endpoints. */
export interface EndpointRequest {
	readonly directory: Directory;
	readonly form: URLSearchParams;
	/** The `mkt` of the query: the language of messages. */
	readonly market: string;
}

/** Answers a request with a JSON body. @throws EntraRefusal */
export type Endpoint = (parts: AuthorityParts, request: EndpointRequest) => Promise<object>;

/** The parameters the directory needs; clients may send others, which Entra ignores. */
export function only(form: URLSearchParams, names: readonly string[]): URLSearchParams {
	const kept = new URLSearchParams();
	for (const name of names) {
		const value = form.get(name);
		if (value !== null) kept.set(name, value);
	}
	return kept;
}
