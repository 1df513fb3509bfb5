import { Failure } from "../base/failure";
import { isLanguage, type Language, texts } from "../language/texts";
import type { URLParameters } from "../network/form";
import { type HTTPRequest, type HTTPResponse, HTTPServer } from "../network/http-server";
import { printerName } from "../status/status";
import { FORM_COOKIE, formCookie, LANGUAGE_COOKIE, languageCookie, SESSION_COOKIE } from "./cookies";
import { isOwnHost, isOwnOrigin } from "./guard";
import { html } from "./html";
import { failureNote, note } from "./pages/parts";
import { misdirected, respond } from "./respond";
import { findRoute, type Route } from "./routes";
import { newToken, type Session, Sessions, sameToken } from "./sessions";
import { type Reply, redirect, type Services, type Visit } from "./visit";

/** Longest form, in bytes: eleven fields of at most 255 characters, each of them percent-encoded, and their names. */
const FORM_LIMIT = 8192;

/** What Web Config needs beside the services its pages show. */
export interface WebConfigOptions extends Services {
	/** TCP port; the pages are plain HTTP, since the device has no TLS server. */
	readonly port: number;
	/** Further names under which the printer may be opened, for example `localhost` on the virtual printer. */
	readonly hosts?: readonly string[];
}

/** Why a request is turned away before any page sees it. */
type Refusal = "notFound" | "method" | "forbidden" | "tooLarge";

const REFUSAL_STATUS = {
	notFound: 404,
	method: 405,
	forbidden: 403,
	tooLarge: 413,
} as const satisfies Record<Refusal, number>;

/**
 * The administrator's pages. Every request passes the same guards here, in this order: its Host header names this
 * printer, the route exists and has the method, a form is of this printer and not too large, the session is one that was
 * given out, the form carries its token. No page repeats or skips them.
 */
export class WebConfig {
	readonly #options: WebConfigOptions;
	readonly #sessions: Sessions;
	#server: HTTPServer | undefined;

	constructor(options: WebConfigOptions) {
		this.#options = options;
		this.#sessions = new Sessions((byteLength) => options.device.random(byteLength));
		options.administrator.observe((kept) => this.#sessions.endAll(kept));
	}

	/** Begins to serve the pages. */
	start(): void {
		const { device, port } = this.#options;
		this.#server ??= new HTTPServer({
			network: device.network,
			port,
			handler: (request) => this.handle(request),
		});
	}

	/** The port it serves on; 0 while it does not. */
	get port(): number {
		return this.#server?.port ?? 0;
	}

	/** Ends serving and every session. */
	close(): void {
		this.#server?.close();
		this.#server = undefined;
		this.#sessions.endAll();
	}

	/** Answers one request; never throws: what goes wrong on a page is told on a page. */
	async handle(request: HTTPRequest): Promise<HTTPResponse> {
		if (!isOwnHost(request.headers.get("host"), this.#names())) {
			return misdirected(texts(this.#language(request)).web.errors.host);
		}
		const session = this.#sessions.find(request.cookies.get(SESSION_COOKIE));
		const visit = this.#visit(request, session);
		let reply: Reply;
		try {
			reply = await this.#answer(request, visit);
		} catch (error) {
			reply = failurePage(visit, Failure.from(error));
		}
		return respond(visit, reply, this.#cookies(request, visit));
	}

	async #answer(request: HTTPRequest, visit: Visit): Promise<Reply> {
		const route = findRoute(request.path);
		if (!route) return refusalPage(visit, "notFound");
		if (request.method !== "GET" && request.method !== "POST") return refusalPage(visit, "method");
		if (!route[request.method]) return refusalPage(visit, "method");
		const isForm = request.method === "POST";
		if (isForm && request.body.byteLength > FORM_LIMIT) return refusalPage(visit, "tooLarge");
		if (isForm && !isOwnOrigin(request.headers.get("origin"), request.headers.get("host"))) {
			return refusalPage(visit, "forbidden");
		}
		if (route.access === "administrator" && !visit.session) return toLogin(request);
		if (isForm && !carriesToken(visit)) return refusalPage(visit, "forbidden");
		return run(route, visit);
	}

	#visit(request: HTTPRequest, session: Session | undefined): Visit {
		const { device } = this.#options;
		let form: URLParameters | undefined;
		const language = this.#language(request);
		return {
			services: this.#options,
			sessions: this.#sessions,
			method: request.method === "POST" ? "POST" : "GET",
			path: request.path,
			language,
			texts: texts(language),
			session,
			formToken:
				session?.formToken ??
				validToken(request.cookies.get(FORM_COOKIE)) ??
				newToken((byteLength) => device.random(byteLength)),
			query: (name) => request.query.get(name),
			form: (name) => {
				form ??= request.form();
				return form.get(name);
			},
		};
	}

	/** The language asked for now, chosen before in this browser, or set on the printer. */
	#language(request: HTTPRequest): Language {
		const asked = request.query.get("language");
		if (isLanguage(asked)) return asked;
		const chosen = request.cookies.get(LANGUAGE_COOKIE);
		return isLanguage(chosen) ? chosen : this.#options.settings.get("language");
	}

	/** Cookies of this answer that no page sets: the chosen language, and the proof for a login form. */
	#cookies(request: HTTPRequest, visit: Visit): string[] {
		const cookies: string[] = [];
		const asked = request.query.get("language");
		if (isLanguage(asked)) cookies.push(languageCookie(asked));
		if (!visit.session && request.cookies.get(FORM_COOKIE) !== visit.formToken) {
			cookies.push(formCookie(visit.formToken));
		}
		return cookies;
	}

	/** Every name under which this printer may be opened now. */
	*#names(): Generator<string> {
		const { device, settings, hosts = [] } = this.#options;
		for (const { connected, address } of device.network.interfaces()) {
			if (connected && address) yield address;
		}
		const name = printerName({ device, settings });
		yield name;
		yield `${name}.local`;
		yield* hosts;
	}
}

function run(route: Route, visit: Visit): Reply | Promise<Reply> {
	const { session, method } = visit;
	const reply =
		route.access === "everyone" ? route[method]?.(visit) : session && route[method]?.({ ...visit, session });
	return reply ?? refusalPage(visit, "method");
}

function carriesToken(visit: Visit): boolean {
	try {
		return sameToken(visit.form("token"), visit.formToken);
	} catch (error) {
		if (error instanceof Failure && error.code === "http.malformed") return false;
		throw error;
	}
}

/** A token as this printer makes them; undefined for anything else. */
function validToken(token: string | undefined): string | undefined {
	return token !== undefined && /^[0-9a-f]{32}$/.test(token) ? token : undefined;
}

function toLogin(request: HTTPRequest): Reply {
	return redirect(request.cookies.get(SESSION_COOKIE) ? "/login?why=ended" : "/login");
}

const REFUSED = html`<div class="narrow">${"note"}<a class="button" href="/">${"back"}</a></div>`;
const FAILED = html`${"note"}<a class="button" href="${"path"}">${"back"}</a>`;

function refusalPage(visit: Visit, refusal: Refusal): Reply {
	const { errors, actions } = visit.texts.web;
	return {
		kind: "page",
		status: REFUSAL_STATUS[refusal],
		heading: errors.heading,
		content: REFUSED({ note: note("bad", errors[refusal]), back: actions.back }),
	};
}

function failurePage(visit: Visit, failure: Failure): Reply {
	const { web } = visit.texts;
	return {
		kind: "page",
		status: 500,
		heading: web.errors.heading,
		content: FAILED({ note: failureNote(visit, failure), path: visit.path, back: web.actions.back }),
	};
}
