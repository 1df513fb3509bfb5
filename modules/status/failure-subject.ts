import type { Failure } from "../base/failure";
import type { FailureCode } from "../base/failure-codes";
import type { ServerName } from "../base/fax-server";
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

/** What helps against a failure with one of the two servers: the fax server's page stands in place of the mail server's. */
export function remedyOf(code: FailureCode, server: ServerName, { failures, places }: Texts): string {
	return failures[code].remedy.replaceAll(places.mail, places[server]);
}
