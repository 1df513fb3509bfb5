import type { IncomingHttpHeaders } from "node:http";
import type { Middleware } from "koa";

/** Names of the loopback interface that a person types. */
const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?$/;

/**
 * True for a request that a web page of another site has made the browser send: the host is no local name, which a
 * rebound DNS name is not, or the origin is not the API's own. Programs send no origin; browsers send one with every
 * WebSocket and with everything that changes something.
 */
export function isForeign({ host = "", origin }: IncomingHttpHeaders): boolean {
	return !LOCAL_HOST.test(host) || (origin !== undefined && origin !== `http://${host}`);
}

/**
 * Refuses requests of other sites' pages. The API has no password, because it is for this computer only; a browser on
 * this computer carries out what any site asks for. A link to the API is no danger: the browser shows what it leads to
 * to the person, not to the site.
 */
export const refuseOtherSites: Middleware = async (context, next) => {
	const { headers, method = "" } = context.req;
	const { "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": destination } = headers;
	const followedLink = method === "GET" && mode === "navigate" && destination === "document";
	const embedded = site !== undefined && site !== "same-origin" && site !== "none" && !followedLink;
	if (!isForeign(headers) && !embedded) return next();
	context.status = 403;
	context.body = { error: "only for programs and pages of this computer" };
};
