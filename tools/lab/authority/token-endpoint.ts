import type { Account } from "../accounts";
import type { Faults } from "../faults";
import type { Directory, GrantAnswer } from "./directory";
import { type AuthorityParts, type Endpoint, only } from "./endpoint";
import { EntraRefusal } from "./entra-errors";
import { returnedScope } from "./scopes";
import { ACCESS_TOKEN, REFRESH_TOKEN } from "./token-form";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** POST /{tenant}/oauth2/v2.0/token: device codes and refresh tokens. */
export const tokenEndpoint: Endpoint = async (parts, { directory, form }) => {
	const failure = parts.faults.number("entra-error");
	if (failure !== undefined) throw new EntraRefusal(failure);
	switch (form.get("grant_type")) {
		case DEVICE_GRANT:
			return redeemDeviceCode(parts, directory, form);
		case "refresh_token":
			return refresh(parts, directory, form);
		case null:
			throw new EntraRefusal(900144);
		default:
			throw new EntraRefusal(70003);
	}
};

async function redeemDeviceCode(parts: AuthorityParts, directory: Directory, form: URLSearchParams) {
	const code = form.get("device_code");
	if (!code) throw new EntraRefusal(900144);
	if (parts.faults.take("slow-down")) throw new EntraRefusal(50196, "slow_down");
	if (parts.faults.take("declined")) throw new EntraRefusal(700171);
	checkPolicies(parts.faults, await directory.readDeviceCode(code));
	const answer = await directory.requestToken(only(form, ["client_id", "grant_type", "device_code"]));
	if (answer.status !== 200) throw refuseDeviceCode(answer);
	return present(answer.body, directory);
}

async function refresh(parts: AuthorityParts, directory: Directory, form: URLSearchParams) {
	const dressed = form.get("refresh_token");
	if (!dressed) throw new EntraRefusal(900144);
	const inner = REFRESH_TOKEN.undress(dressed);
	const account = inner === undefined ? undefined : await directory.readRefreshToken(inner);
	if (inner === undefined || account === undefined) throw new EntraRefusal(70000);
	if (parts.faults.hits("refresh-token-expired", account.address)) throw new EntraRefusal(700082);
	if (parts.faults.hits("password-changed", account.address)) throw new EntraRefusal(50173);
	checkPolicies(parts.faults, account);
	if (!parts.consents.allows(account)) throw new EntraRefusal(65001);
	const inside = only(form, ["client_id", "grant_type", "scope"]);
	inside.set("refresh_token", inner);
	const answer = await directory.requestToken(inside);
	if (answer.status !== 200) throw refuseRefresh(answer);
	return present(answer.body, directory);
}

function checkPolicies(faults: Faults, account: Account | undefined): void {
	if (faults.hits("conditional-access", account?.address)) throw new EntraRefusal(53003);
	if (faults.hits("device-code-blocked", account?.address)) throw new EntraRefusal(530036);
}

function refuseDeviceCode({ body, detail }: GrantAnswer): EntraRefusal {
	switch (body["error"]) {
		case "authorization_pending":
			return new EntraRefusal(70016);
		case "expired_token":
			return new EntraRefusal(70020);
		case "access_denied":
			return new EntraRefusal(700171);
		default:
			return detail === "device code not found"
				? new EntraRefusal(70000, "bad_verification_code")
				: new EntraRefusal(70000);
	}
}

function refuseRefresh({ body, detail }: GrantAnswer): EntraRefusal {
	if (detail === "refresh token is expired") return new EntraRefusal(700082);
	if (body["error"] === "invalid_scope") return new EntraRefusal(65001);
	return new EntraRefusal(70000);
}

/** A token answer in Entra's words. */
function present(body: GrantAnswer["body"], directory: Directory): object {
	const { access_token, id_token, refresh_token, expires_in } = body;
	return {
		token_type: "Bearer",
		scope: returnedScope(String(body["scope"]), directory.audience === "consumers"),
		expires_in,
		ext_expires_in: expires_in,
		access_token: ACCESS_TOKEN.dress(String(access_token)),
		...(typeof refresh_token === "string" ? { refresh_token: REFRESH_TOKEN.dress(refresh_token) } : {}),
		...(typeof id_token === "string" ? { id_token } : {}),
	};
}
