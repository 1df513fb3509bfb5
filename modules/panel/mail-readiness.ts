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
	if (settings.get("mail.authentication") === "oauth2") {
		if (account.state.kind === "expired") return account.state.failure;
		return account.login === undefined ? new Failure("oauth.not-signed-in") : undefined;
	}
	return settings.get("mail.smtp-server") === "" ? new Failure("mail.not-configured") : undefined;
}
