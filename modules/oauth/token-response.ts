import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import { entraFailure, readEntraError } from "./entra-error";
import type { Answer } from "./post";

/** Longest token or device code, in characters. Access tokens of over 4 KB have been seen. */
const TOKEN_LIMIT = 16 * 1024;

/** Longest text that a person reads, in characters. */
const TEXT_LIMIT = 2048;

/** Poll interval where the server names none, in seconds (RFC 8628 section 3.2). */
const DEFAULT_INTERVAL = 5;

/** Longest poll interval taken from a server, in seconds. */
const INTERVAL_LIMIT = 300;

/** Longest life of a code or an access token, in seconds: two days; continuous access evaluation gives up to 28 hours. */
const LIFE_LIMIT = 172_800;

/** Life of an access token where the server names none, in seconds: the shortest that Microsoft gives. */
const DEFAULT_LIFE = 3600;

/** A started device authorization (RFC 8628 section 3.2), each text exactly as the server gave it. */
export interface DeviceAuthorization {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly verificationUri: string;
	/** What to do, in the language asked for; empty where the server gave none. */
	readonly message: string;
	/** Seconds. */
	readonly expiresIn: number;
	/** Seconds between polls. */
	readonly interval: number;
}

/** Tokens (RFC 6749 section 5.1). */
export interface Tokens {
	readonly accessToken: string;
	/** Seconds. */
	readonly expiresIn: number;
	/** The next refresh token; undefined where the present one goes on. */
	readonly refreshToken: string | undefined;
	/** What was granted; undefined where it is what was asked for. */
	readonly scope: string | undefined;
	readonly idToken: string | undefined;
}

/** An answer of the token endpoint while the person has yet to sign in, or after. */
export type PollAnswer =
	| { readonly kind: "pending" }
	| { readonly kind: "slow-down" }
	| { readonly kind: "tokens"; readonly tokens: Tokens };

/**
 * Reads the answer of the device authorization endpoint.
 *
 * @throws Failure `oauth.*`
 */
export function readDeviceAuthorization(answer: Answer): DeviceAuthorization {
	const json = readSuccess(answer, "device-code");
	return {
		deviceCode: token(json, "device_code"),
		userCode: shown(json, "user_code"),
		verificationUri: link(json, "verification_uri"),
		message: json["message"] === undefined ? "" : shown(json, "message"),
		expiresIn: seconds(json, "expires_in", LIFE_LIMIT),
		interval: seconds(json, "interval", INTERVAL_LIMIT, DEFAULT_INTERVAL),
	};
}

/**
 * Reads an answer of the token endpoint to a device code (RFC 8628 section 3.5).
 *
 * @throws Failure `oauth.*`
 */
export function readPoll(answer: Answer): PollAnswer {
	const json = readObject(answer, "device-code");
	if (json["error"] === "authorization_pending") return { kind: "pending" };
	if (json["error"] === "slow_down") return { kind: "slow-down" };
	assertSuccess(answer, json, "device-code");
	return { kind: "tokens", tokens: tokensOf(json) };
}

/**
 * Reads an answer of the token endpoint to a refresh token.
 *
 * @throws Failure `oauth.*`; `action` says whether the account must sign in again
 */
export function readTokens(answer: Answer): Tokens {
	return tokensOf(readSuccess(answer, "token"));
}

type JSONObject = Readonly<Record<string, unknown>>;

function tokensOf(json: JSONObject): Tokens {
	const type = json["token_type"];
	if (type !== undefined && (typeof type !== "string" || type.toLowerCase() !== "bearer")) {
		throw malformed("token_type");
	}
	const optional = (field: string): string | undefined =>
		json[field] === undefined || json[field] === null ? undefined : token(json, field);
	return {
		accessToken: token(json, "access_token"),
		expiresIn: seconds(json, "expires_in", LIFE_LIMIT, DEFAULT_LIFE),
		refreshToken: optional("refresh_token"),
		scope: json["scope"] === undefined ? undefined : shown(json, "scope"),
		idToken: optional("id_token"),
	};
}

function readSuccess(answer: Answer, stage: Stage): JSONObject {
	const json = readObject(answer, stage);
	assertSuccess(answer, json, stage);
	return json;
}

function assertSuccess(answer: Answer, json: JSONObject, stage: Stage): void {
	const error = readEntraError(json);
	if (error) throw entraFailure(error, stage, answer.retryAfter);
	if (answer.status !== 200) throw malformed(`HTTP status ${answer.status}`, stage);
}

/** The answer's JSON object. A server that is overloaded says so by its status, in whatever format. */
function readObject({ status, retryAfter, body }: Answer, stage: Stage): JSONObject {
	if (status === 429 || status >= 500) {
		const code = status === 429 ? "oauth.throttled" : "oauth.unavailable";
		const detail = `HTTP status ${status}`;
		throw new Failure(code, retryAfter === undefined ? { stage, detail } : { stage, detail, retryAfter });
	}
	let json: unknown;
	try {
		json = JSON.parse(body);
	} catch {
		throw malformed(`no JSON, HTTP status ${status}`, stage);
	}
	if (typeof json !== "object" || json === null || Array.isArray(json))
		throw malformed("no JSON object", stage);
	return json as JSONObject;
}

/** Visible ASCII: anything else could end the header or the AUTH line that carries the token. */
function token(json: JSONObject, field: string): string {
	const value = json[field];
	if (typeof value !== "string" || value.length > TOKEN_LIMIT || !value || /[^\x21-\x7e]/.test(value)) {
		throw malformed(field);
	}
	return value;
}

function shown(json: JSONObject, field: string): string {
	const value = json[field];
	if (typeof value !== "string" || value === "" || value.length > TEXT_LIMIT) throw malformed(field);
	return value;
}

/**
 * A link that pages show and QR codes hold, with nothing that could leave an attribute: https, or http to this very
 * computer, where nobody listens in.
 */
function link(json: JSONObject, field: string): string {
	const value = shown(json, field);
	if (!/^(https:\/\/|http:\/\/localhost[:/])[^\s"'<>\\]+$/.test(value)) throw malformed(field);
	return value;
}

function seconds(json: JSONObject, field: string, limit: number, absent?: number): number {
	const value = json[field] ?? absent;
	const number = typeof value === "string" && /^[0-9]{1,9}$/.test(value) ? Number(value) : value;
	if (typeof number !== "number" || !Number.isFinite(number) || number < 1) throw malformed(field);
	return Math.min(limit, Math.floor(number));
}

/** The detail names the field and never its value, which may be a token. */
function malformed(detail: string, stage: Stage = "token"): Failure {
	return new Failure("oauth.answer-malformed", { detail, stage });
}
