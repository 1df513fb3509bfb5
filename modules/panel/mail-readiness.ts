import { clockFailure } from "../base/clock";
import { Failure } from "../base/failure";
import { refreshWarning } from "../oauth/refresh-warning";
import type { PanelContext } from "./screen";

type Sources = Pick<PanelContext, "settings" | "account" | "device">;

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
export function mailFailure({ settings, account, device }: Sources): Failure | undefined {
	const method = settings.get("mail.authentication");
	if (method === "oauth2") {
		if (account.state.kind === "expired") return account.state.failure;
		if (account.login === undefined) return new Failure("oauth.not-signed-in");
		return clockFailure(device.clock);
	}
	const needed: readonly ("mail.smtp-server" | "mail.pop3-server")[] =
		method === "pop-before-smtp" ? ["mail.smtp-server", "mail.pop3-server"] : ["mail.smtp-server"];
	const field = needed.find((key) => settings.get(key) === "");
	return field === undefined ? undefined : new Failure("mail.not-configured", { field });
}
