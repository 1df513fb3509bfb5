import type { Service } from "./microsoft";
import type { PostForm } from "./post";
import { readTokens, type Tokens } from "./token-response";

/**
 * Asks for a new access token (RFC 6749 section 6). Microsoft answers with a new refresh token too; the old one stays
 * good, so losing this answer loses nothing.
 *
 * @throws Failure whose `action` decides: `retry` changes nothing about the account, `sign-in` ends its sign-in
 */
export async function refresh(
	post: PostForm,
	options: { readonly service: Service; readonly clientId: string; readonly refreshToken: string },
): Promise<Tokens> {
	const answer = await post(options.service.tokenEndpoint, [
		["grant_type", "refresh_token"],
		["client_id", options.clientId],
		["refresh_token", options.refreshToken],
		["scope", options.service.scope],
	]);
	return readTokens(answer);
}
