import type { Context, Middleware } from "koa";
import type { Board } from "../board/board";
import { LCDServer } from "./lcd-server";
import { loadPageFiles, type PageFile } from "./page-files";

/** The front panel page and the connection that shows the LCD on it. */
export class FrontPanel {
	readonly #lcd: LCDServer;
	readonly #files: ReadonlyMap<string, PageFile>;

	private constructor(board: Board, files: ReadonlyMap<string, PageFile>) {
		this.#lcd = new LCDServer(board);
		this.#files = files;
	}

	/** Bundles the page. */
	static async open(board: Board): Promise<FrontPanel> {
		return new FrontPanel(board, await loadPageFiles());
	}

	/** Takes WebSocket connections. */
	get upgrade(): LCDServer["upgrade"] {
		return this.#lcd.upgrade;
	}

	/** Serves the page's files; `/` only to those who ask for HTML, as browsers do: others get the API's list there. */
	readonly pages: Middleware = (context, next) => {
		const file = this.#files.get(context.path);
		if (!file || (context.method !== "GET" && context.method !== "HEAD")) return next();
		if (context.path === "/") {
			context.vary("Accept");
			if (context.accepts("json", "html") !== "html") return next();
		}
		return send(context, file);
	};

	/** Ends the connections. */
	close(): void {
		this.#lcd.close();
	}
}

function send(context: Context, { type, content, tag }: PageFile): void {
	context.set({
		"Content-Security-Policy":
			`default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; ` +
			// Older browsers do not count WebSockets as 'self'; the host is one of the local names by now.
			`connect-src 'self' ws://${context.host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer",
		"Cache-Control": "no-cache",
	});
	context.type = type;
	context.etag = tag;
	context.status = 200;
	if (context.fresh) context.status = 304;
	else context.body = content;
}
