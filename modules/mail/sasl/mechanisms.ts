import { CRAMMD5 } from "./cram-md5";
import { Login } from "./login";
import type { Mechanism } from "./mechanism";
import { OAuthBearer } from "./oauth-bearer";
import { Plain } from "./plain";
import { XOAUTH2 } from "./xoauth2";

/**
 * The mechanisms for a password, the strongest first: CRAM-MD5 keeps it to itself, PLAIN and LOGIN say it.
 *
 * Throws settings.invalid (`mail.account` or `mail.password`) for control characters.
 */
export function passwordMechanisms(account: string, password: string): readonly Mechanism[] {
	return [new CRAMMD5(account, password), new Plain(account, password), new Login(account, password)];
}

/**
 * The mechanisms for an access token: Microsoft's and Google's own, and OAUTHBEARER for a server that offers only that.
 * @param server the server's name and port, as the printer connects to it
 *
 * Throws settings.invalid (`login` or `mail.smtp-server`) and oauth.answer-malformed.
 */
export function tokenMechanisms(
	login: string,
	token: string,
	server: { readonly host: string; readonly port: number },
): readonly Mechanism[] {
	return [new XOAUTH2(login, token), new OAuthBearer(login, token, server)];
}
