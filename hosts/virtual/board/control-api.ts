import { createServer } from "node:http";
import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa, { type Middleware } from "koa";
import { reportErrors } from "./api-errors";
import type { Board } from "./board";
import { type Listener, listen } from "./loopback";
import { engineOperations } from "./operations/engine";
import { frontOperations, type Links } from "./operations/front";
import { jobOperations } from "./operations/jobs";
import type { Operation } from "./operations/operation";
import { paperOperations } from "./operations/paper";
import { scannerOperations } from "./operations/scanner";
import { testBenchOperations } from "./operations/test-bench";
import { refuseOtherSites } from "./same-site";
import type { UpgradeHandler } from "./upgrade";

/** Longest document that is taken, in bytes: ten times what Exchange Online takes in a message. */
const DOCUMENT_LIMIT = 350 * 1024 * 1024;

/** How the API is made. */
export interface ControlAPIOptions {
	/** The board's state folder; documents in the tray lie in `documents` there. */
	readonly folder: string;
	/** Longest document in bytes. */
	readonly documentLimit?: number;
	/** Addresses to open beside the API, as `GET /label` tells them. */
	readonly links?: Links;
	/** Pages served beside the API; what they do not answer, the API does. */
	readonly pages?: Middleware;
}

/** Reads small JSON bodies. */
const parseJSON = bodyParser({ enableTypes: ["json"], jsonLimit: "64kb", encoding: "utf-8" });

/** The virtual printer's outside world over HTTP: its front, its scanner, its power switch, its clock, and looks inside. */
export function createControlAPI(board: Board, options: ControlAPIOptions): Koa {
	const { folder, documentLimit = DOCUMENT_LIMIT, links = {}, pages } = options;
	const app = new Koa();
	app.use(refuseOtherSites);
	if (pages) app.use(pages);
	app.use(reportErrors);
	const router = createRouter([
		...scannerOperations(board, folder, documentLimit),
		...frontOperations(board, links),
		...jobOperations(board),
		...paperOperations(board),
		...engineOperations(board),
		...testBenchOperations(board),
	]);
	app.use(router.routes());
	app.use(router.allowedMethods());
	return app;
}

function createRouter(operations: readonly Operation[]): Router {
	const router = new Router();
	const list: Middleware = (context) => {
		context.body = operations.map(({ method, path, does }) => ({ method: method.toUpperCase(), path, does }));
	};
	router.get("/", list);
	router.get("/api", list);
	for (const { method, path, takesDocument, run } of operations) {
		const answer: Middleware = async (context) => {
			context.set("Cache-Control", "no-store");
			context.body = (await run(context)) ?? {};
		};
		router[method](path, ...(takesDocument ? [answer] : [parseJSON, answer]));
	}
	return router;
}

/**
 * Serves the API on 127.0.0.1.
 * @param port 0 for any free one
 * @param upgrade takes WebSocket connections; without it there are none
 * @throws Error of one line when the port cannot be opened
 */
export function serveControlAPI(app: Koa, port: number, upgrade?: UpgradeHandler): Promise<Listener> {
	const server = createServer(app.callback());
	if (upgrade) server.on("upgrade", upgrade);
	return listen(server, port, "the control API");
}
