import bodyParser from "@koa/bodyparser";
import Router from "@koa/router";
import Koa, { type Context, type Next } from "koa";
import { type ApiParts, addApi } from "./api";
import { addFaultPages } from "./fault-pages";
import { addHomePages, type HomeParts } from "./home-page";
import { addMailboxPages } from "./mailbox-pages";
import { SignInPages } from "./sign-in";
import { STYLE } from "./style";

/** Largest form or JSON body the pages read. */
const BODY_LIMIT = "64kb";

/** The names a browser on this computer uses for the lab. */
const LOCAL_NAMES = ["localhost", "127.0.0.1"];

/** The lab's pages and its API. @param log told of failures of the lab itself */
export function createWeb(parts: ApiParts & HomeParts, log: (line: string) => void): Koa {
	const app = new Koa();
	const router = new Router();
	new SignInPages(parts).addTo(router);
	addHomePages(router, parts);
	addMailboxPages(router, parts.mailboxes);
	addFaultPages(router, parts.faults, parts.consents);
	addApi(router, parts);
	router.get("/style.css", (context) => {
		context.type = "css";
		context.body = STYLE;
	});
	app.on("error", (error: Error & { expose?: boolean }) => {
		if (!error.expose) log(`web page failed: ${error.message}`);
	});
	app.use(guard);
	app.use(
		bodyParser({
			encoding: "utf-8",
			enableTypes: ["form", "json"],
			formLimit: BODY_LIMIT,
			jsonLimit: BODY_LIMIT,
			jsonStrict: false,
		}),
	);
	app.use(router.routes());
	return app;
}

/**
 * Keeps other sites out: a page on the web may make this computer's browser call the lab, by another name (DNS
 * rebinding) or with a form of its own. Pages run no script and load nothing from elsewhere.
 */
async function guard(context: Context, next: Next): Promise<void> {
	context.set({
		"Content-Security-Policy":
			"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options": "nosniff",
		// Not "no-referrer": browsers then send "Origin: null" with a form, which looks like another site.
		"Referrer-Policy": "same-origin",
		"Cache-Control": "no-store",
	});
	if (!LOCAL_NAMES.includes(context.hostname)) context.throw(403, "the lab answers to localhost only");
	const origin = context.get("origin");
	const sameOrigin = origin === "" || origin === `http://${context.host}`;
	if (context.method !== "GET" && !sameOrigin) context.throw(403, "the request came from another site");
	await next();
}
