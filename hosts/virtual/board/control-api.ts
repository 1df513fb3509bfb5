import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa, { type Context, type Middleware } from "koa";
import { BadRequest, reportErrors } from "./api-errors";
import type { Board } from "./board";
import { type Listener, listen } from "./loopback";
import { refuseOtherSites } from "./same-site";
import { documentName, documentType, receiveFile } from "./upload";

/** Longest document that is taken, in bytes: ten times what Exchange Online takes in a message. */
const DOCUMENT_LIMIT = 350 * 1024 * 1024;

/** Most pages a document may claim to have. */
const PAGES_LIMIT = 9999;

/** Farthest that the clock is advanced at once, in milliseconds: a year. */
const ADVANCE_LIMIT = 366 * 24 * 3600 * 1000;

/** How the API is made. */
export interface ControlAPIOptions {
	/** The board's state folder; documents in the tray lie in `documents` there. */
	readonly folder: string;
	/** Longest document in bytes. */
	readonly documentLimit?: number;
}

/** One thing that the API does: what `GET /` lists and what the router serves. */
interface Operation {
	readonly method: "get" | "post" | "delete";
	readonly path: string;
	readonly does: string;
	/** True where the body is a document as it is, not JSON. */
	readonly takesDocument?: true;
	readonly run: (context: Context) => unknown;
}

/** Reads small JSON bodies. */
const parseJSON = bodyParser({ enableTypes: ["json"], jsonLimit: "64kb", encoding: "utf-8" });

/** The virtual printer's outside world over HTTP: its scanner, its power switch, its clock, and looks inside. */
export function createControlAPI(board: Board, options: ControlAPIOptions): Koa {
	const { folder, documentLimit = DOCUMENT_LIMIT } = options;
	const operations = [
		...scannerOperations(board, documentFolder(folder), documentLimit),
		...jobOperations(board),
		...engineOperations(board),
		...testBenchOperations(board),
	];
	const router = new Router();
	router.get("/", (context) => {
		context.body = operations.map(({ method, path, does }) => ({ method: method.toUpperCase(), path, does }));
	});
	for (const { method, path, takesDocument, run } of operations) {
		const answer: Middleware = async (context) => {
			context.body = (await run(context)) ?? {};
		};
		router[method](path, ...(takesDocument ? [answer] : [parseJSON, answer]));
	}
	const app = new Koa();
	app.use(refuseOtherSites);
	app.use(reportErrors);
	app.use(router.routes());
	app.use(router.allowedMethods());
	return app;
}

/**
 * Serves the API on 127.0.0.1.
 * @param port 0 for any free one
 * @throws Error of one line when the port cannot be opened
 */
export function serveControlAPI(app: Koa, port: number): Promise<Listener> {
	return listen(createServer(app.callback()), port, "the control API");
}

/** The folder for documents in the tray, empty: what an earlier run left there lies in no tray any more. */
function documentFolder(state: string): string {
	const folder = join(state, "documents");
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	return folder;
}

function scannerOperations(board: Board, folder: string, documentLimit: number): Operation[] {
	return [
		{
			method: "get",
			path: "/scanner",
			does: "What lies in the scanner's tray.",
			run: () => ({ document: describeDocument(board) }),
		},
		{
			method: "post",
			path: "/scanner",
			does: "Lays the body into the tray as a document; ?name=, ?pages=, Content-Type say what it is.",
			takesDocument: true,
			run: async (context) => {
				const name = documentName(
					text(context.query["name"]),
					context.get("content-disposition") || undefined,
				);
				const pages = number(context.query["pages"] ?? 1, "pages", 1, PAGES_LIMIT);
				const path = join(folder, randomUUID());
				await receiveFile(context.req, path, documentLimit);
				board.tray.load({ path, name, type: documentType(context.get("content-type"), name), pages });
				context.status = 201;
				return { document: describeDocument(board) };
			},
		},
		{
			method: "delete",
			path: "/scanner",
			does: "Takes the document out of the tray.",
			run: () => ({ removed: board.tray.unload() }),
		},
	];
}

function jobOperations(board: Board): Operation[] {
	return [
		{
			method: "post",
			path: "/scan",
			does: 'Scans to e-mail: {"to": [addresses], "subject"?}; ?wait=1 answers when the job has ended.',
			run: (context) => {
				const { to, subject } = body(context);
				if (!Array.isArray(to) || !to.every((address) => typeof address === "string")) {
					throw new BadRequest('"to" must be a list of addresses');
				}
				if (subject !== undefined && typeof subject !== "string")
					throw new BadRequest('"subject" must be text');
				return board.control({ command: "scan", to, subject, wait: context.query["wait"] === "1" });
			},
		},
		{
			method: "get",
			path: "/jobs",
			does: "The job history, newest first.",
			run: () => board.control({ command: "jobs" }),
		},
	];
}

function engineOperations(board: Board): Operation[] {
	return [
		{
			method: "get",
			path: "/engine",
			does: "What the firmware costs in memory, and how the engine fares.",
			run: () => {
				const { report, ...state } = board.engine;
				return { ...state, bits: report?.["slotSize"] && report["slotSize"] * 2, report };
			},
		},
		{
			method: "post",
			path: "/engine/collect",
			does: "Collects garbage, then reports memory.",
			run: () => board.collect(),
		},
		{
			method: "post",
			path: "/power",
			does: 'Switches the power: {"on": true}, {"on": false} or {"cycle": true}.',
			run: async (context) => {
				const { on, cycle } = body(context);
				if (typeof on !== "boolean" && cycle !== true) throw new BadRequest('"on" must be true or false');
				if (cycle === true || on === false) await board.power(false);
				if (cycle === true || on === true) await board.power(true);
				return { powered: board.engine.powered };
			},
		},
	];
}

function testBenchOperations(board: Board): Operation[] {
	return [
		{
			method: "get",
			path: "/flash",
			does: "How worn and how full the flash is.",
			run: () => ({ wear: board.storage.wear, use: board.storage.use }),
		},
		{
			method: "post",
			path: "/flash/cut",
			does: 'Cuts the power in the middle of a flash write: {"after": writes that still go through}.',
			run: (context) => {
				const after = number(body(context)["after"], "after", 0, Number.MAX_SAFE_INTEGER);
				board.storage.cutAfter(after);
				return { after };
			},
		},
		{
			method: "post",
			path: "/clock/advance",
			does: 'Moves the printer\'s time on: {"ms": milliseconds}; timers on the way fire.',
			run: async (context) => {
				await board.clock.advance(number(body(context)["ms"], "ms", 0, ADVANCE_LIMIT));
				return { now: board.clock.now() };
			},
		},
	];
}

function describeDocument(board: Board): object | null {
	const { document } = board.tray;
	return document ? { name: document.name, type: document.type, pages: document.pages } : null;
}

/** A request's JSON object; an empty one without it. */
function body(context: Context): Record<string, unknown> {
	const content: unknown = context.request.body;
	return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}

function text(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

function number(value: unknown, name: string, least: number, most: number): number {
	const result = typeof value === "string" && value !== "" ? Number(value) : value;
	if (typeof result === "number" && Number.isInteger(result) && result >= least && result <= most)
		return result;
	throw new BadRequest(`"${name}" must be a whole number from ${least} to ${most}`);
}
