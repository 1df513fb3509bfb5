import { randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import bodyParser from "@koa/bodyparser";
import Router from "@koa/router";
import Koa, { type Context } from "koa";
import { CLIENT_ID, CONSUMER_TENANT_ID, TENANT_ID } from "../accounts";
import type { Faults } from "../faults";
import { deviceCodeEndpoint } from "./device-code-endpoint";
import type { Directory } from "./directory";
import type { AuthorityParts, Endpoint } from "./endpoint";
import { EntraRefusal } from "./entra-errors";
import { tokenEndpoint } from "./token-endpoint";

/** Largest form the authority reads. */
const FORM_LIMIT = "32kb";
/** Octets a chunk holds under the fault `chunked-answers`: small, so that it cuts through JSON strings. */
const CHUNK = 37;

/**
 * The token service of Entra ID, v2.0: translates between what Entra's clients send and see, and the directories'
 * oidc-providers.
 */
export function createAuthority(parts: AuthorityParts): Koa {
	const app = new Koa();
	const router = new Router();
	router.post("/:tenant/oauth2/v2.0/devicecode", (context) => answer(parts, context, deviceCodeEndpoint));
	router.post("/:tenant/oauth2/v2.0/token", (context) => answer(parts, context, tokenEndpoint));
	app.use(bodyParser({ encoding: "utf-8", enableTypes: ["form"], formLimit: FORM_LIMIT }));
	app.use(router.routes());
	return app;
}

async function answer(parts: AuthorityParts, context: Context, endpoint: Endpoint): Promise<void> {
	await delay(parts.faults.number("slow"));
	dressHeaders(context);
	if (failOutright(parts.faults, context)) return;
	try {
		const directory = findDirectory(parts, context["params"].tenant);
		const form = new URLSearchParams(context.request.body as Record<string, string>);
		checkClient(form);
		const market = String(context.query["mkt"] ?? "");
		context.body = await endpoint(parts, { directory, form, market });
	} catch (error) {
		if (!(error instanceof EntraRefusal)) throw error;
		context.status = error.status;
		context.body = error.body(parts.clock.now());
	}
	const more = parts.faults.number("large-answers");
	if (more !== undefined) context.body = { ...(context.body as object), padding: "x".repeat(more) };
	if (parts.faults.take("drop-answer")) context.req.socket.destroy();
	if (parts.faults.take("chunked-answers")) sendInChunks(context);
}

function delay(milliseconds = 0): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The headers that come with every answer of Entra; a small client must get past them. */
function dressHeaders(context: Context): void {
	context.set({
		"Cache-Control": "no-store, no-cache",
		Pragma: "no-cache",
		Expires: "-1",
		"Strict-Transport-Security": "max-age=31536000; includeSubDomains",
		"X-Content-Type-Options": "nosniff",
		P3P: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
		"x-ms-request-id": randomUUID(),
		"x-ms-ests-server": "2.1.0 - LAB ProdSlices",
		"X-XSS-Protection": "0",
	});
	context.append(
		"Set-Cookie",
		`fpc=${randomBytes(16).toString("hex")}; path=/; secure; HttpOnly; SameSite=None`,
	);
	context.append("Set-Cookie", "x-ms-gateway-slice=estsfd; path=/; secure; httponly");
}

/** Answers that do not come from the service behind. @returns whether one was given */
function failOutright(faults: Faults, context: Context): boolean {
	const wait = faults.number("throttled");
	if (wait !== undefined) {
		context.status = 429;
		context.set("Retry-After", String(wait));
		context.body = "Too many requests. Please wait and try again.";
		return true;
	}
	const status = faults.number("server-error");
	if (status !== undefined) {
		context.status = status;
		context.type = "html";
		context.body = `<html><head><title>${status}</title></head><body><h1>Service unavailable</h1></body></html>`;
		return true;
	}
	return false;
}

function sendInChunks(context: Context): void {
	const bytes = Buffer.from(JSON.stringify(context.body));
	const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, index) =>
		bytes.subarray(index * CHUNK, (index + 1) * CHUNK),
	);
	context.type = "json";
	context.body = Readable.from(chunks);
}

function findDirectory(parts: AuthorityParts, tenant: string): Directory {
	if (tenant === "organizations" || tenant === TENANT_ID) return parts.organization;
	if (tenant === "consumers" || tenant === CONSUMER_TENANT_ID) return parts.consumers;
	throw new EntraRefusal(90002);
}

function checkClient(form: URLSearchParams): void {
	const client = form.get("client_id");
	if (!client) throw new EntraRefusal(900144);
	if (client !== CLIENT_ID) throw new EntraRefusal(700016);
	if (form.has("client_secret") || form.has("client_assertion")) throw new EntraRefusal(700025);
}
