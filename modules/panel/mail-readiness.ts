import { Failure } from "../base/failure";
import type { PanelContext } from "./screen";

/**
 * Why a message cannot be sent as things stand: nobody has signed in, the sign-in has expired, or no server is set.
 * Undefined where sending may be tried.
 */
export function mailFailure({
	settings,
	account,
}: Pick<PanelContext, "settings" | "account">): Failure | undefined {
	const method = settings.get("mail.authentication");
	if (method === "oauth2") {
		if (account.state.kind === "expired") return account.state.failure;
		return account.login === undefined ? new Failure("oauth.not-signed-in") : undefined;
	}
	const needed: readonly ("mail.smtp-server" | "mail.pop3-server")[] =
		method === "pop-before-smtp" ? ["mail.smtp-server", "mail.pop3-server"] : ["mail.smtp-server"];
	const field = needed.find((key) => settings.get(key) === "");
	return field === undefined ? undefined : new Failure("mail.not-configured", { field });
}
