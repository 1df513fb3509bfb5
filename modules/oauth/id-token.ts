import { fromBase64URL, text } from "../base/bytes";
import { Failure } from "../base/failure";

/** Longest name in characters: an address of RFC 5321 has at most 254. */
const NAME_LIMIT = 320;

/** Who signed in. */
export interface SignedInIdentity {
	/** `preferred_username`: the name that XOAUTH2 wants as `user=`. */
	readonly login: string;
	/** `tid`: the tenant's id. */
	readonly tenantId: string | undefined;
	/** `name`: for people to read. */
	readonly displayName: string | undefined;
}

/**
 * Reads who signed in from an id_token (OpenID Connect Core section 2). Its signature needs no check: it came over
 * verified TLS from the token endpoint (section 3.1.3.7, item 6).
 *
 * @throws Failure `oauth.identity-missing`
 */
export function readIdToken(idToken: string | undefined): SignedInIdentity {
	const claims = idToken === undefined ? undefined : readClaims(idToken);
	const login = named(claims?.["preferred_username"]);
	if (!login) throw new Failure("oauth.identity-missing");
	return { login, tenantId: named(claims?.["tid"]), displayName: named(claims?.["name"]) };
}

function readClaims(idToken: string): Readonly<Record<string, unknown>> | undefined {
	const payload = idToken.split(".")[1];
	if (payload === undefined) return undefined;
	try {
		const claims: unknown = JSON.parse(text(fromBase64URL(payload)));
		return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** Control characters could end the user name inside an XOAUTH2 response. */
function named(claim: unknown): string | undefined {
	if (typeof claim !== "string" || claim === "" || claim.length > NAME_LIMIT) return undefined;
	return /[\u0000-\u001f\u007f]/.test(claim) ? undefined : claim;
}
