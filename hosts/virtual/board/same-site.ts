import type { Middleware } from "koa";

/** Names of the loopback interface that a person types. */
const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?$/;

/**
 * Refuses requests that a web page of another site has made the browser send. The API has no password, because it is for
 * this computer only; a browser on this computer carries out what any site asks for. So the host must be a local name,
 * which a rebound DNS name is not, and a request with an origin must come from the API's own.
 */
export const refuseOtherSites: Middleware = async (context, next) => {
	const { host = "", origin, "sec-fetch-site": site } = context.req.headers;
	const foreign =
		!LOCAL_HOST.test(host) ||
		(origin !== undefined && origin !== `http://${host}`) ||
		(site !== undefined && site !== "same-origin" && site !== "none");
	if (!foreign) return next();
	context.status = 403;
	context.body = { error: "only for programs and pages of this computer" };
};
