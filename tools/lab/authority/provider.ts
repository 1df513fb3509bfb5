import { generateKeyPairSync, randomBytes, randomInt } from "node:crypto";
import Provider, { type AdapterPayload, type JWK } from "oidc-provider";
import { type Audience, CLIENT_ID, CLIENT_NAME, findAccount } from "../accounts";
import type { Clock } from "../clock";
import { createStorage } from "./adapter";
import { SCOPES } from "./scopes";

/** Seconds a user code lives. */
export const CODE_LIFE = 900;
/** Seconds without use after which a refresh token is dead: 90 days. */
const REFRESH_LIFE = 90 * 24 * 3600;
/** Seconds an access token lives: 60 to 90 minutes, chosen anew for each. */
const ACCESS_LIFE = { shortest: 3600, longest: 5400 };
/** Seconds a person's grant lives: longer than any test runs its clock. */
const GRANT_LIFE = 20 * 365 * 24 * 3600;
/** Random bits of tokens, six a character; {@link TokenForm} counts on the 43 characters. */
const TOKEN_BITS = 258;
/** Random bits of a device code: 200 characters, about as long as Entra's. */
const DEVICE_CODE_BITS = 1200;

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/**
 * The oidc-provider of one directory. It reads the computer's clock; the lab's rules through the storage
 * ({@link createStorage}) and, for the id_token, through the claims `iat` and `exp` given here.
 *
 * @param payloads where codes, grants and tokens are kept
 */
export function createProvider(
	audience: Audience,
	tenantId: string,
	clock: Clock,
	payloads: Map<string, AdapterPayload>,
): Provider {
	const provider = new Provider(`https://login.microsoftonline.com/${tenantId}/v2.0`, {
		adapter: createStorage(clock, payloads),
		clients: [
			{
				client_id: CLIENT_ID,
				client_name: CLIENT_NAME,
				grant_types: [DEVICE_GRANT, "refresh_token"],
				redirect_uris: [],
				response_types: [],
				token_endpoint_auth_method: "none",
			},
		],
		clientAuthMethods: ["none"],
		scopes: [...SCOPES],
		claims: {
			openid: ["sub", "iat", "tid", "oid", "ver"],
			profile: ["name", "preferred_username"],
		},
		clockTolerance: 0,
		conformIdTokenClaims: false,
		cookies: { keys: [randomBytes(32).toString("hex")] },
		jwks: { keys: [createSigningKey()] },
		features: {
			devInteractions: { enabled: false },
			deviceFlow: { enabled: true, charset: "base-20", mask: "*".repeat(audience === "consumers" ? 8 : 9) },
		},
		findAccount: (_context, id) => describeAccount(id, tenantId, clock),
		formats: {
			bitsOfOpaqueRandomness: (_context, token) =>
				token.kind === "DeviceCode" ? DEVICE_CODE_BITS : TOKEN_BITS,
		},
		issueRefreshToken: (_context, _client, code) => code.scopes.has("offline_access"),
		rotateRefreshToken: true,
		ttl: {
			AccessToken: () => randomInt(ACCESS_LIFE.shortest, ACCESS_LIFE.longest + 1),
			DeviceCode: CODE_LIFE,
			Grant: GRANT_LIFE,
			// The library adds this to the computer's clock; the claim must tell the lab's time.
			IdToken: () => Math.floor((clock.now() - Date.now()) / 1000) + ACCESS_LIFE.shortest,
			RefreshToken: REFRESH_LIFE,
		},
	});
	provider.proxy = true;
	provider.on("grant.error", (context, error) => {
		context.set("x-error-detail", error.error_detail ?? "");
	});
	return provider;
}

function createSigningKey(): JWK {
	const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
	return { ...(privateKey.export({ format: "jwk" }) as JWK), use: "sig", alg: "RS256" };
}

function describeAccount(id: string, tenantId: string, clock: Clock) {
	const account = findAccount(id);
	if (account === undefined) return undefined;
	return {
		accountId: id,
		claims: async () => ({
			sub: id,
			iat: Math.floor(clock.now() / 1000),
			tid: tenantId,
			oid: Buffer.from(id).toString("hex"),
			ver: "2.0",
			name: account.name,
			preferred_username: account.address,
		}),
	};
}
