import { clockFailure } from "../base/clock";
import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import { refreshWarning } from "../oauth/refresh-warning";
import type { PanelContext } from "./screen";

/** `account`: that of the server in question. */
type Sources = Pick<PanelContext, "settings" | "device"> & {
	readonly account: Pick<PanelContext["account"], "state" | "login">;
};

/** How the mail service stands: `warning` works for now. */
export type MailReadiness = "ready" | "warning" | "failed";

/** How the mail service stands, in one word. */
export function mailReadiness(sources: Sources): MailReadiness {
	if (mailFailure(sources)) return "failed";
	const { settings, account, device } = sources;
	if (settings.get("mail.authentication") !== "oauth2") return "ready";
	return refreshWarning(account.state, settings, device.clock.now() ?? 0) ? "warning" : "ready";
}

/**
 * Why a message cannot be sent as things stand: nobody has signed in, the sign-in has expired, no certificate can be
 * checked by the clock, or no server is set. Undefined where sending may be tried.
 */
export function mailFailure(
	{ settings, account, device }: Sources,
	server: ServerName = "mail",
): Failure | undefined {
	const method = settings.get(`${server}.authentication`);
	if (method === "oauth2") {
		if (account.state.kind === "expired") return account.state.failure;
		if (account.login === undefined) return new Failure("oauth.not-signed-in");
		return clockFailure(device.clock);
	}
	const needed =
		method === "pop-before-smtp" ? (["smtp-server", "pop3-server"] as const) : (["smtp-server"] as const);
	const field = needed.map((name) => `${server}.${name}` as const).find((key) => settings.get(key) === "");
	return field === undefined ? undefined : new Failure("mail.not-configured", { field });
}
