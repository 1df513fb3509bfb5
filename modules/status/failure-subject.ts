import type { Failure } from "../base/failure";
import type { Texts } from "../language/texts";
import type { StatusRow } from "./status";

/**
 * What a failure is about, where its text cannot know: the POP3 server, where a job talks to two servers, or the setting
 * that is missing or cannot be used. Undefined for the others.
 */
export function failureSubject({ server, field }: Failure, texts: Texts): StatusRow | undefined {
	if (server !== undefined) return { label: texts.web.email.groups.incoming, value: server };
	const labels: Readonly<Record<string, string>> = texts.settings.labels;
	const name = field === undefined ? undefined : labels[field];
	return name === undefined ? undefined : { label: texts.status.labels.setting, value: name };
}
