import { type Endpoint, only } from "./endpoint";
import { EntraRefusal } from "./entra-errors";
import { SCOPES } from "./scopes";

/** Seconds between two polls. */
const POLL_INTERVAL = 5;

/** POST /{tenant}/oauth2/v2.0/devicecode (RFC 8628 section 3.1, as Entra answers it). */
export const deviceCodeEndpoint: Endpoint = async (parts, { directory, form, market }) => {
	const failure = parts.faults.number("device-code-error");
	if (failure !== undefined) throw new EntraRefusal(failure);
	const scope = form.get("scope");
	if (!scope) throw new EntraRefusal(900144);
	if (scope.split(" ").some((name) => !SCOPES.includes(name))) throw new EntraRefusal(70011);
	const { body } = await directory.requestCode(only(form, ["client_id", "scope"]));
	const page = `${parts.pagesUrl()}/${directory.audience === "consumers" ? "link" : "device"}`;
	return {
		user_code: body["user_code"],
		device_code: body["device_code"],
		verification_uri: page,
		expires_in: body["expires_in"],
		interval: POLL_INTERVAL,
		message: invite(page, String(body["user_code"]), market),
	};
};

function invite(page: string, userCode: string, market: string): string {
	return market.toLowerCase().startsWith("fr")
		? `Pour vous connecter, utilisez un navigateur web pour ouvrir la page ${page} et entrez le code ${userCode} pour vous authentifier.`
		: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`;
}
